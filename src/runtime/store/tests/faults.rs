//! What goes wrong with the files costs a notice, and nothing else.

use std::os::unix::fs::symlink;

use super::*;

const DAMAGED: &str = "What was kept of people was damaged: it was removed and is begun anew";

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
    let kept = snapshot(&support(), 9);
    at_work.store.keep(ProfileId(0), kept);
    assert_eq!(
        at_work.end(),
        ["What is seen is not kept: it was removed meanwhile"]
    );
    assert!(!home.seen.exists());
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
    sqlite.pragma_update(None, "user_version", 3).unwrap();
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
        .execute_batch("CREATE TABLE records (name TEXT); PRAGMA user_version = 2")
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
