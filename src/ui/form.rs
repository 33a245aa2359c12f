//! A record being edited, in the place of its fields.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::frame::Frame;
use super::pen::Pen;
use super::phrase::Phrase;
use super::scene::Scene;
use super::theme::Role;
use super::{rect, words};
use crate::app::form::{Control, Form, FormField};
use crate::app::geometry::{Class, Layout};
use crate::app::places::Target;
use crate::keys::{Action, Mode};
use crate::text::{self, Untrusted};

/// The widest that a label is made.
const LABEL: usize = 20;
/// What stands before a label: bar and blank.
const GUTTER: usize = 2;
/// What is left for typing, at the least, where something is said beside it.
const TYPING: usize = 16;
/// Blank columns between a value and what is said beside it.
const GAP: usize = 2;

/// The widest that a chosen value is said.
const WIDEST: usize = 240;

/// A row of the form.
enum FormRow<'f> {
    /// A field, by its place.
    Field(usize, &'f FormField),
    /// More about the field above it, or about the whole.
    Words(String, Role),
    /// Nothing.
    Gap,
}

/// Draws it, and gives the cursor's place if the field in focus is typed into.
pub(super) fn draw(
    scene: Scene<'_>,
    form: &Form,
    layout: &Layout,
    buffer: &mut Buffer,
) -> Option<Position> {
    let area = rect(layout.detail?);
    let inside = rect(layout.detail_inside);
    let title = Phrase::of(form.title().to_owned(), Role::Text);
    if layout.class == Class::Wide {
        Frame::new(Role::Accent, title).draw(area, scene, buffer);
    } else {
        Pen::new(buffer, scene.theme, rect(layout.tabs), 0)
            .skip(1)
            .phrase(&title);
    }
    let width = usize::from(inside.width);
    let sizes = Sizes::new(form, width);
    let rows = rows(scene, form, &sizes);
    let focused = form.focus();
    let at = rows
        .iter()
        .position(|row| matches!(row, FormRow::Field(place, _) if Some(*place) == focused))
        .unwrap_or(0);
    // The last row says what can be done; the one above it is left blank.
    let body = Rect {
        height: inside.height.saturating_sub(2),
        ..inside
    };
    let height = usize::from(body.height).max(1);
    // What is said below the field in focus is seen with it.
    let top = (at + 2).saturating_sub(height).min(at);
    let mut cursor = None;
    for (y, row) in (0..body.height).zip(rows.iter().skip(top)) {
        let mut pen = Pen::new(buffer, scene.theme, body, y);
        match row {
            FormRow::Field(place, field) => {
                scene.note_row(body, y, Target::Field(*place));
                let found = draw_field(scene, field, focused == Some(*place), &sizes, &mut pen);
                cursor = cursor.or(found);
            }
            FormRow::Words(words, role) => {
                pen.skip(GUTTER + sizes.label + 2).text(words, *role);
            }
            FormRow::Gap => {}
        }
    }
    let last = inside.height.saturating_sub(1);
    Pen::new(buffer, scene.theme, inside, last)
        .skip(GUTTER)
        .phrase(&summary(scene, form));
    cursor
}

/// How wide the parts of a field's row are.
struct Sizes {
    label: usize,
    /// Of the value, and what is said beside it.
    rest: usize,
}

impl Sizes {
    fn new(form: &Form, width: usize) -> Self {
        let label = form
            .fields()
            .iter()
            .map(|field| text::width(&field.field().label()))
            .max()
            .unwrap_or(0)
            .min(LABEL)
            .min(width / 3);
        Self {
            label,
            rest: width.saturating_sub(GUTTER + label + 2 + 1),
        }
    }

    /// Whether something can be said beside a field's value.
    fn has_room(&self, scene: Scene<'_>, field: &FormField, aside: &str) -> bool {
        let (value, ..) = value(scene, field, self.rest);
        let typed = matches!(
            field.control(),
            Control::Line(_) | Control::Suggested { .. } | Control::Secret(_)
        );
        let needed = text::width(&value) + usize::from(typed);
        let least = if typed { TYPING } else { 0 };
        needed.max(least) + GAP + text::width(aside) <= self.rest
    }
}

fn rows<'f>(scene: Scene<'_>, form: &'f Form, sizes: &Sizes) -> Vec<FormRow<'f>> {
    let mut rows = Vec::new();
    let say = |rows: &mut Vec<FormRow<'f>>, words: &str, role: Role| {
        let words = Untrusted::new(words);
        for line in text::wrap(&words.shown(), sizes.rest) {
            rows.push(FormRow::Words(line.to_owned(), role));
        }
    };
    if let Some(message) = form.message() {
        say(
            &mut rows,
            &format!("{}{message}", scene.glyphs().wrong),
            Role::Bad,
        );
        rows.push(FormRow::Gap);
    }
    let mut was_editable = true;
    for (at, field) in form.fields().iter().enumerate() {
        let editable = !matches!(field.control(), Control::Locked { .. });
        if was_editable && !editable && at > 0 {
            rows.push(FormRow::Gap);
        }
        was_editable = editable;
        rows.push(FormRow::Field(at, field));
        if let Some(message) = field.message() {
            say(
                &mut rows,
                &format!("{}{message}", scene.glyphs().wrong),
                Role::Bad,
            );
        } else if let Some((aside, role)) = aside(scene, field, form.focus() == Some(at))
            && !sizes.has_room(scene, field, &aside)
        {
            say(&mut rows, &aside, role);
        }
    }
    rows
}

fn draw_field(
    scene: Scene<'_>,
    field: &FormField,
    focused: bool,
    sizes: &Sizes,
    pen: &mut Pen<'_>,
) -> Option<Position> {
    let label = field.field().label();
    let locked = matches!(field.control(), Control::Locked { .. });
    if focused {
        pen.wash(Role::Selected)
            .column(scene.glyphs().bar, GUTTER, Role::Accent);
    } else {
        pen.skip(GUTTER);
    }
    pen.column(
        &label,
        sizes.label,
        if focused { Role::Text } else { Role::Muted },
    );
    pen.skip(2);
    let beside = aside(scene, field, focused)
        .filter(|(aside, _)| field.message().is_none() && sizes.has_room(scene, field, aside));
    let mut width = sizes.rest;
    if let Some((aside, role)) = beside {
        width -= text::width(&aside) + GAP;
        pen.at_end(&Phrase::of(aside, role));
    }
    let start = pen.position();
    let (value, role, cursor) = value(scene, field, width);
    let role = if locked { Role::Muted } else { role };
    pen.column(&value, width, role);
    let cursor = cursor.or_else(|| scene.glyphs().said_aloud.then_some(0));
    let column = super::pen::columns(cursor.filter(|_| focused)?);
    Some(Position::new(start.x.saturating_add(column), start.y))
}

/// What a field holds in so many columns, and where the cursor is in it.
fn value(scene: Scene<'_>, field: &FormField, width: usize) -> (String, Role, Option<usize>) {
    let role = if field.is_changed() {
        Role::Changed
    } else {
        Role::Text
    };
    match field.control() {
        Control::Reading => (
            scene.theme.said("reading …").into_owned(),
            Role::Faint,
            None,
        ),
        Control::Locked { value, .. } => (value.clone(), Role::Muted, None),
        Control::Line(line) | Control::Suggested { line, .. } => {
            let visible = scene.typed(line.visible(width));
            (visible.text, role, Some(visible.cursor))
        }
        Control::Secret(input) => {
            let visible = scene.secret(input, width);
            (visible.text, role, Some(visible.cursor))
        }
        Control::YesNo(yes) => {
            let (mark, word) = match yes {
                Some(true) => ('x', field.field().word(true)),
                Some(false) => (' ', field.field().word(false)),
                None => ('-', "not set"),
            };
            if scene.glyphs().said_aloud {
                (word.to_owned(), role, Some(0))
            } else {
                (format!("[{mark}] {word}"), role, Some(1))
            }
        }
        Control::Choice(choice) => match choice.chosen() {
            Some(chosen) if scene.glyphs().said_aloud => {
                let chosen = Untrusted::new(chosen);
                let said = format!("{}, {}", chosen.shown_within(WIDEST), choice.place());
                (scene.theme.cut(&said, width).into_owned(), role, Some(0))
            }
            None if scene.glyphs().said_aloud => ("not chosen".to_owned(), Role::Faint, Some(0)),
            Some(chosen) => {
                let shown = Untrusted::new(chosen);
                (
                    format!("‹ {} ›", shown.shown_within(width.saturating_sub(4))),
                    role,
                    Some(0),
                )
            }
            None => ("‹ not chosen ›".to_owned(), Role::Faint, Some(0)),
        },
    }
}

/// What is said of a field beside what it holds.
fn aside(scene: Scene<'_>, field: &FormField, focused: bool) -> Option<(String, Role)> {
    if let Some(was) = field.was() {
        return Some((format!("was {was}"), Role::Muted));
    }
    match field.control() {
        Control::Locked { why, .. } => Some((format!("locked: {why}"), Role::Locked)),
        Control::Secret(input) if focused && input.is_empty() => {
            let key = scene.key_in(Action::GeneratePassword, Mode::Form)?;
            Some((format!("{key} makes one"), Role::Muted))
        }
        Control::Suggested { values, .. } if focused => {
            Some((format!("such as {}", values.join(", ")), Role::Muted))
        }
        _ => None,
    }
}

/// What there is to send, and the keys.
fn summary(scene: Scene<'_>, form: &Form) -> Phrase<'static> {
    let mut summary = match form.changes() {
        0 => Phrase::of("nothing changed yet", Role::Muted),
        changes => Phrase::of(
            words::counted(changes as u64, "change", "changes"),
            Role::Changed,
        ),
    };
    let key = |action, does| {
        scene
            .key_in(action, Mode::Form)
            .map_or_else(Phrase::new, |key| {
                Phrase::of(key, Role::Key)
                    .and(" ", Role::Muted)
                    .and(does, Role::Muted)
            })
    };
    if form.is_draft() {
        summary.join(" · ", key(Action::Review, "review"));
        summary.join(" · ", key(Action::KeepDraft, "keeps the draft"));
    } else {
        summary.join(" · ", key(Action::KeepDraft, "closes"));
    }
    summary
}
