//! What a review says, row by row.

use crate::app::change::{
    Change, Contested, Note, Phase, Reading, Review, Verb, error_words, sentence,
};
use crate::app::dates;
use crate::keys::Action;
use crate::text::{self, Untrusted};
use crate::ui::phrase::Phrase;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;

use super::done;

/// The widest that a label is made.
const LABEL: usize = 18;
/// Beside a field that is to be decided.
const DECIDE: [&str; 2] = ["  ← decide", "  decide"];

/// Below who is changed, where that may be somebody else than it reads as.
const MIXED_SCRIPTS: &str = "! mixed scripts: a word here has letters of two alphabets";

/// What stands on a row of the review.
pub(super) enum What {
    /// Words.
    Words(Phrase<'static>),
    /// The line to be typed.
    Typed,
    /// The buttons.
    Buttons,
}

/// What a row is for. Where there is no room for all, the first of these go
/// first; what is changed, of whom, and the buttons never do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// To set things apart.
    Gap,
    /// That nothing is amiss.
    Reassurance,
    /// What it costs.
    Cost,
    /// Through which profile, and the id.
    Place,
    /// What cannot be decided without.
    Needed,
    /// What is typed or pressed, and what it is for.
    Keys,
}

/// A row of the review.
pub(super) struct ReviewRow {
    /// What stands on it.
    pub(super) what: What,
    /// What it is for.
    pub(super) weight: Weight,
}

impl ReviewRow {
    /// Whether it is there to be typed into or pressed, or says what for.
    pub(super) fn takes_keys(&self) -> bool {
        self.weight == Weight::Keys
    }
}

/// What it says, from its heading to its buttons.
pub(super) fn rows(scene: Scene<'_>, review: &Review, width: usize) -> Vec<ReviewRow> {
    let mut page = Rows {
        rows: Vec::new(),
        width,
    };
    page.gap();
    heading(review.change(), &mut page);
    page.gap();
    match review.phase() {
        Phase::Conflict(contested) => conflict(scene, contested, review, &mut page),
        _ => fields(scene, review, &mut page),
    }
    said(scene, review, &mut page);
    if !review.buttons().is_empty() {
        page.gap();
        page.push(What::Buttons, Weight::Keys);
    }
    page.gap();
    page.rows
}

/// Rows as they are added, in a width.
struct Rows {
    rows: Vec<ReviewRow>,
    width: usize,
}

impl Rows {
    fn push(&mut self, what: What, weight: Weight) {
        self.rows.push(ReviewRow { what, weight });
    }

    fn gap(&mut self) {
        self.push(What::Words(Phrase::new()), Weight::Gap);
    }

    fn phrase(&mut self, phrase: Phrase<'static>, weight: Weight) {
        self.push(What::Words(phrase), weight);
    }

    /// Words on as many rows as they take, that must be seen.
    fn words(&mut self, words: &str, role: Role) {
        self.weighed(words, role, Weight::Needed);
    }

    /// Words on as many rows as they take.
    fn weighed(&mut self, words: &str, role: Role, weight: Weight) {
        for row in text::wrap(words, self.width) {
            self.phrase(Phrase::of(row.to_owned(), role), weight);
        }
    }
}

/// Which record, through which profile.
fn heading(change: &Change, page: &mut Rows) {
    let mut to = Phrase::of(change.profile.clone(), Role::Accent);
    to.join(" · ", Phrase::of(change.host.clone(), Role::Muted));
    page.phrase(to, Weight::Place);
    let mut who = Phrase::of(String::from(change.name.shown_within(60)), Role::Text);
    if let Some(email) = &change.email
        && *email != change.name
    {
        who.join(
            " · ",
            Phrase::of(String::from(email.shown_within(60)), Role::Text),
        );
    }
    if let Some(record) = &change.record {
        let id = Untrusted::new(record.id.raw());
        who.join(
            " · ",
            Phrase::of(String::from(id.shown_within(48)), Role::Muted),
        );
    }
    if who.width() <= page.width {
        page.phrase(who, Weight::Needed);
    } else {
        // All of it is seen, on rows of its own.
        page.words(&change.name.shown_within(200), Role::Text);
        if let Some(email) = &change.email {
            page.words(&email.shown_within(300), Role::Text);
        }
        if let Some(record) = &change.record {
            let id = Untrusted::new(record.id.raw());
            page.weighed(&id.shown_within(300), Role::Muted, Weight::Place);
        }
    }
    let email = change.email.as_ref();
    let mixed = change.name.mixes_scripts() || email.is_some_and(Untrusted::mixes_scripts);
    if mixed {
        page.words(MIXED_SCRIPTS, Role::Warn);
    }
}

/// The fields, before and after.
fn fields(scene: Scene<'_>, review: &Review, page: &mut Rows) {
    let change = review.change();
    if let (Verb::Remove, Some(remove)) = (change.verb, &review.resource().remove) {
        page.words(&remove.warning, Role::Bad);
        return;
    }
    let labels = change.fields.iter().map(|field| text::width(&field.label));
    let label = labels.max().unwrap_or(0).min(LABEL);
    let room = page.width.saturating_sub(label + 6);
    let [from, to] = scene.glyphs().change;
    let signs = text::width(from) + text::width(to) + 1;
    for field in &change.fields {
        let (before, after) = (field.before_shown(), field.after_shown());
        let mut row = Phrase::of("  ", Role::Text);
        row.push(text::pad(&field.label, label), Role::Muted);
        row.push("    ", Role::Text);
        let new = change.verb == Verb::Create;
        if new || text::width(&before) + text::width(&after) + signs <= room {
            if !new {
                row.push(from, Role::Muted);
                row.push(before, Role::Muted);
                row.push(" ", Role::Muted);
                row.push(to, Role::Changed);
            }
            row.push(after, Role::Changed);
            page.phrase(row, Weight::Needed);
        } else {
            // Both are seen whole, below each other.
            let indent = " ".repeat(label + 6);
            let mut lead = row;
            let values = [
                (format!("{from}{before}"), Role::Muted),
                (format!("{to}{after}"), Role::Changed),
            ];
            for (text, role) in values {
                for line in text::wrap(&text, room) {
                    let mut row = std::mem::replace(&mut lead, Phrase::of(indent.clone(), role));
                    row.push(line.to_owned(), role);
                    page.phrase(row, Weight::Needed);
                }
            }
        }
    }
}

/// The three values of each field that somebody else wrote to, and what else
/// moved.
fn conflict(scene: Scene<'_>, contested: &[Contested], review: &Review, page: &mut Rows) {
    let moved = review.moved();
    let decide = DECIDE[usize::from(scene.glyphs().said_aloud)];
    let labels = contested
        .iter()
        .map(|field| text::width(&field.label))
        .chain(moved.iter().map(|field| text::width(&field.label)));
    let label = labels.max().unwrap_or(0).min(LABEL);
    let column = page
        .width
        .saturating_sub(2 + label + 3 * 2 + text::width(decide))
        / 3;
    // Each value is seen whole, on as many rows as it takes.
    let mut add = |name: &str, values: [(&str, Role); 3], last: &'static str, weight: Weight| {
        let cells = values.map(|(value, role)| (text::wrap(value, column), role));
        let height = cells.iter().map(|(rows, _)| rows.len()).max().unwrap_or(0);
        for at in 0..height {
            let mut row = Phrase::of("  ", Role::Text);
            let name = if at == 0 { name } else { "" };
            row.push(text::pad(name, label), Role::Muted);
            for (rows, role) in &cells {
                row.push("  ", Role::Text);
                row.push(text::pad(rows.get(at).unwrap_or(&""), column), *role);
            }
            if at == 0 {
                row.push(last, Role::Warn);
            }
            page.phrase(row, weight);
        }
    };
    let heads = ["you saw", "it is now", "you want"].map(|head| (head, Role::Faint));
    add("", heads, "", Weight::Needed);
    for field in contested {
        let values = [
            (field.seen.as_str(), Role::Muted),
            (&field.now, Role::Warn),
            (&field.wanted, Role::Changed),
        ];
        add(&field.label, values, decide, Weight::Needed);
    }
    for field in moved {
        let values = [
            (field.seen.as_str(), Role::Muted),
            (&field.now, Role::Text),
            ("(not touched)", Role::Faint),
        ];
        add(&field.label, values, "", Weight::Cost);
    }
}

/// What it costs, whether it can be undone, and how it stands.
fn said(scene: Scene<'_>, review: &Review, page: &mut Rows) {
    let change = review.change();
    page.gap();
    match review.phase() {
        Phase::Reading(_) => {
            page.words(&scene.theme.said("Reading it as it is now …"), Role::Muted);
        }
        Phase::Ready => ready(scene, review, page),
        Phase::Conflict(_) => page.weighed(contested_by(review), Role::Muted, Weight::Reassurance),
        Phase::Rereading(_) => page.words(
            &scene.theme.said("Not sent yet: reading it once more …"),
            Role::Text,
        ),
        Phase::Another { was, now } => page.words(
            &format!(
                "{} is {} now; it was {}. Nothing was sent.",
                change
                    .record
                    .as_ref()
                    .map_or_else(String::new, |of| Untrusted::new(of.id.raw())
                        .shown_within(60)
                        .into()),
                now.shown(),
                was.shown()
            ),
            Role::Bad,
        ),
        Phase::Gone => page.words(
            "A fresh read found no such record. Nothing was sent.",
            Role::Bad,
        ),
        Phase::Unavailable(error) => {
            page.words(
                &format!("Nothing was sent. {}.", sentence(&error_words(error))),
                Role::Bad,
            );
        }
        Phase::Waiting(until) => page.words(
            &format!(
                "The directory asked to wait; nothing was applied. It is read again {}, and \
                 you are asked again.",
                scene.at_end_of_wait(*until)
            ),
            Role::Warn,
        ),
        Phase::Sending(_) => page.words(
            &scene.theme.said("Sending; waiting for the answer …"),
            Role::Text,
        ),
        Phase::Verifying(_) => {
            page.words(
                &scene
                    .theme
                    .said("Reading it again to see whether it was applied …"),
                Role::Text,
            );
        }
        Phase::Unresolved { why, .. } => {
            page.words(&format!("{}.", sentence(why)), Role::Bad);
            page.words(
                &format!(
                    "Nobody can say yet whether {} was {}.",
                    change.name.shown_within(60),
                    done(change.verb)
                ),
                Role::Muted,
            );
        }
        Phase::Ended => {}
    }
}

/// Whose the values are that stand against those of the change. A list may write
/// a value otherwise than the record, and so may the server what it was sent.
const fn contested_by(review: &Review) -> &'static str {
    if matches!(review.note(), Some(Note::PartlyApplied { .. })) {
        "What is there now stays unless you decide otherwise."
    } else if review.change().seen.is_some() && !review.change().seen_by_read {
        "The list showed it otherwise. What is there now stays unless you decide otherwise."
    } else {
        "Somebody else wrote to it. Theirs stays unless you decide otherwise."
    }
}

/// What the record was like when it was read, and when that was.
fn as_read(scene: Scene<'_>, review: &Review, reading: &Reading, page: &mut Rows) {
    let caution = scene.glyphs().caution;
    let at = dates::second_of_day(reading.at());
    let cached = if reading.cached().is_zero() {
        String::new()
    } else {
        let seconds = text::grouped(reading.cached().as_secs());
        format!(", by a cache that had it for {seconds} s")
    };
    let moved: Vec<String> = review
        .moved()
        .iter()
        .map(|field| {
            let [from, to] = scene.glyphs().change;
            format!("{} ({from}{} {to}{})", field.label, field.seen, field.now)
        })
        .collect();
    let change = review.change();
    if let Some(was) = review.renamed() {
        let was = was.shown();
        page.words(
            &format!("{caution}It was {was} when you saw it."),
            Role::Warn,
        );
    }
    if !moved.is_empty() {
        let moved = moved.join(", ");
        let words = if change.seen_by_read {
            format!("{caution}read at {at}{cached}: changed since you saw it: {moved}")
        } else {
            format!("{caution}read at {at}{cached}: the list showed it otherwise: {moved}")
        };
        page.words(&words, Role::Warn);
    } else if !cached.is_empty() {
        page.words(&format!("{caution}read at {at}{cached}"), Role::Warn);
    } else if change.seen.is_some() {
        page.weighed(
            &format!("read at {at}: as you saw it"),
            Role::Muted,
            Weight::Reassurance,
        );
    } else {
        page.weighed(&format!("read at {at}"), Role::Muted, Weight::Reassurance);
    }
}

/// What it costs, and whether there is a way back.
fn cost(scene: Scene<'_>, review: &Review, page: &mut Rows) {
    let change = review.change();
    let cost = change.cost(review.resource());
    let requests = text::counted(cost.requests(), "request", "requests");
    let requests = if cost.read_before {
        format!("up to {requests}")
    } else {
        requests
    };
    let (undo, role) = match change.can_be_undone() {
        Ok(()) => (
            scene.key(Action::Undo).map_or_else(
                || "can be undone".to_owned(),
                |key| format!("can be undone with {key}"),
            ),
            Role::Muted,
        ),
        Err(why) => (why, Role::Warn),
    };
    let with_undo = |cost: String| {
        let mut costs = Phrase::of(cost, Role::Muted);
        costs.join(" · ", Phrase::of(undo.clone(), role));
        costs
    };
    // Which requests they are gives way to whether there is a way back.
    let [whole, short] = [cost.to_string(), requests.clone()].map(with_undo);
    let weight = if role == Role::Warn {
        Weight::Needed
    } else {
        Weight::Cost
    };
    if let Some(costs) = [whole, short].into_iter().find(|c| c.width() <= page.width) {
        page.phrase(costs, weight);
    } else {
        page.weighed(&requests, Role::Muted, Weight::Cost);
        page.weighed(&undo, role, weight);
    }
}

fn ready(scene: Scene<'_>, review: &Review, page: &mut Rows) {
    let caution = scene.glyphs().caution;
    match review.note() {
        Some(Note::NotAppliedAsOf {
            at,
            why,
            is_unmoved,
        }) => {
            page.words(
                &format!(
                    "{caution}Not applied as of {} ({why}); it may still land.",
                    dates::second_of_day(*at)
                ),
                Role::Warn,
            );
            if *is_unmoved {
                page.words(
                    "What was read is letter for letter what was there before: a cache on \
                     the way may have given it.",
                    Role::Warn,
                );
            }
        }
        Some(Note::PartlyApplied { why }) => {
            page.words(
                &format!("{caution}Only a part of it was applied ({why})."),
                Role::Warn,
            );
        }
        Some(Note::WasLimited) => {
            page.weighed(
                "The directory had asked to wait; it was read again.",
                Role::Muted,
                Weight::Reassurance,
            );
        }
        Some(Note::OnlyCached) => page.words(
            &format!(
                "{caution}Not sent: a cache on the way gives what it has. What was written \
                 since cannot be seen, and sending may overwrite it."
            ),
            Role::Warn,
        ),
        Some(Note::Hidden) => page.words(
            &format!(
                "{caution}No read finds the record: the directory may hide who is disabled. \
                 Who it is now cannot be seen."
            ),
            Role::Warn,
        ),
        None => {}
    }
    cost(scene, review, page);
    if let Some(reading) = review.fresh() {
        as_read(scene, review, reading, page);
    }
    if !review.already().is_empty() {
        page.words(
            &format!("already so, and not sent: {}", review.already().join(", ")),
            Role::Muted,
        );
    }
    if let Some(until) = scene.app.change_waits_until(review.profile()) {
        page.words(
            &format!(
                "{caution}It cannot be sent yet: the budget has room for it {}.",
                scene.at_end_of_wait(until)
            ),
            Role::Warn,
        );
    }
    if let Some(confirmation) = review.confirmation() {
        page.gap();
        page.weighed(
            &format!("To send it, type its {}:", confirmation.asked),
            Role::Text,
            Weight::Keys,
        );
        page.push(What::Typed, Weight::Keys);
    }
}
