//! The thread that reads the terminal.

use std::io::{self, Read as _, Write as _};
use std::os::fd::{AsRawFd as _, RawFd};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use filedescriptor::{POLLERR, POLLHUP, POLLIN, pollfd};
use tokio::sync::mpsc::UnboundedSender;

use super::parser::Parser;
use crate::app::message::Msg;

/// Bytes read at once.
const CHUNK: usize = 16 << 10;

/// The thread that reads the terminal; it ends with the program or with the
/// terminal.
#[derive(Debug)]
pub struct Input {
    control: UnixStream,
}

/// Starts the thread that reads standard input and sends what it means. When
/// the terminal is gone it sends [`Msg::Terminated`] and ends.
///
/// # Errors
/// If there can be no further thread or socket.
pub fn input(to: UnboundedSender<Msg>) -> io::Result<Input> {
    let (control, told) = UnixStream::pair()?;
    std::thread::Builder::new()
        .name("input".to_owned())
        .spawn(move || {
            let gone = run(told, &to);
            if gone {
                // If nobody listens any more, the program is ending anyway.
                let _ = to.send(Msg::Terminated);
            }
        })?;
    Ok(Input { control })
}

impl Input {
    /// Leaves the terminal to another program, a token command that asks for a
    /// password, until [`Input::resume`]. Returns when nothing is read here
    /// any more.
    ///
    /// # Errors
    /// If the thread has ended.
    pub fn pause(&mut self) -> io::Result<()> {
        self.control.write_all(b"p")?;
        self.control.read_exact(&mut [0])
    }

    /// Goes on reading.
    ///
    /// # Errors
    /// If the thread has ended.
    pub fn resume(&mut self) -> io::Result<()> {
        self.control.write_all(b"r")
    }
}

/// Reads until the terminal is gone, which is `true`, or nobody listens.
fn run(mut control: UnixStream, to: &UnboundedSender<Msg>) -> bool {
    let terminal = rustix::stdio::stdin();
    let mut parser = Parser::default();
    let mut bytes = vec![0; CHUNK];
    let mut messages = Vec::new();
    loop {
        let (readable, told) = match wait(terminal.as_raw_fd(), control.as_raw_fd(), parser.holds())
        {
            Ok(Ready::Silence) => {
                parser.silence(&mut messages);
                (false, false)
            }
            Ok(Ready::Some { terminal, control }) => (terminal, control),
            Err(_) => return true,
        };
        if told && !pause(&mut control) {
            return false;
        }
        if readable && !told {
            match rustix::io::read(terminal, &mut bytes) {
                // A terminal's end of file is that it was hung up.
                Ok(0) => return true,
                Ok(count) => parser.feed(&bytes[..count], &mut messages),
                Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
                Err(_) => return true,
            }
        }
        for message in messages.drain(..) {
            if to.send(message).is_err() {
                return false;
            }
        }
    }
}

enum Ready {
    Silence,
    Some { terminal: bool, control: bool },
}

/// Waits until there is something to read, or for a silence of that length.
fn wait(terminal: RawFd, control: RawFd, silence: Option<Duration>) -> io::Result<Ready> {
    let mut watched = [terminal, control].map(|fd| pollfd {
        fd,
        events: POLLIN,
        revents: 0,
    });
    // It knows the systems where poll cannot watch a terminal.
    match filedescriptor::poll(&mut watched, silence) {
        Ok(0) if silence.is_some() => Ok(Ready::Silence),
        Ok(_) => {
            let [terminal, control] =
                watched.map(|watched| watched.revents & (POLLIN | POLLHUP | POLLERR) != 0);
            Ok(Ready::Some { terminal, control })
        }
        Err(filedescriptor::Error::Poll(error)) if error.kind() == io::ErrorKind::Interrupted => {
            Ok(Ready::Some {
                terminal: false,
                control: false,
            })
        }
        Err(filedescriptor::Error::Poll(error)) => Err(error),
        Err(error) => Err(io::Error::other(error)),
    }
}

/// Stays away from the terminal until told otherwise; `false` if nobody is left
/// to tell.
fn pause(control: &mut UnixStream) -> bool {
    let mut word = [0];
    if control.read_exact(&mut word).is_err() {
        return false;
    }
    if word == *b"p" {
        return control.write_all(b"p").is_ok() && control.read_exact(&mut word).is_ok();
    }
    true
}
