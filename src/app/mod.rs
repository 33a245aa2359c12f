//! What the explorer knows, and what a message does to it. Pure.

pub mod filter;
pub mod listing;
pub mod message;
pub mod outbox;
