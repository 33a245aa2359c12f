//! A change to be decided: what it would do, what it costs, how it went.

mod rows;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::rows::{ReviewRow, Weight, What, rows};
use super::super::pen::{Pen, columns};
use super::super::phrase::Phrase;
use super::super::scene::Scene;
use super::super::theme::Role;
use super::{Button, Window, draw_buttons};
use crate::app::change::{self, Focus, Note, Phase, Review, Verb};
use crate::app::places::{Scrolls, Target};
use crate::keys::{Action, Mode};

/// The widest that it is made.
const WIDEST: usize = 84;

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
    let seen = window.rows_in(scene, area);
    shorten(scene, review, &mut rows, seen);
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
                pen.clickable(phrase, scene);
            }
            What::Typed => {
                cursor = draw_typed(scene, review, &mut pen);
            }
            What::Buttons => {
                let focus = draw_row_of_buttons(scene, review, inside, row, buffer);
                cursor = cursor.or_else(|| focus.and_then(|focus| scene.aloud(|| focus)));
            }
        }
    }
    cursor.or_else(|| scene.aloud(|| inside.as_position()))
}

/// Leaves rows out until so many are left: those that matter least, the last
/// of them first. What cannot be left out is scrolled through, above what is
/// typed and the buttons.
fn shorten(scene: Scene<'_>, review: &Review, rows: &mut Vec<ReviewRow>, room: usize) {
    while rows.len() > room {
        let least = rows.iter().map(|row| row.weight).min();
        if least.is_none_or(|least| least >= Weight::Needed) {
            break;
        }
        if let Some(at) = rows.iter().rposition(|row| Some(row.weight) == least) {
            rows.remove(at);
        }
    }
    let kept = rows.iter().filter(|row| row.takes_keys()).count();
    // A row says that there is more.
    let seen = room.saturating_sub(kept + 1);
    if rows.len() <= room || seen == 0 {
        return;
    }
    let last: Vec<ReviewRow> = rows.extract_if(.., |row| row.takes_keys()).collect();
    let furthest = rows.len() - seen;
    scene.places.borrow_mut().scrolls = Some(Scrolls { furthest, seen });
    let top = review.scrolled().min(furthest);
    let (action, more, where_) = if top < furthest {
        (Action::PageDown, furthest - top, "below")
    } else {
        (Action::PageUp, top, "above")
    };
    let mut more = Phrase::of(format!("{more} more {where_}"), Role::Warn);
    if let Some(key) = scene.key_in(action, Mode::Review) {
        more.join(
            " · ",
            Phrase::of(key, Role::Key).clicked(Target::Key(action)),
        );
    }
    rows.truncate(top + seen);
    rows.drain(..top);
    rows.push(ReviewRow {
        what: What::Words(more),
        weight: Weight::Needed,
    });
    rows.extend(last);
}

fn title(review: &Review) -> String {
    let change = review.change();
    let name = change.name.shown_within(40);
    match review.phase() {
        Phase::Conflict(_) if matches!(review.note(), Some(Note::PartlyApplied { .. })) => {
            format!("{name} is not as it was sent")
        }
        Phase::Conflict(_) if change.seen.is_some() && !change.seen_by_read => {
            format!("{name} is not as the list showed it")
        }
        Phase::Conflict(_) => format!("{name} changed while you were editing"),
        Phase::Another { .. } => "Somebody else has this id now".to_owned(),
        Phase::Gone => format!("{name} is gone"),
        Phase::Unavailable(_) => format!("{name} could not be read"),
        Phase::Unresolved { .. } => format!("Unknown whether {name} was {}", done(change.verb)),
        Phase::Sending(_) | Phase::Verifying(_) => format!("Sending: {}", does(change.verb)),
        Phase::Reading(_)
        | Phase::Ready
        | Phase::Rereading(_)
        | Phase::Waiting(_)
        | Phase::Ended => match change.verb {
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

fn draw_typed(scene: Scene<'_>, review: &Review, pen: &mut Pen<'_>) -> Option<Position> {
    let confirmation = review.confirmation()?;
    let role = if confirmation.is_met() {
        Role::Good
    } else {
        Role::Text
    };
    pen.text(scene.glyphs().prompt, Role::Accent);
    let at = pen.position();
    let typed = scene.typed(confirmation.typed.visible(pen.room()));
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
) -> Option<Position> {
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
    draw_buttons(scene, &buttons, area, row, buffer)
}
