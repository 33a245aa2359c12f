//! Two explorers at once, and one after another.

use crate::explorer::{Explorer, Start};
use crate::strict::{Leanmote, PeopleLens, Server};

#[test]
fn a_second_explorer_on_the_profile_is_told_of_the_first() {
    let server = Server::start(PeopleLens::of(12));
    let mut first = Start::on(&server).open();
    first.shows("all 12 loaded");
    let mut second = Start::on(&server).at_home_of(&first.home).open();
    second.shows("has the profile support open");
    second.shows("Another whoswho (pid ");
    second.quit();
    first.quit();
}

#[test]
fn the_lock_of_one_that_ended_however_it_did_is_nobody_s() {
    let server = Server::start(PeopleLens::of(12));
    let mut killed = Start::on(&server).open();
    killed.shows("all 12 loaded");
    killed.signal(rustix::process::Signal::KILL);
    killed.exit_code();
    let mut later = Start::on(&server).at_home_of(&killed.home).open();
    later.shows("all 12 loaded");
    later.keys("D");
    later.shows("enabled → disabled");
    assert!(!later.text().contains("Another whoswho"));
    later.quit();
}

fn of_three(server: &Server<Leanmote>) -> Start {
    Start::on(server).with("limits = { minute = 3 }")
}

fn lists(server: &Server<Leanmote>) -> usize {
    server.ledger().len()
}

#[test]
fn a_budget_is_shared_by_those_that_run_and_outlives_them() {
    let server = Server::start(Leanmote::of(12));
    let mut first = of_three(&server).open();
    first.shows("all 12 loaded");
    let mut second: Explorer = of_three(&server).at_home_of(&first.home).open();
    second.shows("all 12 loaded");
    second.keys("R");
    server
        .ledger()
        .wait_for("a third request", |entries| entries.len() == 3);
    first.keys("R");
    first.shows("minute used up (3 of 3)");
    second.quit();
    let mut third = of_three(&server).at_home_of(&first.home).open();
    third.shows("minute used up (3 of 3)");
    assert_eq!(lists(&server), 3);
    third.keys("\x1b");
    third.shows("1 waiting request dropped");
    third.quit();
    first.quit();
    assert_eq!(lists(&server), 3);
}
