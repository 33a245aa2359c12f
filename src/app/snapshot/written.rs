//! A snapshot as a text, which is JSON.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{KeptList, KeptRecord, Snapshot};
use crate::app::columns::Shows;
use crate::app::listing::Excerpt;
use crate::app::session::{LeftSource, LeftTab, Unreadable};
use crate::directory::call::{RecordRef, ResourceName};
use crate::directory::description::{Order, Sort};
use crate::directory::record::{Record, RecordId};

/// The form of the text. One with another number is not read.
const FORM: u32 = 2;

#[derive(Serialize, Deserialize)]
struct Written {
    form: u32,
    directory: String,
    url: String,
    resource: String,
    keep_seconds: u64,
    in_detail: bool,
    tab: LeftTab,
    lists: Vec<WrittenList>,
    record: Option<WrittenRecord>,
}

#[derive(Serialize, Deserialize)]
struct WrittenRecord {
    resource: String,
    id: String,
    read_at_ms: i64,
    body: Box<RawValue>,
}

#[derive(Serialize, Deserialize)]
struct WrittenList {
    source: LeftSource,
    read_at_ms: i64,
    page: u32,
    selected: u32,
    above: u64,
    total: Option<u64>,
    sort: Option<(String, Order)>,
    sorted_here: Option<(Shows, Order)>,
    /// Ids and records, as they came.
    rows: Vec<(Option<String>, Box<RawValue>)>,
}

/// What every form says of itself.
#[derive(Deserialize)]
struct Form {
    form: u32,
}

impl Snapshot {
    /// The one that a text spells.
    ///
    /// # Errors
    /// If it is not one of ours, or of another form.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let Form { form } = serde_json::from_str(text).map_err(|_| Unreadable::Damaged)?;
        match form {
            FORM => {}
            1..FORM => return Err(Unreadable::Older),
            0 => return Err(Unreadable::Damaged),
            _ => return Err(Unreadable::Newer),
        }
        let written: Option<Written> = serde_json::from_str(text).ok();
        written.and_then(Written::read).ok_or(Unreadable::Damaged)
    }

    /// It as a text. None if a record is no JSON, which none is that came from
    /// a server.
    #[must_use]
    pub fn to_json(&self) -> Option<String> {
        let written = Written {
            form: FORM,
            directory: self.directory.clone(),
            url: self.url.clone(),
            resource: self.resource.as_str().to_owned(),
            keep_seconds: self.keep.as_secs(),
            in_detail: self.in_detail,
            tab: self.tab.clone(),
            lists: self
                .lists
                .iter()
                .map(WrittenList::of)
                .collect::<Option<_>>()?,
            record: match &self.record {
                Some(record) => Some(WrittenRecord::of(record)?),
                None => None,
            },
        };
        serde_json::to_string(&written).ok()
    }
}

impl Written {
    fn read(self) -> Option<Snapshot> {
        Some(Snapshot {
            directory: self.directory,
            url: self.url,
            resource: ResourceName::new(&self.resource),
            keep: Duration::from_secs(self.keep_seconds),
            in_detail: self.in_detail,
            tab: self.tab,
            lists: self
                .lists
                .into_iter()
                .map(WrittenList::read)
                .collect::<Option<_>>()?,
            record: match self.record {
                Some(record) => Some(record.read()?),
                None => None,
            },
        })
    }
}

/// A record's JSON as it came; none of what is no JSON.
fn raw(record: &Record) -> Option<Box<RawValue>> {
    RawValue::from_string(record.json().to_owned()).ok()
}

impl WrittenRecord {
    fn of(kept: &KeptRecord) -> Option<Self> {
        Some(Self {
            resource: kept.of.resource.as_str().to_owned(),
            id: kept.of.id.raw().to_owned(),
            read_at_ms: kept.read_at.as_millisecond(),
            body: raw(&kept.record)?,
        })
    }

    fn read(self) -> Option<KeptRecord> {
        let id = RecordId::new(&self.id);
        Some(KeptRecord {
            record: Record::new(Some(id.clone()), self.body.get()),
            of: RecordRef {
                resource: ResourceName::new(&self.resource),
                id,
            },
            read_at: Timestamp::from_millisecond(self.read_at_ms).ok()?,
        })
    }
}

impl WrittenList {
    fn of(list: &KeptList) -> Option<Self> {
        let excerpt = &list.excerpt;
        let row = |record: &Record| Some((record.id().map(|id| id.raw().to_owned()), raw(record)?));
        Some(Self {
            source: list.source.clone(),
            read_at_ms: excerpt.read_at.as_millisecond(),
            page: excerpt.page,
            selected: excerpt.selected,
            above: excerpt.above,
            total: excerpt.total,
            sort: excerpt
                .sort
                .as_ref()
                .map(|sort| (sort.field.clone(), sort.order)),
            sorted_here: excerpt.sorted_here.clone(),
            rows: excerpt.rows.iter().map(row).collect::<Option<_>>()?,
        })
    }

    fn read(self) -> Option<KeptList> {
        let rows = self.rows.iter();
        let rows = rows.map(|(id, body)| Record::new(id.as_deref().map(RecordId::new), body.get()));
        Some(KeptList {
            source: self.source,
            excerpt: Excerpt {
                page: self.page,
                rows: rows.collect(),
                selected: self.selected,
                above: self.above,
                total: self.total,
                sort: self.sort.map(|(field, order)| Sort { field, order }),
                sorted_here: self.sorted_here,
                read_at: Timestamp::from_millisecond(self.read_at_ms).ok()?,
            },
        })
    }
}
