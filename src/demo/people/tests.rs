use std::collections::BTreeSet;

use jiff::civil::date;

use super::*;

/// A Tuesday.
const DAY: Date = date(2026, 6, 30);

fn world(people: u32, seed: u64) -> World {
    World::new(people, seed, DAY)
}

fn bytes(world: &World) -> String {
    let interactions: Vec<_> = world.interactions(0).collect();
    format!("{world:?}{:?}{interactions:?}", world.bindings(0))
}

#[test]
fn a_seed_and_a_day_are_a_company() {
    let one = world(200, 7);
    assert_eq!(bytes(&one), bytes(&world(200, 7)));
    assert_ne!(bytes(&one), bytes(&world(200, 8)));
}

#[test]
fn on_another_day_the_same_people_did_the_same_so_much_later() {
    let (one, later) = (world(200, 7), World::new(200, 7, date(2026, 7, 2)));
    let people = |world: &World| {
        let told = world.people.iter();
        told.map(|p| (p.email.clone(), world.ends.duration_since(p.joined)))
            .collect::<Vec<_>>()
    };
    assert_eq!(people(&one), people(&later));
    assert_eq!(one.ends.to_string(), "2026-06-30T00:00:00Z");
    assert_eq!(later.ends.duration_since(one.ends).as_hours(), 48);
}

#[test]
fn everybody_has_an_address_of_their_own() {
    let world = world(2_500, 1);
    let emails: BTreeSet<_> = world.people.iter().map(|p| p.email.as_str()).collect();
    assert_eq!(emails.len(), 2_500);
    for email in emails {
        let (local, domain) = email.split_once('@').unwrap();
        assert_eq!(domain, "acme.example");
        assert!(
            local
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b)),
            "{email}"
        );
        assert!(!local.starts_with('.') && !local.ends_with('.'), "{email}");
    }
}

#[test]
fn people_are_in_the_order_of_joining() {
    let world = world(500, 3);
    assert!(world.people.is_sorted_by_key(|p| p.joined));
    let newest = world.ends.duration_since(world.people[499].joined);
    assert!((3 * 24..9 * 24).contains(&newest.as_hours()), "{newest:?}");
}

#[test]
fn some_are_in_one_directory_only_and_some_are_disabled() {
    let world = world(2_500, 1);
    let count = |of: fn(&Person) -> bool| world.people.iter().filter(|p| of(p)).count();
    let only = |presence| {
        world
            .people
            .iter()
            .filter(|p| p.presence == presence)
            .count()
    };
    assert_eq!(only(Presence::OnlyLeanmote), 50);
    assert_eq!(only(Presence::OnlyLeadr), 50);
    assert_eq!(only(Presence::OnlyPeoplelens), 50);
    assert_eq!(count(|p| !p.enabled), 85);
    assert!(count(|p| p.display_name != p.name.full) > 100);
    assert!(count(|p| p.last_name != p.name.family) > 50);
}

#[test]
fn teams_hold_only_people_whom_leanmote_knows() {
    let world = world(1_000, 5);
    assert_eq!(world.teams.len(), 50);
    for (index, team) in world.teams.iter().enumerate() {
        for &member in &team.members {
            assert!(world.people[member].presence.leanmote());
            assert!(world.people[member].teams.contains(&index));
        }
        assert!(team.managers().iter().all(|m| team.members.contains(m)));
    }
    assert_eq!(world.teams.iter().filter(|t| t.private).count(), 1);
}

#[test]
fn interactions_go_back_a_year_the_newest_first() {
    let world = world(300, 2);
    let year = world.ends - days(365)..world.ends;
    for person in [0, 150, 299] {
        let all: Vec<_> = world.interactions(person).collect();
        assert!(all.iter().all(|i| year.contains(&i.created)));
        assert!(all.is_sorted_by(|a, b| a.created >= b.created));
        let of_an_hour = |i: &Interaction| i.created.to_zoned(TimeZone::UTC).hour();
        assert!(all.iter().all(|i| (7..19).contains(&of_an_hour(i))));
    }
    let counts: Vec<usize> = (0..300).map(|p| world.interactions(p).count()).collect();
    let on_a_page = counts.iter().filter(|n| **n <= 100).count();
    let on_several = counts.iter().filter(|n| **n > 250).count();
    assert!(on_a_page > 150 && on_several > 50, "{counts:?}");
}

/// A list shows the newest first: what the first of the default company did is a picture of a whole
/// year on one page, whatever day it is.
#[test]
fn the_first_who_are_seen_have_a_year_on_one_page() {
    for day in 22..29 {
        let world = World::new(2_500, 1, date(2026, 11, day));
        let all: Vec<_> = world.interactions(2_499).collect();
        assert!((70..=100).contains(&all.len()), "{day}: {}", all.len());
        let ago = |i: &Interaction| world.ends.duration_since(i.created).as_hours() / 24;
        assert!(ago(&all[0]) < 7, "{day}");
        let months: BTreeSet<i64> = all.iter().map(|i| ago(i) / 30).collect();
        assert!(months.len() >= 10, "{day}: {months:?}");
        let quarters: BTreeSet<i64> = all.iter().map(|i| ago(i) / 91).collect();
        assert!(
            quarters.is_superset(&(0..4).collect()),
            "{day}: {quarters:?}"
        );
    }
}

#[test]
fn small_companies_work() {
    for people in 0..30 {
        let world = world(people, 9);
        assert_eq!(world.people.len(), usize::try_from(people).unwrap());
        for index in 0..world.people.len() {
            assert!(world.bindings(index).len() >= 3);
            assert!(world.interactions(index).all(|i| i.with != Some(index)));
        }
    }
}

#[test]
fn uuids_say_their_version_and_variant() {
    let id = uuid(&mut rng(1, Stream::Leadr, 1));
    assert_eq!(id.len(), 36);
    assert_eq!(&id[14..15], "4");
    assert!(matches!(&id[19..20], "8" | "9" | "a" | "b"), "{id}");
}

/// The names come from another crate's tables and generators: this fails when a new version of one
/// of them would change what a seed means.
#[test]
fn the_first_people_of_the_default_seed_are_known() {
    let world = world(2_500, 1);
    let people = world.people.iter().take(3);
    let known: Vec<_> = people
        .map(|p| (p.name.full.as_str(), p.email.as_str(), p.title))
        .collect();
    assert_eq!(
        known,
        [
            ("Joep Bosman", "joep.bosman@acme.example", "Product Manager"),
            (
                "Siegfried Pohl",
                "siegfried.pohl@acme.example",
                "Office Coordinator"
            ),
            (
                "Keon Altenwerth",
                "keon.altenwerth@acme.example",
                "Data Analyst"
            ),
        ]
    );
    assert_eq!(world.people[2].display_name, "maple_7187");
}
