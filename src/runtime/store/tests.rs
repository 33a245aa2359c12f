//! What is kept, what is not, and what goes wrong with it.

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::sync::Mutex;

use jiff::{SignedDuration, ToSpan as _};
use rusqlite::Connection as Sqlite;

use super::database::{Database, Trouble};
use super::*;
use crate::app::testing::{Driven, NOON, connection, user};
use crate::directory::call::{At, ResourceName};
use crate::directory::record::{Record, RecordId};

fn noon() -> Timestamp {
    NOON.parse().unwrap()
}

fn keeping(name: &str, time: &str) -> Arc<Connection> {
    Arc::new(Connection {
        keep: Keep::parse(time).unwrap(),
        ..connection(name, "leanmote")
    })
}

fn support() -> Vec<Arc<Connection>> {
    vec![keeping("support", "1d")]
}

/// A folder for what is kept, in one that goes with the test.
struct Home {
    _folder: tempfile::TempDir,
    seen: PathBuf,
}

impl Home {
    fn new() -> Self {
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

    fn database(&self) -> PathBuf {
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

    fn site(&self, connections: &[Arc<Connection>]) -> Site {
        self.store(connections).site
    }

    /// One run at a time, which is told what is given, and ends.
    fn run(
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

    fn ids(&self, connections: &[Arc<Connection>], now: Timestamp) -> Vec<String> {
        let learnt = self.learnt(connections, now);
        let records = learnt.iter().flat_map(|(seen, _)| &seen.records);
        records.map(|r| r.id().unwrap().raw().to_owned()).collect()
    }
}

#[derive(Default)]
struct Run {
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

fn id(number: usize) -> String {
    record(number).id().unwrap().raw().to_owned()
}

fn seen(profile: usize, numbers: impl IntoIterator<Item = usize>) -> Seen {
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

const DAMAGED: &str = "What was kept of people was damaged: it was removed and is begun anew";

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
fn a_damaged_file_costs_a_notice_and_is_begun_anew() {
    let sound = Home::new();
    sound.run(&support(), noon(), |store| {
        store.saw(seen(0, 0..400), noon());
    });
    let sound = std::fs::read(sound.database()).unwrap();
    let mut torn = sound.clone();
    torn.truncate(sound.len() / 2);
    let mut holed = sound.clone();
    for byte in &mut holed[4_096..8 * 4_096] {
        *byte = 0xa5;
    }
    for (what, bytes) in [
        ("garbage", b"no database".repeat(1_000)),
        ("a torn one", torn),
        ("one with a hole", holed),
    ] {
        let home = Home::new();
        std::fs::create_dir_all(&home.seen).unwrap();
        std::fs::write(home.database(), bytes).unwrap();
        let run = home.run(&support(), noon(), |store| store.saw(seen(0, [1]), noon()));
        assert_eq!(run.said(), [DAMAGED], "{what}");
        assert_eq!(home.ids(&support(), noon()), [id(1)], "{what}");
    }
}

/// A store at work on one record, what it says, and its end.
struct AtWork {
    store: Store,
    said: Receiver<Msg>,
}

impl AtWork {
    fn begin(home: &Home) -> Self {
        let mut store = home.store(&support());
        let (told, said) = channel();
        // What is handed over has been read from the file by then.
        home.run(&support(), noon(), |store| store.saw(seen(0, [1]), noon()));
        let (give, given) = channel();
        let report = move |message| told.send(message).unwrap();
        let learn = move |seen, _| give.send(seen).unwrap();
        store.begin(noon(), None, report, learn);
        given.recv_timeout(Duration::from_mins(1)).unwrap();
        Self { store, said }
    }

    /// Gives it one more record and ends it. What it said.
    fn end(self) -> Vec<String> {
        self.store.saw(seen(0, [2]), noon());
        let Store {
            commands, ended, ..
        } = self.store;
        drop(commands);
        ended.unwrap().blocking_recv().unwrap();
        let said = self.said.iter().map(|message| match message {
            Msg::StoreFailed(why) => why,
            other => panic!("{other:?}"),
        });
        said.collect()
    }
}

#[test]
fn a_file_that_is_damaged_meanwhile_is_begun_anew_as_well() {
    let home = Home::new();
    let at_work = AtWork::begin(&home);
    std::fs::write(home.database(), b"no database".repeat(4_000)).unwrap();
    assert_eq!(at_work.end(), [DAMAGED]);
    let run = home.run(&support(), noon(), |_| {});
    assert_eq!(run.said(), Vec::<String>::new());
}

#[test]
fn a_file_that_is_removed_meanwhile_is_not_written_to() {
    let home = Home::new();
    let at_work = AtWork::begin(&home);
    clear(&home.seen).unwrap();
    assert_eq!(
        at_work.end(),
        ["What is seen is not kept: it was removed meanwhile"]
    );
    assert!(!home.seen.exists());
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
fn an_empty_file_is_one_that_is_not_there() {
    let home = Home::new();
    std::fs::create_dir_all(&home.seen).unwrap();
    std::fs::write(home.database(), "").unwrap();
    let run = home.run(&support(), noon(), |store| store.saw(seen(0, [1]), noon()));
    assert_eq!(run.said(), Vec::<String>::new());
    assert_eq!(home.ids(&support(), noon()), [id(1)]);
}

#[test]
fn tables_of_another_form_are_made_anew_if_older_and_left_alone_if_newer() {
    let home = Home::new();
    std::fs::create_dir_all(&home.seen).unwrap();
    let sqlite = Sqlite::open(home.database()).unwrap();
    sqlite
        .execute_batch("CREATE TABLE records (name TEXT); INSERT INTO records VALUES ('old')")
        .unwrap();
    drop(sqlite);
    let run = home.run(&support(), noon(), |store| store.saw(seen(0, [1]), noon()));
    assert_eq!(
        run.said(),
        [
            "What an older whoswho kept of people cannot be read any more: it was removed and \
             is begun anew"
        ]
    );
    let run = home.run(&support(), noon(), |_| {});
    assert_eq!(run.said(), Vec::<String>::new(), "once");
    assert_eq!(home.ids(&support(), noon()), [id(1)]);

    let sqlite = Sqlite::open(home.database()).unwrap();
    sqlite.pragma_update(None, "user_version", 2).unwrap();
    drop(sqlite);
    let before = std::fs::read(home.database()).unwrap();
    let run = home.run(&support(), noon(), |store| store.saw(seen(0, [2]), noon()));
    assert_eq!(
        run.said(),
        ["What is seen is not kept: it is a newer whoswho's, and is left alone"]
    );
    assert_eq!(std::fs::read(home.database()).unwrap(), before);
}

#[test]
fn tables_that_only_look_like_ours_are_damaged() {
    let home = Home::new();
    std::fs::create_dir_all(&home.seen).unwrap();
    let sqlite = Sqlite::open(home.database()).unwrap();
    sqlite
        .execute_batch("CREATE TABLE records (name TEXT); PRAGMA user_version = 1")
        .unwrap();
    drop(sqlite);
    let run = home.run(&support(), noon(), |store| store.saw(seen(0, [1]), noon()));
    assert_eq!(run.said(), [DAMAGED]);
    assert_eq!(home.ids(&support(), noon()), [id(1)]);
}

#[test]
fn another_program_s_lock_is_waited_out_and_nothing_is_lost() {
    let home = Home::new();
    home.run(&support(), noon(), |store| store.saw(seen(0, [1]), noon()));
    let mut other = Sqlite::open(home.database()).unwrap();
    let held = other
        .transaction_with_behavior(rusqlite::TransactionBehavior::Exclusive)
        .unwrap();
    assert_eq!(
        Database::open(&home.site(&support()), noon()).unwrap_err(),
        Trouble::Busy
    );
    let mut store = home.store(&support());
    let (told, hear) = channel();
    store.begin(
        noon(),
        None,
        move |message| told.send(message).unwrap(),
        |_, _| {},
    );
    store.saw(seen(0, [2]), noon());
    let Ok(Msg::StoreFailed(why)) = hear.recv() else {
        panic!("nothing was said");
    };
    assert_eq!(
        why,
        "What is seen cannot be kept yet: another program holds the file"
    );
    held.rollback().unwrap();
    store.saw(seen(0, [3]), noon());
    let Store {
        commands, ended, ..
    } = store;
    drop(commands);
    ended.unwrap().blocking_recv().unwrap();
    assert!(hear.recv().is_err(), "it is said once");
    assert_eq!(home.ids(&support(), noon()), [id(1), id(2), id(3)]);
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
fn a_folder_that_cannot_be_written_costs_a_notice() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    // Whoever runs as root may write into any folder, but not into a file.
    let mut store = Store::new(file.join("seen"), Path::new("c.toml"), &support());
    let (told, hear) = channel();
    store.begin(
        noon(),
        None,
        move |message| told.send(message).unwrap(),
        |_, _| {},
    );
    store.saw(seen(0, [1]), noon());
    store.keep(ProfileId(0), snapshot(&support(), 9));
    let Store {
        commands, ended, ..
    } = store;
    drop(commands);
    ended.unwrap().blocking_recv().unwrap();
    let said: Vec<_> = hear.iter().collect();
    assert!(!said.is_empty());
    for message in said {
        let Msg::StoreFailed(why) = message else {
            panic!("{message:?}");
        };
        assert!(why.contains("what should be a folder"), "{why}");
    }
}

#[test]
fn links_are_not_followed() {
    let home = Home::new();
    std::fs::create_dir_all(&home.seen).unwrap();
    let elsewhere = home.seen.parent().unwrap().join("elsewhere");
    std::fs::write(&elsewhere, "").unwrap();
    symlink(&elsewhere, home.database()).unwrap();
    let run = home.run(&support(), noon(), |store| store.saw(seen(0, [1]), noon()));
    assert_eq!(
        run.said(),
        ["What is seen is not kept: it is a symbolic link"]
    );
    assert_eq!(std::fs::read(&elsewhere).unwrap(), b"");

    // Nor is the file that SQLite would write beside it.
    std::fs::remove_file(home.database()).unwrap();
    symlink(&elsewhere, home.path("records.sqlite3-journal")).unwrap();
    let run = home.run(&support(), noon(), |store| store.saw(seen(0, [1]), noon()));
    assert_eq!(
        run.said(),
        ["What is seen is not kept: it is a symbolic link"]
    );

    let site = home.site(&support());
    let json = format!("{}.json", site.kept(ProfileId(0)).unwrap().key);
    symlink(&elsewhere, home.path(&json)).unwrap();
    assert_eq!(
        home.store(&support()).snapshot(ProfileId(0)).unwrap_err(),
        "What was kept of support cannot be read: it is a symbolic link"
    );

    std::fs::remove_dir_all(&home.seen).unwrap();
    let folder = tempfile::tempdir().unwrap();
    symlink(folder.path(), &home.seen).unwrap();
    let run = home.run(&support(), noon(), |store| {
        store.saw(seen(0, [1]), noon());
        store.keep(ProfileId(0), snapshot(&support(), 9));
    });
    assert!(!run.said().is_empty());
    for why in run.said() {
        assert!(why.ends_with("its folder is a symbolic link"), "{why}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    assert_eq!(
        clear(&home.seen).unwrap_err().to_string(),
        "it is a symbolic link"
    );
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
fn a_damaged_snapshot_costs_a_notice_and_is_written_anew() {
    let home = Home::new();
    let connections = support();
    home.run(&connections, noon(), |store| {
        store.keep(ProfileId(0), snapshot(&connections, 9));
    });
    let json = home.names().remove(0);
    let large = vec![b'['; 3 << 20];
    let whole = std::fs::read(home.path(&json)).unwrap();
    let half = &whole[..whole.len() / 2];
    let damaged = "for the first screen is damaged: it is not shown";
    let other = "for the first screen is another whoswho's: it is not shown";
    for (bytes, expected) in [
        (&b"{"[..], damaged),
        (b"", damaged),
        (half, damaged),
        (b"\xff\xfe", damaged),
        (&large, "cannot be read: it is larger than 2 MiB"),
        (br#"{"form": 1, "rows": []}"#, other),
        (br#"{"form": 77}"#, other),
    ] {
        std::fs::write(home.path(&json), bytes).unwrap();
        let why = home.store(&connections).snapshot(ProfileId(0)).unwrap_err();
        assert_eq!(why, format!("What was kept of support {expected}"));
    }
    home.run(&connections, noon(), |store| {
        store.keep(ProfileId(0), snapshot(&connections, 5));
    });
    let read = home.store(&connections).snapshot(ProfileId(0)).unwrap();
    assert_eq!(read, Some(*snapshot(&connections, 5)));
}

#[test]
fn what_a_crash_left_half_written_goes() {
    let home = Home::new();
    home.run(&support(), noon(), |store| store.saw(seen(0, [1]), noon()));
    let old = home.path(".whoswho-old");
    let file = std::fs::File::create(&old).unwrap();
    let yesterday = std::time::SystemTime::now() - Duration::from_hours(24);
    file.set_modified(yesterday).unwrap();
    std::fs::write(home.path(".whoswho-new"), "").unwrap();
    home.run(&support(), noon(), |_| {});
    assert_eq!(home.names(), [".whoswho-new", "records.sqlite3"]);
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
    };
    assert_eq!(clear(&home.seen).unwrap(), expected);
    assert!(!home.seen.exists());
}

#[test]
fn what_is_none_of_ours_is_left_and_told() {
    let home = Home::new();
    home.run(&support(), noon(), |store| store.saw(seen(0, [1]), noon()));
    std::fs::create_dir(home.path("holiday\u{1b}[2J")).unwrap();
    assert_eq!(
        clear(&home.seen).unwrap_err().to_string(),
        "the folder \"holiday\\e[2J\" in it is none of ours and stays; all else was removed"
    );
    assert_eq!(home.names(), ["holiday\u{1b}[2J"]);

    std::fs::remove_dir_all(&home.seen).unwrap();
    std::fs::write(&home.seen, "a file").unwrap();
    assert_eq!(
        clear(&home.seen).unwrap_err().to_string(),
        "what should be a folder on the way to it is a file"
    );
    assert_eq!(std::fs::read(&home.seen).unwrap(), b"a file");
}

#[test]
fn the_end_does_not_wait_for_a_lock_that_stays() {
    let home = Home::new();
    home.run(&support(), noon(), |store| store.saw(seen(0, [1]), noon()));
    let mut other = Sqlite::open(home.database()).unwrap();
    let _held = other
        .transaction_with_behavior(rusqlite::TransactionBehavior::Exclusive)
        .unwrap();
    let mut store = home.store(&support());
    store.begin(noon(), None, |_| {}, |_, _| {});
    for number in 0..2_000 {
        store.saw(seen(0, [number]), noon());
    }
    let begun = std::time::Instant::now();
    let runtime = crate::runtime::event_loop().unwrap();
    runtime.block_on(store.finish());
    assert!(
        begun.elapsed() < Duration::from_millis(1_500),
        "{:?}",
        begun.elapsed()
    );
}
