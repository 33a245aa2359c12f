//! The configuration: text in, a checked configuration out. Parses, and
//! reads nothing.

pub mod connection;
