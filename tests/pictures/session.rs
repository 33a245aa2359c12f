//! The real program in a pseudo-terminal, driven by keys.

use std::io::{Read as _, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::{Parser, Screen};

/// How long the screen may take to show what is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// A frame is a synchronized update: it begins and ends with these.
const FRAME_BEGIN: &[u8] = b"\x1b[?2026h";
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// What is on the terminal.
struct Terminal {
    parser: Parser,
    /// The last bytes, in which a frame's begin or end may have started.
    tail: Vec<u8>,
    /// Whether the screen is half of one frame and half of the next.
    drawing: bool,
    /// Whether the program has gone.
    closed: bool,
}

impl Terminal {
    fn take(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.tail.extend_from_slice(bytes);
        for seen in self.tail.windows(FRAME_END.len()) {
            self.drawing = (self.drawing || seen == FRAME_BEGIN) && seen != FRAME_END;
        }
        let cut = self.tail.len().saturating_sub(FRAME_END.len() - 1);
        self.tail.drain(..cut);
    }

    fn shows(&self, texts: &[&str]) -> bool {
        let contents = self.parser.screen().contents();
        !self.drawing && texts.iter().all(|text| contents.contains(text))
    }
}

/// A running explorer. It ends when this is dropped.
pub(crate) struct Session {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    shared: Arc<(Mutex<Terminal>, Condvar)>,
    /// Closing it would end the program.
    _master: Box<dyn MasterPty + Send>,
    /// In place of the home folder, so that nobody's configuration counts.
    _home: tempfile::TempDir,
}

impl Session {
    /// Starts the explorer on a terminal of that many columns and rows.
    pub(crate) fn start(columns: u16, rows: u16, arguments: &[&str]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let pty = native_pty_system()
            .openpty(PtySize {
                rows,
                cols: columns,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
        let child = pty
            .slave
            .spawn_command(command(home.path(), arguments))
            .unwrap();
        drop(pty.slave);
        let shared = Arc::new((
            Mutex::new(Terminal {
                parser: Parser::new(rows, columns, 0),
                tail: Vec::new(),
                drawing: false,
                closed: false,
            }),
            Condvar::new(),
        ));
        let mut output = pty.master.try_clone_reader().unwrap();
        let reader = Arc::clone(&shared);
        thread::spawn(move || {
            let (terminal, changed) = &*reader;
            let mut bytes = [0; 8192];
            loop {
                // On Linux a pseudo-terminal whose program has gone is an error.
                let length = output.read(&mut bytes).unwrap_or(0);
                let mut terminal = terminal.lock().unwrap();
                terminal.take(&bytes[..length]);
                terminal.closed = length == 0;
                changed.notify_all();
                if terminal.closed {
                    return;
                }
            }
        });
        Self {
            child,
            keys: pty.master.take_writer().unwrap(),
            shared,
            _master: pty.master,
            _home: home,
        }
    }

    /// Types, as a terminal would send it.
    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// The first whole frame that has all of these texts on it.
    pub(crate) fn screen_with(&self, texts: &[&str]) -> Screen {
        let (terminal, changed) = &*self.shared;
        let (terminal, waited) = changed
            .wait_timeout_while(terminal.lock().unwrap(), PATIENCE, |terminal| {
                !terminal.closed && !terminal.shows(texts)
            })
            .unwrap();
        let came = !waited.timed_out() && !terminal.closed;
        let screen = terminal.parser.screen().clone();
        // A panic that holds the lock would hide itself behind the reader's.
        drop(terminal);
        assert!(
            came,
            "{texts:?} did not come; there is:\n{}",
            screen.contents()
        );
        screen
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // It may have ended by itself, which is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program, in an environment that is the same everywhere.
fn command(home: &Path, arguments: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_whoswho"));
    command.args(arguments);
    command.env_clear();
    command.env("HOME", home);
    command.env("TERM", "xterm-256color");
    command.env("COLORTERM", "truecolor");
    command.env("LANG", "C.UTF-8");
    command.env("TZ", "UTC");
    command.cwd(home);
    command
}
