//! Taking records elsewhere: what is copied and in which form.

mod fields;

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::App;
use super::listing::Listing;
use super::message::Effect;
use super::outbox::Outbox;
use super::overlay::{Overlay, Tone};
use crate::directory::call::{At, Call, RecordOf};
use crate::directory::description::{Field, Kind};
use crate::directory::encode::encode;
use crate::directory::record::{Parsed, Record};
use crate::directory::shape::Shape;
use crate::directory::value::{FieldValue, found_fields};
use crate::export::{self, CopyForm, Format, Header};
use crate::keys::Action;
use crate::text::{Untrusted, grouped};

impl App {
    /// The records that copying takes: the marked ones, or else the one under
    /// the cursor.
    #[must_use]
    pub fn to_copy(&self) -> Vec<&Record> {
        let profile = self.profile();
        let source = profile.focused_source();
        let listing = source.as_ref().and_then(|s| profile.listings.get(s));
        let marked = listing.map(Listing::marked).unwrap_or_default();
        if !marked.is_empty() {
            marked
        } else if source == profile.related_source() {
            listing.and_then(Listing::selected).into_iter().collect()
        } else {
            profile.record().into_iter().collect()
        }
    }

    /// Why the marked records cannot all be copied, if so: some of those that an
    /// earlier run marked have not come in this one.
    pub(super) fn why_not_all(&self) -> Option<String> {
        let profile = self.profile();
        let listing = profile.listings.get(&profile.focused_source()?)?;
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
        let records = self.to_copy();
        if records.is_empty() {
            return self.say(Tone::Plain, "There is no record here to copy");
        }
        let text = match form {
            CopyForm::Curl => self.requests_as_curl(),
            _ => self.rendered(form, &records, &self.left_out()),
        };
        match text {
            Some(text) => {
                self.last_copy = Some(form);
                out.push(Effect::Copy(text));
            }
            None => self.say(
                Tone::Plain,
                "Not copied: these records have nothing of that kind",
            ),
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
    fn requests_as_curl(&self) -> Option<String> {
        let profile = self.profile();
        let source = profile.focused_source()?;
        let reads: Vec<Call> = self
            .to_copy()
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
        Some(commands?.join("\n"))
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
