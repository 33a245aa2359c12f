//! What outlives a run besides changes: the columns that were chosen, the
//! bookmarks, and where the operator was. Its text form is JSON, and what is not
//! of people is apart from what is.
//!
//! A run tells each [`Change`] of it, and whoever writes the file applies that
//! to what is in the file by then: of two that run, each keeps what the other
//! has changed.

mod left;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::left::{Left, LeftList, LeftSource, LeftTab, LeftView};
use super::columns::Column;
use crate::config::connection::Address;
use crate::directory::who::Who;
use crate::text::escape_json;

/// The form that this program writes and reads.
const VERSION: u32 = 1;
/// The most bookmarks that are kept of a profile.
pub const MOST_BOOKMARKS: usize = 500;
/// The most marks of a list that are come back to.
pub const MOST_MARKS: usize = 500;
/// The longest id that is bookmarked or come back to, in bytes.
pub const LONGEST_ID: usize = 512;

/// What outlives a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    version: u32,
    /// The profile that was last on the screen of one that comes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    active: Option<String>,
    /// By the profile's name.
    #[serde(default)]
    profiles: BTreeMap<String, Remembered>,
}

/// What is remembered of a profile.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Remembered {
    /// By the table that they are of.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    columns: BTreeMap<String, Vec<Column>>,
    /// The oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    bookmarks: Vec<Bookmark>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    left: Option<Left>,
}

/// A record to come back to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    /// Its resource.
    pub resource: String,
    /// Its id.
    pub id: String,
    /// When it was made, in seconds since 1970.
    at: i64,
    /// Where its record is; none of one that an earlier version made, until the
    /// profile that it was made in is next opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Who its record was then: its id alone is no person.
    #[serde(default, skip_serializing_if = "Who::is_unknown")]
    pub who: Who,
}

impl Bookmark {
    /// A bookmark that is made now.
    #[must_use]
    pub fn new(resource: &str, id: &str, now: Timestamp) -> Self {
        Self {
            resource: resource.to_owned(),
            id: id.to_owned(),
            at: now.as_second(),
            address: None,
            who: Who::default(),
        }
    }

    /// It with where its record is, and who that is.
    #[must_use]
    pub fn of(self, address: Address, who: Who) -> Self {
        Self {
            address: Some(address),
            who,
            ..self
        }
    }

    /// When it was made; none of a time that no clock shows.
    #[must_use]
    pub fn made(&self) -> Option<Timestamp> {
        Timestamp::from_second(self.at).ok()
    }

    fn is(&self, resource: &str, id: &str) -> bool {
        self.resource == resource && self.id == id
    }

    /// Whether it is at an address; one that is kept under a profile's name and
    /// tells none is wherever that profile is.
    fn is_at(&self, kept_under: &str, profile: &str, address: Option<&Address>) -> bool {
        match &self.address {
            Some(known) => Some(known) == address,
            None => kept_under == profile,
        }
    }
}

/// Something that is to be remembered of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A table has other columns; none are those of the description.
    Columns {
        /// The profile.
        profile: String,
        /// The table.
        table: String,
        /// Its columns.
        columns: Option<Vec<Column>>,
    },
    /// A record has a bookmark.
    Bookmarked {
        /// The profile.
        profile: String,
        /// It.
        bookmark: Bookmark,
    },
    /// A record has no bookmark any more.
    Unmarked {
        /// The profile.
        profile: String,
        /// Where the record is; none where the bookmark does not tell.
        address: Option<Address>,
        /// The record's resource.
        resource: String,
        /// Its id.
        id: String,
    },
    /// What an earlier version remembered of a profile, and where it does not
    /// tell, is of the address that the profile has.
    Adopted {
        /// The profile.
        profile: String,
        /// Its address.
        address: Address,
    },
    /// The operator has left a profile.
    Left {
        /// The profile.
        profile: String,
        /// Where.
        left: Left,
        /// Whether it was the one on the screen.
        active: bool,
    },
}

/// How much of a run outlives it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Keeps {
    /// Nothing that tells of people: columns alone.
    Columns,
    /// The bookmarks as well.
    #[default]
    Bookmarks,
    /// And where the operator was, which the next run goes on with.
    Trails,
}

/// Why a text is not what was remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// It makes no sense.
    Damaged,
    /// An earlier version of the program wrote it, in a form that is not read
    /// any more.
    Older,
    /// A later version of the program wrote it, in a form not known here.
    Newer,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            version: VERSION,
            active: None,
            profiles: BTreeMap::new(),
        }
    }
}

impl Session {
    /// What a text says.
    ///
    /// # Errors
    /// If it says nothing that is known here.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        /// What every form says of itself.
        #[derive(Deserialize)]
        struct Form {
            version: u32,
        }
        let form: Form = serde_json::from_str(text).map_err(|_| Unreadable::Damaged)?;
        match form.version {
            VERSION => serde_json::from_str(text).map_err(|_| Unreadable::Damaged),
            0 => Err(Unreadable::Damaged),
            _ => Err(Unreadable::Newer),
        }
    }

    /// It as a text, which ends with a line feed.
    #[must_use]
    pub fn text(&self) -> String {
        // Names, numbers and lists of them: there is nothing that JSON lacks.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        let mut text = escape_json(&text).into_owned();
        text.push('\n');
        text
    }

    /// It without what tells of people: ids, names that were typed.
    #[must_use]
    pub fn without_people(mut self) -> Self {
        self.active = None;
        for remembered in self.profiles.values_mut() {
            remembered.bookmarks.clear();
            remembered.left = None;
        }
        self
    }

    /// Applies a change.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Columns {
                profile,
                table,
                columns,
            } => {
                let tables = &mut self.of(profile).columns;
                match columns {
                    Some(columns) => {
                        tables.insert(table.clone(), columns.clone());
                    }
                    None => {
                        tables.remove(table);
                    }
                }
            }
            Change::Bookmarked { profile, bookmark } => {
                let bookmarks = &mut self.of(profile).bookmarks;
                let there = bookmarks.iter().any(|known| {
                    known.is(&bookmark.resource, &bookmark.id) && known.address == bookmark.address
                });
                if !there && bookmarks.len() < MOST_BOOKMARKS {
                    bookmarks.push(bookmark.clone());
                }
            }
            Change::Unmarked {
                profile,
                address,
                resource,
                id,
            } => {
                for (name, remembered) in &mut self.profiles {
                    remembered.bookmarks.retain(|bookmark| {
                        !(bookmark.is(resource, id)
                            && bookmark.is_at(name, profile, address.as_ref()))
                    });
                }
            }
            Change::Adopted { profile, address } => {
                if let Some(remembered) = self.profiles.get_mut(profile) {
                    let left = remembered.left.iter_mut().map(|left| &mut left.address);
                    let bookmarks = remembered.bookmarks.iter_mut().map(|b| &mut b.address);
                    for known in left.chain(bookmarks) {
                        known.get_or_insert_with(|| address.clone());
                    }
                }
            }
            Change::Left {
                profile,
                left,
                active,
            } => {
                self.of(profile).left = Some(left.clone());
                if *active {
                    self.active = Some(profile.clone());
                }
            }
        }
    }

    fn of(&mut self, profile: &str) -> &mut Remembered {
        self.profiles.entry(profile.to_owned()).or_default()
    }

    /// The profile that was last on the screen.
    #[must_use]
    pub fn active(&self) -> Option<&str> {
        self.active.as_deref()
    }

    /// The columns that were chosen for a table of a profile, if they were.
    #[must_use]
    pub fn columns(&self, profile: &str, table: &str) -> Option<&[Column]> {
        let columns = self.profiles.get(profile)?.columns.get(table)?;
        (!columns.is_empty()).then_some(columns.as_slice())
    }

    /// The bookmarks of a profile, the oldest first.
    #[must_use]
    pub fn bookmarks(&self, profile: &str) -> &[Bookmark] {
        self.profiles
            .get(profile)
            .map_or(&[], |remembered| &remembered.bookmarks)
    }

    /// The bookmarks at the address of a profile, whatever the profile was called
    /// when they were made.
    pub fn bookmarks_at(
        &self,
        profile: &str,
        address: &Address,
    ) -> impl Iterator<Item = &Bookmark> {
        let all = self.profiles.iter();
        all.flat_map(|(name, remembered)| remembered.bookmarks.iter().map(move |b| (name, b)))
            .filter(move |(name, bookmark)| bookmark.is_at(name, profile, Some(address)))
            .map(|(_, bookmark)| bookmark)
    }

    /// Whether an earlier version remembered something of a profile that does
    /// not tell of which address it is.
    #[must_use]
    pub fn is_to_be_adopted(&self, profile: &str) -> bool {
        self.profiles.get(profile).is_some_and(|remembered| {
            remembered.bookmarks.iter().any(|b| b.address.is_none())
                || remembered
                    .left
                    .as_ref()
                    .is_some_and(|left| left.address.is_none())
        })
    }

    /// The profiles of which something is remembered.
    pub fn profiles(&self) -> impl Iterator<Item = &str> {
        self.profiles.keys().map(String::as_str)
    }

    /// Where a profile was left.
    #[must_use]
    pub fn left(&self, profile: &str) -> Option<&Left> {
        self.profiles.get(profile)?.left.as_ref()
    }

    /// Where an address was left, whatever its profile was called.
    #[must_use]
    pub fn left_at(&self, address: &Address) -> Option<&Left> {
        let mut all = self.profiles.values().filter_map(|r| r.left.as_ref());
        all.find(|left| left.address.as_ref() == Some(address))
    }
}
