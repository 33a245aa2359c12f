//! What a review says, row by row.

use crate::app::change::{Change, Contested, Note, Phase, Review, Verb, error_words, sentence};
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
        Phase::Conflict(_) => page.weighed(
            "Somebody else wrote to it. Theirs stays unless you decide otherwise.",
            Role::Muted,
            Weight::Reassurance,
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

/// What it costs, and whether there is a way back.
fn cost(scene: Scene<'_>, review: &Review, page: &mut Rows) {
    let change = review.change();
    let cost = change.cost(review.resource());
    let requests = text::counted(cost.requests(), "request", "requests");
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
    let [whole, short] = [cost.to_string(), requests].map(with_undo);
    let weight = if role == Role::Warn {
        Weight::Needed
    } else {
        Weight::Cost
    };
    if let Some(costs) = [whole, short].into_iter().find(|c| c.width() <= page.width) {
        page.phrase(costs, weight);
    } else {
        page.weighed(&cost.to_string(), Role::Muted, Weight::Cost);
        page.weighed(&undo, role, weight);
    }
}

fn ready(scene: Scene<'_>, review: &Review, page: &mut Rows) {
    let caution = scene.glyphs().caution;
    match review.note() {
        Some(Note::NotAppliedAsOf { at, why }) => {
            page.words(
                &format!(
                    "{caution}Not applied as of {} ({why}); it may still land.",
                    dates::second_of_day(*at)
                ),
                Role::Warn,
            );
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
        None => {}
    }
    cost(scene, review, page);
    if review.fresh().is_some() {
        let moved: Vec<String> = review
            .moved()
            .iter()
            .map(|field| {
                let [from, to] = scene.glyphs().change;
                format!("{} ({from}{} {to}{})", field.label, field.seen, field.now)
            })
            .collect();
        if moved.is_empty() {
            page.weighed(
                "read just now: nobody changed it since you opened it",
                Role::Muted,
                Weight::Reassurance,
            );
        } else {
            page.words(
                &format!(
                    "{caution}read just now: somebody changed {}",
                    moved.join(", ")
                ),
                Role::Warn,
            );
        }
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
