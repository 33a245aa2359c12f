use std::os::unix::fs::PermissionsExt as _;

use super::*;
use crate::app::change::History;

#[test]
fn lines_are_added_to_a_file_that_only_its_owner_reads() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state/whoswho/journal.jsonl");
    let journal = Journal::at(path.clone());
    journal.append(r#"{"n":1}"#).unwrap();
    journal.append(r#"{"n":2}"#).unwrap();

    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        "{\"n\":1}\n{\"n\":2}\n"
    );
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(path.parent().unwrap()), 0o700);
}

#[test]
fn a_line_that_was_cut_off_ends_before_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    std::fs::write(&path, "{\"n\":").unwrap();
    Journal::at(path.clone()).append(r#"{"n":2}"#).unwrap();
    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        "{\"n\":\n{\"n\":2}\n"
    );
}

#[test]
fn a_line_break_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let error = Journal::at(path.clone()).append("a\nb").unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
    assert!(!path.exists());
}

#[test]
fn a_journal_that_cannot_be_written_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    assert!(
        Journal::at(file.join("journal.jsonl"))
            .append("{}")
            .is_err()
    );
}

fn sending(id: &str) -> String {
    format!(
        r#"{{"id":"{id}","at":"2026-03-14T12:00:00Z","profile":"p","origin":"o","change":"remove","resource":"users","record":"1","name":"Ana","fields":{{}},"state":"sending"}}"#
    )
}

fn ended(id: &str, state: &str) -> String {
    format!(r#"{{"id":"{id}","at":"2026-03-14T12:00:01Z","state":"{state}","detail":""}}"#)
}

#[test]
fn one_that_has_grown_large_is_set_aside_and_loses_nothing_unsettled() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let lines = [
        sending("a"),
        ended("a", "applied"),
        sending("b"),
        ended("b", "unknown"),
        sending("c"),
    ];
    let all: usize = lines.iter().map(|line| line.len() + 1).sum();
    let journal = Journal {
        largest: all as u64 - 1,
        ..Journal::at(path.clone())
    };
    for line in &lines {
        journal.append(line).unwrap();
    }
    let older = folder.path().join("journal.1.jsonl");
    let read = |path: &Path| std::fs::read_to_string(path).unwrap();
    let joined = |lines: &[String]| lines.join("\n") + "\n";
    assert_eq!(read(&older), joined(&lines));
    assert_eq!(read(&path), joined(&lines[2..]));
    journal.append(&ended("c", "applied")).unwrap();
    assert!(journal.read().unwrap().starts_with(&joined(&lines)));
    assert!(
        journal
            .read()
            .unwrap()
            .ends_with(&joined(&[ended("c", "applied")]))
    );
}

#[test]
fn a_crash_while_it_is_begun_anew_loses_nothing_unsettled() {
    for crashed in ["before the first renaming", "between the two"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        let before = [sending("a"), ended("a", "unknown"), sending("b")].join("\n") + "\n";
        let left_in = if crashed == "between the two" {
            "journal.1.jsonl"
        } else {
            "journal.jsonl"
        };
        std::fs::write(folder.path().join(left_in), &before).unwrap();
        // Longer than what is written over it.
        let half = before.repeat(9) + "{\"id\":";
        std::fs::write(folder.path().join("journal.new"), half).unwrap();
        let journal = Journal {
            largest: 1,
            ..Journal::at(path.clone())
        };
        assert_eq!(journal.read().unwrap(), before, "{crashed}");
        // Each is too large, and so the last.
        for settled in ["c", "d", "e"] {
            journal.append(&sending(settled)).unwrap();
            journal.append(&ended(settled, "applied")).unwrap();
        }
        let now = std::fs::read_to_string(&path).unwrap();
        assert_eq!(now, before, "{crashed}");
        assert!(!folder.path().join("journal.new").exists(), "{crashed}");
    }
}

#[test]
fn one_that_cannot_be_begun_anew_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    std::fs::create_dir(folder.path().join("journal.new")).unwrap();
    let journal = Journal {
        largest: 1,
        ..Journal::at(path.clone())
    };
    journal.append(&sending("a")).unwrap();
    journal.append(&ended("a", "applied")).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(
        text,
        [sending("a"), ended("a", "applied"), String::new()].join("\n")
    );
}

#[test]
fn two_that_write_at_once_lose_no_line_when_it_is_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let threads: Vec<_> = (0..4)
        .map(|thread| {
            let journal = Journal {
                largest: 4000,
                ..Journal::at(path.clone())
            };
            std::thread::spawn(move || {
                for line in 0..10 {
                    journal
                        .append(&sending(&format!("{thread}-{line}")))
                        .unwrap();
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let text = std::fs::read_to_string(path).unwrap();
    assert_eq!(still_needed(&text).len(), 40);
}

#[test]
fn there_is_one_under_its_name_at_every_moment() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let journal = Journal {
        largest: 1,
        ..Journal::at(path.clone())
    };
    journal.append(&sending("a")).unwrap();
    let before = std::fs::read_to_string(&path).unwrap();
    // The last step fails: what another would find is what was there.
    let mut held = journal.locked().unwrap();
    std::fs::remove_file(folder.path().join("journal.1.jsonl")).unwrap();
    std::fs::create_dir(folder.path().join("journal.1.jsonl")).unwrap();
    assert!(journal.begin_anew(&mut held).is_err());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
}

#[test]
fn what_is_there_twice_reads_as_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let all = [sending("a"), ended("a", "applied"), sending("b")].join("\n") + "\n";
    // It ended between the two renames.
    std::fs::write(&path, &all).unwrap();
    std::fs::write(folder.path().join("journal.1.jsonl"), &all).unwrap();
    let text = Journal::at(path).read().unwrap();
    assert_eq!(still_needed(&text), [sending("b")]);
    assert_eq!(History::read(&text), History::read(&all));
}

#[test]
fn one_that_is_held_is_not_waited_for_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let journal = Journal {
        patience: Duration::ZERO,
        ..Journal::at(path.clone())
    };
    journal.append(&sending("a")).unwrap();
    let holder = File::open(&path).unwrap();
    holder.lock().unwrap();
    let error = journal.append(&sending("b")).unwrap_err();
    assert_eq!(error.to_string(), "another program holds it");
    holder.unlock().unwrap();
    journal.append(&sending("c")).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text, [sending("a"), sending("c"), String::new()].join("\n"));
}

#[test]
fn it_says_beforehand_whether_it_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state/whoswho/journal.jsonl");
    Journal::at(path.clone()).check().unwrap();
    assert!(!folder.path().join("state").exists(), "nothing is made");
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    assert!(Journal::at(file.join("journal.jsonl")).check().is_err());
    assert_eq!(
        Journal::nowhere("no home".to_owned())
            .check()
            .unwrap_err()
            .to_string(),
        "no home"
    );
    // Not even the superuser writes to what the kernel alone does.
    let error = Journal::at(PathBuf::from("/proc/whoswho/journal.jsonl")).check();
    assert!(error.is_err() || rustix::process::geteuid().is_root());
}

#[test]
fn what_is_no_text_loses_its_own_line_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    std::fs::write(&path, b"{}\n\xff\xfe\n{}").unwrap();
    assert_eq!(
        Journal::at(path).read().unwrap(),
        "{}\n\u{fffd}\u{fffd}\n{}\n"
    );
}

#[test]
fn no_journal_yet_is_an_empty_one() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::at(folder.path().join("none/journal.jsonl"));
    assert_eq!(journal.read().unwrap(), "");
}

#[test]
fn a_line_that_is_not_on_the_disk_is_refused_and_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::at(folder.path().join("journal.jsonl"));
    journal.append("{\"id\":\"1\"}").unwrap();
    let failing = Journal {
        sync: |_| Err(io::Error::other("the disk is gone")),
        ..journal.clone()
    };
    let error = failing.append("{\"id\":\"2\"}").unwrap_err();
    assert_eq!(error.to_string(), "the disk is gone");
    assert_eq!(journal.read().unwrap(), "{\"id\":\"1\"}\n");
}
