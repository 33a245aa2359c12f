//! The second row: where the operator is, the filter, and how much is loaded.

use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::listing::{sorted_by, title_of};
use super::pen::Pen;
use super::phrase::Phrase;
use super::scene::Scene;
use super::theme::Role;
use super::words;
use crate::app::dates;
use crate::app::filter::Coverage;
use crate::app::listing::{Listing, Note, Progress, Walk};
use crate::app::places::Target;
use crate::app::view::{DetailTab, Pane};
use crate::keys::{Action, Mode};
use crate::text::{self, Untrusted};

/// The widest that a record's name is here.
const NAME: usize = 30;
/// What is left for typing, at the least.
const TYPING: usize = 15;

/// The longest that is said of a filter.
const NOTE: usize = 80;

/// Draws the trail, and gives the cursor's place if something is typed here.
pub(super) fn draw(scene: Scene<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    if !scene.app.chosen {
        return None;
    }
    let mut pen = Pen::new(buffer, scene.theme, area, 0);
    pen.skip(1);
    let typed = scene.app.filtering.as_ref();
    let listing = listing(scene);
    let filter = listing.and_then(|listing| listing.filter());
    let steps = steps(scene);
    // What is typed is read before what is said of it.
    let typing = typed.map_or(0, |typed| text::width(typed.value()) + 1);
    let typing = typing.clamp(TYPING, TYPING.max(pen.room() / 2));
    let typing = typing + text::width(scene.glyphs().filter);
    let least = if typed.is_some() {
        typing
    } else {
        // A tab's word says nothing without whose tab it is.
        let on_tab = steps.last().is_some_and(|step| step.to.is_none());
        let told = steps.iter().rev().take(if on_tab { 2 } else { 1 });
        let told = told.map(|step| text::width(&step.title).min(NAME) + 4);
        let filtered = filter.map_or(0, |filter| {
            let sign = text::width(scene.glyphs().filter);
            (sign + text::width(filter.text())).min(TYPING) + 2
        });
        told.sum::<usize>() + filtered + if on_tab { 2 } else { 0 }
    };
    let room = pen.room().saturating_sub(least);
    let right = Phrase::fitting(
        listing.map_or_else(Vec::new, |listing| counts(scene, listing)),
        room,
    );
    pen.clickable_at_end(&right, scene);
    let searched = listing.map_or_else(Phrase::new, searched);
    let reserved = match (typed, filter) {
        (Some(_), _) => typing,
        (None, Some(filter)) => text::width(filter.text()) + 3,
        (None, None) => 0,
    } + searched.width();
    write_steps(scene, &steps, pen.room().saturating_sub(reserved), &mut pen);
    if !searched.is_empty() {
        pen.skip(2).phrase(&searched);
    }
    if let Some(typed) = typed {
        pen.skip(2).text(scene.glyphs().filter, Role::Key);
        let visible = scene.typed(typed.visible(pen.room()));
        let at = pen.position();
        pen.text(&visible.text, Role::Text);
        let column = super::pen::columns(visible.cursor);
        return Some(Position::new(at.x.saturating_add(column), at.y));
    }
    if let Some(filter) = filter {
        pen.skip(2)
            .text(scene.glyphs().filter, Role::Muted)
            .text(filter.text(), Role::Match);
    }
    if scene.glyphs().said_aloud {
        // Elsewhere the order is on the frame.
        let sorted = sorted(scene);
        if text::width(&sorted) <= pen.room() {
            pen.text(&sorted, Role::Muted);
        }
    }
    None
}

/// The list that the keys are about.
fn listing(scene: Scene<'_>) -> Option<&Listing> {
    let profile = scene.app.profile();
    match scene.focus() {
        Some(Pane::Detail) => profile.related().or_else(|| profile.listing()),
        _ => profile.listing(),
    }
}

/// The order of the list in focus.
fn sorted(scene: Scene<'_>) -> String {
    let profile = scene.app.profile();
    let (Some(view), Some(list)) = (profile.view(), profile.listing()) else {
        return String::new();
    };
    let sort = sorted_by(scene, view, list);
    if sort.is_empty() || view.focus == Pane::Detail {
        return String::new();
    }
    let here = if list.sorted_here().is_some() {
        " here"
    } else {
        ""
    };
    format!(", sorted{here} by {sort}")
}

/// A step of the trail, and what a click on it goes back to.
struct Step {
    title: String,
    to: Option<Target>,
}

/// Where the operator is, step by step.
fn steps(scene: Scene<'_>) -> Vec<Step> {
    let profile = scene.app.profile();
    let Some(trail) = profile.trail() else {
        return Vec::new();
    };
    let mut steps = Vec::new();
    let mut step = |title: String, depth: usize, pane: Pane| {
        let to = Some(Target::Step { depth, pane });
        steps.push(Step { title, to });
    };
    for (depth, view) in trail.views().enumerate() {
        if let Some(under) = &view.under {
            // The record is the one under the cursor of the view before.
            let name = scene.theme.shown(under, NAME).into_owned();
            step(name, depth.saturating_sub(1), Pane::Detail);
        }
        if view.source.list().is_some() {
            step(title_of(scene, &view.source), depth, Pane::Listing);
        }
    }
    let view = trail.last();
    if view.focus == Pane::Detail {
        if let Some(name) = profile.called() {
            let mut name = scene.theme.shown(&name, NAME).into_owned();
            if scene.app.is_bookmarked() {
                name = bookmarked(scene, &name);
            }
            step(name, trail.depth(), Pane::Detail);
        }
        if view.tab != DetailTab::Fields {
            steps.push(Step {
                title: profile.tab_title(&view.tab),
                to: None,
            });
        }
    }
    steps
}

/// A record's name with the sign of its bookmark.
pub(super) fn bookmarked(scene: Scene<'_>, name: &str) -> String {
    let sign = scene.glyphs().bookmark;
    if scene.glyphs().said_aloud {
        format!("{name} ({sign})")
    } else {
        format!("{name} {sign}")
    }
}

/// The last steps that there is room for.
fn write_steps(scene: Scene<'_>, steps: &[Step], room: usize, pen: &mut Pen<'_>) {
    const BETWEEN: &str = " › ";
    const CUT: &str = "… › ";
    let width = |from: usize| {
        let words: usize = steps[from..].iter().map(|s| text::width(&s.title)).sum();
        let between = text::width(BETWEEN) * (steps.len() - from).saturating_sub(1);
        let cut = if from > 0 { text::width(CUT) } else { 0 };
        words + between + cut
    };
    let last = steps.len().saturating_sub(1);
    let from = (0..last).find(|from| width(*from) <= room).unwrap_or(last);
    if from > 0 {
        pen.text(&scene.theme.said(CUT), Role::Faint);
    }
    for (at, step) in steps.iter().enumerate().skip(from) {
        if at > from {
            pen.text(&scene.theme.said(BETWEEN), Role::Faint);
        }
        let role = if at == last { Role::Text } else { Role::Muted };
        let mut title = Phrase::of(step.title.clone(), role);
        if let Some(to) = &step.to {
            title = title.clicked(to.clone());
        }
        pen.clickable(&title, scene);
    }
}

/// What the server was asked to narrow the list to.
fn searched(listing: &Listing) -> Phrase<'static> {
    let query = listing.query();
    let mut searched = Phrase::new();
    if let Some(search) = &query.search {
        searched.push(format!("search \"{search}\""), Role::Match);
    }
    for (name, value) in &query.params {
        searched.join("  ", Phrase::of(format!("{name}:{value}"), Role::Match));
    }
    searched
}

/// How many rows match, as far as they were looked at.
fn matched(coverage: &Coverage) -> String {
    let matches = words::counted(coverage.matches, "match", "matches");
    if coverage.so_far {
        format!("{matches} so far")
    } else {
        matches
    }
}

/// How much is loaded, at length and shorter.
fn counts(scene: Scene<'_>, listing: &Listing) -> Vec<Phrase<'static>> {
    if !listing.has_answered() && listing.loaded() == 0 {
        return vec![Phrase::new()];
    }
    let here = listing.sorted_here().is_some();
    let sorted = |said: String| {
        if here {
            let between = scene.glyphs().said(" · ");
            format!("sorted here{between}{said}")
        } else {
            said
        }
    };
    let mut brief = match listing.coverage() {
        _ if listing.earlier().is_some() => Phrase::of(kept(listing), Role::Muted),
        Some(coverage) => {
            let matches = matched(&coverage);
            let loaded = words::grouped(coverage.loaded);
            Phrase::of(
                sorted(match coverage.total {
                    _ if coverage.complete => format!("{matches} in {loaded}, all loaded"),
                    Some(total) => {
                        format!("{matches} in {loaded} of {} loaded", words::grouped(total))
                    }
                    None => format!("{matches} in {loaded} loaded"),
                }),
                Role::Muted,
            )
        }
        None => Phrase::of(sorted(loaded(listing)), Role::Muted),
    };
    if let Some(read_at) = listing.earlier() {
        brief.join(" · ", seen(scene, read_at));
    } else if listing.is_stale() {
        brief.join(" · ", Phrase::of("from before, reading anew", Role::Warn));
    }
    if listing.error().is_some() && listing.loaded() > 0 {
        let could_not = if listing.earlier().is_some() {
            "could not be read anew"
        } else {
            "not all could be read"
        };
        brief.join(
            " · ",
            Phrase::of(format!("{}{could_not}", scene.glyphs().wrong), Role::Bad),
        );
        brief.join("  ", scene.hint(Action::ReloadPage, "tries again"));
    }
    if let Some(note) = note(listing) {
        brief.join(" · ", Phrase::of(note, Role::Warn));
    }
    let mut full = brief.clone();
    let mut shorter_offers = Vec::new();
    match listing.walk() {
        Walk::Running => {
            full.join(" · ", Phrase::of(walked(listing.progress()), Role::Warn));
            full.join("  ", scene.hint(Action::LoadRest, "pauses"));
        }
        Walk::Paused => {
            let at = listing.progress();
            full.join(
                " · ",
                Phrase::of(format!("{}, paused", walked(at)), Role::Muted),
            );
            full.join("  ", scene.hint(Action::LoadRest, "goes on"));
        }
        Walk::Idle if scene.app.filtering.is_some() => {
            let mut offers = tab_offers(scene).into_iter().map(|offer| {
                let mut choice = brief.clone();
                choice.join("  ", offer);
                choice
            });
            full = offers.next().unwrap_or(full);
            shorter_offers.extend(offers);
        }
        Walk::Idle if listing.has_more() && listing.earlier().is_none() => {
            full.join("  ", scene.hint(Action::LoadRest, "loads the rest"));
        }
        Walk::Idle => {}
    }
    let mut choices = vec![full];
    choices.append(&mut shorter_offers);
    choices.push(brief);
    if let Some(read_at) = listing.earlier() {
        // What is no longer so may be on the screen: that is said to the last.
        choices.push(seen(scene, read_at));
        return choices;
    }
    let shorter = match listing.coverage() {
        // What the filter found is why somebody looks here.
        Some(coverage) => {
            let matches = matched(&coverage);
            let within = words::grouped(coverage.loaded);
            match coverage.total.filter(|_| !coverage.complete) {
                Some(total) => vec![
                    format!("{matches} in {within} of {}", words::grouped(total)),
                    format!("{matches} in {within}"),
                ],
                None => vec![format!("{matches} in {within}")],
            }
        }
        None if here => vec![sorted(loaded(listing)), "sorted here".to_owned()],
        None => vec![loaded(listing)],
    };
    choices.extend(
        shorter
            .into_iter()
            .map(|said| Phrase::of(said, Role::Muted)),
    );
    choices = with_note(scene, choices);
    choices.push(Phrase::new());
    choices
}

/// The same, with what there is to say of the filter. How to go on is said
/// where there is room; what a filter does not do matters more than what it
/// found.
fn with_note(scene: Scene<'_>, choices: Vec<Phrase<'static>>) -> Vec<Phrase<'static>> {
    let note = scene.app.filter_note();
    let Some(note) = note.filter(|_| scene.focus() != Some(Pane::Detail)) else {
        return choices;
    };
    let role = if note.is_wrong {
        Role::Warn
    } else {
        Role::Muted
    };
    let said = Untrusted::new(note.text).shown_within(NOTE).to_string();
    let said = Phrase::of(said, role);
    let noted = choices.iter().map(|choice| {
        let mut noted = choice.clone();
        noted.join(" · ", said.clone());
        noted
    });
    if note.is_wrong {
        noted.chain([said.clone()]).collect()
    } else {
        noted.take(1).chain(choices.iter().cloned()).collect()
    }
}

/// When the rows of an earlier run were read.
fn seen(scene: Scene<'_>, read_at: Timestamp) -> Phrase<'static> {
    let age = dates::age(read_at, scene.app.now.wall);
    Phrase::of(format!("seen {age}"), Role::Warn)
}

/// How much there is of an earlier run, and how much of that a filter matches.
fn kept(listing: &Listing) -> String {
    let kept = words::grouped(listing.loaded());
    let kept = match listing.total() {
        Some(total) => format!("{kept} kept of {}", words::grouped(total)),
        None => format!("{kept} kept"),
    };
    match listing.coverage() {
        Some(coverage) => {
            let matches = words::counted(coverage.matches, "match", "matches");
            format!("{matches} in {kept}")
        }
        None => kept,
    }
}

/// What completing does in the filter line, at length and shorter: it asks the
/// directory, or seeks.
fn tab_offers(scene: Scene<'_>) -> Vec<Phrase<'static>> {
    let Some(key) = scene.key_in(Action::Complete, Mode::Input) else {
        return Vec::new();
    };
    let said = if scene.app.server_query().is_some() {
        vec![" asks the directory".to_owned()]
    } else if let Some(offer) = scene.app.seek_offer() {
        let label = offer.field.label();
        let text = Untrusted::new(offer.text.as_str());
        let text = text.shown_within(TYPING);
        let does = if offer.sorts {
            format!("sorts by {label} and seeks")
        } else {
            "seeks".to_owned()
        };
        let most = offer.most.map_or_else(String::new, |most| {
            format!(
                " (at most {})",
                words::counted(most.into(), "request", "requests")
            )
        });
        vec![
            format!(" {does} the first {label} from \"{text}\"{most}"),
            format!(" {does} \"{text}\"{most}"),
            format!(" {does}"),
        ]
    } else {
        return Vec::new();
    };
    let offer = |said| {
        let offer = Phrase::of(key.clone(), Role::Key).and(said, Role::Muted);
        offer.clicked(Target::Key(Action::Complete))
    };
    said.into_iter().map(offer).collect()
}

/// How much of a list is loaded.
pub(super) fn loaded(listing: &Listing) -> String {
    let loaded = words::grouped(listing.loaded());
    match listing.total() {
        _ if listing.is_complete() => match listing.loaded() {
            0 => "none".to_owned(),
            1 => "1, all loaded".to_owned(),
            _ => format!("all {loaded} loaded"),
        },
        Some(total) => format!("{loaded} of {} loaded", words::grouped(total)),
        None => format!("{loaded} loaded, there are more"),
    }
}

/// How far a walk has come.
pub(super) fn walked(progress: Progress) -> String {
    match progress.of {
        Some(of) => format!(
            "loading the rest, {} of {}",
            words::grouped(progress.done),
            words::counted(of, "page", "pages")
        ),
        None => format!(
            "loading the rest, {} so far",
            words::counted(progress.done, "page", "pages")
        ),
    }
}

/// What the operator should know about a list, in few words.
fn note(listing: &Listing) -> Option<&'static str> {
    let note = listing.notes().max()?;
    Some(match note {
        Note::LetGo => "old pages were let go",
        Note::Moved => "the list changed meanwhile",
        Note::CursorRepeated => "the directory repeats itself: stopped",
        Note::NothingNew => "the directory sends nothing new: stopped",
        Note::Restarted => "read again from the start",
        Note::WrongTotal => "the directory's total is wrong",
    })
}
