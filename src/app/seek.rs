//! Finding one person in a long list without loading it.

mod collation;
mod search;
