//! How much of a list is loaded or matches, and what can be done about it.

use jiff::Timestamp;

use crate::app::dates;
use crate::app::filter::Coverage;
use crate::app::listing::{Doubt, Extent, Listing, Note, Progress, Walk};
use crate::app::places::Target;
use crate::app::view::Pane;
use crate::keys::{Action, Mode};
use crate::text::Untrusted;
use crate::ui::phrase::Phrase;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use crate::ui::words;

/// The longest that is said of a filter.
const NOTE: usize = 80;
/// The widest that what is sought is here.
const SOUGHT: usize = 15;

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
pub(super) fn counts(scene: Scene<'_>, listing: &Listing) -> Vec<Phrase<'static>> {
    if !listing.has_answered() && listing.loaded() == 0 {
        return vec![Phrase::new()];
    }
    let brief = brief(scene, listing);
    let is_typed = scene.app.filtering.is_some() && listing.walk() == Walk::Idle;
    let offers = if is_typed {
        tab_offers(scene)
    } else {
        Vec::new()
    };
    let mut choices = with_what_to_do(scene, listing, &brief, &offers);
    choices.extend(with_brief_offers(scene, listing, &offers));
    choices.push(brief);
    if let Some(read_at) = listing.earlier() {
        // What is no longer so may be on the screen: that is said to the last.
        let seen = seen(scene, read_at);
        if listing.error().is_some() {
            let mut told = seen.clone();
            told.join(" · ", could_not(scene, "could not be read anew"));
            let mut told_how = told.clone();
            told_how.join("  ", scene.hint(Action::ReloadPage, "tries again"));
            choices.extend([told_how, told]);
            choices.push(could_not(scene, &format!("seen {}", age(scene, read_at))));
        } else {
            choices.push(seen);
        }
        return choices;
    }
    choices.extend(shorter(scene, listing));
    choices = with_note(scene, choices);
    choices.push(Phrase::new());
    choices
}

/// What is said of a list that was sorted here.
fn sorted_here(scene: Scene<'_>, listing: &Listing, said: String) -> String {
    let between = scene.glyphs().said(" · ");
    match listing.sorted_here() {
        Some(_) if listing.is_sorting() => format!("sorting here{between}{said}"),
        Some(_) => format!("sorted here{between}{said}"),
        None => said,
    }
}

/// How much is loaded or matches, and what is wrong with it.
fn brief(scene: Scene<'_>, listing: &Listing) -> Phrase<'static> {
    let mut brief = match listing.coverage() {
        _ if listing.earlier().is_some() => Phrase::of(kept(listing), Role::Muted),
        Some(coverage) => {
            let matches = matched(&coverage);
            let loaded = words::grouped(coverage.loaded);
            Phrase::of(
                sorted_here(
                    scene,
                    listing,
                    match coverage.total {
                        _ if coverage.complete => format!("{matches} in {loaded}, all loaded"),
                        Some(total) => {
                            format!("{matches} in {loaded} of {} loaded", words::grouped(total))
                        }
                        None if listing.extent() == Extent::Ended(Doubt::OneRecord) => {
                            format!("{matches} in the record opened")
                        }
                        None => format!("{matches} in {loaded} loaded"),
                    },
                ),
                Role::Muted,
            )
        }
        None => Phrase::of(sorted_here(scene, listing, loaded(listing)), Role::Muted),
    };
    if let Some(read_at) = listing.earlier() {
        brief.join(" · ", seen(scene, read_at));
    } else if listing.is_stale() {
        brief.join(" · ", Phrase::of("from before, reading anew", Role::Warn));
    }
    if listing.error().is_some() && listing.loaded() > 0 {
        let what = if listing.earlier().is_some() {
            "could not be read anew"
        } else {
            "not all could be read"
        };
        brief.join(" · ", could_not(scene, what));
        brief.join("  ", scene.hint(Action::ReloadPage, "tries again"));
    }
    if let Some(note) = note(listing) {
        brief.join(" · ", Phrase::of(note, Role::Warn));
    }
    brief
}

/// The same with what can be done about the rest, at length and shorter.
fn with_what_to_do(
    scene: Scene<'_>,
    listing: &Listing,
    brief: &Phrase<'static>,
    offers: &[Phrase<'static>],
) -> Vec<Phrase<'static>> {
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
            // The briefest is for where there is less room than for this.
            let most = offers.len().saturating_sub(1).max(1);
            let mut offered = offers.iter().take(most).map(|o| with_offer(brief, o));
            full = offered.next().unwrap_or(full);
            shorter_offers.extend(offered);
        }
        Walk::Idle if listing.has_more() && listing.earlier().is_none() => {
            full.join("  ", scene.hint(Action::LoadRest, "loads the rest"));
        }
        Walk::Idle => {}
    }
    let mut choices = vec![full];
    choices.append(&mut shorter_offers);
    choices
}

/// How much matches and what completing does, where there is little room: the
/// one is seen in the list as well, the other nowhere else.
fn with_brief_offers(
    scene: Scene<'_>,
    listing: &Listing,
    offers: &[Phrase<'static>],
) -> Vec<Phrase<'static>> {
    let mut choices = Vec::new();
    for offer in offers.iter().skip(offers.len().saturating_sub(2)) {
        choices.extend(shorter(scene, listing).map(|said| with_offer(&said, offer)));
    }
    let Some(briefest) = offers.last() else {
        return choices;
    };
    if let Some(coverage) = listing.coverage() {
        let matches = Phrase::of(matched(&coverage), Role::Muted);
        choices.push(with_offer(&matches, briefest));
    }
    choices.push(briefest.clone());
    choices
}

/// What is said, and what completing does behind it.
fn with_offer(said: &Phrase<'static>, offer: &Phrase<'static>) -> Phrase<'static> {
    let mut both = said.clone();
    both.join("  ", offer.clone());
    both
}

/// How much is loaded or matches, where there is little room.
fn shorter(scene: Scene<'_>, listing: &Listing) -> impl Iterator<Item = Phrase<'static>> {
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
        None if listing.sorted_here().is_some() => vec![
            sorted_here(scene, listing, loaded(listing)),
            "sorted here".to_owned(),
        ],
        None => vec![loaded(listing)],
    };
    shorter
        .into_iter()
        .map(|said| Phrase::of(said, Role::Muted))
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
    let said = |text: String| {
        let shown = Untrusted::new(text).shown_within(NOTE).to_string();
        Phrase::of(shown, role)
    };
    let brief = said(note.brief);
    let said = said(note.text);
    let noted = choices.iter().map(|choice| {
        let mut noted = choice.clone();
        noted.join(" · ", said.clone());
        noted
    });
    if note.is_wrong {
        noted.chain([said.clone(), brief]).collect()
    } else {
        noted.take(1).chain(choices.iter().cloned()).collect()
    }
}

/// When the rows of an earlier run were read.
pub(in crate::ui) fn seen(scene: Scene<'_>, read_at: Timestamp) -> Phrase<'static> {
    Phrase::of(format!("seen {}", age(scene, read_at)), Role::Warn)
}

fn age(scene: Scene<'_>, read_at: Timestamp) -> String {
    dates::age(read_at, scene.app.now.wall)
}

/// That something failed.
fn could_not(scene: Scene<'_>, what: &str) -> Phrase<'static> {
    Phrase::of(format!("{}{what}", scene.glyphs().wrong), Role::Bad)
}

/// How much there is of an earlier run, and how much of that a filter matches.
fn kept(listing: &Listing) -> String {
    let kept = loaded(listing);
    match listing.coverage() {
        Some(coverage) => {
            let matches = words::counted(coverage.matches, "match", "matches");
            format!("{matches} in {kept}")
        }
        None => kept,
    }
}

/// What completing does in the filter line, at length and shorter: it completes
/// the word, asks the directory, or seeks.
fn tab_offers(scene: Scene<'_>) -> Vec<Phrase<'static>> {
    let Some(key) = scene.key_in(Action::Complete, Mode::Input) else {
        return Vec::new();
    };
    let said = if let Some(completion) = scene.app.filter_completion() {
        let word = Untrusted::new(completion.word);
        let word = word.shown_within(SOUGHT);
        vec![format!(" completes {word}"), format!(" {word}")]
    } else if scene.app.server_query().is_some() {
        vec![" asks the directory".to_owned(), " searches".to_owned()]
    } else if let Some(offer) = scene.app.seek_offer() {
        let label = offer.field.label();
        let text = Untrusted::new(offer.text.as_str());
        let text = text.shown_within(SOUGHT);
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
            " seeks".to_owned(),
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

/// How much of a list is loaded, or kept of an earlier run.
pub(in crate::ui) fn loaded(listing: &Listing) -> String {
    let loaded = words::grouped(listing.loaded());
    match listing.total() {
        Some(total) if listing.earlier().is_some() => {
            format!("{loaded} kept of {}", words::grouped(total))
        }
        None if listing.earlier().is_some() => format!("{loaded} kept"),
        _ if listing.extent() == Extent::Ended(Doubt::OneRecord) => "1 record opened".to_owned(),
        _ if listing.extent().whole().is_some() => match listing.loaded() {
            0 => "none".to_owned(),
            1 => "1, all loaded".to_owned(),
            _ => format!("all {loaded} loaded"),
        },
        Some(total) => format!("{loaded} of {} loaded", words::grouped(total)),
        None if listing.has_more() => format!("{loaded} loaded, there are more"),
        None => format!("{loaded} loaded"),
    }
}

/// How far a walk has come.
pub(in crate::ui) fn walked(progress: Progress) -> String {
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
        Note::PageRepeated => "the directory gives the same page again: stopped",
        Note::NothingNew => "the directory sends nothing new: stopped",
        Note::Restarted => "read again from the start",
        Note::WrongTotal => "the directory's total is wrong",
    })
}
