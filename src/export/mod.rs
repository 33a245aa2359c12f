//! Records → text.

use crate::directory::call::Request;
use crate::directory::record::Record;
use crate::directory::shape::Shape;

/// Records as a table.
#[derive(Debug)]
pub struct Table;

impl Table {
    /// A table.
    #[must_use]
    pub fn new(_shape: &Shape<'_>, _records: &[&Record]) -> Self {
        Self
    }
    /// ids
    #[must_use]
    pub fn ids(&self) -> String {
        String::new()
    }
    /// emails
    #[must_use]
    pub fn emails(&self) -> Option<String> {
        None
    }
    /// names
    #[must_use]
    pub fn names(&self) -> String {
        String::new()
    }
    /// text
    #[must_use]
    pub fn text(&self) -> String {
        String::new()
    }
    /// md
    #[must_use]
    pub fn markdown(&self) -> String {
        String::new()
    }
    /// tsv
    #[must_use]
    pub fn tsv(&self) -> String {
        String::new()
    }
    /// csv
    #[must_use]
    pub fn csv(&self) -> String {
        String::new()
    }
}
/// json
#[must_use]
pub fn json(_: &[&Record]) -> String {
    String::new()
}
/// curl
#[must_use]
pub fn curl(_: &Request) -> String {
    String::new()
}
