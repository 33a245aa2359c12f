//! How lists are cut into pages, and put in order.

use serde::{Deserialize, Serialize};

use crate::directory::pointer::Pointer;

/// How a list is cut into pages.
///
/// Written `paging = "none"` or, with its words, `[paging.page]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paging {
    /// One answer is the whole list.
    #[default]
    None,
    /// Numbered pages: any page can be asked for.
    Page {
        /// The parameter that takes the page's number.
        page: String,
        /// The number of the first page.
        #[serde(default = "one")]
        first: u32,
        /// The parameter that takes the page's size.
        size: String,
        /// The largest size allowed; it is what is asked for.
        largest: u32,
        /// Where the answer tells the number of records in all.
        #[serde(default)]
        total: Option<Pointer>,
        /// Where the answer tells the number of pages.
        #[serde(default)]
        pages: Option<Pointer>,
        /// Where the answer repeats the page's number.
        #[serde(default)]
        echo: Option<Pointer>,
    },
    /// Offsets: any stretch can be asked for.
    Offset {
        /// The parameter that takes the number of records to skip.
        offset: String,
        /// The offset of the first record.
        #[serde(default)]
        first: u64,
        /// The parameter that takes the page's size.
        size: String,
        /// The largest size allowed; it is what is asked for.
        largest: u32,
        /// Where the answer tells the number of records in all.
        #[serde(default)]
        total: Option<Pointer>,
    },
    /// Each answer holds the key to the next page.
    Cursor {
        /// The parameter that takes the cursor.
        cursor: String,
        /// The parameter that takes the page's size.
        size: String,
        /// The largest size allowed; it is what is asked for.
        largest: u32,
        /// Where the answer gives the next page's cursor. Null or missing ends
        /// the list, whatever else the answer claims.
        next: Pointer,
    },
}

const fn one() -> u32 {
    1
}

impl Paging {
    /// How many records one page holds at most; `None` where lists are whole.
    #[must_use]
    pub const fn page_size(&self) -> Option<u32> {
        match self {
            Self::None => None,
            Self::Page { largest, .. }
            | Self::Offset { largest, .. }
            | Self::Cursor { largest, .. } => Some(*largest),
        }
    }
}

/// How an order is asked for.
///
/// Written `[sorting.pairs]` or `[sorting.field-and-order]`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sorting {
    /// Two parameters: `sort=name&order=asc`.
    FieldAndOrder {
        /// The parameter that takes the field.
        field: String,
        /// The parameter that takes the order.
        order: String,
        /// What ascending is called.
        ascending: String,
        /// What descending is called.
        descending: String,
        /// The order of a list that was asked for none.
        #[serde(default)]
        default: Option<Sort>,
    },
    /// One parameter of pairs: `sort=name:asc,id:asc`.
    Pairs {
        /// The parameter.
        param: String,
        /// What stands between field and order.
        separator: String,
        /// What ascending is called.
        ascending: String,
        /// What descending is called.
        descending: String,
        /// A field sent as a last ascending pair, so that equal rows keep one
        /// order from page to page.
        #[serde(default)]
        tie: Option<String>,
        /// The order of a list that was asked for none.
        #[serde(default)]
        default: Option<Sort>,
    },
}

impl Sorting {
    /// The order of a list that was asked for none.
    #[must_use]
    pub const fn default_sort(&self) -> Option<&Sort> {
        match self {
            Self::FieldAndOrder { default, .. } | Self::Pairs { default, .. } => default.as_ref(),
        }
    }
}

/// An order of a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
pub struct Sort {
    /// The described field's name.
    pub field: String,
    /// Which way.
    #[serde(default)]
    pub order: Order,
}

/// Which way a list is sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// Smallest first.
    #[default]
    Ascending,
    /// Largest first.
    Descending,
}
