//! What the explorer knows, and what a message does to it. Pure.

pub mod change;
pub mod form;
pub mod input;
pub mod message;
pub mod outbox;
