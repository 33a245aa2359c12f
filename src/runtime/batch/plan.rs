//! Arguments held against the description, before anything is asked.

use std::fmt;

use jiff::Timestamp;

use super::by_email::ByEmail;
use super::chosen::Chosen;
use super::described::Described;
use super::printer::Printer;
use super::sieve::Sieve;
use super::wanted::{Rows, Wanted};
use crate::app::listing::Listing;
use crate::config::connection::Connection;
use crate::directory::call::{At, Call, ListOf, Query, RecordOf, RecordRef};
use crate::directory::description::{Description, Field, Operation, Paging, Resource, Sort};
use crate::directory::email;
use crate::directory::encode::{self, EncodeError};
use crate::directory::record::RecordId;
use crate::export::Header;
use crate::text::{Untrusted, counted, grouped, nearest};

/// How records are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Aligned columns; one record as a line for each field.
    Table,
    /// An array of whole records; one record as an object.
    Json,
    /// Whole records, one a line.
    JsonLines,
    /// The described fields.
    Csv,
}

impl Format {
    /// Whether it takes the whole record, whatever fields are chosen.
    pub(super) const fn is_whole(self) -> bool {
        matches!(self, Self::Json | Self::JsonLines)
    }
}

/// How the output looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Its format.
    pub format: Format,
    /// The fields that were chosen, if any were.
    pub columns: Option<Vec<String>>,
    /// Whether the fields' names come with it.
    pub header: Header,
    /// How wide a table may be; none where nothing is cut.
    pub width: Option<usize>,
}

/// Arguments that are good.
#[derive(Debug)]
pub struct Plan {
    /// The search that says whose id is meant, where an email was given.
    pub(super) by_email: Option<ByEmail>,
    pub(super) ask: Ask,
    pub(super) printer: Printer,
    /// What of the arguments has no effect, to be said.
    pub(super) note: Option<&'static str>,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Ask {
    Record(RecordOf),
    List(Box<Asked>),
}

impl Ask {
    /// The record that it is of or under, if there is one.
    fn parent_mut(&mut self) -> Option<&mut RecordRef> {
        match self {
            Self::Record(RecordOf::Resource(of) | RecordOf::Item { parent: of, .. }) => Some(of),
            Self::List(asked) => match &mut asked.of {
                ListOf::Relation { parent, .. } => Some(parent),
                ListOf::Resource(_) => None,
            },
        }
    }

    /// Puts the id that was found in the place of an email.
    pub(super) fn set_id(&mut self, id: &RecordId) {
        if let Some(of) = self.parent_mut() {
            of.id = id.clone();
        }
    }

    /// Whether it can be answered without a request.
    pub(super) fn needs_nothing(&self) -> bool {
        matches!(self, Self::List(asked) if asked.rows.most() == 0)
    }
}

/// How far a list has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Came {
    /// How many records were looked at. Without a filter, all are printed.
    pub(super) looked: u64,
    /// How many were printed.
    pub(super) printed: u64,
}

/// A list that is asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Asked {
    pub(super) of: ListOf,
    pub(super) rows: Rows,
    pub(super) sort: Option<Sort>,
    /// The field that the order is by, where it is described.
    sorted_by: Option<Field>,
    pub(super) query: Query,
    paging: Paging,
    /// What its records are called.
    pub(super) many: String,
    /// What they must pass to be printed.
    pub(super) sieve: Option<Sieve>,
    /// The parameters that narrow the list to a value.
    narrowing: Vec<String>,
}

impl Asked {
    /// The list, of which nothing is loaded.
    pub(super) fn listing(&self) -> Listing {
        let listing = Listing::new(self.of.clone(), &self.paging);
        let mut listing = listing.asked(self.sort.clone(), self.query.clone());
        let by = self.sorted_by.as_ref().zip(self.sort.as_ref());
        listing.heed_order(by.map(|(field, sort)| (field, sort.order)));
        listing
    }

    /// How many of it were printed: `100 of 2,500 users`, `3 matches in 100 of
    /// 2,500 users`.
    pub(super) fn came(&self, came: Came, total: Option<u64>) -> String {
        let (many, looked) = (&self.many, grouped(came.looked));
        let of = match total.filter(|total| *total >= came.looked) {
            Some(total) => format!("{looked} of {} {many}", grouped(total)),
            None => format!("{looked} {many}"),
        };
        if self.sieve.is_none() {
            return of;
        }
        format!("{} in {of}", counted(came.printed, "match", "matches"))
    }

    /// Why nothing matches a field that no record has told, and what to do.
    pub(super) fn untold(&self, field: &str) -> (String, String) {
        let what = format!("the list of {} does not tell {field}", self.many);
        let hint = if self.narrowing.iter().any(|param| param == field) {
            format!("--param {field}=VALUE has the directory look")
        } else {
            "`whoswho get` prints one with all that is known of it".to_owned()
        };
        (what, hint)
    }

    /// The request for its first page.
    pub(super) fn call(&self) -> Call {
        Call::List {
            of: self.of.clone(),
            at: At::Start,
            sort: self.sort.clone(),
            query: self.query.clone(),
        }
    }
}

/// An argument that cannot be meant so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// What is wrong, as a sentence without a full stop, safe to show.
    pub what: String,
    /// What to do, safe to show.
    pub hint: String,
}

impl Mistake {
    pub(super) fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        let safe = |text: String| Untrusted::new(text).shown().to_string();
        Self {
            what: safe(what.into()),
            hint: safe(hint.into()),
        }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

/// What to ask and how to print it. `now` is what a filter counts ages from.
///
/// # Errors
/// The description has no words for it.
pub fn plan(
    connection: &Connection,
    wanted: Wanted,
    layout: &Layout,
    now: Timestamp,
) -> Result<Plan, Mistake> {
    let mut ask = match wanted {
        Wanted::Record(of) => {
            check(connection, &Call::Get { of: of.clone() })?;
            Ask::Record(of)
        }
        Wanted::List {
            of,
            rows,
            sort,
            search,
            params,
            filter,
        } => {
            let plain = Call::List {
                of: of.clone(),
                at: At::Start,
                sort: None,
                query: Query::default(),
            };
            check(connection, &plain)?;
            let described = Described::find(connection, &of)?;
            let sieve = |text| Sieve::new(text, now, &described.shape, described.list.partial);
            let sort = sort.map(|sort| described.sort(&sort)).transpose()?;
            let fields = described.shape.fields.iter();
            let mut fields =
                fields.filter(|field| Some(&field.name) == sort.as_ref().map(|s| &s.field));
            let asked = Asked {
                rows,
                sorted_by: fields.next().cloned(),
                sort,
                query: Query {
                    search: search.map(|text| described.search(text)).transpose()?,
                    params: described.params(&params)?,
                },
                sieve: filter.map(sieve).transpose()?,
                narrowing: described.narrowing(),
                paging: described.paging().clone(),
                many: described.many.to_lowercase(),
                of,
            };
            check(connection, &asked.call())?;
            Ask::List(Box::new(asked))
        }
    };
    let shape = match &ask {
        Ask::Record(of) => connection.description.shape_of_record(of),
        Ask::List(asked) => connection.description.shape(&asked.of),
    };
    // What could be encoded is described.
    let shape = shape.ok_or_else(|| Mistake::new("nothing is described of it", ""))?;
    let chosen = layout.columns.as_deref();
    let chosen = chosen.map(|names| Chosen::new(names, &shape)).transpose()?;
    let single = matches!(ask, Ask::Record(_));
    let printer = Printer::new(layout, &shape, chosen, single);
    let picks = layout.columns.is_some() || layout.header == Header::LeftOut;
    let note = (picks && layout.format.is_whole())
        .then_some("JSON has whole records: --columns and --no-headers are for table and csv");
    let by_email = match ask.parent_mut() {
        Some(of) => by_email(connection, of)?,
        None => None,
    };
    Ok(Plan {
        by_email,
        ask,
        printer,
        note,
    })
}

/// The search for whose id is meant, where an email stands in its place and the
/// directory searches by it.
fn by_email(connection: &Connection, of: &RecordRef) -> Result<Option<ByEmail>, Mistake> {
    let resource = connection.description.resource(of.resource.as_str());
    let field = resource.and_then(|resource| {
        let searched = resource.list.as_ref()?.search.as_ref()?;
        let field = resource.email_field()?;
        let is_searched = searched.looks_at.contains(&field.name);
        (is_searched && field.pointer() != resource.id).then_some(field)
    });
    let Some(field) = field.filter(|_| email::reads_as_one(of.id.raw())) else {
        return Ok(None);
    };
    let list = ListOf::Resource(of.resource.clone());
    let described = Described::find(connection, &list)?;
    let search = Asked {
        rows: Rows::All,
        sort: None,
        sorted_by: None,
        query: Query {
            search: Some(described.search(of.id.raw().to_owned())?),
            params: Vec::new(),
        },
        sieve: None,
        narrowing: Vec::new(),
        paging: described.paging().clone(),
        many: described.many.to_lowercase(),
        of: list,
    };
    check(connection, &search.call())?;
    Ok(Some(ByEmail {
        search,
        field: field.clone(),
        of: of.clone(),
    }))
}

/// Whether a call can be made a request, found out without sending it.
fn check(connection: &Connection, call: &Call) -> Result<(), Mistake> {
    let description = &connection.description;
    encode::encode(description, &connection.url, &connection.params, call)
        .map(|_| ())
        .map_err(|error| mistake(description, call, &error))
}

/// What an [`EncodeError`] means for arguments.
fn mistake(description: &Description, call: &Call, error: &EncodeError) -> Mistake {
    let title = &description.title;
    let names = |resources: &mut dyn Iterator<Item = &Resource>| {
        let names: Vec<&str> = resources.map(|r| r.name.as_str()).collect();
        names.join(", ")
    };
    let resource = match call {
        Call::List {
            of: ListOf::Resource(name),
            ..
        } => Some(name.as_str()),
        Call::List {
            of: ListOf::Relation { parent, .. },
            ..
        }
        | Call::Get {
            of: RecordOf::Item { parent, .. } | RecordOf::Resource(parent),
        } => Some(parent.resource.as_str()),
        _ => None,
    }
    .and_then(|name| description.resource(name));
    let resources: Vec<&str> = description.resources.iter().map(|r| &*r.name).collect();
    let relations: Vec<&str> = resource.map_or_else(Vec::new, |resource| {
        resource.relations.iter().map(|r| &*r.name).collect()
    });
    // The hint names all there are.
    let what = match error {
        EncodeError::UnknownResource { name, .. } => {
            format!("no resource is called {name:?}{}", meant(name, &resources))
        }
        EncodeError::UnknownRelation { name, resource, .. } => format!(
            "{resource} have no relation {name:?}{}",
            meant(name, &relations)
        ),
        _ => error.to_string(),
    };
    let hint = match (error, resource) {
        (EncodeError::UnknownResource { .. }, _) => {
            format!("the resources of {title} are {}", resources.join(", "))
        }
        (EncodeError::UnknownRelation { .. }, Some(resource)) => {
            if relations.is_empty() {
                format!(
                    "{title} documents no lists under one of its {}",
                    resource.name
                )
            } else {
                format!(
                    "the relations of {} are {}",
                    resource.name,
                    relations.join(", ")
                )
            }
        }
        (
            EncodeError::NotOffered {
                operation: Operation::List,
                ..
            },
            _,
        ) => format!(
            "what {title} can list are {}",
            names(&mut description.resources.iter().filter(|r| r.list.is_some()))
        ),
        (EncodeError::NotOffered { .. }, Some(resource)) => match call {
            Call::Get {
                of: RecordOf::Item { relation, .. },
            } => format!(
                "the whole list is what `whoswho get {} ID --relation {}` prints",
                resource.name,
                relation.as_str()
            ),
            _ if resource.list.is_some() => {
                format!(
                    "the whole list is what `whoswho list {}` prints",
                    resource.name
                )
            }
            _ => format!("nothing in the description of {title} reads one"),
        },
        (EncodeError::NotAnId, _) => "`whoswho list RESOURCE --columns id` prints ids".to_owned(),
        _ => "`whoswho list --help` says what there is".to_owned(),
    };
    Mistake::new(what, hint)
}

/// What a misspelt name was probably meant to be, as the end of a sentence; the
/// hint behind it names all there are.
pub(super) fn meant(name: &str, known: &[&str]) -> String {
    nearest(name, known.iter().copied())
        .map_or_else(String::new, |near| format!("; did you mean \"{near}\"?"))
}
