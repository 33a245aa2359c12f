//! whoswho in a pseudo-terminal: keys go in, every byte that comes out is kept.
//!
//! A shell stands between the pseudo-terminal and the program and notes the
//! terminal's modes before and after: when the process that a terminal belongs
//! to ends, the kernel resets them by itself, and what whoswho left would not be
//! seen.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{ChildKiller, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::Action;
use tempfile::TempDir;
use vt100::{MouseProtocolMode, Parser, Screen};

pub const ENTER: &str = "\r";
pub const ESC: &str = "\x1b";
pub const TAB: &str = "\t";
pub const PAGE_DOWN: &str = "\x1b[6~";
pub const BACKSPACE: &str = "\x7f";
pub const CTRL_C: &str = "\x03";
pub const CTRL_G: &str = "\x07";
pub const CTRL_U: &str = "\x15";
pub const CTRL_Y: &str = "\x19";

/// How long a state is waited for that does not come: only a failing test gets
/// there.
const PATIENCE: Duration = Duration::from_secs(10);

/// Between two presses of a key that is repeated until it takes effect.
const REPEAT: Duration = Duration::from_millis(60);

/// Notes the modes, tells the program's process, and passes its exit code on,
/// which it outlives a hang-up and ctrl-c for.
const BETWEEN: &str = r#"
trap : HUP INT
before=$1; after=$2; pid=$3; shift 3
stty -g >"$before"
sh -c 'echo $$ >"$0"; eval "$1"; shift; exec "$@"' "$pid" "$@"
code=$?
stty -g >"$after"
exit $code
"#;

/// What is run, and where.
pub struct Command {
    pub arguments: Vec<String>,
    pub variables: Vec<(String, String)>,
    /// Columns and rows.
    pub size: (u16, u16),
    /// What the shell does before it becomes whoswho.
    pub before: String,
}

/// A running whoswho.
pub struct Pty {
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    shell: Box<dyn ChildKiller + Send + Sync>,
    output: Receiver<Vec<u8>>,
    exit: Receiver<u32>,
    parser: Parser,
    raw: Vec<u8>,
    notes: TempDir,
    /// What is answered to the question for the background's colour.
    background: Option<&'static str>,
    hung_up: Arc<AtomicBool>,
    /// Whether what comes out is read.
    reading: Arc<(Mutex<bool>, Condvar)>,
}

impl Pty {
    /// Starts whoswho with nothing in its environment but what is given.
    pub fn start(command: &Command) -> Self {
        let (columns, rows) = command.size;
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let notes = tempfile::tempdir().unwrap();
        let note = |name| notes.path().join(name).into_os_string();
        let mut shell = CommandBuilder::new("/bin/sh");
        shell.args(["-c", BETWEEN, "sh"]);
        shell.args([note("before"), note("after"), note("pid")]);
        shell.arg(&command.before);
        shell.arg(env!("CARGO_BIN_EXE_whoswho"));
        shell.args(&command.arguments);
        shell.env_clear();
        for (name, value) in &command.variables {
            shell.env(name, value);
        }
        let mut child = pair.slave.spawn_command(shell).unwrap();
        // The last one to hold it must be the program: then reading ends with
        // the last byte.
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (bytes, output) = channel();
        let hung_up = Arc::new(AtomicBool::new(false));
        let is_hung_up = hung_up.clone();
        let reading = Arc::new((Mutex::new(true), Condvar::new()));
        let may_read = reading.clone();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(count) = reader.read(&mut buffer) {
                let is_over = count == 0 || is_hung_up.load(Ordering::Relaxed);
                if is_over || bytes.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
                let (reads, told) = &*may_read;
                drop(
                    told.wait_while(reads.lock().unwrap(), |reads| !*reads)
                        .unwrap(),
                );
            }
        });
        let shell = child.clone_killer();
        let (ended, exit) = channel();
        std::thread::spawn(move || ended.send(child.wait().unwrap().exit_code()));
        Self {
            keyboard: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            shell,
            output,
            exit,
            parser: Parser::new(rows, columns, 0),
            raw: Vec::new(),
            notes,
            background: None,
            hung_up,
            reading,
        }
    }

    /// Answers the question for the background's colour, as `rgb:ffff/ffff/ffff`.
    pub fn answer_background(&mut self, color: &'static str) {
        self.background = Some(color);
    }

    // ---- what goes in

    /// Types keys, as the bytes that they send.
    pub fn keys(&mut self, keys: &str) {
        self.bytes(keys.as_bytes());
    }

    /// Sends bytes as they are.
    pub fn bytes(&mut self, bytes: &[u8]) {
        let keyboard = self.keyboard.as_mut().unwrap();
        keyboard.write_all(bytes).unwrap();
        keyboard.flush().unwrap();
    }

    /// Pastes, as a terminal with bracketed paste does.
    pub fn paste(&mut self, text: &str) {
        self.bytes(format!("\x1b[200~{text}\x1b[201~").as_bytes());
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.parser.screen_mut().set_size(rows, columns);
        let master = self.master.as_ref().unwrap();
        master.resize(size(columns, rows)).unwrap();
    }

    /// Sends a signal to whoswho itself.
    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_raw(self.pid()).unwrap(), signal).unwrap();
    }

    /// Continues whoswho and the shell that was stopped with it, again and
    /// again until the screen is so: one that comes before the stop is lost.
    #[track_caller]
    pub fn continue_until(&mut self, what: &str, mut done: impl FnMut(&Screen) -> bool) {
        let pid = Pid::from_raw(self.pid()).unwrap();
        let group = rustix::process::getpgid(Some(pid)).unwrap();
        let deadline = Instant::now() + PATIENCE;
        while !(self.is_frame_whole() && done(self.parser.screen())) {
            assert!(Instant::now() < deadline, "never saw {what}");
            rustix::process::kill_process_group(group, Signal::CONT).unwrap();
            while let Ok(bytes) = self.output.recv_timeout(REPEAT) {
                self.take(&bytes);
            }
        }
    }

    /// Whoswho's process.
    pub fn pid(&self) -> i32 {
        let pid = std::fs::read_to_string(self.note("pid")).unwrap();
        pid.trim().parse().unwrap()
    }

    /// Takes nothing more of what comes out, as a terminal whose window hangs
    /// or a user who pressed ctrl-s: not a byte, however much room there is on
    /// the way.
    pub fn stop_reading(&self) {
        self.flow(Action::OOff);
        *self.reading.0.lock().unwrap() = false;
    }

    /// Stops or continues what is written to the terminal, which is a property
    /// of its other side.
    fn flow(&self, action: Action) {
        // One that was hung up has none.
        let Some(master) = &self.master else {
            return;
        };
        let name = master.tty_name().unwrap();
        let flags = OFlags::RDWR | OFlags::NOCTTY;
        let terminal = rustix::fs::open(name, flags, Mode::empty()).unwrap();
        rustix::termios::tcflow(terminal, action).unwrap();
    }

    pub fn go_on_reading(&self) {
        self.flow(Action::OOn);
        *self.reading.0.lock().unwrap() = true;
        self.reading.1.notify_all();
    }

    // ---- what comes out

    /// Waits until the screen is as wanted. A frame is looked at when it is
    /// whole.
    #[track_caller]
    pub fn wait_for(&mut self, what: &str, mut wanted: impl FnMut(&Screen) -> bool) {
        self.wait_until(what, |pty| {
            pty.is_frame_whole() && wanted(pty.parser.screen())
        });
    }

    /// Waits until what came out is as wanted.
    #[track_caller]
    pub fn wait_until(&mut self, what: &str, mut wanted: impl FnMut(&Self) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while let Ok(bytes) = self.output.try_recv() {
            self.take(&bytes);
        }
        while !wanted(self) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(why) => panic!("never saw {what}: {why}; the screen is\n{}", self.framed()),
            }
        }
    }

    /// Waits until the screen has that text.
    #[track_caller]
    pub fn shows(&mut self, text: &str) {
        self.wait_for(&format!("{text:?}"), |screen| {
            screen.contents().contains(text)
        });
    }

    /// Waits until some row of the screen has all of these texts.
    #[track_caller]
    pub fn shows_in_a_row(&mut self, texts: &[&str]) {
        self.wait_for(&format!("a row with {texts:?}"), |screen| {
            let (_, columns) = screen.size();
            screen
                .rows(0, columns)
                .any(|row| texts.iter().all(|text| row.contains(text)))
        });
    }

    /// Waits until the screen has that text no more.
    #[track_caller]
    pub fn hides(&mut self, text: &str) {
        self.wait_for(&format!("{text:?} go"), |screen| {
            !screen.contents().contains(text)
        });
    }

    /// Presses keys again and again until something is so.
    #[track_caller]
    pub fn press_until(&mut self, what: &str, keys: &str, done: impl FnMut(&Screen) -> bool) {
        self.press_every(REPEAT, what, keys, done);
    }

    /// The same, with as much time between the presses.
    #[track_caller]
    pub fn press_every(
        &mut self,
        time: Duration,
        what: &str,
        keys: &str,
        mut done: impl FnMut(&Screen) -> bool,
    ) {
        let deadline = Instant::now() + PATIENCE;
        let mut done = |pty: &Self| pty.is_frame_whole() && done(pty.parser.screen());
        while !done(self) {
            assert!(
                Instant::now() < deadline,
                "{keys:?} never led to {what}; the screen is\n{}",
                self.framed()
            );
            self.keys(keys);
            let pause = Instant::now() + time;
            while !done(self)
                && let Ok(bytes) = self
                    .output
                    .recv_timeout(pause.saturating_duration_since(Instant::now()))
            {
                self.take(&bytes);
            }
        }
    }

    pub fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    /// The screen's text, its rows without what is blank at their ends.
    pub fn text(&self) -> String {
        self.parser.screen().contents()
    }

    /// A row of the screen, from 0.
    pub fn row(&self, row: usize) -> String {
        let screen = self.parser.screen();
        let (_, columns) = screen.size();
        screen.rows(0, columns).nth(row).unwrap_or_default()
    }

    /// Every byte so far.
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// Waits for the end, whatever is still to be read.
    #[track_caller]
    pub fn wait_for_end(&self) {
        let ended = self.exit.recv_timeout(PATIENCE);
        assert!(ended.is_ok(), "it does not end");
        self.go_on_reading();
    }

    /// Waits for the end, reads what is left, and gives the exit code.
    #[track_caller]
    pub fn exit_code(&mut self) -> u32 {
        let Ok(code) = self.exit.recv_timeout(PATIENCE) else {
            while let Ok(bytes) = self.output.try_recv() {
                self.take(&bytes);
            }
            panic!("it does not end; the screen is\n{}", self.framed());
        };
        loop {
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => return code,
                Err(RecvTimeoutError::Timeout) => panic!("the terminal is held by something else"),
            }
        }
    }

    /// Whether the terminal is as it was before: nothing of ours is left on it.
    #[track_caller]
    pub fn assert_given_back(&self) {
        let screen = self.parser.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "bracketed paste is off");
        assert_eq!(
            screen.mouse_protocol_mode(),
            MouseProtocolMode::None,
            "the mouse is the terminal's"
        );
        assert!(self.is_frame_whole(), "synchronized updates have ended");
        let [before, after] = self.modes();
        assert_eq!(before, after, "stty");
    }

    /// The terminal's modes before whoswho and after it, as `stty -g` has them.
    pub fn modes(&self) -> [String; 2] {
        ["before", "after"].map(|name| std::fs::read_to_string(self.note(name)).unwrap())
    }

    /// Hangs up, as a terminal does whose window is closed.
    pub fn hang_up(&mut self) {
        self.hung_up.store(true, Ordering::Relaxed);
        // Whoever reads holds the terminal, too, until the next byte comes.
        self.resize(119, 36);
        self.keys("\x0c");
        self.keyboard = None;
        self.master = None;
    }

    fn note(&self, name: &str) -> PathBuf {
        Path::new(self.notes.path()).join(name)
    }

    fn take(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        self.parser.process(bytes);
        let asks = |window: &[u8]| window == b"\x1b]11;?";
        if let Some(color) = self.background
            && self.raw.windows(6).any(asks)
        {
            self.background = None;
            self.bytes(format!("\x1b]11;{color}\x1b\\").as_bytes());
        }
    }

    fn is_frame_whole(&self) -> bool {
        const UPDATE: &[u8] = b"\x1b[?2026";
        let last = self
            .raw
            .windows(UPDATE.len())
            .rposition(|window| window == UPDATE);
        last.is_none_or(|at| self.raw.get(at + UPDATE.len()) == Some(&b'l'))
    }

    fn framed(&self) -> String {
        let screen = self.parser.screen();
        let (_, columns) = screen.size();
        let rows: Vec<String> = screen.rows(0, columns).collect();
        format!("│{}", rows.join("\n│"))
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // A test that failed leaves nobody behind; one that passed, nobody to
        // kill.
        let _ = self.shell.kill();
    }
}

const fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}
