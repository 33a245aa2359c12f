//! What can be asked of a directory, and what can come back, as plain data.
//!
//! ```text
//! Call ── encode ──▶ Request ── net ──▶ Response ── decode ──▶ Reply | ApiError
//! ```

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::description::{Auth, Operation, Sort};
use super::record::{Record, RecordId};
use crate::text::Untrusted;

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The name that a text spells.
            #[must_use]
            pub fn new(name: &str) -> Self {
                Self(Arc::from(name))
            }

            /// Its text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name! {
    /// The name of a resource in a description.
    ResourceName
}
name! {
    /// The name of a relation in a resource of a description.
    RelationName
}

/// What a profile gives for its directory's params, by name.
pub type Params = BTreeMap<String, String>;

/// Which record: a resource and an id in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RecordRef {
    /// The resource.
    pub resource: ResourceName,
    /// The id.
    pub id: RecordId,
}

/// Which list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ListOf {
    /// All records of a resource.
    Resource(ResourceName),
    /// A list under one record.
    Relation {
        /// That record.
        parent: RecordRef,
        /// The relation.
        relation: RelationName,
    },
}

/// Which single record to read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RecordOf {
    /// A record of a resource.
    Resource(RecordRef),
    /// The record that ties a record to one of its relation.
    Item {
        /// The record that has the relation.
        parent: RecordRef,
        /// The relation.
        relation: RelationName,
        /// The id of the one in it.
        item: RecordId,
    },
}

/// Where in a list a page begins.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum At {
    /// At the list's start, however it is paged.
    Start,
    /// The page of that number, counted from 0 whatever the server counts
    /// from.
    Page(u32),
    /// After that many records.
    Offset(u64),
    /// Where that cursor says.
    Cursor(Opaque),
}

/// A cursor as the server gave it: to be sent back, never to be read.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Opaque(Arc<str>);

impl Opaque {
    /// A cursor.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(Arc::from(text))
    }

    /// Its text, for sending.
    #[must_use]
    pub fn raw(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Opaque {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cursor of {} bytes", self.0.len())
    }
}

/// What narrows a list on the server.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Query {
    /// A text to search for; never empty.
    pub search: Option<String>,
    /// Further parameters and their values, in order: described filters, and
    /// what `--param` names.
    pub params: Vec<(String, String)>,
}

impl Query {
    /// Whether it narrows nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.search.is_none() && self.params.is_empty()
    }
}

/// One thing asked of a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// A page of a list.
    List {
        /// Which list.
        of: ListOf,
        /// Which page.
        at: At,
        /// In which order; none is the server's own.
        sort: Option<Sort>,
        /// What narrows it.
        query: Query,
    },
    /// One record.
    Get {
        /// Which.
        of: RecordOf,
    },
    /// A new record.
    Create {
        /// Of which resource.
        resource: ResourceName,
        /// Its fields by the description's names; those left empty are absent.
        fields: Vec<(String, Input)>,
    },
    /// A change of some fields.
    Update {
        /// Which record.
        record: RecordRef,
        /// The changed fields only, by the description's names.
        fields: Vec<(String, Input)>,
    },
    /// A removal.
    Remove {
        /// Which record.
        record: RecordRef,
    },
}

impl Call {
    /// Its kind.
    #[must_use]
    pub const fn operation(&self) -> Operation {
        match self {
            Self::List { .. } => Operation::List,
            Self::Get { .. } => Operation::Get,
            Self::Create { .. } => Operation::Create,
            Self::Update { .. } => Operation::Update,
            Self::Remove { .. } => Operation::Remove,
        }
    }

    /// Whether it changes something on the server.
    #[must_use]
    pub const fn is_write(&self) -> bool {
        !matches!(self, Self::List { .. } | Self::Get { .. })
    }
}

/// A value to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A text, a choice included.
    Text(String),
    /// A yes/no.
    YesNo(bool),
    /// A text that is never shown.
    Secret(Secret),
}

/// What stands in the place of a secret.
pub const HIDDEN: &str = "•••";

/// A text that is sent and never shown: a token, a new user's password.
///
/// It prints as `•••`. Two are equal only if they are the same slot; their
/// texts are not compared.
#[derive(Clone)]
pub struct Secret(Arc<SecretString>);

impl Secret {
    /// A secret of that text.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Arc::new(SecretString::from(text)))
    }

    /// The text itself, for the moment of sending.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HIDDEN)
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Secret {}

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

impl Method {
    /// Its name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// A request as plain data, its secrets in slots that `net` fills: safe to
/// log, to compare and to copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The whole address.
    pub url: Url,
    /// The header that the token goes into.
    pub auth: Auth,
    /// The members of the JSON object that is its body, in order, if any.
    pub body: Option<Vec<(String, Input)>>,
}

/// An answer, read whole, before anyone has made sense of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The headers, names in lower case, in order, repeats kept. Values that
    /// are not text are left out.
    pub headers: Vec<(String, String)>,
    /// The body, decompressed.
    pub body: Vec<u8>,
}

impl Response {
    /// The values of a header, in order.
    pub fn header<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers
            .iter()
            .filter(move |(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, v)| v.as_str())
    }
}

/// What a directory answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// A page of a list.
    Page(Page),
    /// One record.
    Record(Record),
    /// A write was taken; with what the answer showed of the record, if it
    /// showed any: all of it, or for a new one at least its id.
    Written(Option<Record>),
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its records in order.
    pub records: Vec<Record>,
    /// Where the next page begins; none where this is the last.
    pub next: Option<At>,
    /// How many records the server says the list has in all, if it says so.
    pub total: Option<u64>,
}

/// Why there is no reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApiError {
    /// 401: the token is missing, wrong or expired.
    Unauthorized(ServerWords),
    /// 403: the token is good and may not do this.
    Forbidden(ServerWords),
    /// 404.
    NotFound(ServerWords),
    /// Another 4xx, or an answer that says it was not done: the request does
    /// not suit the server.
    Invalid {
        /// The status.
        status: u16,
        /// What it says of the whole.
        words: ServerWords,
        /// What it says of single fields, by the description's names.
        fields: Vec<(String, Untrusted<'static>)>,
    },
    /// 429.
    Limited {
        /// How long the server asks to wait, if it says so.
        retry_after: Option<Duration>,
        /// What it says.
        words: ServerWords,
    },
    /// 5xx.
    Server {
        /// The status.
        status: u16,
        /// What it says.
        words: ServerWords,
    },
    /// A 3xx: redirects are not followed.
    Redirected {
        /// The status.
        status: u16,
        /// Where to, as the server wrote it.
        to: Untrusted<'static>,
    },
    /// An answer that is not what was asked for.
    Unreadable {
        /// The status.
        status: u16,
        /// What came instead, as a sentence.
        why: String,
    },
    /// No answer.
    Network(NetworkError),
    /// It was given up before it was sent: its view was left, or the profile
    /// was switched.
    Cancelled,
    /// The profile's requests are held, or it cannot be asked for.
    NotSent(String),
    /// The journal does not take the change, which is therefore not sent.
    NotJournalled(String),
}

/// What a server said with an error.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServerWords {
    /// A sentence for people, if there is one.
    pub message: Option<Untrusted<'static>>,
    /// A word for programs, if there is one.
    pub code: Option<Untrusted<'static>>,
    /// What the description says that this status means here.
    pub hint: Option<String>,
}

/// Why there was no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NetworkError {
    /// No connection: the name, the host or TLS. Nothing was sent.
    Connect(String),
    /// It took longer than allowed.
    Timeout {
        /// Whether anything may have reached the server.
        sent: bool,
    },
    /// The connection broke before the answer was whole.
    Broken(String),
    /// The answer was larger than allowed.
    TooLarge {
        /// The bytes allowed.
        limit: u64,
    },
}
