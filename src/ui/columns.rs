//! Which columns a table has and how wide they are.
//!
//! Both follow from the description, from the list's first records and from the
//! room: nothing moves while the list is scrolled, filtered or read on.

use super::cell::{self, What};
use super::scene::Scene;
use crate::app::columns::{self as chosen, Shows, called_by, called_title};
use crate::directory::description::{Field, Kind};
use crate::directory::record::Parsed;
use crate::directory::shape::Shape;
use crate::text::{self, Untrusted};

/// How many records, from the list's first on, say how wide the columns are.
pub(super) const SAMPLE: usize = 24;
/// What stands before the first column: bar, mark, blank.
pub(super) const GUTTER: usize = 3;
/// Blank columns between two columns, and behind the last.
const GAP: usize = 2;
/// The rank from which on a column stays even where names are cut for it.
const LASTING: u8 = 6;
/// The rank from which on a column is what a person looks for.
const LEADING: u8 = 8;
/// What a name or an email is due at most.
const DUE: usize = 26;
/// What is said beside a name, and a blank before it: `draft`.
const TAG: usize = 6;
/// The most that the title of a column of numbers takes for itself.
const NUMBER_TITLE: usize = 9;
/// The widest that a column is made for its own sake.
const WIDEST: usize = 40;
/// The narrowest and the widest that one is made by the operator.
const BY_HAND: std::ops::RangeInclusive<usize> = 3..=120;
/// The rank of the first of columns that were chosen; each further one has one
/// less.
const CHOSEN: u8 = u8::MAX;

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column<'a> {
    /// What stands above it.
    pub(super) title: String,
    /// What it shows.
    pub(super) what: What<'a>,
    /// Which of the columns it is that there would be with all the room.
    pub(super) place: usize,
    /// How wide it is, the gap behind it left out.
    pub(super) width: usize,
    /// How far its title stands in, to be above the words.
    pub(super) indent: usize,
    /// The narrowest that still says something.
    least: usize,
    /// What it should have before columns that matter less are there at all.
    due: usize,
    /// Which is left out first where there is no room for all: the lowest.
    rank: u8,
    /// How wide the operator made it, if so.
    by_hand: Option<usize>,
}

/// What there is to make columns of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a> {
    /// The fields of the records.
    pub(super) known: &'a [Field],
    /// The members among the columns that were chosen.
    pub(super) members: &'a [Field],
    /// The columns that were chosen, if they were.
    pub(super) chosen: Option<&'a [chosen::Column]>,
}

impl Column<'_> {
    /// Whether it is written on the right of its width.
    pub(super) const fn is_right(&self) -> bool {
        matches!(self.kind(), Some(Kind::Date | Kind::Number))
    }

    const fn kind(&self) -> Option<Kind> {
        match self.what {
            What::Called => None,
            What::Field(field) => Some(field.kind),
        }
    }

    /// Whether it may be cut, and takes room that is left.
    const fn is_flexible(&self) -> bool {
        self.by_hand.is_none()
            && matches!(
                self.kind(),
                None | Some(Kind::Text | Kind::Email | Kind::Choice)
            )
    }
}

/// How wide what a list's first records show is, for each column that there
/// would be with all the room. Nothing is known without a record.
pub(super) fn sampled(
    scene: Scene<'_>,
    shape: &Shape<'_>,
    fields: Fields<'_>,
    sample: &[Parsed],
) -> Vec<usize> {
    let widest = |column: &Column<'_>| {
        sample
            .iter()
            .map(|record| text::width(&cell::read(scene, shape, column.what, record).text))
            .max()
    };
    let columns = wanted(shape, fields);
    columns.iter().filter_map(widest).collect()
}

/// The columns of records of a shape, with those fields, in a table of that
/// width. `sampled` is what [`sampled`] says of its first records.
pub(super) fn columns<'a>(
    scene: Scene<'_>,
    shape: &Shape<'_>,
    fields: Fields<'a>,
    sampled: &[usize],
    width: usize,
) -> Vec<Column<'a>> {
    let mut columns = wanted(shape, fields);
    for (place, column) in columns.iter_mut().enumerate() {
        column.place = place;
        measure(scene, column, shape, sampled.get(place).copied());
        if fields.chosen.is_some() {
            // What was put first stays longest, whatever it is.
            column.rank = CHOSEN.saturating_sub(u8::try_from(place).unwrap_or(CHOSEN));
        }
    }
    fit(&mut columns, width.saturating_sub(GUTTER));
    columns
}

/// The names of the fields that are what a person calls the record.
pub(super) fn names<'s>(shape: &'s Shape<'_>) -> Vec<&'s str> {
    match shape.resource {
        Some(resource) if !resource.called.is_empty() => {
            resource.called.iter().map(String::as_str).collect()
        }
        _ => vec!["name"],
    }
}

/// The columns that there would be with all the room: those that were chosen,
/// or those that the description shows.
fn wanted<'a>(shape: &Shape<'_>, fields: Fields<'a>) -> Vec<Column<'a>> {
    let chosen = fields.chosen.unwrap_or_default();
    let chosen: Vec<Column<'a>> = chosen
        .iter()
        .filter_map(|column| of_choice(shape, fields, column))
        .collect();
    if chosen.is_empty() {
        described(shape, fields.known)
    } else {
        chosen
    }
}

/// A column that was chosen; none of a field that is described no more.
fn of_choice<'a>(
    shape: &Shape<'_>,
    fields: Fields<'a>,
    chosen: &chosen::Column,
) -> Option<Column<'a>> {
    let named = |fields: &'a [Field], name: &str| fields.iter().find(|field| field.name == name);
    let column = match &chosen.shows {
        Shows::Called => new(&called_title(shape, fields.known), What::Called),
        Shows::Field(name) => {
            let field = named(fields.known, name)?;
            new(&field.label(), What::Field(field))
        }
        Shows::Member { name, .. } => {
            let field = named(fields.members, name)?;
            let title = Untrusted::new(name.as_str());
            new(&title.shown_within(WIDEST), What::Field(field))
        }
    };
    let by_hand = chosen
        .width
        .map(|width| usize::from(width).clamp(*BY_HAND.start(), *BY_HAND.end()));
    Some(Column { by_hand, ..column })
}

/// What a column shows, as it is chosen.
pub(super) fn shows(shape: &Shape<'_>, what: What<'_>) -> Shows {
    match what {
        What::Called => Shows::Called,
        What::Field(field) if shape.fields.iter().any(|known| std::ptr::eq(known, field)) => {
            Shows::Field(field.name.clone())
        }
        What::Field(field) => Shows::Member {
            name: field.name.clone(),
            kind: field.kind,
        },
    }
}

/// The columns that a description shows: what the record is called first, in
/// the place of the fields that say it.
fn described<'a>(shape: &Shape<'_>, fields: &'a [Field]) -> Vec<Column<'a>> {
    let any_column = fields.iter().any(|field| field.column);
    let shown = || {
        fields
            .iter()
            .filter(move |field| field.column || !any_column)
    };
    let names = called_by(shape);
    let is_name = |field: &Field| names.contains(&field.name.as_str());
    let mut columns = Vec::new();
    let first_name = shown().find(|field| is_name(field));
    if first_name.is_some() {
        columns.push(new(&called_title(shape, fields), What::Called));
    }
    columns.extend(
        shown()
            .filter(|field| !is_name(field))
            .map(|field| new(&field.label(), What::Field(field))),
    );
    if columns.is_empty() {
        columns.push(new("record", What::Called));
    }
    columns
}

fn new<'a>(title: &str, what: What<'a>) -> Column<'a> {
    Column {
        title: title.to_uppercase(),
        what,
        place: 0,
        width: 0,
        indent: 0,
        least: 0,
        due: 0,
        rank: 0,
        by_hand: None,
    }
}

/// Takes the width that the sample wants, and what the kind says.
fn measure(scene: Scene<'_>, column: &mut Column<'_>, shape: &Shape<'_>, sampled: Option<usize>) {
    let state = cell::is_state(shape, column.what);
    let (least, rank) = match column.kind() {
        None => (10, LEADING + 1),
        Some(Kind::Email) => (12, LEADING),
        Some(Kind::YesNo) if state => (0, 7),
        Some(Kind::Date) => (0, 6),
        Some(Kind::Choice) => (6, 5),
        Some(Kind::Text | Kind::Password | Kind::Secret) => (8, 4),
        Some(Kind::Number | Kind::YesNo) => (0, 3),
        Some(Kind::Id) => (9, 2),
    };
    column.indent = if state {
        text::width(scene.glyphs().disabled)
    } else {
        0
    };
    let words = match column.what {
        What::Field(field) if field.kind == Kind::YesNo => {
            let widest = text::width(field.word(false)).max(text::width(field.word(true)));
            widest + column.indent
        }
        _ => 0,
    };
    let title = match column.kind() {
        // A number is short: a long word above it would take what others need.
        Some(Kind::Number) => text::width(&column.title).min(NUMBER_TITLE),
        _ => text::width(&column.title) + column.indent,
    };
    // Without a record to go by, what is usual.
    let usual = match column.kind() {
        _ if sampled.is_some() => 0,
        Some(Kind::Date) => 11,
        Some(Kind::Email) => 24,
        Some(Kind::Id) => cell::ID_WIDTH,
        None => 18,
        _ => 8,
    };
    column.rank = rank;
    // Beside the name of a record that can be edited, its draft is said.
    let editable = shape.resource.is_some_and(|r| r.update.is_some());
    let tag = if column.kind().is_none() && editable {
        TAG
    } else {
        0
    };
    column.width = (title.max(words).max(sampled.unwrap_or(0)).max(usual) + tag).min(WIDEST);
    column.least = if least == 0 {
        column.width
    } else {
        least.min(column.width)
    };
    column.due = if rank >= LEADING {
        column.width.min(DUE)
    } else {
        column.least
    };
    if let Some(width) = column.by_hand {
        column.width = width;
        column.least = column.least.min(width);
        column.due = column.least;
    }
    column.indent = column.indent.min(column.width);
}

fn taken(columns: &[Column<'_>], of: impl Fn(&Column<'_>) -> usize) -> usize {
    columns.iter().map(|column| of(column) + GAP).sum::<usize>()
}

/// Leaves out, narrows or widens columns until they take the room.
fn fit(columns: &mut Vec<Column<'_>>, room: usize) {
    // The last gap may be one blank less: the edge separates as well.
    let room = room + GAP - 1;
    // What says little goes before a name or an email is cut; dates and states
    // only where there is no other way.
    leave_out(columns, |left, rank| {
        rank < LASTING && taken(left, |column| column.due) > room
    });
    leave_out(columns, |left, _| taken(left, |column| column.least) > room);
    let wanted = taken(columns, |c| c.width);
    if wanted > room {
        narrow(columns, wanted - room);
    } else {
        widen(columns, room - wanted);
    }
    if let [only] = columns.as_mut_slice() {
        only.width = only.width.min(room.saturating_sub(GAP));
    }
}

/// Leaves out the column of the lowest rank, the last of several, as long as
/// that is wanted.
fn leave_out(columns: &mut Vec<Column<'_>>, wanted: impl Fn(&[Column<'_>], u8) -> bool) {
    while columns.len() > 1 {
        let lowest = columns.iter().map(|column| column.rank).min().unwrap_or(0);
        if !wanted(columns, lowest) {
            return;
        }
        if let Some(at) = columns.iter().rposition(|column| column.rank == lowest) {
            columns.remove(at);
        }
    }
}

/// Takes from the columns that matter least first; of what the record is
/// called and its email, from the longer one.
fn narrow(columns: &mut [Column<'_>], mut excess: usize) {
    let mut by_rank: Vec<&mut Column<'_>> = columns.iter_mut().collect();
    by_rank.sort_by_key(|column| column.rank);
    let (others, mut leading): (Vec<_>, Vec<_>) = by_rank
        .into_iter()
        .partition(|column| column.rank < LEADING);
    for column in others {
        let less = excess.min(column.width - column.least);
        column.width -= less;
        excess -= less;
    }
    while excess > 0 {
        let longest = leading
            .iter_mut()
            .filter(|column| column.width > column.least)
            .max_by_key(|column| column.width);
        let Some(longest) = longest else { return };
        longest.width -= 1;
        excess -= 1;
    }
}

/// Gives room that is left to the columns whose later values may be longer, as
/// long as the row can still be followed by eye.
fn widen(columns: &mut [Column<'_>], spare: usize) {
    let flexible: usize = columns
        .iter()
        .filter(|column| column.is_flexible())
        .map(|column| column.width)
        .sum();
    for column in columns.iter_mut().filter(|column| column.is_flexible()) {
        let more = spare * column.width / flexible.max(1);
        column.width += more.min(column.width / 2 + 2);
    }
}

/// How many blanks follow a column.
pub(super) const fn gap() -> usize {
    GAP
}
