//! What a directory is and how to speak to it. Pure: no sockets, files or
//! clocks.

pub mod call;
pub mod description;
pub mod nearest;
pub mod pointer;
pub mod record;
pub mod strict;
