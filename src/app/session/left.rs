//! Where the operator left a profile: the views, and what their lists were
//! filtered, sorted and marked by.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::app::columns::Shows;
use crate::config::connection::Address;
use crate::directory::description::Order;

/// Where the operator left a profile.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// Where it was; none where an earlier version wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// The resource whose trail was on the screen.
    pub resource: String,
    /// The trails that were gone, by the resource that they start from.
    pub trails: BTreeMap<String, Vec<LeftView>>,
}

/// A view as it was left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftView {
    /// What its rows came from.
    pub source: LeftSource,
    /// Whether the detail pane had the keys.
    #[serde(default)]
    pub in_detail: bool,
    /// The tab of the detail pane.
    #[serde(default)]
    pub tab: LeftTab,
    /// Its list.
    #[serde(flatten)]
    pub list: LeftList,
    /// The list that its open relation tab showed, if it was looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub related: Option<LeftList>,
}

/// A list as it was left.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftList {
    /// What was typed to filter it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// The order that the directory gave it in: a field and which way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<(String, Order)>,
    /// The order that it was put in here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sorted_here: Option<(Shows, Order)>,
    /// The selected record's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selected: Option<String>,
    /// Where it stood in the list, where any part of that can be asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u64>,
    /// The ids of the marked records, in the order they were marked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marked: Vec<String>,
    /// How many marks were more than are remembered.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unmarked: u64,
}

/// For what is left out of the text.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
const fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// What the rows of a view came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftSource {
    /// A resource's list, or what the server gave of it.
    Resource {
        /// Its name.
        name: String,
        /// What was searched for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        search: Option<String>,
        /// What else narrowed it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        params: Vec<(String, String)>,
    },
    /// A list under a record.
    Relation {
        /// The record's resource.
        resource: String,
        /// Its id.
        id: String,
        /// The relation.
        relation: String,
    },
    /// A record that was opened by its id.
    Record {
        /// Its resource.
        resource: String,
        /// Its id.
        id: String,
    },
}

/// A tab of the detail pane.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftTab {
    /// The record's fields.
    #[default]
    Fields,
    /// What ties it to the record above it.
    Item,
    /// A list under it.
    Relation(String),
    /// Its JSON.
    Json,
}
