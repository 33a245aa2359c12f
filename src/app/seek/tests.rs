//! Whom keys lead to, and what that asks of the directory.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use crate::app::listing::{Doubt, Extent, Walk};
use crate::app::message::Msg;
use crate::app::overlay::{Overlay, Tone};
use crate::app::testing::{Driven, connection, words};
use crate::app::view::{Pane, Source};
use crate::directory::call::{ApiError, At, Call, Opaque, Query, RecordOf};
use crate::directory::description::Order;

/// A directory of so many people that answers as Leanmote does: pages of 100,
/// in the order that is asked for.
struct Company {
    people: Vec<Value>,
    /// The same by a field, once it was asked for.
    sorted: BTreeMap<String, Vec<Value>>,
    asked: usize,
}

fn person(n: usize) -> Value {
    json!({
        "id": format!("usr_{n}"),
        "name": format!("{}{} {n:05}", ["Ana", "Bo", "Cy", "Dee"][n % 4], n % 7),
        "email": format!("p.{:05}@acme.example", n * 7919 % 20_000),
        "created_at": "2024-02-01T09:00:00Z",
    })
}

fn email(n: usize) -> String {
    person(n)["email"].as_str().unwrap().to_owned()
}

impl Company {
    fn of(people: usize) -> Self {
        Self {
            people: (0..people).map(person).collect(),
            sorted: BTreeMap::new(),
            asked: 0,
        }
    }

    /// Answers all that is waited for, until nothing is.
    fn answer_all(&mut self, driven: &mut Driven) {
        while !driven.waiting.is_empty() {
            self.answer(driven);
        }
    }

    fn answer(&mut self, driven: &mut Driven) {
        let (_, Call::List { at, sort, .. }) = driven.waiting[0].clone() else {
            panic!("only lists are asked for");
        };
        self.asked += 1;
        let mut people = &self.people;
        let mut is_reversed = false;
        if let Some(sort) = sort {
            people = self.sorted.entry(sort.field.clone()).or_insert_with(|| {
                let mut people = self.people.clone();
                people.sort_by_cached_key(|person| person[&sort.field].to_string());
                people
            });
            is_reversed = sort.order == Order::Descending;
        }
        let page = match at {
            At::Page(page) => page as usize,
            _ => 0,
        };
        let rows: Vec<Value> = if is_reversed {
            people
                .iter()
                .rev()
                .skip(page * 100)
                .take(100)
                .cloned()
                .collect()
        } else {
            people.iter().skip(page * 100).take(100).cloned().collect()
        };
        let seen = page * 100 + rows.len();
        let next = (seen < people.len()).then(|| At::Page(u32::try_from(page + 1).unwrap()));
        driven.answer_page(&rows, next, Some(people.len() as u64));
    }

    /// An explorer that shows its first page.
    fn open(&mut self) -> Driven {
        let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
        self.answer_all(&mut driven);
        driven
    }
}

fn look_for(driven: &mut Driven, text: &str) {
    driven.press("o").type_text(text).press("enter");
}

fn notice(driven: &Driven) -> &str {
    driven.app.notice.as_ref().map_or("", |notice| &notice.text)
}

fn tone(driven: &Driven) -> Tone {
    driven.app.notice.as_ref().unwrap().tone
}

fn shown(driven: &Driven) -> Value {
    driven.app.profile().record().unwrap().value()
}

#[test]
fn an_email_is_found_in_pages_sorted_by_it_and_the_list_stays_as_it_was() {
    let mut company = Company::of(10_000);
    let mut driven = company.open();
    driven.press("s 2 enter");
    company.answer_all(&mut driven);
    let list = driven.app.profile().view().unwrap().source.clone();
    let sort = driven.app.profile().listing().unwrap().sort().cloned();
    for n in [123, 4_567, 9_999] {
        company.asked = 0;
        look_for(&mut driven, &email(n).to_uppercase());
        let started = notice(&driven).to_owned();
        assert!(
            started.ends_with("request 1 of at most 9 · Esc stops"),
            "{started}"
        );
        company.answer_all(&mut driven);
        assert_eq!(shown(&driven)["id"], format!("usr_{n}"));
        assert_eq!(driven.app.profile().view().unwrap().focus, Pane::Detail);
        assert!(company.asked <= 8, "{}", company.asked);
        assert!(
            notice(&driven).contains("found with"),
            "{}",
            notice(&driven)
        );
        driven.press("h");
        assert_eq!(driven.app.profile().view().unwrap().source, list);
        assert_eq!(
            driven.app.profile().listing().unwrap().sort().cloned(),
            sort
        );
        assert_eq!(driven.app.profile().listing().unwrap().loaded(), 100);
    }
    // What was found is known.
    company.asked = 0;
    look_for(&mut driven, &email(4_567));
    assert!(driven.asked().is_empty());
    assert_eq!(shown(&driven)["id"], "usr_4567");
}

#[test]
fn whoever_is_not_there_is_said_to_be_missing_with_what_was_checked() {
    let mut company = Company::of(10_000);
    let mut driven = company.open();
    look_for(&mut driven, "p.10000@acme.examplf");
    company.answer_all(&mut driven);
    let told = notice(&driven);
    assert!(
        told.starts_with(
            "No user has the email \"p.10000@acme.examplf\" in the list sorted by email, \
             as of 12:00 UTC ("
        ),
        "{told}"
    );
    assert_eq!(tone(&driven), Tone::Warn);
    assert_eq!(driven.app.profile().trail().unwrap().depth(), 0);
}

#[test]
fn a_list_that_is_sorted_by_it_is_searched_where_it_is() {
    let mut company = Company::of(10_000);
    let mut driven = company.open();
    driven.press("s 3 enter");
    company.answer_all(&mut driven);
    company.asked = 0;
    look_for(&mut driven, &email(4_567));
    company.answer_all(&mut driven);
    let asked = company.asked as u64;
    assert!((1..=8).contains(&asked), "{asked}");
    let profile = driven.app.profile();
    assert_eq!(
        profile.trail().unwrap().depth(),
        0,
        "it is a row of the list"
    );
    assert_eq!(profile.row().unwrap().value()["id"], "usr_4567");
    assert_eq!(profile.view().unwrap().focus, Pane::Detail);
    // Its pages stay, and are of use to whoever comes next.
    assert_eq!(profile.listing().unwrap().loaded(), (asked + 1) * 100);
    company.asked = 0;
    driven.press("h");
    look_for(&mut driven, "p.09999x@acme.example");
    company.answer_all(&mut driven);
    assert!(company.asked <= 8, "{}", company.asked);
    assert!(
        notice(&driven).contains("as far as its pages were loaded"),
        "{}",
        notice(&driven)
    );
}

#[test]
fn an_order_that_is_none_is_not_trusted() {
    let mut company = Company::of(10_000);
    let mut driven = company.open();
    look_for(&mut driven, "p.10000@acme.examplf");
    let rows: Vec<Value> = (0..100).map(person).collect();
    driven.answer_page(&rows, Some(At::Page(1)), Some(10_000));
    assert_eq!(
        notice(&driven),
        "The server's order cannot be trusted here, so nothing is known of \
         \"p.10000@acme.examplf\"; A walks the list (99 requests)"
    );
    assert!(driven.asked().is_empty());
}

#[test]
fn esc_stops_it_and_what_is_known_is_said() {
    let mut company = Company::of(10_000);
    let mut driven = company.open();
    look_for(&mut driven, "p.10000@acme.examplf");
    company.answer(&mut driven);
    company.answer(&mut driven);
    assert_eq!(driven.asked().len(), 1);
    driven.press("esc");
    assert!(driven.asked().is_empty());
    let told = notice(&driven);
    assert!(
        told.starts_with(
            "Stopped looking for \"p.10000@acme.examplf\" after 3 requests; it would stand "
        ),
        "{told}"
    );
}

#[test]
fn leaving_the_view_or_the_profile_ends_it() {
    for keys in ["2", "P down enter"] {
        let mut company = Company::of(10_000);
        let two = vec![
            connection("support", "leanmote"),
            connection("more", "leanmote"),
        ];
        let mut driven = Driven::open(two, 120, 36);
        company.answer_all(&mut driven);
        look_for(&mut driven, "p.10000@acme.examplf");
        company.answer(&mut driven);
        assert_eq!(driven.asked().len(), 1);
        driven.press(keys);
        let of_it = |call: &&&Call| matches!(call, Call::List { sort: Some(_), .. });
        assert_eq!(driven.asked().iter().filter(of_it).count(), 0, "{keys}");
    }
}

#[test]
fn an_error_stops_it() {
    for error in [
        ApiError::Unauthorized(words("expired")),
        ApiError::Limited {
            retry_after: None,
            words: words("slow down"),
        },
        ApiError::Server {
            status: 500,
            words: words("oh"),
        },
    ] {
        let mut company = Company::of(10_000);
        let mut driven = company.open();
        look_for(&mut driven, "p.10000@acme.examplf");
        company.answer(&mut driven);
        driven.fail(error);
        assert!(driven.asked().is_empty());
        let told = notice(&driven);
        assert!(told.starts_with("Stopped looking for \"p.10000"), "{told}");
        assert!(told.contains("after 2 requests"), "{told}");
        assert_eq!(tone(&driven), Tone::Bad);
    }
}

#[test]
fn a_record_that_is_found_does_not_push_aside_what_is_typed() {
    let mut company = Company::of(10_000);
    let mut driven = company.open();
    look_for(&mut driven, &email(4_567));
    driven.press("/").type_text("ana");
    company.answer_all(&mut driven);
    assert_eq!(driven.app.profile().trail().unwrap().depth(), 0);
    assert!(
        notice(&driven).ends_with("; o opens it"),
        "{}",
        notice(&driven)
    );
    driven.press("esc esc");
    look_for(&mut driven, &email(4_567));
    assert!(driven.asked().is_empty());
    assert_eq!(shown(&driven)["id"], "usr_4567");
}

#[test]
fn what_one_record_shows_says_nothing_of_the_others() {
    let mut company = Company::of(10_000);
    let mut driven = company.open();
    look_for(&mut driven, &email(4_567));
    company.answer_all(&mut driven);
    // From that record, whose list is itself alone.
    look_for(&mut driven, &email(1_234));
    company.answer_all(&mut driven);
    assert_eq!(shown(&driven)["id"], "usr_1234");
}

#[test]
fn one_record_that_was_opened_is_no_list_and_its_tab_leads_to_that() {
    let mut company = Company::of(10_000);
    let mut driven = company.open();
    look_for(&mut driven, &email(4_567));
    company.answer_all(&mut driven);
    let view = |driven: &Driven| driven.app.profile().view().unwrap().source.clone();
    assert!(matches!(view(&driven), Source::Record(_)));
    let listing = driven.app.profile().listing().unwrap();
    assert_eq!(listing.extent(), Extent::Ended(Doubt::OneRecord));
    driven.press("1");
    assert!(matches!(view(&driven), Source::List(_)));
    let view = driven.app.profile().view().unwrap();
    assert_eq!(view.focus, Pane::Listing);
    assert_eq!(driven.app.profile().listing().unwrap().loaded(), 100);
}

#[test]
fn nobody_is_denied_in_a_list_that_moved() {
    // The first hundred come again as the second, and the other are never seen.
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    let rows: Vec<Value> = (0..100).map(person).collect();
    driven.answer_page(&rows, Some(At::Page(1)), Some(200));
    driven.press("A");
    driven.answer_page(&rows, None, Some(200));
    let listing = driven.app.profile().listing().unwrap();
    assert!(listing.has_ended() && !listing.is_complete());
    assert_eq!(listing.total(), Some(200));
    let before = driven.waiting.len();
    look_for(&mut driven, &email(150));
    assert_eq!(driven.waiting.len(), before + 1, "it is looked for");
    assert!(!notice(&driven).contains("among all"));
}

#[test]
fn a_small_list_that_is_all_loaded_needs_no_request() {
    let mut company = Company::of(60);
    let mut driven = company.open();
    look_for(&mut driven, "nobody@acme.example");
    assert!(driven.asked().is_empty());
    let Some(Overlay::Open(prompt)) = &driven.app.overlay else {
        panic!("the prompt stays");
    };
    assert_eq!(
        prompt.error.as_deref(),
        Some("No user has that email among all 60, which are loaded, read just now")
    );
    // What was seen is told with its age.
    driven.press("esc").wait(Duration::from_secs(301));
    look_for(&mut driven, "nobody@acme.example");
    let Some(Overlay::Open(prompt)) = &driven.app.overlay else {
        panic!("the prompt stays");
    };
    assert_eq!(
        prompt.error.as_deref(),
        Some("No user has that email among all 60, which are loaded, read 5 minutes ago")
    );
}

// ---- rows

fn seek(driven: &mut Driven, text: &str) {
    driven.press("/").type_text(text).press("tab");
}

#[test]
fn a_name_is_sought_in_a_list_that_is_sorted_first() {
    let mut company = Company::of(10_000);
    let mut driven = company.open();
    company.asked = 0;
    driven.press("/").type_text("name:dee3");
    let offer = driven.app.seek_offer().unwrap();
    assert_eq!((offer.sorts, offer.most), (true, Some(10)));
    driven.press("tab");
    company.answer_all(&mut driven);
    assert!(company.asked <= 9, "{}", company.asked);
    let profile = driven.app.profile();
    let listing = profile.listing().unwrap();
    assert_eq!(profile.row().unwrap().value()["name"], "Dee3 00003");
    assert!(listing.filter().is_none());
    assert_eq!(listing.loaded(), company.asked as u64 * 100);
    assert!(driven.app.filtering.is_none());
    assert!(
        notice(&driven).starts_with("The first name from \"dee3\""),
        "{}",
        notice(&driven)
    );
}

#[test]
fn a_name_is_sought_downwards_too() {
    let mut company = Company::of(10_000);
    let mut driven = company.open();
    driven.press("s 2 enter");
    company.answer_all(&mut driven);
    for (text, expected) in [
        ("cy2", "Cy2 09998"),
        ("ana", "Ana6 09988"),
        ("Dee3 00003", "Dee3 00003"),
    ] {
        company.asked = 0;
        seek(&mut driven, &format!("name: {text}"));
        company.answer_all(&mut driven);
        let profile = driven.app.profile();
        assert_eq!(profile.row().unwrap().value()["name"], expected);
        assert!(company.asked <= 8, "{}", company.asked);
    }
    // Nobody: the place is shown where they would stand.
    seek(&mut driven, "name:bx");
    company.answer_all(&mut driven);
    assert!(
        notice(&driven).starts_with("No name begins with \"bx\", capitals as usual, in this list"),
        "{}",
        notice(&driven)
    );
    assert_eq!(
        driven.app.profile().row().unwrap().value()["name"],
        "Bo6 09981"
    );
}

#[test]
fn what_cannot_be_sought_is_not_offered() {
    let mut company = Company::of(10_000);
    let mut driven = company.open();
    for text in [
        "ana",
        "name:",
        "created_at:2024",
        "created:2024",
        "id:usr",
        "-name:ana",
        "name:>ana",
        "name:ana email:lima",
    ] {
        driven.press("/ ctrl-u").type_text(text);
        assert_eq!(driven.app.seek_offer(), None, "{text}");
        driven.press("esc esc");
    }
    let mut small = Company::of(60).open();
    small.press("/").type_text("name:ana");
    assert_eq!(small.app.seek_offer(), None, "the filter finds it");
}

#[test]
fn sorting_by_something_else_ends_it() {
    let mut company = Company::of(10_000);
    let mut driven = company.open();
    seek(&mut driven, "name:dee3");
    company.answer(&mut driven);
    assert_eq!(driven.asked().len(), 1);
    driven.press("s 3 enter");
    assert_eq!(
        driven.asked().len(),
        1,
        "the first page of the new order only"
    );
    assert!(
        notice(&driven).starts_with("Stopped looking for \"dee3\""),
        "{}",
        notice(&driven)
    );
}

// ---- where nothing can be sorted

fn player(n: usize) -> Value {
    json!({"id": format!("usr_{n}"), "display_name": format!("Player {n}"),
           "email": format!("player.{n}@acme.example")})
}

#[test]
fn where_pages_have_no_numbers_the_price_is_shown_and_a_walk_ends_at_the_match() {
    let mut driven = Driven::open(vec![connection("players", "leadr")], 120, 36);
    let next = |n: &str| Some(At::Cursor(Opaque::new(n)));
    let page = |n: usize| (n * 100..n * 100 + 100).map(player).collect::<Vec<_>>();
    driven.answer_page(&page(0), next("a"), None);
    look_for(&mut driven, "PLAYER.250@acme.example");
    let Some(Overlay::Question(question)) = &driven.app.overlay else {
        panic!("it is asked first");
    };
    assert_eq!(
        question.text[..2],
        [
            "Not among the 100 that are loaded.",
            "LEADR cannot be asked for an email."
        ]
    );
    assert!(driven.asked().is_empty());
    driven.press("tab enter");
    assert_eq!(driven.asked().len(), 1);
    driven.answer_page(&page(1), next("b"), None);
    driven.answer_page(&page(2), next("c"), None);
    assert!(driven.asked().is_empty(), "the walk has stopped");
    let profile = driven.app.profile();
    assert_eq!(profile.row().unwrap().value()["id"], "usr_250");
    assert_eq!(profile.view().unwrap().focus, Pane::Detail);
    assert_eq!(profile.listing().unwrap().walk(), Walk::Paused);

    // From the record, for nobody: to the end, or until Esc.
    driven.press("h");
    look_for(&mut driven, "nobody@acme.example");
    driven.press("tab enter");
    driven.press("esc");
    assert!(driven.asked().is_empty());
    assert_eq!(
        notice(&driven),
        "Stopped looking for \"nobody@acme.example\""
    );
    look_for(&mut driven, "nobody@acme.example");
    driven.press("tab enter");
    driven.answer_page(&page(3), None, None);
    assert_eq!(
        notice(&driven),
        "No user has the email \"nobody@acme.example\"; all 400 are loaded, as of 12:00 UTC"
    );
}

// ---- where the server searches

fn ana(id: &str, email: &str) -> Value {
    json!({"id": id, "first_name": "Ana", "last_name": "Lima", "email": email, "is_enabled": true})
}

#[test]
fn where_the_server_searches_it_is_asked_and_equality_counts() {
    let mut driven = Driven::open(vec![connection("people", "peoplelens")], 120, 36);
    driven.answer_list(&[ana("usr-1", "dan@acme.example")]);
    let root = driven.app.profile().view().unwrap().source.clone();
    let ask = |driven: &mut Driven| {
        look_for(driven, "ana@acme.example");
        let [Call::List { query, .. }] = driven.asked()[..] else {
            panic!("the search is asked");
        };
        assert_eq!(query.search.as_deref(), Some("ana@acme.example"));
    };
    // A part of somebody else's is not it.
    ask(&mut driven);
    driven.answer_list(&[ana("usr-2", "diana@acme.example")]);
    assert_eq!(
        notice(&driven),
        "The directory's search for \"ana@acme.example\" finds 1 other, nobody with it, \
         as of 12:00 UTC"
    );
    assert_eq!(driven.app.profile().view().unwrap().source, root);
    ask(&mut driven);
    driven.answer_list(&[]);
    assert_eq!(
        notice(&driven),
        "The directory's search for \"ana@acme.example\" finds nobody, as of 12:00 UTC"
    );
    // An answer that shows no emails says nothing of who has one.
    ask(&mut driven);
    driven.answer_list(&[json!({"id": "usr-2", "first_name": "Ana"})]);
    assert_eq!(notice(&driven), "The directory's search gives these");
    driven.press("h esc");

    ask(&mut driven);
    driven.answer_list(&[
        ana("usr-2", "diana@acme.example"),
        ana("usr-3", "Ana@acme.example"),
    ]);
    assert!(driven.asked().is_empty());
    let profile = driven.app.profile();
    assert_eq!(profile.row().unwrap().value()["id"], "usr-3");
    assert_eq!(profile.view().unwrap().focus, Pane::Detail);
    driven.press("h esc");
    assert_eq!(driven.app.profile().view().unwrap().source, root);
}

#[test]
fn several_with_one_email_are_shown() {
    let mut driven = Driven::open(vec![connection("people", "peoplelens")], 120, 36);
    driven.answer_list(&[ana("usr-1", "dan@acme.example")]);
    look_for(&mut driven, "ana@acme.example");
    driven.answer_list(&[
        ana("usr-3", "Ana@acme.example"),
        ana("usr-4", "ana@acme.example"),
    ]);
    let profile = driven.app.profile();
    let Source::Search(_, Query { search, .. }) = &profile.view().unwrap().source else {
        panic!("the search's answer is shown");
    };
    assert_eq!(search.as_deref(), Some("ana@acme.example"));
    assert_eq!(profile.listing().unwrap().loaded(), 2);
    assert_eq!(notice(&driven), "2 records have that email");
    assert!(driven.asked().is_empty());
}

#[test]
fn a_search_that_fails_says_so() {
    let mut driven = Driven::open(vec![connection("people", "peoplelens")], 120, 36);
    driven.answer_list(&[ana("usr-1", "dan@acme.example")]);
    look_for(&mut driven, "ana@acme.example");
    driven.fail(ApiError::Forbidden(words("not you")));
    assert!(
        notice(&driven).starts_with("\"ana@acme.example\" was not looked for: "),
        "{}",
        notice(&driven)
    );
    assert!(driven.asked().is_empty());
}

#[test]
fn somebody_loaded_elsewhere_is_gone_to_without_a_request() {
    let mut company = Company::of(60);
    let mut driven = company.open();
    driven.press("2");
    driven.answer_list(&[]);
    // No person is a team, which has no email: there it may be an id.
    look_for(&mut driven, &email(7));
    assert!(matches!(driven.asked()[..], [Call::Get { .. }]));
    driven.waiting.clear();
    driven.press("1");
    look_for(&mut driven, &email(7));
    assert_eq!(shown(&driven)["id"], "usr_7");
}

#[test]
fn a_stored_email_with_blanks_around_it_is_found() {
    let mut driven = Driven::open(vec![connection("people", "peoplelens")], 120, 36);
    driven.answer_list(&[ana("usr-1", "dan@acme.example")]);
    look_for(&mut driven, "zoe@acme.example");
    driven.answer_list(&[ana("usr-5", " Zoe@acme.example ")]);
    let profile = driven.app.profile();
    assert_eq!(profile.row().unwrap().value()["id"], "usr-5");
    assert_eq!(profile.view().unwrap().focus, Pane::Detail);
    // And where it is loaded.
    let mut driven = Driven::open(vec![connection("people", "peoplelens")], 120, 36);
    driven.answer_list(&[
        ana("usr-1", "dan@acme.example"),
        ana("usr-5", "zoe@acme.example "),
    ]);
    look_for(&mut driven, "zoe@acme.example");
    assert!(
        driven
            .asked()
            .iter()
            .all(|call| matches!(call, Call::Get { .. }))
    );
    assert_eq!(driven.app.profile().selected().unwrap().id.raw(), "usr-5");
}

/// The choices of the open menu.
fn choices(driven: &Driven) -> (&str, Vec<(&str, &str)>) {
    let Some(Overlay::Menu(menu)) = &driven.app.overlay else {
        panic!("a menu should be open");
    };
    let items = menu.items.iter();
    let items = items.map(|item| (item.label.as_str(), item.note.as_deref().unwrap_or("")));
    (&menu.title, items.collect())
}

#[test]
fn of_two_loaded_with_one_email_nobody_is_opened_unasked() {
    let mut driven = Driven::open(vec![connection("people", "peoplelens")], 120, 36);
    let mut old = ana("usr-1", "ana@acme.example");
    old["is_enabled"] = json!(false);
    let bea = ana("usr-3", "bea@acme.example");
    driven.answer_list(&[old, ana("usr-2", "Ana@acme.example"), bea]);
    driven.press("G");
    driven.waiting.clear();
    look_for(&mut driven, "ana@acme.example");
    assert!(driven.asked().is_empty());
    assert_eq!(
        choices(&driven),
        (
            "2 users have the email \"ana@acme.example\"",
            vec![
                ("Ana Lima, disabled", "usr-1"),
                ("Ana Lima, enabled", "usr-2")
            ]
        )
    );
    assert_eq!(driven.app.profile().selected().unwrap().id.raw(), "usr-3");
    driven.press("j enter");
    assert_eq!(driven.app.profile().selected().unwrap().id.raw(), "usr-2");
    assert_eq!(driven.app.profile().view().unwrap().focus, Pane::Detail);
}

#[test]
fn of_two_with_one_email_in_a_sorted_list_nobody_is_opened_unasked() {
    let mut company = Company::of(10_000);
    for n in [4_567, 4_568] {
        company.people[n]["email"] = json!("zoe@acme.example");
    }
    let mut driven = company.open();
    look_for(&mut driven, "zoe@acme.example");
    company.answer_all(&mut driven);
    let (title, items) = choices(&driven);
    assert_eq!(title, "2 users have the email \"zoe@acme.example\"");
    assert_eq!(
        items.iter().map(|(_, id)| *id).collect::<Vec<_>>(),
        ["usr_4567", "usr_4568"]
    );
    driven.press("j enter");
    assert!(driven.asked().is_empty(), "it came with its page");
    assert_eq!(shown(&driven)["id"], "usr_4568");
}

#[test]
fn several_pasted_addresses_are_asked_of_nobody() {
    let mut company = Company::of(10_000);
    let mut driven = company.open();
    driven.press("o");
    let pasted = "\"p.1@acme.example\",\nBo <p.2@acme.example>; p.3@acme.example p.4@acme.example";
    driven.send(Msg::Paste(pasted.to_owned())).press("enter");
    assert!(driven.asked().is_empty());
    let Some(Overlay::Open(prompt)) = &driven.app.overlay else {
        panic!("the prompt stays");
    };
    assert_eq!(
        prompt.error.as_deref(),
        Some(
            "Those are 4 addresses, and one at a time is opened: \"p.1@acme.example\", \
             \"p.2@acme.example\", \"p.3@acme.example\" and 1 more"
        )
    );
}

#[test]
fn what_may_be_an_id_is_read_as_one_with_one_request() {
    let mut company = Company::of(10_000);
    let mut driven = company.open();
    look_for(&mut driven, "@ana:acme.example");
    let [
        Call::Get {
            of: RecordOf::Resource(of),
        },
    ] = driven.asked()[..]
    else {
        panic!("it is read by its id, not {:?}", driven.asked());
    };
    assert_eq!(of.id.raw(), "@ana:acme.example");
}

#[test]
fn a_list_that_shows_no_emails_says_nothing_of_who_has_one() {
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    driven.answer_list(&[json!({"id": "usr_1", "name": "Ana Lima"})]);
    look_for(&mut driven, "ana@acme.example");
    assert!(driven.asked().is_empty());
    let Some(Overlay::Open(prompt)) = &driven.app.overlay else {
        panic!("the prompt stays");
    };
    assert_eq!(
        prompt.error.as_deref(),
        Some("The list shows no email, so nobody can be found in it by one; an id opens a user")
    );
}
