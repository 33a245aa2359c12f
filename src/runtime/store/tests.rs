//! What is kept and what is not; in `faults`, what goes wrong with it.

mod faults;

use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::sync::Mutex;

use jiff::{SignedDuration, ToSpan as _};
use rusqlite::Connection as Sqlite;

use super::database::Database;
use super::trouble::Trouble;
use super::*;
use crate::app::testing::{Driven, NOON, connection, user};
use crate::directory::call::{At, ResourceName};
use crate::directory::record::{Record, RecordId};

pub(super) fn noon() -> Timestamp {
    NOON.parse().unwrap()
}

fn keeping(name: &str, time: &str) -> Arc<Connection> {
    Arc::new(Connection {
        keep: Keep::parse(time).unwrap(),
        ..connection(name, "leanmote")
    })
}

pub(super) fn support() -> Vec<Arc<Connection>> {
    vec![keeping("support", "1d")]
}

/// A folder for what is kept, in one that goes with the test.
pub(super) struct Home {
    _folder: tempfile::TempDir,
    seen: PathBuf,
}

impl Home {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let seen = folder.path().join("state/seen");
        Self {
            _folder: folder,
            seen,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.seen.join(name)
    }

    pub(super) fn database(&self) -> PathBuf {
        self.path("records.sqlite3")
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = std::fs::read_dir(&self.seen)
            .map(|entries| entries.map(|e| e.unwrap().file_name().into_string().unwrap()))
            .into_iter()
            .flatten()
            .collect();
        names.sort();
        names
    }

    fn store(&self, connections: &[Arc<Connection>]) -> Store {
        Store::new(
            self.seen.clone(),
            Path::new("/etc/whoswho.toml"),
            connections,
        )
    }

    pub(super) fn site(&self, connections: &[Arc<Connection>]) -> Site {
        self.store(connections).site
    }

    /// One run at a time, which is told what is given, and ends.
    pub(super) fn run(
        &self,
        connections: &[Arc<Connection>],
        now: Timestamp,
        does: impl FnOnce(&Store),
    ) -> Run {
        let mut store = self.store(connections);
        let run = Run::default();
        let (messages, learnt) = (Arc::clone(&run.messages), Arc::clone(&run.learnt));
        let report = move |message| messages.lock().unwrap().push(message);
        let learn = move |seen, at| learnt.lock().unwrap().push((seen, at));
        store.begin(now, None, report, learn);
        // What is handed over comes before what is asked for.
        does(&store);
        let Store {
            commands, ended, ..
        } = store;
        drop(commands);
        if let Some(ended) = ended {
            ended.blocking_recv().unwrap();
        }
        run
    }

    /// What a later run of the same profiles is given.
    fn learnt(&self, connections: &[Arc<Connection>], now: Timestamp) -> Vec<(Seen, Timestamp)> {
        let run = self.run(connections, now, |_| {});
        run.learnt.lock().unwrap().clone()
    }

    pub(super) fn ids(&self, connections: &[Arc<Connection>], now: Timestamp) -> Vec<String> {
        let learnt = self.learnt(connections, now);
        let records = learnt.iter().flat_map(|(seen, _)| &seen.records);
        records.map(|r| r.id().unwrap().raw().to_owned()).collect()
    }
}

#[derive(Default)]
pub(super) struct Run {
    messages: Arc<Mutex<Vec<Msg>>>,
    learnt: Arc<Mutex<Vec<(Seen, Timestamp)>>>,
}

impl Run {
    /// What the operator is told.
    fn said(&self) -> Vec<String> {
        let messages = self.messages.lock().unwrap();
        let said = messages.iter().filter_map(|message| match message {
            Msg::StoreFailed(why) => Some(why.clone()),
            _ => None,
        });
        said.collect()
    }
}

fn record(number: usize) -> Record {
    let user = user(number);
    Record::new(
        Some(RecordId::new(user["id"].as_str().unwrap())),
        &user.to_string(),
    )
}

pub(super) fn id(number: usize) -> String {
    record(number).id().unwrap().raw().to_owned()
}

pub(super) fn seen(profile: usize, numbers: impl IntoIterator<Item = usize>) -> Seen {
    Seen {
        profile: ProfileId(profile),
        resource: ResourceName::new("users"),
        whole: true,
        records: numbers.into_iter().map(record).collect(),
    }
}

/// What is on the screen of a profile, with so many users.
fn snapshot(connections: &[Arc<Connection>], users: usize) -> Box<Snapshot> {
    let connections = connections.iter().map(|c| Connection::clone(c)).collect();
    let mut driven = Driven::open(connections, 120, 36);
    let users: Vec<_> = (0..users).map(user).collect();
    driven.answer_page(&users, Some(At::Page(1)), Some(10_000));
    Box::new(driven.quit_and_keep().unwrap())
}

fn mode(path: &Path) -> u32 {
    path.symlink_metadata().unwrap().permissions().mode() & 0o777
}

#[test]
fn what_was_seen_is_handed_to_the_next_run_with_its_time() {
    let home = Home::new();
    let an_hour_ago = noon() - 1.hour();
    let run = home.run(&support(), an_hour_ago, |store| {
        store.saw(seen(0, 0..3), an_hour_ago);
        let partial = Seen {
            whole: false,
            ..seen(0, [7])
        };
        store.saw(partial, noon());
    });
    assert_eq!(run.said(), Vec::<String>::new());
    assert!(run.learnt.lock().unwrap().is_empty());
    let learnt = home.learnt(&support(), noon());
    let partial = Seen {
        whole: false,
        ..seen(0, [7])
    };
    assert_eq!(learnt, [(seen(0, 0..3), an_hour_ago), (partial, noon())]);
}

#[test]
fn a_record_is_kept_once_as_it_was_last_seen_until_it_is_gone() {
    let home = Home::new();
    let other = Record::new(record(1).id().cloned(), r#"{"name": 1.50, "name": "Ana"}"#);
    home.run(&support(), noon(), |store| {
        store.saw(seen(0, 0..3), noon());
        let again = Seen {
            records: vec![other.clone()],
            ..seen(0, [])
        };
        store.saw(again, noon() + 1.second());
        // What comes late is older than what is there.
        store.saw(seen(0, [1]), noon());
        let gone = RecordRef {
            resource: ResourceName::new("users"),
            id: RecordId::new(&id(2)),
        };
        store.gone(ProfileId(0), gone);
    });
    let learnt = home.learnt(&support(), noon() + 1.minute());
    let records: Vec<_> = learnt.iter().flat_map(|(seen, _)| &seen.records).collect();
    assert_eq!(records, [&record(0), &other]);
}

#[test]
fn many_records_come_back_in_batches_and_all_of_them() {
    let home = Home::new();
    home.run(&support(), noon(), |store| {
        for page in 0..30 {
            store.saw(seen(0, page * 100..page * 100 + 100), noon());
        }
    });
    let learnt = home.learnt(&support(), noon());
    assert!(learnt.iter().all(|(seen, _)| seen.records.len() <= 500));
    let ids = learnt.iter().flat_map(|(seen, _)| &seen.records).count();
    assert_eq!(ids, 3_000);
}

#[test]
fn files_and_folder_are_for_their_owner_alone() {
    let home = Home::new();
    home.run(&support(), noon(), |store| {
        store.saw(seen(0, 0..100), noon());
        store.keep(ProfileId(0), snapshot(&support(), 9));
    });
    let names = home.names();
    let [json, database] = names.as_slice() else {
        panic!("{names:?}");
    };
    assert_eq!(json.rsplit_once('.').unwrap().1, "json");
    assert_eq!(database, "records.sqlite3");
    assert_eq!(mode(&home.path(json)), 0o600);
    assert_eq!(mode(&home.database()), 0o600);
    assert_eq!(mode(&home.seen), 0o700);

    // The file that SQLite needs for a change, too.
    let mut sqlite = Sqlite::open(home.database()).unwrap();
    let change = sqlite.transaction().unwrap();
    change.execute("DELETE FROM records", []).unwrap();
    assert_eq!(mode(&home.path("records.sqlite3-journal")), 0o600);
}

#[test]
fn only_who_keeps_is_kept() {
    let home = Home::new();
    let connections = vec![Arc::new(connection("plain", "leanmote"))];
    home.run(&connections, noon(), |store| {
        store.saw(seen(0, 0..9), noon());
        store.keep(ProfileId(0), snapshot(&support(), 9));
    });
    assert!(!home.seen.exists());
    let connections = vec![connections[0].clone(), keeping("support", "1d")];
    home.run(&connections, noon(), |store| {
        store.saw(seen(0, 0..9), noon());
        store.saw(seen(1, [42]), noon());
    });
    assert_eq!(home.ids(&connections, noon()), [id(42)]);
}

#[test]
fn profiles_do_not_see_each_other_s_records() {
    let home = Home::new();
    let both = vec![keeping("support", "1d"), keeping("people", "1d")];
    home.run(&both, noon(), |store| {
        store.saw(seen(0, [1]), noon());
        store.saw(seen(1, [1, 2]), noon());
    });
    let learnt = home.learnt(&both, noon());
    assert_eq!(learnt, [(seen(0, [1]), noon()), (seen(1, [1, 2]), noon())]);
    // In another order, they are the same profiles.
    let turned: Vec<_> = both.iter().rev().cloned().collect();
    let learnt = home.learnt(&turned, noon());
    assert_eq!(learnt, [(seen(1, [1]), noon()), (seen(0, [1, 2]), noon())]);
}

#[test]
fn a_profile_that_keeps_nothing_any_more_is_removed_and_then_the_folder() {
    let home = Home::new();
    let both = vec![keeping("support", "1d"), keeping("people", "1d")];
    home.run(&both, noon(), |store| {
        store.saw(seen(0, [1]), noon());
        store.saw(seen(1, [2]), noon());
        store.keep(ProfileId(0), snapshot(&both, 9));
    });
    assert_eq!(home.names().len(), 2);
    let one = vec![Arc::new(connection("support", "leanmote")), both[1].clone()];
    let ids = home.ids(&one, noon());
    assert_eq!(ids, [id(2)]);
    assert_eq!(home.names(), ["records.sqlite3"]);
    assert_eq!(home.ids(&both, noon()), [id(2)], "it is gone, not hidden");
    let none = vec![Arc::new(connection("people", "leanmote"))];
    let run = home.run(&none, noon(), |_| {});
    assert_eq!(run.said(), Vec::<String>::new());
    assert!(!home.seen.exists(), "{:?}", home.names());
}

#[test]
fn another_address_or_another_configuration_is_another_profile() {
    let home = Home::new();
    home.run(&support(), noon(), |store| store.saw(seen(0, [1]), noon()));
    let mut elsewhere = home.store(&support());
    elsewhere.site = Site::new(home.seen.clone(), Path::new("/other.toml"), &support());
    let database = Database::open(&elsewhere.site, noon()).unwrap();
    let mut found = 0;
    database
        .hand_over(&elsewhere.site, noon(), || true, |_, _| found += 1)
        .unwrap();
    assert_eq!(found, 0);
    drop(database);
    assert_eq!(
        home.ids(&support(), noon()),
        [id(1)],
        "theirs are left alone"
    );

    let moved = vec![Arc::new(Connection {
        url: "https://new.example.com".parse().unwrap(),
        ..Connection::clone(&support()[0])
    })];
    assert_eq!(home.ids(&moved, noon()), Vec::<String>::new());
    assert_eq!(home.ids(&support(), noon()), Vec::<String>::new());
}

#[test]
fn a_profile_that_comes_in_another_s_place_sees_none_of_its_people() {
    let at = |name: &str, url: &str| {
        Arc::new(Connection {
            url: url.parse().unwrap(),
            ..Connection::clone(&keeping(name, "1d"))
        })
    };
    let first = at("support", "https://a.example");
    let later = [
        ("its address is another", at("support", "https://b.example")),
        ("another was added", at("people", "https://b.example")),
    ];
    for (what, later) in later {
        let home = Home::new();
        home.run(&[Arc::clone(&first)], noon(), |store| {
            store.saw(seen(0, [1, 2]), noon());
        });
        assert_eq!(home.ids(&[Arc::clone(&first)], noon()).len(), 2, "{what}");
        assert_eq!(home.ids(&[later], noon()), [""; 0], "{what}");
        assert_eq!(home.ids(&[Arc::clone(&first)], noon()), [""; 0], "{what}");
    }
}

#[test]
fn nothing_is_kept_longer_than_its_profile_says() {
    let home = Home::new();
    let hour = SignedDuration::from_hours(1);
    home.run(&support(), noon(), |store| {
        store.saw(seen(0, [1]), noon());
        store.saw(seen(0, [2]), noon() + 2 * hour);
        store.keep(ProfileId(0), snapshot(&support(), 9));
    });
    let later = noon() + 25 * hour;
    assert_eq!(home.ids(&support(), later), [id(2)]);
    assert_eq!(
        home.names(),
        ["records.sqlite3"],
        "the snapshot was of noon"
    );
    assert_eq!(
        home.ids(&support(), noon() + 2 * hour),
        [id(2)],
        "it is gone, not hidden"
    );
    // A profile that keeps less from now on.
    let less = vec![keeping("support", "1h")];
    assert_eq!(home.ids(&less, noon() + 4 * hour), Vec::<String>::new());
    // And a clock that was ahead.
    home.run(&support(), noon(), |store| {
        store.saw(seen(0, [3]), noon() + hour);
    });
    assert_eq!(home.ids(&support(), noon()), Vec::<String>::new());
}

#[test]
fn what_is_over_goes_whichever_configuration_runs() {
    let home = Home::new();
    home.run(&support(), noon(), |store| {
        store.saw(seen(0, [1]), noon());
        store.keep(ProfileId(0), snapshot(&support(), 9));
    });
    let site = Site::new(home.seen.clone(), Path::new("/other.toml"), &support());
    let later = noon() + SignedDuration::from_hours(25);
    snapshots::sweep(&site, later).unwrap();
    drop(Database::open(&site, later).unwrap());
    assert_eq!(home.names(), ["records.sqlite3"]);
    assert_eq!(home.ids(&support(), noon()), Vec::<String>::new());
}

#[test]
fn the_oldest_go_first_where_there_is_too_much() {
    let home = Home::new();
    let mut site = home.site(&support());
    site.limit = 256 << 10;
    let mut database = Database::open(&site, noon()).unwrap();
    for minute in 0..40 {
        let at = noon() + minute.minutes();
        let page = usize::try_from(minute).unwrap() * 100;
        let command = Command::Seen(seen(0, page..page + 100), at);
        database.write(&site, &[command]).unwrap();
    }
    let mut kept: Vec<Timestamp> = Vec::new();
    database
        .hand_over(
            &site,
            noon() + 1.hour(),
            || true,
            |seen, at| {
                kept.extend(seen.records.iter().map(|_| at));
            },
        )
        .unwrap();
    assert!((300..3_000).contains(&kept.len()), "{}", kept.len());
    let newest = noon() + 39.minutes();
    assert_eq!(kept.last(), Some(&newest));
    assert_eq!(kept.iter().filter(|at| **at == newest).count(), 100);
    drop(database);
    let bytes = home.database().metadata().unwrap().len();
    assert!(bytes <= site.limit, "{bytes}");
}

#[test]
fn what_is_removed_is_overwritten() {
    let home = Home::new();
    home.run(&support(), noon(), |store| {
        store.saw(seen(0, 0..200), noon());
    });
    let holds = |text: &str| {
        let bytes = std::fs::read(home.database()).unwrap();
        bytes
            .windows(text.len())
            .any(|window| window == text.as_bytes())
    };
    assert!(holds("lima@acme.example"));
    home.learnt(&support(), noon() + SignedDuration::from_hours(25));
    assert!(!holds("lima@acme.example"));
}

#[test]
fn what_others_could_read_is_closed_to_them() {
    let home = Home::new();
    home.run(&support(), noon(), |store| {
        store.saw(seen(0, [1]), noon());
        store.keep(ProfileId(0), snapshot(&support(), 9));
    });
    let open = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    open(&home.seen, 0o755);
    let names = home.names();
    for name in &names {
        open(&home.path(name), 0o644);
    }
    home.run(&support(), noon(), |store| {
        store.saw(seen(0, [2]), noon());
        store.keep(ProfileId(0), snapshot(&support(), 5));
    });
    assert_eq!(mode(&home.seen), 0o700);
    for name in &names {
        assert_eq!(mode(&home.path(name)), 0o600, "{name}");
    }
}

#[test]
fn a_snapshot_of_large_records_is_no_larger_than_is_read() {
    let home = Home::new();
    let connections: Vec<_> = support().iter().map(|c| Connection::clone(c)).collect();
    let mut driven = Driven::open(connections, 120, 36);
    let large = |number: usize| {
        let mut user = user(number);
        user["note"] = "x".repeat(60_000).into();
        user
    };
    let users: Vec<_> = (0..100).map(large).collect();
    driven.answer_page(&users, Some(At::Page(1)), Some(10_000));
    let snapshot = Box::new(driven.quit_and_keep().unwrap());
    home.run(&support(), noon(), |store| {
        store.keep(ProfileId(0), snapshot.clone());
    });
    let json = home.names().remove(0);
    let bytes = home.path(&json).metadata().unwrap().len();
    assert!((100_000..300_000).contains(&bytes), "{bytes}");
    let read = home.store(&support()).snapshot(ProfileId(0)).unwrap();
    assert_eq!(read, Some(*snapshot));
}

#[test]
fn two_at_once_both_keep_what_they_see() {
    let home = Home::new();
    let mut stores = [home.store(&support()), home.store(&support())];
    for store in &mut stores {
        store.begin(noon(), None, |message| panic!("{message:?}"), |_, _| {});
    }
    for number in 0..40 {
        for (at, store) in stores.iter().enumerate() {
            store.saw(seen(0, [number * 2 + at]), noon());
        }
    }
    for store in stores {
        let Store {
            commands, ended, ..
        } = store;
        drop(commands);
        ended.unwrap().blocking_recv().unwrap();
    }
    let mut ids = home.ids(&support(), noon());
    ids.sort();
    let mut expected: Vec<_> = (0..80).map(id).collect();
    expected.sort();
    assert_eq!(ids, expected);
}

#[test]
fn a_snapshot_is_read_before_anything_else_is_opened() {
    let home = Home::new();
    let connections = support();
    assert_eq!(home.store(&connections).snapshot(ProfileId(0)), Ok(None));
    let written = snapshot(&connections, 9);
    home.run(&connections, noon(), |store| {
        store.keep(ProfileId(0), written.clone());
    });
    std::fs::remove_file(home.database()).unwrap();
    let read = home.store(&connections).snapshot(ProfileId(0)).unwrap();
    assert_eq!(read, Some(*written.clone()));
    assert!(!home.database().exists());

    // One that is not on the screen is told of once the store works.
    let run = home.run(&connections, noon(), |_| {});
    let messages = run.messages.lock().unwrap();
    let told = Msg::Remembered {
        profile: ProfileId(0),
        snapshot: written,
    };
    assert_eq!(*messages, [told]);
}

#[test]
fn all_of_it_can_be_removed() {
    let home = Home::new();
    assert_eq!(clear(&home.seen).unwrap(), Cleared::default());
    home.run(&support(), noon(), |store| {
        store.saw(seen(0, 0..10), noon());
        store.keep(ProfileId(0), snapshot(&support(), 9));
    });
    let bytes = home
        .names()
        .into_iter()
        .map(|n| home.path(&n).metadata().unwrap().len());
    let expected = Cleared {
        files: 2,
        bytes: bytes.sum(),
        links: 0,
    };
    assert_eq!(clear(&home.seen).unwrap(), expected);
    assert!(!home.seen.exists());
    // Nor under the name that it has meanwhile.
    let state = std::fs::read_dir(home.seen.parent().unwrap()).unwrap();
    assert_eq!(state.count(), 0);
}

#[test]
fn what_is_cleared_is_zeros_before_it_goes() {
    let home = Home::new();
    home.run(&support(), noon(), |store| {
        store.saw(seen(0, 0..200), noon());
        store.keep(ProfileId(0), snapshot(&support(), 9));
    });
    let mut open: Vec<_> = home
        .names()
        .iter()
        .map(|name| std::fs::File::open(home.path(name)).unwrap())
        .collect();
    let theirs = home.seen.with_file_name("theirs");
    std::fs::write(&theirs, "theirs").unwrap();
    std::fs::hard_link(&theirs, home.path("a")).unwrap();
    std::os::unix::fs::symlink(&theirs, home.path("b")).unwrap();
    let cleared = clear(&home.seen).unwrap();
    assert_eq!((cleared.files, cleared.links), (2, 2));
    for file in &mut open {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        assert!(!bytes.is_empty() && bytes.iter().all(|byte| *byte == 0));
    }
    assert_eq!(std::fs::read(&theirs).unwrap(), b"theirs");
}

#[test]
fn what_a_clear_that_was_cut_off_has_left_goes_with_the_next() {
    let home = Home::new();
    home.run(&support(), noon(), |store| store.saw(seen(0, [1]), noon()));
    let aside = home.seen.with_file_name("seen-cleared");
    std::fs::create_dir(&aside).unwrap();
    std::fs::write(aside.join("left"), "left").unwrap();
    assert_eq!(clear(&home.seen).unwrap().files, 2);
    assert!(!aside.exists() && !home.seen.exists());
}

#[test]
fn a_snapshot_that_is_replaced_is_zeros() {
    let home = Home::new();
    home.run(&support(), noon(), |store| {
        store.keep(ProfileId(0), snapshot(&support(), 9));
    });
    let json = home.names().remove(0);
    let mut before = std::fs::File::open(home.path(&json)).unwrap();
    home.run(&support(), noon(), |store| {
        store.keep(ProfileId(0), snapshot(&support(), 5));
    });
    let mut bytes = Vec::new();
    before.read_to_end(&mut bytes).unwrap();
    assert!(!bytes.is_empty() && bytes.iter().all(|byte| *byte == 0));
    let read = home.store(&support()).snapshot(ProfileId(0)).unwrap();
    assert_eq!(read, Some(*snapshot(&support(), 5)));
}

#[test]
fn what_was_kept_before_it_was_said_to_be_secret_is_not_looked_for() {
    let home = Home::new();
    let before = home.site(&support());
    let mut secret = Connection::clone(&support()[0]);
    let mut description = (*secret.description).clone();
    description.resources[0].fields[0].kind = Kind::Secret;
    secret.description = Arc::new(description);
    let after = home.site(&[Arc::new(secret)]);
    let key = &before.kept(ProfileId(0)).unwrap().key;
    assert_ne!(*key, after.kept(ProfileId(0)).unwrap().key);
    assert!(after.is_disowned(key) && !before.is_disowned(key));
}
