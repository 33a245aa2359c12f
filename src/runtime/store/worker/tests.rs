//! What waits while another program holds the file.

use std::sync::mpsc::channel;

use rusqlite::{Connection as Sqlite, TransactionBehavior};

use super::*;
use crate::runtime::store::tests::{Home, id, noon, seen, support};

#[test]
fn what_cannot_be_written_yet_is_written_later_as_far_as_it_may_wait() {
    let home = Home::new();
    home.run(&support(), noon(), |_| {});
    let mut other = Sqlite::open(home.database()).unwrap();
    let behavior = TransactionBehavior::Exclusive;
    let held = other.transaction_with_behavior(behavior).unwrap();
    let (told, hear) = channel();
    let report = move |message| told.send(message).unwrap();
    let site = home.site(&support());
    let mut worker = Worker::new(site, noon(), Arc::default(), report);
    worker.open();
    let busy = "What is seen cannot be kept yet: another program holds the file";
    let busy = Msg::StoreFailed(busy.to_owned());
    assert_eq!(
        hear.try_recv(),
        Ok(busy),
        "before anything is to be written"
    );

    let waiting = WAITING + 2;
    let commands = (0..waiting).map(|number| Command::Seen(seen(0, [number]), noon()));
    worker.pending.extend(commands);
    worker.write();
    assert_eq!(worker.pending.len(), WAITING);
    held.rollback().unwrap();
    worker.write();
    assert_eq!(worker.pending.len(), 0);
    drop(worker);
    assert!(hear.try_recv().is_err(), "it is said once");
    // The oldest gave way.
    let ids = home.ids(&support(), noon());
    assert_eq!(ids.len(), WAITING);
    assert_eq!(ids.first(), Some(&id(2)));
    assert_eq!(ids.last(), Some(&id(waiting - 1)));
}
