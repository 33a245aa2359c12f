//! A change to be decided: what it would do, what it costs, how it went.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::pen::{Pen, Phrase, columns};
use super::super::scene::Scene;
use super::super::theme::Role;
use super::super::words;
use super::{Button, Window, draw_buttons};
use crate::app::change::{
    self, Change, Contested, Focus, Note, Phase, Review, Verb, error_words, sentence,
};
use crate::app::dates;
use crate::keys::{Action, Mode};
use crate::text;

/// The widest that it is made.
const WIDEST: usize = 84;
/// Beside a field that is to be decided.
const DECIDE: &str = "  ← decide";
/// The widest that a label is made.
const LABEL: usize = 18;

/// What stands on a row of the review.
enum What {
    Words(Phrase<'static>),
    /// The line to be typed.
    Typed,
    Buttons,
}

/// What a row is for. Where there is no room for all, the first of these go
/// first; what is changed, of whom, and the buttons never do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Gap,
    Reassurance,
    Cost,
    Place,
    Needed,
}

/// A row of the review.
struct ReviewRow {
    what: What,
    weight: Weight,
}

/// Draws it.
pub(super) fn draw(
    scene: Scene<'_>,
    review: &Review,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let width = WIDEST.min(usize::from(area.width.saturating_sub(4)));
    let mut rows = rows(scene, review, width);
    let window = Window::new(title(review), width, rows.len());
    let seen = window.rows_in(area);
    shorten(&mut rows, seen);
    let window = Window {
        height: rows.len(),
        ..window
    };
    let inside = window.draw(scene, area, buffer);
    let mut cursor = None;
    for (row, line) in (0..inside.height).zip(&rows) {
        let mut pen = Pen::new(buffer, scene.theme, inside, row);
        match &line.what {
            What::Words(phrase) => {
                pen.phrase(phrase);
            }
            What::Typed => {
                cursor = draw_typed(review, &mut pen);
            }
            What::Buttons => draw_row_of_buttons(scene, review, inside, row, buffer),
        }
    }
    cursor
}

/// Leaves rows out until so many are left: those that matter least, the last
/// of them first. What cannot be left out is cut before the buttons, and says
/// so.
fn shorten(rows: &mut Vec<ReviewRow>, room: usize) {
    while rows.len() > room {
        let least = rows.iter().map(|row| row.weight).min();
        if least.is_none_or(|least| least == Weight::Needed) {
            break;
        }
        if let Some(at) = rows.iter().rposition(|row| Some(row.weight) == least) {
            rows.remove(at);
        }
    }
    if rows.len() > room && room > 2 {
        let last = rows.pop();
        rows.truncate(room - 2);
        rows.push(ReviewRow {
            what: What::Words(Phrase::of("… more: a higher window shows it", Role::Warn)),
            weight: Weight::Needed,
        });
        rows.extend(last);
    }
}

fn title(review: &Review) -> String {
    let change = review.change();
    let name = change.name.shown_within(40);
    match review.phase() {
        Phase::Conflict(_) => format!("{name} changed while you were editing"),
        Phase::Gone => format!("{name} is gone"),
        Phase::Unavailable(_) => format!("{name} could not be read"),
        Phase::Unresolved { .. } => format!("Unknown whether {name} was {}", done(change.verb)),
        Phase::Sending(_) | Phase::Verifying(_) => format!("Sending: {}", does(change.verb)),
        Phase::Reading(_) | Phase::Ready | Phase::Waiting(_) | Phase::Ended => match change.verb {
            Verb::Remove => format!("{}?", review_remove_title(review)),
            verb => format!("{}: send this change?", does(verb)),
        },
    }
}

/// What the directory calls a removal.
fn review_remove_title(review: &Review) -> String {
    let remove = review.resource().remove.as_ref();
    let what = remove.map_or("Remove", |remove| remove.title.as_str());
    format!("{what} {}", review.change().name.shown_within(40))
}

const fn does(verb: Verb) -> &'static str {
    match verb {
        Verb::Edit => "Edit",
        Verb::Toggle => "Disable or enable",
        Verb::Disable => "Disable",
        Verb::Enable => "Enable",
        Verb::Create => "Add",
        Verb::Remove => "Remove",
    }
}

const fn done(verb: Verb) -> &'static str {
    match verb {
        Verb::Edit | Verb::Toggle => "changed",
        Verb::Disable => "disabled",
        Verb::Enable => "enabled",
        Verb::Create => "added",
        Verb::Remove => "removed",
    }
}

/// What it says, from its heading to its buttons.
fn rows(scene: Scene<'_>, review: &Review, width: usize) -> Vec<ReviewRow> {
    let mut page = Rows {
        rows: Vec::new(),
        width,
    };
    page.gap();
    heading(review.change(), &mut page);
    page.gap();
    match review.phase() {
        Phase::Conflict(contested) => conflict(contested, review, &mut page),
        _ => fields(review, &mut page),
    }
    said(scene, review, &mut page);
    if !review.buttons().is_empty() {
        page.gap();
        page.push(What::Buttons, Weight::Needed);
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
        let id = text::Untrusted::new(record.id.raw());
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
            let id = text::Untrusted::new(record.id.raw());
            page.weighed(&id.shown_within(300), Role::Muted, Weight::Place);
        }
    }
}

/// The fields, before and after.
fn fields(review: &Review, page: &mut Rows) {
    let change = review.change();
    if let (Verb::Remove, Some(remove)) = (change.verb, &review.resource().remove) {
        page.words(&remove.warning, Role::Bad);
        return;
    }
    let labels = change.fields.iter().map(|field| text::width(&field.label));
    let label = labels.max().unwrap_or(0).min(LABEL);
    let room = page.width.saturating_sub(label + 6);
    for field in &change.fields {
        let (before, after) = (field.before_shown(), field.after_shown());
        let mut row = Phrase::of("  ", Role::Text);
        row.push(text::pad(&field.label, label), Role::Muted);
        row.push("    ", Role::Text);
        let new = change.verb == Verb::Create;
        if new || text::width(&before) + text::width(&after) + 3 <= room {
            if !new {
                row.push(before, Role::Muted);
                row.push(" → ", Role::Changed);
            }
            row.push(after, Role::Changed);
            page.phrase(row, Weight::Needed);
        } else {
            // Both are seen whole, below each other.
            let indent = " ".repeat(label + 6);
            let mut lead = row;
            for (text, role) in [(before, Role::Muted), (format!("→ {after}"), Role::Changed)] {
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
fn conflict(contested: &[Contested], review: &Review, page: &mut Rows) {
    let moved = review.moved();
    let labels = contested
        .iter()
        .map(|field| text::width(&field.label))
        .chain(moved.iter().map(|field| text::width(&field.label)));
    let label = labels.max().unwrap_or(0).min(LABEL);
    let column = page
        .width
        .saturating_sub(2 + label + 3 * 2 + text::width(DECIDE))
        / 3;
    let row = |cells: [(&str, Role); 4]| {
        let [(name, name_role), values @ ..] = cells;
        let mut row = Phrase::of("  ", Role::Text);
        row.push(text::pad(name, label), name_role);
        for (value, role) in values {
            row.push("  ", Role::Text);
            row.push(text::pad(value, column), role);
        }
        row
    };
    page.phrase(
        row([
            ("", Role::Text),
            ("you saw", Role::Faint),
            ("it is now", Role::Faint),
            ("you want", Role::Faint),
        ]),
        Weight::Needed,
    );
    for field in contested {
        let mut decide = row([
            (&field.label, Role::Muted),
            (&field.seen, Role::Muted),
            (&field.now, Role::Warn),
            (&field.wanted, Role::Changed),
        ]);
        decide.push(DECIDE, Role::Warn);
        page.phrase(decide, Weight::Needed);
    }
    for field in moved {
        page.phrase(
            row([
                (&field.label, Role::Muted),
                (&field.seen, Role::Muted),
                (&field.now, Role::Text),
                ("(not touched)", Role::Faint),
            ]),
            Weight::Cost,
        );
    }
}

/// What it costs, whether it can be undone, and how it stands.
fn said(scene: Scene<'_>, review: &Review, page: &mut Rows) {
    let change = review.change();
    let now = scene.app.now.monotonic;
    page.gap();
    match review.phase() {
        Phase::Reading(_) => page.words("Reading it as it is now …", Role::Muted),
        Phase::Ready => ready(scene, review, page),
        Phase::Conflict(_) => page.weighed(
            "Somebody else wrote to it. Theirs stays unless you decide otherwise.",
            Role::Muted,
            Weight::Reassurance,
        ),
        Phase::Gone => page.words("A fresh read found no such record. Nothing was sent.", Role::Bad),
        Phase::Unavailable(error) => {
            page.words(
                &format!("Nothing was sent. {}.", sentence(&error_words(error))),
                Role::Bad,
            );
        }
        Phase::Waiting(until) => page.words(
            &format!(
                "The directory asked to wait; nothing was applied. It is read again in {}, and asks you again.",
                words::countdown(until.saturating_sub(now))
            ),
            Role::Warn,
        ),
        Phase::Sending(_) => page.words("Sent; waiting for the answer …", Role::Text),
        Phase::Verifying(_) => {
            page.words("Reading it again to see whether it was applied …", Role::Text);
        }
        Phase::Unresolved { why, .. } => {
            page.words(&format!("{}.", sentence(why)), Role::Bad);
            page.words(
                &format!("Nobody can say yet whether {} was {}.", change.name.shown_within(60), done(change.verb)),
                Role::Muted,
            );
        }
        Phase::Ended => {}
    }
}

fn ready(scene: Scene<'_>, review: &Review, page: &mut Rows) {
    let change = review.change();
    match review.note() {
        Some(Note::NotAppliedAsOf { at, why }) => {
            page.words(
                &format!(
                    "! Not applied as of {} ({why}); it may still land.",
                    dates::second_of_day(*at)
                ),
                Role::Warn,
            );
        }
        Some(Note::PartlyApplied { why }) => {
            page.words(
                &format!("! Only a part of it was applied ({why})."),
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
    let cost = change.cost(review.resource()).to_string();
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
    let mut costs = Phrase::of(cost.clone(), Role::Muted);
    costs.join(" · ", Phrase::of(undo.clone(), role));
    let weight = if role == Role::Warn {
        Weight::Needed
    } else {
        Weight::Cost
    };
    if costs.width() <= page.width {
        page.phrase(costs, weight);
    } else {
        page.weighed(&cost, Role::Muted, Weight::Cost);
        page.weighed(&undo, role, weight);
    }
    if review.fresh().is_some() {
        let moved: Vec<String> = review
            .moved()
            .iter()
            .map(|field| format!("{} ({} → {})", field.label, field.seen, field.now))
            .collect();
        if moved.is_empty() {
            page.weighed(
                "read just now: nobody changed it since you opened it",
                Role::Muted,
                Weight::Reassurance,
            );
        } else {
            page.words(
                &format!("! read just now: somebody changed {}", moved.join(", ")),
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
    if let Some(confirmation) = review.confirmation() {
        page.gap();
        page.words(
            &format!("To send it, type its {}:", confirmation.asked),
            Role::Text,
        );
        page.push(What::Typed, Weight::Needed);
    }
}

fn draw_typed(review: &Review, pen: &mut Pen<'_>) -> Option<Position> {
    let confirmation = review.confirmation()?;
    let role = if confirmation.is_met() {
        Role::Good
    } else {
        Role::Text
    };
    pen.text("› ", Role::Accent);
    let at = pen.position();
    let typed = confirmation.typed.visible(pen.room());
    pen.text(&typed.text, role);
    (review.focus() == Focus::Typed)
        .then(|| Position::new(at.x.saturating_add(columns(typed.cursor)), at.y))
}

fn draw_row_of_buttons(
    scene: Scene<'_>,
    review: &Review,
    area: Rect,
    row: u16,
    buffer: &mut Buffer,
) {
    let buttons: Vec<Button<'_>> = review
        .buttons()
        .iter()
        .enumerate()
        .map(|(at, button)| Button {
            label: button.label(),
            focused: review.focus() == Focus::Button(at),
            key: match button {
                change::Button::Send => scene.key_in(Action::Send, Mode::Review),
                _ => None,
            },
        })
        .collect();
    draw_buttons(scene, &buttons, area, row, buffer);
}
