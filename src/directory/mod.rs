//! What a directory is and how to speak to it. Pure: no sockets, files or
//! clocks.

pub mod address;
pub mod builtin;
pub mod call;
pub mod check;
pub mod decode;
pub mod description;
pub mod encode;
pub mod limits;
pub mod nearest;
pub mod pointer;
pub mod record;
pub mod shape;
pub mod strict;
pub mod value;
