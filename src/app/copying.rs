//! Taking records elsewhere: what is copied and in which form.

mod fields;

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::App;
use super::listing::Listing;
use super::message::{Clip, Effect};
use super::outbox::Outbox;
use super::overlay::{Choice, MenuItem, Overlay, Tone};
use crate::directory::call::{At, Call, RecordOf};
use crate::directory::description::{Field, Kind};
use crate::directory::encode::encode;
use crate::directory::record::{Parsed, Record};
use crate::directory::shape::Shape;
use crate::directory::value::{FieldValue, found_fields};
use crate::export::{self, CopyForm, Format, Header};
use crate::keys::Action;
use crate::text::{self, Untrusted, counted, grouped};

/// How many columns the names of those who are meant may take.
const NAMES: usize = 34;
/// How many are called by their names, before the rest is only counted.
const NAMED: usize = 3;

/// The widest that one of them is named, in columns.
const NAME: usize = 24;

/// Which records copying takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Takes {
    /// The marked ones, or else the one under the cursor.
    #[default]
    Marked,
    /// The one under the cursor, whatever is marked.
    Cursor,
}

/// The records that a copy takes.
pub(super) struct ToCopy<'a> {
    /// They.
    pub(super) records: Vec<&'a Record>,
    /// Whether it takes them because they are marked.
    is_marked: bool,
}

impl App {
    /// The records that copying takes.
    pub(super) fn to_copy(&self) -> ToCopy<'_> {
        let marked = match self.copies {
            Takes::Marked => self.marked_here(),
            Takes::Cursor => Vec::new(),
        };
        if marked.is_empty() {
            ToCopy {
                records: self.under_cursor().into_iter().collect(),
                is_marked: false,
            }
        } else {
            ToCopy {
                records: marked,
                is_marked: true,
            }
        }
    }

    fn focused(&self) -> Option<&Listing> {
        let profile = self.profile();
        profile.listings.get(&profile.focused_source()?)
    }

    fn marked_here(&self) -> Vec<&Record> {
        self.focused().map(Listing::marked).unwrap_or_default()
    }

    /// How many are marked in the list with the cursor.
    pub(super) fn marks_here(&self) -> u64 {
        self.focused().map_or(0, Listing::marked_count) as u64
    }

    /// The record that has the cursor, as it is best known.
    fn under_cursor(&self) -> Option<&Record> {
        let profile = self.profile();
        if profile.focused_source() == profile.related_source() {
            self.focused().and_then(Listing::selected)
        } else {
            profile.record()
        }
    }

    // ---- whose

    /// What a record is called, safe to show.
    fn named(&self, record: &Record) -> String {
        let profile = self.profile();
        let source = profile.focused_source();
        let shape = source.as_ref().and_then(|source| profile.shape(source));
        let value = record.value();
        let called = shape.map(|shape| shape.called(&value).shown_within(NAME).to_string());
        called.unwrap_or_else(|| "a record".to_owned())
    }

    /// What records are called, the first of them by their names.
    fn names(&self, records: &[&Record]) -> String {
        let first: Vec<String> = records.iter().take(NAMED).map(|r| self.named(r)).collect();
        let first = first.join(", ");
        // What else there is to say of a copy is seen as well.
        let first = text::cut(&first, NAMES);
        match records.len().saturating_sub(NAMED) {
            0 => first.into_owned(),
            more => format!("{first} and {} more", grouped(more as u64)),
        }
    }

    /// Who is marked in the list with the cursor.
    pub(super) fn whose_are_marked(&self) -> String {
        self.names(&self.marked_here())
    }

    /// Whose data a copy takes: a person's name, or that they are the marked
    /// ones, and that the one under the cursor is not among them.
    pub(super) fn whose(&self, to_copy: &ToCopy<'_>) -> String {
        let names = self.names(&to_copy.records);
        if !to_copy.is_marked {
            return names;
        }
        let count = grouped(to_copy.records.len() as u64);
        let hidden = match self.focused().map_or(0, Listing::marked_hidden) {
            0 => String::new(),
            hidden => format!(" ({} hidden)", grouped(hidden as u64)),
        };
        let other = self.under_cursor().filter(|_| !self.cursor_is_marked());
        let other = other.map_or_else(String::new, |other| format!("; not {}", self.named(other)));
        format!("{count} marked{hidden}: {names}{other}")
    }

    /// That what is done is done to the record under the cursor alone, where
    /// others are marked.
    pub(super) fn marks_not_meant(&self) -> Option<String> {
        let listing = self.profile().listing()?;
        let marked = listing.marked_count() as u64;
        let row = self.profile().row()?;
        let is_marked = row.id().is_some_and(|id| listing.is_marked(id));
        if marked == 0 || (marked == 1 && is_marked) {
            return None;
        }
        let name = self.profile().called()?;
        let name = name.shown_within(NAME);
        let are = if marked == 1 { "is" } else { "are" };
        Some(if is_marked {
            let others = counted(marked - 1, "other marked record", "other marked records");
            let are = if marked == 2 { "is" } else { "are" };
            format!("Only {name}; the {others} {are} not meant")
        } else {
            format!(
                "Only {name}; the {} marked {are} not meant",
                grouped(marked)
            )
        })
    }

    fn cursor_is_marked(&self) -> bool {
        let id = self.under_cursor().and_then(Record::id);
        id.is_some_and(|id| self.focused().is_some_and(|listing| listing.is_marked(id)))
    }

    /// Whether a copy takes marked records while the operator looks elsewhere:
    /// at another one, or at a list that hides some of them.
    pub(super) fn is_elsewhere(&self, to_copy: &ToCopy<'_>) -> bool {
        let hidden = self.focused().map_or(0, Listing::marked_hidden);
        to_copy.is_marked && (!self.cursor_is_marked() || hidden > 0)
    }

    /// What offers the record under the cursor, where others would be copied.
    pub(super) fn alone_item(&self, to_copy: &ToCopy<'_>) -> Option<MenuItem> {
        let is_it_alone = to_copy.records.len() == 1 && self.cursor_is_marked();
        if !to_copy.is_marked || is_it_alone {
            return None;
        }
        let name = self.named(self.under_cursor()?);
        let label = format!("only {name}, under the cursor …");
        Some(MenuItem::new(Some('o'), label, Choice::CopyAlone))
    }

    /// The clipboard has answered.
    pub(super) fn copied(&mut self, whose: Option<&str>, outcome: Result<String, String>) {
        match (outcome, whose) {
            (Ok(way), Some(whose)) => {
                self.say(Tone::Good, format!("Copied {whose} · {way}"));
            }
            (Ok(way), None) => self.say(Tone::Good, format!("Copied: {way}")),
            (Err(why), _) => self.say(Tone::Bad, format!("Not copied: {why}")),
        }
    }

    /// Why the marked records cannot all be copied, if so: some of those that an
    /// earlier run marked have not come in this one.
    pub(super) fn why_not_all(&self) -> Option<String> {
        if self.copies == Takes::Cursor {
            return None;
        }
        let listing = self.focused()?;
        let unread = listing.marked_unread();
        (unread > 0).then(|| {
            let marked = grouped(listing.marked_count() as u64);
            let rest = self.key_of(Action::LoadRest);
            format!(
                "Not copied: {} of the {marked} marked records are not loaded; \
                 {rest} loads the rest",
                grouped(unread as u64)
            )
        })
    }

    pub(super) fn copy(&mut self, form: CopyForm, out: &mut Outbox<'_>) {
        if let Some(why) = self.why_not_all() {
            return self.say(Tone::Warn, why);
        }
        let to_copy = self.to_copy();
        if to_copy.records.is_empty() {
            return self.say(Tone::Plain, "There is no record here to copy");
        }
        let mut whose = self.whose(&to_copy);
        if let Some(blanks) = self.blanks(form, &to_copy.records) {
            whose = format!("{whose}; {blanks}");
        }
        let clip = match form {
            CopyForm::Curl => self.requests_as_curl(whose),
            _ => self
                .rendered(form, &to_copy.records, &self.left_out())
                .map(|text| Clip {
                    text,
                    whose: Some(whose),
                }),
        };
        match clip {
            Some(clip) => {
                self.last_copy = Some(form);
                out.push(Effect::Copy(clip));
            }
            None => self.say(
                Tone::Plain,
                "Not copied: these records have nothing of that kind",
            ),
        }
    }

    /// Which of the copied fields are known of some of the records only: what a
    /// list does not tell is there for those that were read by themselves, and
    /// blank for the others.
    fn blanks(&self, form: CopyForm, records: &[&Record]) -> Option<String> {
        let profile = self.profile();
        let source = profile.focused_source()?;
        let shape = profile.shape(&source)?;
        let values: Vec<Parsed> = records.iter().map(|record| record.value()).collect();
        let fields = fields_of(&shape, &values);
        let left_out = self.left_out();
        let is_copied = |field: &&Field| match form {
            CopyForm::Email => field.kind == Kind::Email,
            CopyForm::Text | CopyForm::Markdown | CopyForm::Tsv | CopyForm::Csv => {
                !left_out.contains(&field.name)
            }
            CopyForm::Id | CopyForm::Name | CopyForm::Json | CopyForm::Curl => false,
        };
        let is_known = |field: &Field, value: &Parsed| match FieldValue::read(field, value) {
            FieldValue::Missing => false,
            held => form != CopyForm::Email || !held.is_empty(),
        };
        let all = values.len();
        let is_partial = profile.is_partial(&source);
        let some: Vec<String> = fields
            .iter()
            .filter(is_copied)
            .filter_map(|field| {
                let known = values.iter().filter(|value| is_known(field, value)).count();
                let is_told = known < all && (known > 0 || is_partial) && all > 1;
                let label = Untrusted::new(field.label());
                let label = label.shown_within(NAME).to_string();
                is_told.then(|| {
                    let (known, all) = (grouped(known as u64), grouped(all as u64));
                    format!("{label} is known of {known} of {all}")
                })
            })
            .collect();
        let first = some.get(..some.len().min(NAMED))?.join(", ");
        match some.len().saturating_sub(NAMED) {
            0 => (!first.is_empty()).then_some(first),
            more => Some(format!(
                "{first} and {} more so",
                counted(more as u64, "field", "fields")
            )),
        }
    }

    /// The records in a form, without those fields.
    fn rendered(
        &self,
        form: CopyForm,
        records: &[&Record],
        left_out: &BTreeSet<String>,
    ) -> Option<String> {
        let profile = self.profile();
        let shape = profile.shape(&profile.focused_source()?)?;
        let values: Vec<Parsed> = records.iter().map(|record| record.value()).collect();
        let fields = fields_of(&shape, &values);
        let chosen: Vec<&Field> = fields
            .iter()
            .filter(|field| !left_out.contains(&field.name))
            .collect();
        let as_format = |format| {
            let records: Vec<Record> = records.iter().map(|record| (*record).clone()).collect();
            export::records(format, &chosen, &records, Header::First)
        };
        Some(match form {
            CopyForm::Id => lines(
                records
                    .iter()
                    .filter_map(|record| Some(Untrusted::new(record.id()?.raw()))),
            )?,
            CopyForm::Email => {
                let email = fields.iter().find(|field| field.kind == Kind::Email)?;
                lines(
                    values
                        .iter()
                        .map(|value| FieldValue::read(email, value).text().into_owned()),
                )?
            }
            CopyForm::Name => lines(values.iter().map(|value| shape.called(value)))?,
            CopyForm::Text => as_format(Format::Text),
            CopyForm::Markdown => as_format(Format::Markdown),
            CopyForm::Tsv => as_format(Format::Tsv),
            CopyForm::Csv => as_format(Format::Csv),
            CopyForm::Json => match records {
                [one] => export::object(one),
                _ => as_format(Format::Json),
            },
            CopyForm::Curl => return None,
        })
    }

    /// The requests that give the records, one after the other, or else the list that is
    /// on the screen.
    fn requests_as_curl(&self, whose: String) -> Option<Clip> {
        let profile = self.profile();
        let source = profile.focused_source()?;
        let reads: Vec<Call> = self
            .to_copy()
            .records
            .into_iter()
            .filter_map(|record| profile.reference(&source, record.id()?))
            .filter(|of| {
                profile
                    .resource(&of.resource)
                    .is_some_and(|resource| resource.get.is_some())
            })
            .map(|of| Call::Get {
                of: RecordOf::Resource(of),
            })
            .collect();
        let whose = (!reads.is_empty()).then_some(whose);
        let calls = if reads.is_empty() {
            let listing = profile.listings.get(&source)?;
            vec![Call::List {
                of: source.list()?.clone(),
                at: At::Start,
                sort: listing.sort().cloned(),
                query: listing.query().clone(),
            }]
        } else {
            reads
        };
        let connection = &profile.connection;
        let commands: Option<Vec<String>> = calls
            .iter()
            .map(|call| {
                let request = encode(
                    &connection.description,
                    &connection.url,
                    &connection.params,
                    call,
                );
                request.ok().map(|request| export::curl(&request))
            })
            .collect();
        Some(Clip {
            text: commands?.join("\n"),
            whose,
        })
    }

    /// `:plain`: the record as bare text, the mouse left to the terminal.
    pub(super) fn show_plain(&mut self, out: &mut Outbox<'_>) {
        let Some(record) = self.profile().record().cloned() else {
            return self.say(Tone::Plain, "There is no record here to show");
        };
        let text = self
            .rendered(CopyForm::Text, &[&record], &BTreeSet::new())
            .unwrap_or_default();
        self.overlay = Some(Overlay::Plain {
            rows: text.lines().map(str::to_owned).collect(),
            scroll: 0,
        });
        out.push(Effect::Mouse(false));
    }
}

/// The fields of records: those that are described, and where nothing is, those
/// that came.
fn fields_of<'s>(shape: &Shape<'s>, values: &[Parsed]) -> Cow<'s, [Field]> {
    if shape.fields.is_empty() {
        Cow::Owned(found_fields(values))
    } else {
        Cow::Borrowed(shape.fields)
    }
}

/// Texts as they may be shown, one a line; nothing if there is none. No final
/// newline: a pasted id is only an id.
fn lines<'t>(texts: impl Iterator<Item = Untrusted<'t>>) -> Option<String> {
    let lines: Vec<String> = texts
        .filter(|text| !text.is_empty())
        .map(|text| text.shown().into())
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
