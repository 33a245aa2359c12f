use std::os::unix::fs::PermissionsExt as _;

use super::*;

/// 14 March 2026, 12:00, since the epoch.
const NOON: Duration = Duration::from_hours(492_636);
const OPEN: Room = Room {
    minute: None,
    hour: None,
};

const fn s(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn own(number: u64, ages: &[Duration]) -> Own {
    Own {
        origin: "https://api.example.com".to_owned(),
        token: Secret::new("tok-canary-1".to_owned()),
        number,
        ages: ages.to_vec(),
    }
}

fn with_token(token: &str) -> Own {
    Own {
        token: Secret::new(token.to_owned()),
        ..own(1, &[])
    }
}

fn two() -> (tempfile::TempDir, SendLog, SendLog) {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (SendLog::at(folder.path(), 1), SendLog::at(folder.path(), 2));
    (folder, one, other)
}

fn others(log: &SendLog, now: Duration) -> Vec<Duration> {
    log.count(&own(1, &[]), OPEN, now).unwrap().others
}

#[test]
fn one_knows_what_the_other_sent_and_when() {
    let (_folder, one, other) = two();
    assert_eq!(
        one.count(&own(1, &[s(50), s(7)]), OPEN, NOON).unwrap(),
        Counted {
            fits: true,
            others: Vec::new()
        }
    );
    assert_eq!(others(&other, NOON + s(3)), [s(53), s(10), s(3)]);
    // An hour after, it does not count any more.
    assert_eq!(others(&other, NOON + s(3550)), [s(3557), s(3550)]);
    assert_eq!(others(&other, NOON + s(3600)), Vec::<Duration>::new());
}

#[test]
fn what_others_sent_is_told_without_counting_anything() {
    let (_folder, one, other) = two();
    one.count(&own(1, &[s(50)]), OPEN, NOON).unwrap();
    let looked_up = |log: &SendLog, token: &str| {
        let token = Secret::new(token.to_owned());
        log.others("https://api.example.com", &token, NOON + s(3))
    };
    for _ in 0..2 {
        assert_eq!(looked_up(&other, "tok-canary-1"), [s(53), s(3)]);
    }
    assert_eq!(looked_up(&one, "tok-canary-1"), Vec::<Duration>::new());
    assert_eq!(looked_up(&other, "tok-canary-2"), Vec::<Duration>::new());
}

#[test]
fn another_token_and_another_origin_are_other_accounts() {
    let (_folder, one, other) = two();
    one.count(&own(1, &[]), OPEN, NOON).unwrap();
    let elsewhere = Own {
        origin: "https://api.example.org".to_owned(),
        ..own(1, &[])
    };
    for account in [with_token("tok-canary-2"), elsewhere] {
        let counted = other.count(&account, OPEN, NOON).unwrap();
        assert_eq!(counted.others, Vec::<Duration>::new());
    }
}

#[test]
fn what_others_leave_no_room_for_is_not_counted_in() {
    let minute = |room| Room {
        minute: Some(room),
        hour: None,
    };
    let hour = |room| Room {
        minute: None,
        hour: Some(room),
    };
    // Others sent one 61 s ago and one just now.
    for (room, fits) in [
        (minute(0), false),
        (minute(1), false),
        (minute(2), true),
        (hour(2), false),
        (hour(3), true),
    ] {
        let (_folder, one, other) = two();
        one.count(&own(1, &[s(61)]), OPEN, NOON).unwrap();
        let counted = other.count(&own(1, &[]), room, NOON).unwrap();
        assert_eq!(counted.fits, fits, "{room:?}");
        assert_eq!(counted.others, [s(61), s(0)]);
        assert_eq!(others(&one, NOON).len(), usize::from(fits), "{room:?}");
    }
}

#[test]
fn an_older_list_does_not_take_the_place_of_a_newer_one() {
    let (_folder, one, other) = two();
    one.note(&own(2, &[s(1), s(2)]), NOON).unwrap();
    one.note(&own(1, &[s(2)]), NOON).unwrap();
    assert_eq!(others(&other, NOON), [s(1), s(2)]);
    one.note(&own(3, &[s(3)]), NOON).unwrap();
    assert_eq!(others(&other, NOON), [s(3)]);
}

#[test]
fn the_file_is_private_and_tells_no_token() {
    let (folder, one, _) = two();
    one.count(&own(1, &[]), OPEN, NOON).unwrap();
    for name in ["sends", "sends.lock"] {
        let path = folder.path().join(name);
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    let text = std::fs::read_to_string(folder.path().join("sends")).unwrap();
    assert!(
        !text.contains("canary") && !text.contains("example"),
        "{text}"
    );
    let line = text.lines().nth(1).unwrap();
    assert!(line.ends_with(" 0000000000000001 1773489600000"), "{line}");
    // Equal accounts read differently in another file.
    let (elsewhere, same, _) = two();
    same.count(&own(1, &[]), OPEN, NOON).unwrap();
    let other = std::fs::read_to_string(elsewhere.path().join("sends")).unwrap();
    assert_ne!(other.lines().nth(1), Some(line));
}

#[test]
fn it_holds_no_more_than_the_last_hour() {
    let (folder, one, other) = two();
    one.note(&own(1, &vec![s(10); 5_000]), NOON).unwrap();
    let size = || folder.path().join("sends").metadata().unwrap().len();
    assert!(size() > 50_000);
    other.note(&own(1, &[s(1)]), NOON + s(3_600)).unwrap();
    assert!(size() < 200, "{}", size());
}

#[test]
fn a_damaged_file_costs_nothing() {
    for damaged in [
        "",
        "\n",
        "whoswho sends 1 zz\n",
        "whoswho sends 9 00\n00 00 1\n",
        "\u{0}\u{1}\u{2}",
    ] {
        let (folder, one, other) = two();
        std::fs::write(folder.path().join("sends"), damaged).unwrap();
        assert!(one.count(&own(1, &[]), OPEN, NOON).unwrap().fits);
        assert_eq!(others(&other, NOON), [s(0)], "{damaged:?}");
    }
}

#[test]
fn a_damaged_line_is_left_out() {
    let table = Table::parse(
        "whoswho sends 1 0a\n01 02 3 4\n01 02 x\n\n01\n05 06 99999999999999999999999\n07 08 9",
    )
    .unwrap();
    let lines: Vec<(u64, u64, &[u64])> = table
        .lines
        .iter()
        .map(|line| (line.account, line.process, line.times.as_slice()))
        .collect();
    assert_eq!(lines, [(1, 2, &[3, 4][..]), (7, 8, &[9][..])]);
}

#[test]
fn times_of_a_clock_that_was_set_do_not_count() {
    let (_folder, one, other) = two();
    one.note(&own(1, &[s(0)]), NOON + s(600)).unwrap();
    assert_eq!(others(&other, NOON), Vec::<Duration>::new());
    one.note(&own(2, &[s(0)]), NOON + s(2)).unwrap();
    assert_eq!(others(&other, NOON), [s(0)], "clocks are never quite equal");
}

#[test]
fn a_lock_that_is_not_let_go_is_given_up() {
    let (folder, one, _) = two();
    let held = private::open(&folder.path().join("sends.lock"), Access::Write).unwrap();
    held.lock().unwrap();
    let begun = Instant::now();
    let error = one.count(&own(1, &[]), OPEN, NOON).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::WouldBlock);
    assert!(begun.elapsed() < PATIENCE * 2, "{:?}", begun.elapsed());
    held.unlock().unwrap();
    assert!(one.count(&own(1, &[]), OPEN, NOON).unwrap().fits);
}

#[test]
fn a_file_that_cannot_be_written_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let log = SendLog::at(&file, 1);
    assert!(log.count(&own(1, &[]), OPEN, NOON).is_err());
}

#[test]
fn a_crash_before_it_is_renamed_loses_nothing() {
    let (folder, one, other) = two();
    one.count(&own(1, &[s(7)]), OPEN, NOON).unwrap();
    let beside = folder.path().join("sends.new");
    std::fs::write(&beside, "whoswho sends 1 0a\n01 02 3".repeat(99)).unwrap();
    assert_eq!(others(&other, NOON), [s(7), s(0)]);
    assert!(!beside.exists());
    assert_eq!(others(&one, NOON), [s(0)]);
}

#[test]
fn one_that_cannot_be_renamed_stays_as_it_was() {
    let (folder, one, other) = two();
    one.count(&own(1, &[s(7)]), OPEN, NOON).unwrap();
    let file = folder.path().join("sends");
    let before = std::fs::read(&file).unwrap();
    std::fs::create_dir(folder.path().join("sends.new")).unwrap();
    assert!(other.count(&own(1, &[]), OPEN, NOON).is_err());
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

#[test]
fn many_at_once_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let threads: Vec<_> = (1..=4)
        .map(|process| {
            let log = SendLog::at(folder.path(), process);
            std::thread::spawn(move || {
                let mut ages = Vec::new();
                for number in 1..=20 {
                    while log.count(&own(number, &ages), OPEN, NOON).is_err() {}
                    ages.push(Duration::ZERO);
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let other = SendLog::at(folder.path(), 9);
    assert_eq!(others(&other, NOON).len(), 80);
}
