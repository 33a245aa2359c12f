//! The description language: what a TOML file can say about a directory.
//!
//! A description is data that the rest of the crate interprets; no code asks
//! which directory it is talking to. Peculiarities of an API are options here,
//! named for what they do. [`super::check`] turns text into a [`Description`]
//! and refuses what does not hold together.

mod field;
mod paging;
mod write;

use serde::Deserialize;
use url::Url;

use super::address;
use super::pointer::Pointer;
pub use field::{Check, Field, Kind};
pub use paging::{Order, Paging, Sort, Sorting};
pub use write::{Create, CreateField, Disable, Remove, Sends, Update, WriteMethod};

/// Everything `whoswho` knows about a directory's API.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Description {
    /// The name a profile uses to choose it: lower case, digits and hyphens.
    pub name: String,
    /// The name people read.
    pub title: String,
    /// The address used when a profile gives none. Paths are appended as they
    /// stand.
    #[serde(default, deserialize_with = "address::read")]
    pub url: Option<Url>,
    /// Where the token goes.
    pub auth: Auth,
    /// Where records sit in answers, unless a list or a record says otherwise.
    #[serde(default)]
    pub envelope: Envelope,
    /// Where an error's words sit in answers.
    #[serde(default)]
    pub errors: Errors,
    /// How much the directory allows, and how it tells what is left.
    #[serde(default)]
    pub limits: Limits,
    /// How lists are cut into pages, unless a list says otherwise.
    #[serde(default)]
    pub paging: Paging,
    /// How a list is asked to be in an order, unless it cannot be.
    #[serde(default)]
    pub sorting: Option<Sorting>,
    /// What a profile's `params` may hold.
    #[serde(default)]
    pub params: Vec<Param>,
    /// Parameters that every list takes besides those that this description
    /// uses itself: `--param` may give them.
    #[serde(default)]
    pub list_params: Vec<String>,
    /// The kinds of record, in the order of their tabs.
    pub resources: Vec<Resource>,
}

/// Where the token goes: one request header.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Auth {
    /// The header's name.
    pub header: String,
    /// What stands before the token in its value, a final space included.
    #[serde(default)]
    pub prefix: String,
}

/// Where records sit in an answer. The empty pointer is the whole answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Envelope {
    /// The one record of an answer to a read, a create or an update.
    #[serde(default)]
    pub record: Pointer,
    /// The array of records of a list.
    #[serde(default)]
    pub list: Pointer,
    /// Where the answer to a write says whether it was done. `false` there is
    /// a refusal, whatever the status.
    #[serde(default)]
    pub done: Option<Pointer>,
}

/// Where an error's words sit. The first pointer that holds something wins.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Errors {
    /// A sentence for people, or a list of such, or a list of objects with
    /// `msg` and, for the field, the last part of `loc`.
    #[serde(default)]
    pub message: Vec<Pointer>,
    /// A word for programs.
    #[serde(default)]
    pub code: Vec<Pointer>,
    /// What an answer to a write probably means where the server does not say.
    #[serde(default)]
    pub hints: Vec<Hint>,
}

/// What a status means in answer to one kind of call.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Hint {
    /// The kind of call.
    pub on: Operation,
    /// The HTTP status.
    pub status: u16,
    /// What it probably means, as a sentence for people.
    pub means: String,
}

/// The kinds of call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// A page of a list.
    List,
    /// One record.
    Get,
    /// A new record.
    Create,
    /// A change of some fields.
    Update,
    /// A removal.
    Remove,
}

/// How many requests are allowed. `None` is "not documented".
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Limits {
    /// Requests in any 60 minutes.
    #[serde(default)]
    pub hour: Option<u32>,
    /// Requests in any 60 seconds.
    #[serde(default)]
    pub minute: Option<u32>,
    /// Which response headers tell what is left.
    #[serde(default)]
    pub headers: Option<LimitHeaders>,
}

/// The names of the response headers about the rate limit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LimitHeaders {
    /// How many requests the window allows.
    pub limit: String,
    /// How many of them are left.
    pub remaining: String,
    /// When the window ends: seconds or milliseconds since the epoch, or
    /// seconds from now; told apart by size.
    pub reset: String,
}

/// One entry that a profile's `params` may hold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Param {
    /// Its name, in `params` and wherever the description refers to it.
    pub name: String,
    /// What it is for, as a sentence.
    pub help: String,
}

/// A kind of record.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Resource {
    /// Its name on the command line: `users`.
    pub name: String,
    /// Its name on the screen: `Users`.
    pub title: String,
    /// One of them: `user`.
    pub singular: String,
    /// Where a record holds its id.
    #[serde(default = "id_pointer")]
    pub id: Pointer,
    /// The names of the fields whose values, joined by a space, are what a
    /// person calls the record.
    #[serde(default)]
    pub called: Vec<String>,
    /// Its list; without one it has no tab and is reached through relations.
    #[serde(default)]
    pub list: Option<List>,
    /// How one record is read.
    #[serde(default)]
    pub get: Option<Get>,
    /// The fields that are known, in the order shown. Others are kept and
    /// shown after them.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// The lists under one record.
    #[serde(default)]
    pub relations: Vec<Relation>,
    /// How a record is made.
    #[serde(default)]
    pub create: Option<Create>,
    /// How some fields are changed.
    #[serde(default)]
    pub update: Option<Update>,
    /// How a record is disabled and enabled.
    #[serde(default)]
    pub disable: Option<Disable>,
    /// How a record is removed.
    #[serde(default)]
    pub remove: Option<Remove>,
}

fn id_pointer() -> Pointer {
    Pointer::to("id")
}

/// How a list is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct List {
    /// Its path; `{id}` is the parent record's id.
    pub path: String,
    /// Where the array of records sits, if not where the envelope says.
    #[serde(default)]
    pub records: Option<Pointer>,
    /// Its pages, if not the directory's.
    #[serde(default)]
    pub paging: Option<Paging>,
    /// The names of the fields it can be sorted by. Empty: it cannot.
    #[serde(default)]
    pub sort: Vec<String>,
    /// The parameter that takes a text to search for, and what it looks at.
    #[serde(default)]
    pub search: Option<Search>,
    /// Parameters that narrow the list to a value.
    #[serde(default)]
    pub filters: Vec<Filter>,
    /// The profile's params that are sent as parameters of the same name,
    /// where the profile has them.
    #[serde(default)]
    pub params: Vec<String>,
    /// Whether its records lack fields that reading one of them gives, so
    /// that going into one reads it.
    #[serde(default)]
    pub partial: bool,
}

/// A text search done by the server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Search {
    /// The parameter that takes the text.
    pub param: String,
    /// The names of the fields it looks at.
    #[serde(default)]
    pub looks_at: Vec<String>,
}

/// A parameter that narrows a list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Filter {
    /// The parameter, and what it is called on the screen.
    pub param: String,
    /// The values to offer. A value not among them can be typed.
    #[serde(default)]
    pub values: Vec<String>,
}

/// How one record is read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Get {
    /// Its path; `{id}` is the record's id, and under a relation `{item}` is
    /// the id of the record in it.
    pub path: String,
    /// Where the record sits, if not where the envelope says.
    #[serde(default)]
    pub record: Option<Pointer>,
}

/// A list under one record.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Relation {
    /// Its name on the command line: `teams`.
    pub name: String,
    /// Its name on the screen: `Teams`.
    pub title: String,
    /// The name of the resource whose records these are, if any; opening one
    /// goes there.
    #[serde(default)]
    pub of: Option<String>,
    /// Where its records hold their id, if not where the resource does.
    #[serde(default)]
    pub id: Option<Pointer>,
    /// How it is asked for.
    pub list: List,
    /// How the record that ties the two together is read.
    #[serde(default)]
    pub item: Option<Item>,
    /// The fields of its records, if they are not those of the resource.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// What is drawn above its list, where its records are what happened when.
    #[serde(default)]
    pub calendar: Option<Calendar>,
}

/// How a list of what happened is drawn as a calendar. Where its fields are
/// not described, a name is that of a member at the top of its records.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Calendar {
    /// The name of the field that tells when.
    pub date: String,
    /// The name of the field that tells what kind of thing it was; without
    /// one, only days are counted.
    #[serde(default)]
    pub kind: Option<String>,
}

/// The record that ties a record to one of its relation: a membership, a
/// binding.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Item {
    /// What it is called on its tab: `Membership`.
    pub title: String,
    /// How it is read.
    pub get: Get,
}

impl Description {
    /// Whether anything can be changed through it.
    #[must_use]
    pub fn can_change(&self) -> bool {
        self.resources
            .iter()
            .any(|r| r.create.is_some() || r.update.is_some() || r.remove.is_some())
    }

    /// The resource of that name.
    #[must_use]
    pub fn resource(&self, name: &str) -> Option<&Resource> {
        self.resources.iter().find(|r| r.name == name)
    }
}

impl Resource {
    /// The relation of that name.
    #[must_use]
    pub fn relation(&self, name: &str) -> Option<&Relation> {
        self.relations.iter().find(|r| r.name == name)
    }

    /// The field of that name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.name == name)
    }

    /// The first field that holds an email address.
    #[must_use]
    pub fn email_field(&self) -> Option<&Field> {
        self.fields.iter().find(|f| f.kind == Kind::Email)
    }
}
