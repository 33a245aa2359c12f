//! A change to be decided: what it would do, what it costs, how it went.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::pen::{Pen, Phrase, columns};
use super::super::scene::Scene;
use super::super::theme::Role;
use super::super::{blank, words, wrap};
use super::{Button, Window, draw_buttons};
use crate::app::change::{self, Change, Contested, Focus, Note, Phase, Review, Verb, error_words};
use crate::keys::{Action, Mode};
use crate::text;

/// The widest that it is made.
const WIDEST: usize = 76;
/// The widest that a label is made.
const LABEL: usize = 18;

/// A row of the review.
enum ReviewRow {
    Words(Phrase<'static>),
    /// The line to be typed.
    Typed,
    Buttons,
}

/// Draws it.
pub(super) fn draw(
    scene: Scene<'_>,
    review: &Review,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let width = WIDEST.min(usize::from(area.width.saturating_sub(4)));
    let rows = rows(scene, review, width);
    // A window that is too low keeps its buttons: what is above them gives way.
    let window = Window::new(title(review), width, rows.len() + 2);
    let seen = window.rows_in(area);
    let inside = window.draw(scene, area, buffer);
    let padding = usize::from(seen >= rows.len() + 2);
    let top = (rows.len() + padding).saturating_sub(seen);
    let mut cursor = None;
    for (row, line) in (columns(padding)..inside.height).zip(rows.iter().skip(top)) {
        let mut pen = Pen::new(buffer, scene.theme, inside, row);
        match line {
            ReviewRow::Words(phrase) => {
                pen.phrase(phrase);
            }
            ReviewRow::Typed => {
                cursor = draw_typed(review, &mut pen);
            }
            ReviewRow::Buttons => draw_row_of_buttons(scene, review, inside, row, buffer),
        }
    }
    cursor
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
    heading(review.change(), &mut page);
    page.gap();
    match review.phase() {
        Phase::Conflict(contested) => conflict(contested, review, &mut page),
        _ => what(review, &mut page),
    }
    said(scene, review, &mut page);
    if !review.buttons().is_empty() {
        page.gap();
        page.rows.push(ReviewRow::Buttons);
    }
    page.rows
}

/// Rows as they are added, in a width.
struct Rows {
    rows: Vec<ReviewRow>,
    width: usize,
}

impl Rows {
    fn gap(&mut self) {
        self.rows.push(ReviewRow::Words(Phrase::new()));
    }

    fn phrase(&mut self, phrase: Phrase<'static>) {
        self.rows.push(ReviewRow::Words(phrase));
    }

    /// Words on as many rows as they take.
    fn words(&mut self, words: &str, role: Role) {
        for row in wrap::rows(words, self.width) {
            self.phrase(Phrase::of(row.to_owned(), role));
        }
    }
}

/// Which record, through which profile.
fn heading(change: &Change, page: &mut Rows) {
    let mut to = Phrase::of(change.profile.clone(), Role::Accent);
    to.join(" · ", Phrase::of(change.host.clone(), Role::Muted));
    page.phrase(to);
    let mut who = Phrase::of(String::from(change.name.shown_within(60)), Role::Text);
    if let Some(email) = &change.email
        && *email != change.name
    {
        who.join(" · ", Phrase::of(String::from(email.shown_within(60)), Role::Text));
    }
    if let Some(record) = &change.record {
        let id = text::Untrusted::new(record.id.raw());
        who.join(" · ", Phrase::of(String::from(id.shown_within(48)), Role::Muted));
    }
    if who.width() <= page.width {
        page.phrase(who);
    } else {
        // All of it is seen, on rows of its own.
        page.words(&change.name.shown_within(200), Role::Text);
        if let Some(email) = &change.email {
            page.words(&email.shown_within(300), Role::Text);
        }
        if let Some(record) = &change.record {
            let id = text::Untrusted::new(record.id.raw());
            page.words(&id.shown_within(300), Role::Muted);
        }
    }
}

/// The fields, before and after.
fn what(review: &Review, page: &mut Rows) {
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
            page.phrase(row);
        } else {
            // Both are seen whole, below each other.
            let indent = " ".repeat(label + 6);
            let mut lead = row;
            for (text, role) in [(before, Role::Muted), (format!("→ {after}"), Role::Changed)] {
                for line in wrap::rows(&text, room) {
                    let mut row = std::mem::replace(&mut lead, Phrase::of(indent.clone(), role));
                    row.push(line.to_owned(), role);
                    page.phrase(row);
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
    let column = page.width.saturating_sub(label + 2 + 10) / 3;
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
    page.phrase(row([
        ("", Role::Text),
        ("you saw", Role::Faint),
        ("it is now", Role::Faint),
        ("you want", Role::Faint),
    ]));
    for field in contested {
        let mut decide = row([
            (&field.label, Role::Muted),
            (&field.seen, Role::Muted),
            (&field.now, Role::Warn),
            (&field.wanted, Role::Changed),
        ]);
        decide.push(" ← decide", Role::Warn);
        page.phrase(decide);
    }
    for field in moved {
        page.phrase(row([
            (&field.label, Role::Muted),
            (&field.seen, Role::Muted),
            (&field.now, Role::Text),
            ("(not touched)", Role::Faint),
        ]));
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
        Phase::Conflict(_) => page.words(
            "Somebody else wrote to it. Theirs stays unless you decide otherwise.",
            Role::Muted,
        ),
        Phase::Gone => page.words("A fresh read found no such record. Nothing was sent.", Role::Bad),
        Phase::Unavailable(error) => {
            page.words(
                &format!("Nothing was sent. {}.", blank::sentence(&error_words(error))),
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
            page.words(&format!("{}.", blank::sentence(why)), Role::Bad);
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
                    words::second_of_day(*at)
                ),
                Role::Warn,
            );
        }
        Some(Note::PartlyApplied { why }) => {
            page.words(&format!("! Only a part of it was applied ({why})."), Role::Warn);
        }
        Some(Note::WasLimited) => {
            page.words("The directory had asked to wait; it was read again.", Role::Muted);
        }
        None => {}
    }
    let cost = change.cost(review.resource()).to_string();
    let (undo, role) = match change.can_be_undone() {
        Ok(()) => (
            scene
                .key(Action::Undo)
                .map_or_else(|| "can be undone".to_owned(), |key| format!("can be undone with {key}")),
            Role::Muted,
        ),
        Err(why) => (why, Role::Warn),
    };
    let mut costs = Phrase::of(cost.clone(), Role::Muted);
    costs.join(" · ", Phrase::of(undo.clone(), role));
    if costs.width() <= page.width {
        page.phrase(costs);
    } else {
        page.words(&cost, Role::Muted);
        page.words(&undo, role);
    }
    if review.fresh().is_some() {
        let moved: Vec<String> = review
            .moved()
            .iter()
            .map(|field| format!("{} ({} → {})", field.label, field.seen, field.now))
            .collect();
        if moved.is_empty() {
            page.words("read just now: nobody changed it since you opened it", Role::Muted);
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
        page.words(&format!("To send it, type its {}:", confirmation.asked), Role::Text);
        page.rows.push(ReviewRow::Typed);
    }
}

fn draw_typed(review: &Review, pen: &mut Pen<'_>) -> Option<Position> {
    let confirmation = review.confirmation()?;
    let role = if confirmation.is_met() { Role::Good } else { Role::Text };
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
