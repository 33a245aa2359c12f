//! The terminal: entered, drawn on, and given back as it was, whatever happens.
//!
//! What is to be undone is kept in one place, `ACTIVE`, so that quitting, a
//! panic on any thread and a dropped [`Terminal`] all undo it the same way, and
//! once.

mod input;
mod output;
mod parser;
mod screen;
mod sgr;
mod signals;
#[cfg(test)]
mod tests;

use std::fmt;
use std::io::{self, IsTerminal as _};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::queue;
use crossterm::style::ResetColor;
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

pub use input::{Input, input};
pub use output::Output;
pub use parser::Parser;
pub use sgr::styled;
pub use signals::{Ends, Signal, Signals, wait_for_end};

use self::screen::Screen;
use super::panics;
use crate::app::geometry::Size;

/// Reports of button presses and of the wheel, in the form without a limit on
/// columns. Crossterm's command would report every move as well.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// Asks for a report whenever the terminal's colours turn dark or light. One
/// that knows no such mode does as with every private mode it does not know:
/// nothing.
const SCHEME_ON: &[u8] = b"\x1b[?2031h";
const SCHEME_OFF: &[u8] = b"\x1b[?2031l";

/// Asks the terminal for its background's colour (OSC 11 of xterm). The answer
/// comes as input; a terminal that knows no such thing says nothing.
const ASK_BACKGROUND: &[u8] = b"\x1b]11;?\x1b\\";

/// How long a terminal that takes nothing is waited for at the end.
const PATIENCE: Duration = Duration::from_millis(250);

/// By which all is undone, while the terminal is ours.
static ACTIVE: Mutex<Option<Output>> = Mutex::new(None);

/// How the terminal is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Whether it reports the mouse.
    pub mouse: bool,
}

/// What became of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawn {
    /// It was handed to the terminal.
    Written,
    /// It is the one that is shown already.
    Same,
    /// It was not drawn: the terminal has not taken the one before.
    Behind,
}

/// Why the terminal cannot be entered. Prints as a line for standard error.
#[derive(Debug)]
pub enum EnterError {
    /// Standard input or output is something else.
    NotATerminal,
    /// It says of itself that it can do nothing.
    Dumb,
    /// The system refused.
    Io(io::Error),
}

impl fmt::Display for EnterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotATerminal => {
                f.write_str("the explorer needs a terminal on standard input and output")
            }
            Self::Dumb => f.write_str("the explorer needs more of a terminal than TERM=dumb"),
            Self::Io(error) => write!(f, "the terminal cannot be used: {error}"),
        }
    }
}

impl std::error::Error for EnterError {}

/// A terminal that could not be read or written any more, as a line for standard
/// error.
pub(super) fn lost(why: &io::Error) -> String {
    format!("whoswho: the terminal is lost: {why}")
}

impl From<io::Error> for EnterError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Whether there is a terminal that can be drawn on. Nothing is written.
///
/// # Errors
/// If there is none.
pub fn usable() -> Result<(), EnterError> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(EnterError::NotATerminal);
    }
    if std::env::var_os("TERM").is_some_and(|kind| kind == "dumb") {
        return Err(EnterError::Dumb);
    }
    Ok(())
}

/// The terminal while it is ours. Dropping it gives it back.
pub struct Terminal {
    screen: Screen,
    /// What is to be written before the next frame.
    before: Vec<u8>,
    output: Output,
    options: Options,
}

impl fmt::Debug for Terminal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Terminal")
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl Terminal {
    /// Enters the alternate screen. What that takes is written together with
    /// the first frame.
    ///
    /// # Errors
    /// If there is no terminal, or none that can be drawn on; then nothing has
    /// been written.
    pub fn enter(options: Options) -> Result<Self, EnterError> {
        usable()?;
        let mut terminal = Self {
            screen: Screen::default(),
            before: Vec::new(),
            output: Output::to_terminal(),
            options,
        };
        panics::watch();
        terminal.set_up()?;
        Ok(terminal)
    }

    /// Draws a frame, if the terminal has taken the one before. If not,
    /// [`Terminal::drained`] tells when to draw again, what is true by then.
    /// `render` gives the cursor's place, if it is to be seen.
    ///
    /// # Errors
    /// If the terminal's size cannot be read.
    pub fn draw(
        &mut self,
        render: impl FnOnce(Rect, &mut Buffer) -> Option<Position>,
    ) -> io::Result<Drawn> {
        if !self.output.is_idle() {
            return Ok(Drawn::Behind);
        }
        let Size { width, height } = self.size()?;
        let frame = self.screen.frame(Rect::new(0, 0, width, height), render);
        self.before.extend_from_slice(&frame);
        if self.before.is_empty() {
            return Ok(Drawn::Same);
        }
        self.output.send(&self.before);
        self.before.clear();
        Ok(Drawn::Written)
    }

    /// Waits until the terminal has taken all that was written.
    pub async fn drained(&self) {
        self.output.drained().await;
    }

    /// Where sequences that are no part of a frame are written.
    #[must_use]
    pub fn output(&self) -> Output {
        self.output.clone()
    }

    /// The size in cells.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn size(&self) -> io::Result<Size> {
        let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout())?;
        if size.ws_col == 0 || size.ws_row == 0 {
            // A line without a size, as a serial one: that of the VT100.
            return Ok(Size {
                width: 80,
                height: 24,
            });
        }
        Ok(Size {
            width: size.ws_col,
            height: size.ws_row,
        })
    }

    /// Turns the mouse's reports on or off.
    pub fn mouse(&mut self, on: bool) {
        self.options.mouse = on;
        self.output.send(if on { MOUSE_ON } else { MOUSE_OFF });
    }

    /// Asks for the background's colour; [`Msg::Background`] answers, if
    /// anything does.
    ///
    /// [`Msg::Background`]: crate::app::message::Msg::Background
    pub fn ask_background(&self) {
        self.output.send(ASK_BACKGROUND);
    }

    /// Lets the next frame draw everything anew.
    pub const fn redraw(&mut self) {
        self.screen.forget();
    }

    /// Gives the terminal back and stops the program, as ctrl-z does elsewhere,
    /// until it is continued; then takes it again. The next frame draws
    /// everything.
    ///
    /// # Errors
    /// If the terminal cannot be taken again.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.release();
        // With its group, so that a shell takes back the whole job. Not
        // SIGTSTP, which is listened to.
        rustix::process::kill_current_process_group(rustix::process::Signal::STOP)?;
        self.resume()
    }

    /// Gives the terminal back while something else uses it: a token command
    /// that asks for a password. [`Input::pause`] goes with it.
    pub fn release(&mut self) {
        restore();
    }

    /// Takes the terminal again after [`Terminal::release`]. The next frame
    /// draws everything.
    ///
    /// # Errors
    /// If it cannot be taken.
    pub fn resume(&mut self) -> io::Result<()> {
        self.output = Output::to_terminal();
        self.set_up()?;
        self.redraw();
        Ok(())
    }

    /// Gives the terminal back.
    pub fn leave(self) {
        drop(self);
    }

    fn set_up(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        *active() = Some(self.output.clone());
        queue!(
            self.before,
            EnterAlternateScreen,
            EnableBracketedPaste,
            Hide
        )?;
        self.before.extend_from_slice(SCHEME_ON);
        if self.options.mouse {
            self.before.extend_from_slice(MOUSE_ON);
        }
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
    }
}

fn active() -> MutexGuard<'static, Option<Output>> {
    ACTIVE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives the terminal back as it was. Does nothing if it is not ours.
pub(super) fn restore() {
    let Some(output) = active().take() else {
        return;
    };
    let mut last = [MOUSE_OFF, SCHEME_OFF].concat();
    let written = queue!(
        last,
        EndSynchronizedUpdate,
        DisableBracketedPaste,
        ResetColor,
        LeaveAlternateScreen,
        Show
    );
    debug_assert!(written.is_ok(), "a Vec takes everything");
    output.close(&last, PATIENCE);
    // A terminal that is gone has no mode to restore.
    let _ = disable_raw_mode();
}
