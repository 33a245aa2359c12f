//! Standard output, written on a thread of its own: a reader that takes
//! nothing must not keep a signal waiting.

use std::io::{self, IsTerminal as _, Write as _};

/// What became of a text.
#[derive(Debug)]
pub(super) enum Written {
    /// It was taken.
    All,
    /// Nobody reads any more.
    Unread,
    /// The system refused.
    Failed(io::Error),
}

/// Writes a text and waits until it is taken.
pub(super) async fn write(text: String) -> Written {
    let writing = tokio::task::spawn_blocking(move || {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes()).and_then(|()| out.flush())
    });
    let written = writing.await;
    match written.unwrap_or_else(|why| Err(io::Error::other(why))) {
        Ok(()) => Written::All,
        Err(why) if why.kind() == io::ErrorKind::BrokenPipe => Written::Unread,
        Err(why) => Written::Failed(why),
    }
}

/// How many columns standard output has, if it is a terminal that says so.
#[must_use]
pub fn columns() -> Option<usize> {
    let out = io::stdout();
    if !out.is_terminal() {
        return None;
    }
    let size = rustix::termios::tcgetwinsize(&out).ok()?;
    Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
}
