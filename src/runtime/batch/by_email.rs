//! `get users ana@acme.example`: whose id that is, by the directory's search.

use super::plan::Asked;
use super::{Batch, Event, Halt, Stop};
use crate::app::message::Msg;
use crate::directory::call::RecordRef;
use crate::directory::description::Field;
use crate::directory::email;
use crate::directory::record::RecordId;
use crate::directory::value::FieldValue;

/// How many are named of those that have one email.
const NAMED: usize = 5;

/// A record that was asked for by its email.
#[derive(Debug)]
pub(super) struct ByEmail {
    /// The search that may hold it.
    pub(super) search: Asked,
    /// Where its email stands.
    pub(super) field: Field,
    /// The record, the email in the place of its id.
    pub(super) of: RecordRef,
}

impl Batch {
    /// Reads the whole answer of the search, and gives the id of the only record
    /// in it that has exactly that email.
    pub(super) async fn id_of(&mut self, by: &ByEmail) -> Result<RecordId, Halt> {
        let mut listing = by.search.listing();
        let mut walks = false;
        self.ask(&mut listing);
        while listing.is_reading() {
            match self.next().await {
                Event::End(code) => return Err(Stop::interrupted(code, None).into()),
                Event::Message(Msg::Replied {
                    ticket, outcome, ..
                }) => {
                    listing.accept(ticket, &outcome);
                    if let Some(error) = listing.error() {
                        return Err(self.refused(&by.search.call(), error, None));
                    }
                    if !walks && listing.has_answered() {
                        walks = true;
                        listing.start_walk_of(u64::MAX);
                    }
                    self.ask(&mut listing);
                }
                Event::Message(_) => {}
            }
        }
        self.progress.clear();
        let typed = by.of.id.raw();
        let many = &by.search.many;
        let mut ids: Vec<RecordId> = Vec::new();
        let mut are_told = true;
        for record in listing.records() {
            let value = record.value();
            let stored = FieldValue::read(&by.field, &value).text().raw().to_owned();
            are_told &= !stored.is_empty();
            if email::is_same(&stored, typed) {
                ids.extend(record.id().cloned());
            }
        }
        let stop = match &ids[..] {
            [id] => return Ok(id.clone()),
            [] if listing.is_complete() && are_told => Stop::absent(
                &format!("the directory's search for {typed:?} finds nobody with that email"),
                &format!(
                    "`whoswho list {} --search {typed}` prints whom it finds",
                    by.of.resource.as_str()
                ),
            ),
            [] => Stop::failed(&format!(
                "the directory's search for {typed:?} does not tell which of the {many} has it"
            )),
            several => {
                let named: Vec<&str> = several.iter().take(NAMED).map(RecordId::raw).collect();
                let more = if several.len() > NAMED { ", …" } else { "" };
                let what = format!(
                    "{} {many} have the email {typed:?}: {}{more}",
                    several.len(),
                    named.join(", ")
                );
                Stop::ambiguous(&what, by.of.resource.as_str())
            }
        };
        Err(stop.into())
    }
}
