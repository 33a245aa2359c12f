//! Taking records elsewhere: what is copied and in which form.

use super::App;
use super::message::Effect;
use super::outbox::Outbox;
use super::overlay::{CopyForm, Overlay, Tone};
use crate::directory::call::{At, Call, Query, RecordOf};
use crate::directory::encode::encode;
use crate::directory::record::Record;
use crate::export::{self, Table};

impl App {
    /// The records that copying takes: the marked ones, or else the one under
    /// the cursor.
    #[must_use]
    pub fn to_copy(&self) -> Vec<&Record> {
        let profile = self.profile();
        let marked = profile
            .listing()
            .map(|listing| listing.marked())
            .unwrap_or_default();
        if marked.is_empty() {
            profile.record().into_iter().collect()
        } else {
            marked
        }
    }

    pub(super) fn copy(&mut self, form: CopyForm, out: &mut Outbox<'_>) {
        let records = self.to_copy();
        if records.is_empty() {
            return self.say(Tone::Plain, "There is no record here");
        }
        let text = match form {
            CopyForm::Curl => self.request_as_curl(),
            _ => self.rendered(form, &records),
        };
        match text {
            Some(text) => {
                self.last_copy = Some(form);
                out.push(Effect::Copy(text));
            }
            None => self.say(Tone::Plain, "These records have nothing of that kind"),
        }
    }

    fn rendered(&self, form: CopyForm, records: &[&Record]) -> Option<String> {
        let profile = self.profile();
        let view = profile.view()?;
        let shape = profile.shape(&view.source)?;
        let table = Table::new(&shape, records);
        Some(match form {
            CopyForm::Id => table.ids(),
            CopyForm::Email => table.emails()?,
            CopyForm::Name => table.names(),
            CopyForm::Text => table.text(),
            CopyForm::Markdown => table.markdown(),
            CopyForm::Tsv => table.tsv(),
            CopyForm::Csv => table.csv(),
            CopyForm::Json => export::json(records),
            CopyForm::Curl => return None,
        })
    }

    /// The request that gives the record, or else the list, on the screen.
    fn request_as_curl(&self) -> Option<String> {
        let profile = self.profile();
        let view = profile.view()?;
        let readable = profile.selected().filter(|of| {
            profile
                .resource(&of.resource)
                .is_some_and(|resource| resource.get.is_some())
        });
        let call = match (readable, view.source.list()) {
            (Some(of), _) => Call::Get {
                of: RecordOf::Resource(of),
            },
            (None, Some(of)) => Call::List {
                of: of.clone(),
                at: At::Start,
                sort: None,
                query: Query::default(),
            },
            (None, None) => return None,
        };
        let connection = &profile.connection;
        let request = encode(
            &connection.description,
            &connection.url,
            &connection.params,
            &call,
        )
        .ok()?;
        Some(export::curl(&request))
    }

    /// `:plain`: the record as bare text, the mouse left to the terminal.
    pub(super) fn show_plain(&mut self, out: &mut Outbox<'_>) {
        let Some(record) = self.profile().record().cloned() else {
            return self.say(Tone::Plain, "There is no record here");
        };
        let text = self
            .rendered(CopyForm::Text, &[&record])
            .unwrap_or_default();
        self.overlay = Some(Overlay::Plain {
            rows: text.lines().map(str::to_owned).collect(),
            scroll: 0,
        });
        out.push(Effect::Mouse(false));
    }
}
