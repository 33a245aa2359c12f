use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::Duration;

use super::*;
use crate::app::find::Found;
use crate::app::testing::{connection, user};
use crate::directory::call::ResourceName;
use crate::directory::record::{Record, RecordId};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

/// A finder over one profile, and its answers.
fn finder() -> (Finder, Receiver<(Ticket, Found)>) {
    let (tell, told) = channel();
    let connections = [Arc::new(connection("support", "leanmote"))];
    let finder = Finder::new(&connections, move |message| match message {
        Msg::Found { ticket, found } => tell.send((ticket, found)).unwrap(),
        other => panic!("{other:?}"),
    });
    (finder, told)
}

fn seen(numbers: std::ops::Range<usize>) -> Seen {
    let records = numbers.map(|number| {
        let mut user = user(number);
        let id = format!("usr_{number}");
        user["id"] = id.clone().into();
        Record::new(Some(RecordId::new(&id)), &user.to_string())
    });
    Seen {
        profile: ProfileId(0),
        resource: ResourceName::new("users"),
        whole: true,
        records: records.collect(),
    }
}

fn answer(told: &Receiver<(Ticket, Found)>) -> (Ticket, Found) {
    told.recv_timeout(Duration::from_mins(1)).unwrap()
}

#[test]
fn what_was_learned_before_is_found() {
    let (finder, told) = finder();
    finder.find(Ticket(1), "ana".to_owned(), NOW);
    assert_eq!(answer(&told), (Ticket(1), Found::default()));
    finder.learn(&seen(0..100), Timestamp::UNIX_EPOCH);
    finder.find(Ticket(2), "usr_42".to_owned(), NOW);
    let (ticket, found) = answer(&told);
    assert_eq!((ticket, found.total), (Ticket(2), 1));
    let of = found.hits[0].of.clone();
    assert_eq!(of.id.raw(), "usr_42");
    finder.forget(ProfileId(0), of);
    finder.find(Ticket(3), "usr_42".to_owned(), NOW);
    let (ticket, found) = answer(&told);
    assert_eq!(
        (ticket, found.total, found.covered.records),
        (Ticket(3), 0, 99)
    );
}

#[test]
fn nobody_waits_for_it_and_the_newest_question_is_the_last_that_is_answered() {
    let (finder, told) = finder();
    finder.learn(&seen(0..20_000), Timestamp::UNIX_EPOCH);
    for number in 1..=200 {
        finder.find(Ticket(number), "a".to_owned(), NOW);
    }
    // To learn that many takes seconds here.
    assert_eq!(told.try_recv(), Err(TryRecvError::Empty));
    let mut last = (Ticket(0), 0);
    while last != (Ticket(200), 20_000) {
        let (ticket, found) = answer(&told);
        let next = (ticket, found.covered.records);
        assert!(next > last, "{next:?} after {last:?}");
        last = next;
    }
    // All that was asked is answered or given up: the next answer is the next
    // question's.
    finder.find(Ticket(201), "b".to_owned(), NOW);
    assert_eq!(answer(&told).0, Ticket(201));
}

#[test]
fn much_to_learn_does_not_hold_up_an_answer_and_leads_to_another() {
    let (finder, told) = finder();
    finder.learn(&seen(0..12_000), Timestamp::UNIX_EPOCH);
    finder.find(Ticket(1), "usr_".to_owned(), NOW);
    let mut known = Vec::new();
    while known.last() != Some(&12_000) {
        let (ticket, found) = answer(&told);
        assert_eq!(ticket, Ticket(1));
        known.push(found.covered.records);
    }
    assert!(known.is_sorted(), "{known:?}");
    assert!(known[0] < 12_000, "{known:?}");
}

#[test]
fn a_question_that_was_overtaken_is_given_up() {
    let descriptions = [connection("support", "leanmote").description];
    for (number, answers) in [(1, 0), (2, 1)] {
        let (tasks, given) = channel();
        let asked = Task::Find(Ticket(number), "ana".to_owned(), NOW);
        tasks.send(asked).unwrap();
        drop(tasks);
        let (tell, told) = channel();
        // The second was asked before the first is looked at.
        let newest = AtomicU64::new(2);
        work(&given, Index::new(&descriptions), &newest, &|message| {
            tell.send(message).unwrap();
        });
        assert_eq!(told.try_iter().count(), answers, "{number}");
    }
}

// ---- single records

/// A finder, and what it recalls: the id and when that was seen.
fn recalling() -> (Finder, Receiver<(String, Timestamp)>) {
    let (tell, told) = channel();
    let connections = [Arc::new(connection("support", "leanmote"))];
    let finder = Finder::new(&connections, move |message| match message {
        Msg::Recalled { profile, of, seen } => {
            assert_eq!((profile, seen.is_old), (ProfileId(0), true));
            assert_eq!(seen.record.id(), Some(&of.id));
            tell.send((of.id.raw().to_owned(), seen.at)).unwrap();
        }
        Msg::Found { .. } => tell.send((String::new(), NOW)).unwrap(),
        other => panic!("{other:?}"),
    });
    (finder, told)
}

fn of(id: &str) -> RecordRef {
    RecordRef {
        resource: ResourceName::new("users"),
        id: RecordId::new(id),
    }
}

#[test]
fn a_record_is_recalled_as_soon_as_it_is_learned_and_once() {
    let (finder, told) = recalling();
    let at = NOW + jiff::SignedDuration::from_hours(1);
    let recalled = |told: &Receiver<_>| told.recv_timeout(Duration::from_mins(1)).unwrap();
    finder.recall(ProfileId(0), of("usr_3"));
    finder.recall(ProfileId(0), of("usr_7"));
    finder.learn(&seen(0..5), at);
    assert_eq!(recalled(&told), ("usr_3".to_owned(), at));
    finder.learn(&seen(5..9), NOW);
    assert_eq!(recalled(&told), ("usr_7".to_owned(), NOW));
    finder.recall(ProfileId(0), of("usr_4"));
    assert_eq!(recalled(&told), ("usr_4".to_owned(), at));
    // What is seen again is not told again, nor what is gone.
    finder.learn(&seen(0..9), at);
    finder.forget(ProfileId(0), of("usr_5"));
    finder.recall(ProfileId(0), of("usr_5"));
    finder.recall(ProfileId(1), of("usr_4"));
    finder.find(Ticket(1), "usr".to_owned(), NOW);
    assert_eq!(recalled(&told).0, "", "the answer to the question");
}

#[test]
fn no_more_are_waited_for_than_may_come() {
    let (finder, told) = recalling();
    for number in 0..40 {
        finder.recall(ProfileId(0), of(&format!("usr_{number}")));
    }
    finder.learn(&seen(0..40), NOW);
    finder.find(Ticket(1), "usr".to_owned(), NOW);
    let mut recalled = Vec::new();
    loop {
        let (id, _) = told.recv_timeout(Duration::from_mins(1)).unwrap();
        if id.is_empty() {
            break;
        }
        recalled.push(id);
    }
    let newest: Vec<String> = (24..40).rev().map(|n| format!("usr_{n}")).collect();
    assert_eq!(recalled, newest);
}

#[test]
fn what_is_gone_by_then_is_not_recalled() {
    let descriptions = [connection("support", "leanmote").description];
    let (tasks, given) = channel();
    for task in [
        Task::Learn(Learn::Seen(seen(0..5), NOW)),
        Task::Learn(Learn::Gone(ProfileId(0), of("usr_3"))),
        Task::Recall(ProfileId(0), of("usr_3")),
        Task::Recall(ProfileId(0), of("usr_4")),
    ] {
        tasks.send(task).unwrap();
    }
    drop(tasks);
    let (tell, told) = channel();
    let index = Index::new(&descriptions);
    work(&given, index, &AtomicU64::new(0), &|message| {
        let Msg::Recalled { of, .. } = message else {
            panic!("{message:?}");
        };
        tell.send(of.id.raw().to_owned()).unwrap();
    });
    assert_eq!(told.try_iter().collect::<Vec<_>>(), ["usr_4"]);
}
