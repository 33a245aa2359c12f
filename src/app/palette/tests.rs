//! Commands by name.

use serde_json::json;

use crate::app::Suggestion;
use crate::app::filter::Filter;
use crate::app::listing::Listing;
use crate::app::message::{Effect, Msg};
use crate::app::overlay::Overlay;
use crate::app::palette::Palette;
use crate::app::testing::{Driven, connection, user};
use crate::app::view::{DetailTab, Pane};
use crate::config::{Config, ThemeChoice};
use crate::directory::call::{At, Call, Query, RelationName};
use crate::directory::description::{Order, Sort};
use crate::export::CopyForm;
use crate::keys::Action;

fn leanmote() -> Driven {
    let profiles = vec![
        connection("support", "leanmote"),
        connection("people", "peoplelens"),
    ];
    let mut driven = Driven::open(profiles, 120, 36);
    driven.answer_list(&(0..30).map(user).collect::<Vec<_>>());
    driven
}

fn people(guard: bool) -> Driven {
    let mut profile = connection("people", "peoplelens");
    profile.guard = guard;
    let mut driven = Driven::open(vec![profile], 120, 36);
    driven.answer_list(&[
        json!({"id": "usr-1", "first_name": "Ana", "last_name": "Lima",
               "email": "ana@acme.example", "is_enabled": true}),
        json!({"id": "usr-2", "first_name": "Diana", "last_name": "Costa",
               "email": "diana@acme.example", "is_enabled": false}),
    ]);
    driven
}

fn palette(driven: &Driven) -> &Palette {
    match &driven.app.overlay {
        Some(Overlay::Palette(palette)) => palette,
        other => panic!("the palette should be open, not {other:?}"),
    }
}

/// What is offered, by what it would put into the line.
fn offered(driven: &Driven) -> Vec<&str> {
    let suggestions = &palette(driven).suggestions;
    suggestions.iter().map(|s| s.text.as_str()).collect()
}

fn suggested<'d>(driven: &'d Driven, text: &str) -> &'d Suggestion {
    let mut suggestions = palette(driven).suggestions.iter();
    suggestions.find(|s| s.text == text).unwrap()
}

fn listing(driven: &Driven) -> &Listing {
    driven.app.profile().listing().unwrap()
}

/// Opens the palette, types a command and gives it.
fn give<'d>(driven: &'d mut Driven, text: &str) -> &'d mut Driven {
    driven.press(":").type_text(text).press("enter")
}

#[test]
fn each_action_has_one_name_and_is_offered_once() {
    let mut driven = leanmote();
    driven.press(":");
    let names = offered(&driven);
    for (at, name) in names.iter().enumerate() {
        assert!(!names[..at].contains(name), "{name} twice");
    }
    for action in Action::all() {
        let works = action.defaults().any(|(mode, _)| {
            use crate::keys::Mode::{Detail, Everywhere, Listing};
            matches!(mode, Listing | Detail | Everywhere)
        });
        let is_left_out = action == Action::Commands || action.resource_index().is_some();
        assert_eq!(
            names.contains(&action.name()),
            works && !is_left_out,
            "{action}"
        );
    }
    for resource in ["users", "teams", "organizations"] {
        assert!(names.contains(&resource), "{resource}");
    }
}

#[test]
fn letters_find_a_command_and_are_shown() {
    let mut driven = leanmote();
    driven.press(":").type_text("srt");
    let first = &palette(&driven).suggestions[0];
    assert_eq!(first.text, "sort");
    assert_eq!(first.matched, [0..1, 2..4]);
    assert_eq!(first.action, Some(Action::Sort));
    // What it does is looked at as well.
    driven.press("ctrl-u").type_text("guarded");
    assert_eq!(offered(&driven), ["write"]);
    // A name that is spelled out comes first, a short one too.
    for (typed, first) in [("profile", "profile"), ("q", "quit"), ("copy", "copy")] {
        driven.press("ctrl-u").type_text(typed);
        assert_eq!(offered(&driven)[0], first, "{typed}");
    }
}

#[test]
fn tab_completes_names_and_arguments() {
    let mut driven = leanmote();
    for (typed, completed) in [
        ("so", "sort "),
        ("sort na", "sort name "),
        ("sort name d", "sort name desc"),
        ("prof", "profile "),
        ("profile pe", "profile people"),
        ("theme no", "theme nord"),
        ("tab act", "tab activity"),
        ("resource tea", "resource teams"),
        ("copy mark", "copy markdown"),
        ("tea", "teams"),
        ("edi", "edit"),
        ("open ricci", "open grace.ricci@acme.example"),
    ] {
        driven.press(":").type_text(typed).press("tab");
        assert_eq!(palette(&driven).input.value(), completed, "{typed}");
        driven.press("esc");
    }
}

#[test]
fn the_order_in_use_is_marked_where_another_is_chosen() {
    let mut driven = leanmote();
    give(&mut driven, "sort name desc");
    driven.answer_list(&[user(1)]);
    driven.press(":").type_text("sort ");
    assert_eq!(suggested(&driven, "name").note, "in use, descending");
    assert_eq!(suggested(&driven, "email").note, "");
}

#[test]
fn a_list_that_the_directory_cannot_sort_is_sorted_by_what_is_loaded() {
    let mut driven = people(false);
    driven.press(":").type_text("sort ");
    assert_eq!(offered(&driven)[..3], ["name", "first_name", "last_name"]);
    assert_eq!(suggested(&driven, "name").note, "of the 2 loaded");
    driven.press("ctrl-u").type_text("sort zzz");
    assert!(offered(&driven).is_empty());
    assert_eq!(
        palette(&driven).advice,
        "The list cannot be sorted by that."
    );
    driven.press("ctrl-u").type_text("tab x");
    assert_eq!(palette(&driven).advice, "No tab is called like this.");
}

#[test]
fn a_sentence_names_the_key_that_the_configuration_gives() {
    let bound = "[keys.listing]\n\"e\" = \"none\"\n\"f9\" = \"edit\"\n";
    let unbound = "[keys.listing]\n\"e\" = \"none\"\n";
    for (config, key) in [("", "e"), (bound, "F9"), (unbound, ":edit")] {
        let mut driven = people(false);
        driven.app.keymap = Config::parse(config, "c.toml").unwrap().keymap;
        give(&mut driven, "edit").type_text("a").press("esc");
        let notice = driven.app.notice.as_ref().unwrap();
        let expected = format!("The draft is kept; {key} goes on with it");
        assert_eq!(notice.text, expected);
    }
    let mut driven = people(false);
    driven.press("+").type_text("a").press("esc");
    assert_eq!(
        driven.app.notice.as_ref().unwrap().text,
        "The draft is kept; + goes on with it"
    );
}

#[test]
fn a_command_does_what_it_says() {
    let mut driven = leanmote();
    give(&mut driven, "sort name desc");
    let sort = Sort {
        field: "name".to_owned(),
        order: Order::Descending,
    };
    assert_eq!(listing(&driven).sort(), Some(&sort));
    driven.answer_list(&[user(1), user(2)]);

    give(&mut driven, "filter lima");
    assert_eq!(listing(&driven).filter().map(Filter::text), Some("lima"));
    driven.press("esc");

    give(&mut driven, "tab activity");
    let view = driven.app.profile().view().unwrap();
    let activity = DetailTab::Relation(RelationName::new("activity"));
    assert_eq!((&view.tab, view.focus), (&activity, Pane::Detail));
    driven.press("h");

    driven.effects.clear();
    give(&mut driven, "copy id");
    let copied = |effect: &Effect| matches!(effect, Effect::Copy(_));
    assert_eq!(driven.effects.iter().filter(|e| copied(e)).count(), 1);
    assert_eq!(driven.app.last_copy, Some(CopyForm::Id));

    give(&mut driven, "teams");
    assert_eq!(driven.app.profile().tab, 1);
    give(&mut driven, "resource users");
    assert_eq!(driven.app.profile().tab, 0);

    give(&mut driven, "profile people");
    assert_eq!(driven.app.profile().connection.name, "people");
    give(&mut driven, "profile");
    assert!(matches!(&driven.app.overlay, Some(Overlay::Menu(_))));
    driven.press("esc");
    give(&mut driven, "requests");
    assert!(matches!(
        &driven.app.overlay,
        Some(Overlay::Requests { .. })
    ));
    driven.press("esc").effects.clear();
    give(&mut driven, "q");
    assert!(driven.effects.contains(&Effect::Quit));
}

#[test]
fn the_server_is_searched_by_name_and_parameter() {
    let mut driven = people(false);
    give(&mut driven, "search ana role:Admin");
    let wanted = Query {
        search: Some("ana".to_owned()),
        params: vec![("role".to_owned(), "Admin".to_owned())],
    };
    let asked = driven.asked();
    assert!(
        matches!(asked.as_slice(), [Call::List { query, .. }] if *query == wanted),
        "{asked:?}"
    );
    // Where nothing is searched, that is said and what was typed stays.
    let mut driven = leanmote();
    give(&mut driven, "search ana");
    let error = palette(&driven).error.as_deref();
    assert_eq!(
        error,
        Some("search is locked here: Leanmote has no search here")
    );
    assert_eq!(palette(&driven).input.value(), "search ana");
}

#[test]
fn what_is_typed_to_open_is_nobody_elses() {
    let mut driven = people(false);
    driven
        .press("j")
        .press(":")
        .type_text("open ana@acme.example");
    // Diana's email holds Ana's; only what was gone to is taken.
    assert_eq!(offered(&driven), ["ana@acme.example", "diana@acme.example"]);
    assert_eq!(palette(&driven).selected, None);
    driven.press("enter");
    let row = driven.app.profile().row().unwrap();
    assert_eq!(row.id().unwrap().raw(), "usr-1");
    driven.press("h").press(":").type_text("open ana");
    driven.press("down down enter");
    let row = driven.app.profile().row().unwrap();
    assert_eq!(row.id().unwrap().raw(), "usr-2");
}

#[test]
fn what_is_wrong_is_said_and_nothing_is_lost() {
    let mut driven = leanmote();
    for (given, said) in [
        ("oepn", "No command is called oepn; did you mean open?"),
        ("xyzzy", "No command is called xyzzy"),
        ("theme nrod", "No theme is called nrod; did you mean nord?"),
        (
            "profile work",
            "No profile is called work; there are support, people",
        ),
        ("tab temas", "No tab is called temas; did you mean teams?"),
        (
            "sort emial",
            "No field to sort by is called emial; did you mean email?",
        ),
        ("sort name up", "up is no order: asc or desc"),
        ("copy jsno", "No form is called jsno; did you mean json?"),
        ("help me", "help takes nothing behind it"),
        (
            "edit",
            "edit is locked here: Leanmote has no way to edit these",
        ),
        ("write", "write is locked here: this profile is not guarded"),
    ] {
        give(&mut driven, given);
        assert_eq!(palette(&driven).error.as_deref(), Some(said), "{given}");
        assert_eq!(palette(&driven).input.value(), given);
        // It is there until something is typed.
        driven.type_text("x");
        assert_eq!(palette(&driven).error, None);
        driven.press("esc");
    }
    assert!(driven.asked().is_empty());
    assert!(driven.app.command_history.is_empty());
}

#[test]
fn what_cannot_be_done_is_locked_and_not_hidden() {
    let mut driven = people(true);
    driven.press(":");
    let guarded = "this profile is guarded; :write unlocks it for 15 minutes";
    for name in ["edit", "disable", "enable", "remove", "new"] {
        let locked = suggested(&driven, name).locked.as_deref();
        assert_eq!(locked, Some(guarded), "{name}");
    }
    assert_eq!(suggested(&driven, "write").locked, None);
    driven.press("esc");
    give(&mut driven, "write");
    assert!(driven.app.profile().unlocked_until.is_some());
    driven.press(":");
    assert_eq!(suggested(&driven, "edit").locked, None);
    driven.press("esc");
    give(&mut driven, "lock");
    assert_eq!(driven.app.profile().unlocked_until, None);
    driven.press(":");
    assert_eq!(suggested(&driven, "edit").locked.as_deref(), Some(guarded));
}

#[test]
fn enable_never_disables() {
    let mut driven = people(false);
    give(&mut driven, "enable");
    let error = palette(&driven).error.as_deref();
    assert_eq!(error, Some("It is enabled already"));
    driven.press("esc j");
    give(&mut driven, "disable");
    let error = palette(&driven).error.as_deref();
    assert_eq!(error, Some("It is disabled already; enable enables it"));
    driven.press("esc");
    give(&mut driven, "enable");
    assert!(matches!(&driven.app.overlay, Some(Overlay::Review(_))));
}

#[test]
fn a_theme_is_looked_at_before_it_is_taken() {
    let named = |name: &str| ThemeChoice::Named(name.to_owned());
    let mut driven = leanmote();
    driven.press(":").type_text("theme ");
    assert_eq!(*driven.app.shown_theme(), ThemeChoice::Auto);
    driven.press("down");
    assert_eq!(*driven.app.shown_theme(), named("dark"));
    driven.press("down");
    assert_eq!(*driven.app.shown_theme(), named("light"));
    driven.type_text("nor");
    assert_eq!(*driven.app.shown_theme(), named("nord"));
    driven.press("esc");
    assert_eq!(*driven.app.shown_theme(), ThemeChoice::Auto);
    give(&mut driven, "theme nord");
    assert_eq!(*driven.app.shown_theme(), named("nord"));
    give(&mut driven, "theme auto");
    assert_eq!(driven.app.theme, ThemeChoice::Auto);
}

#[test]
fn a_command_without_what_it_needs_offers_that() {
    let mut driven = leanmote();
    give(&mut driven, "theme");
    assert_eq!(palette(&driven).input.value(), "theme ");
    assert_eq!(offered(&driven), ["dark", "light", "nord", "auto"]);
    // And one that can do without asks as its key does.
    driven.press("esc");
    give(&mut driven, "open");
    assert!(matches!(&driven.app.overlay, Some(Overlay::Open(_))));
}

#[test]
fn up_walks_what_was_given_before_with_the_same_beginning() {
    let mut driven = leanmote();
    for given in ["teams", "sort name", "users", "sort email", "users"] {
        give(&mut driven, given);
    }
    assert_eq!(
        driven.app.command_history,
        ["teams", "sort name", "sort email", "users"]
    );
    let line = |driven: &Driven| palette(driven).input.value().to_owned();
    driven.press(": up");
    assert_eq!(line(&driven), "users");
    driven.press("up up up up");
    assert_eq!(line(&driven), "teams");
    driven.press("down down down down");
    assert_eq!(line(&driven), "");
    driven.type_text("sort").press("up up");
    assert_eq!(line(&driven), "sort name");
    driven.press("up");
    assert_eq!(line(&driven), "sort name", "there is no older one");
    driven.press("down down");
    assert_eq!(line(&driven), "sort", "what was typed");
    // In the middle of a list, up is up.
    driven.press("ctrl-u down down up");
    assert_eq!(palette(&driven).selected, Some(1));
    assert_eq!(line(&driven), "");
}

#[test]
fn a_hundred_commands_are_kept() {
    let mut driven = leanmote();
    for number in 0..120 {
        give(&mut driven, &format!("filter {number}"));
    }
    assert_eq!(driven.app.command_history.len(), 100);
    assert_eq!(driven.app.command_history[0], "filter 20");
}

#[test]
fn pasted_text_is_completed_and_never_given() {
    let mut driven = leanmote();
    driven.press(":");
    driven.send(Msg::Paste("sort name\n".to_owned()));
    assert_eq!(palette(&driven).input.value(), "sort name");
    assert_eq!(offered(&driven), ["name"]);
    assert_eq!(listing(&driven).sort(), None);
}

#[test]
fn what_was_gone_to_stays_whatever_comes() {
    let page = |name: &str, number: usize| -> Vec<serde_json::Value> {
        let person = |at| json!({"id": format!("usr_{number}_{at}"), "name": name});
        (0..100).map(person).collect()
    };
    let mut driven = Driven::open(vec![connection("support", "leanmote")], 120, 36);
    driven.answer_page(&page("Zoe Zed", 0), Some(At::Page(1)), Some(300));
    driven.press("G");
    driven.answer_page(&page("Ana Ricci", 2), None, Some(300));
    // Up to where the page before is asked for.
    driven.press("pgup pgup pgup");
    assert!(!driven.asked().is_empty());
    driven.press(":").type_text("open ricci").press("down");
    assert_eq!(palette(&driven).suggestions[0].text, "usr_2_0");
    driven.answer_page(&page("Bea Ricci", 1), Some(At::Page(2)), Some(300));
    driven.press("enter");
    let opened = driven.app.profile().record().unwrap();
    assert_eq!(opened.id().unwrap().raw(), "usr_2_0");
    // What is offered for another text knows of it, behind what was opened.
    driven.press("h").press(":").type_text("open ricci");
    assert_eq!(offered(&driven)[..2], ["usr_2_0", "usr_1_0"]);
}
