//! The start screen on the terminal.

use std::io;

use tokio::sync::mpsc::unbounded_channel;

use super::event_loop;
use super::terminal::{self, Drawn, Signal, Signals, Terminal, lost};
use super::themes;
use crate::app::Looks;
use crate::app::message::Msg;
use crate::app::start::{Choice, StartScreen, Step};
use crate::config::ThemeChoice;
use crate::keys::Keymap;
use crate::ui;
use crate::ui::theme::{Definition, Theme};

/// What the start screen is shown with.
#[derive(Debug)]
pub struct Setup {
    /// Where the configuration is, or would be, as people write it.
    pub file: String,
    /// Whether it is there, without a profile in it.
    pub has_file: bool,
    /// Which keys do what.
    pub keymap: Keymap,
    /// Which theme; one that is not built in is shown as `auto`.
    pub theme: ThemeChoice,
    /// What the screen is drawn with.
    pub looks: Looks,
    /// Whether the mouse is read.
    pub mouse: bool,
}

/// How the start screen was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// Something was chosen.
    With(Choice),
    /// A signal ended it; with the exit code.
    Ended(u8),
}

/// Shows the start screen until something is chosen. The terminal has been given
/// back by then, and nothing reads it any more.
///
/// # Errors
/// A line for standard error, if the terminal cannot be used or is lost.
pub fn run(setup: Setup) -> Result<Left, String> {
    let runtime = event_loop().map_err(|why| format!("whoswho: {why}"))?;
    runtime.block_on(show(setup))
}

async fn show(setup: Setup) -> Result<Left, String> {
    let signals = Signals::listen().map_err(|why| format!("whoswho: {why}"))?;
    let terminal = Terminal::enter(terminal::Options { mouse: setup.mouse })
        .map_err(|why| format!("whoswho: {why}"))?;
    let size = terminal.size().map_err(|why| lost(&why))?;
    let mut shown = Shown {
        screen: StartScreen::new(setup.file, setup.has_file, setup.keymap, setup.looks, size),
        theme: setup.theme,
        terminal,
        signals,
    };
    shown.wait().await.map_err(|why| lost(&why))
}

struct Shown {
    screen: StartScreen,
    theme: ThemeChoice,
    terminal: Terminal,
    signals: Signals,
}

impl Shown {
    async fn wait(&mut self) -> io::Result<Left> {
        self.draw().await?;
        let (sender, mut messages) = unbounded_channel();
        let mut input = terminal::input(sender)?;
        self.terminal.ask_background();
        loop {
            let step = tokio::select! {
                signal = self.signals.next() => match signal {
                    Signal::Resized => self.screen.update(&Msg::Resized(self.terminal.size()?)),
                    Signal::Suspend => Step::Suspend,
                    Signal::End(code) => return Ok(Left::Ended(code)),
                },
                message = messages.recv() => {
                    let message = message.unwrap_or(Msg::Terminated);
                    self.screen.update(&message)
                }
            };
            match step {
                Step::Stay => {}
                Step::Redraw => self.terminal.redraw(),
                Step::Suspend => {
                    input.pause()?;
                    self.terminal.suspend()?;
                    input.resume()?;
                    self.screen.update(&Msg::Resized(self.terminal.size()?));
                }
                Step::Take(choice) => {
                    // What is typed from now on is for what comes next.
                    input.pause()?;
                    return Ok(Left::With(choice));
                }
            }
            self.draw().await?;
        }
    }

    async fn draw(&mut self) -> io::Result<()> {
        let theme = theme(&self.theme, self.screen.light);
        let screen = &self.screen;
        let render = |area, buffer: &mut _| ui::start::draw(screen, &theme, area, buffer);
        while self.terminal.draw(render)? == Drawn::Behind {
            self.terminal.drained().await;
        }
        Ok(())
    }
}

fn theme(choice: &ThemeChoice, light: bool) -> Theme {
    let named = match choice {
        ThemeChoice::Auto => None,
        ThemeChoice::Named(name) => Definition::built_in(name),
    };
    let definition = named
        .or_else(|| Definition::built_in(if light { "light" } else { "dark" }))
        // The built-in ones are sound: a test reads each.
        .unwrap_or_default();
    Theme::new(&definition, themes::depth())
}
