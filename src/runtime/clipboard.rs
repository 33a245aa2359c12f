//! The clipboard: which way a text gets there, and what can be said of it
//! afterwards. It is never read.

use std::fmt::Write as _;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use super::terminal::Output;
use crate::config::Clipboard as Wish;
use crate::text::counted;

/// How long tmux may take.
const TMUX_TIME: Duration = Duration::from_secs(5);

/// What tmux is told of the environment: where its server is. The rest may hold
/// tokens, and is none of its business.
const TMUX_NEEDS: [&str; 6] = ["TMUX", "TMUX_TMPDIR", "PATH", "HOME", "LANG", "LC_ALL"];

/// Where this runs, as far as it decides which way to go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Whether inside tmux.
    pub tmux: bool,
    /// Whether on another host, where the system's clipboard is nobody's.
    pub ssh: bool,
}

impl Surroundings {
    /// What the environment says.
    #[must_use]
    pub fn read() -> Self {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        Self {
            tmux: set("TMUX"),
            ssh: set("SSH_CONNECTION") || set("SSH_TTY"),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Tmux,
    Terminal,
    System,
}

/// The ways to try, in order.
const fn ways(wish: Wish, here: Surroundings) -> &'static [Way] {
    match wish {
        Wish::System => &[Way::System],
        Wish::Tmux => &[Way::Tmux],
        Wish::Osc52 => &[Way::Terminal],
        Wish::Auto if here.tmux => &[Way::Tmux, Way::Terminal],
        Wish::Auto if here.ssh => &[Way::Terminal],
        Wish::Auto => &[Way::System, Way::Terminal],
    }
}

/// The way to the clipboard. Clones are the same.
#[derive(Clone)]
pub struct Clipboard {
    ways: &'static [Way],
    terminal: Output,
    /// Kept alive: on X11 a text is there as long as its owner is.
    system: Arc<Mutex<Option<arboard::Clipboard>>>,
}

impl std::fmt::Debug for Clipboard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Clipboard")
            .field("ways", &self.ways)
            .finish_non_exhaustive()
    }
}

impl Clipboard {
    /// The way that the configuration wants. Nothing is opened before the first text.
    #[must_use]
    pub fn new(wish: Wish, here: Surroundings, terminal: Output) -> Self {
        Self {
            ways: ways(wish, here),
            terminal,
            system: Arc::default(),
        }
    }

    /// Puts a text on the clipboard. The answer says which way it went, as the
    /// end of a sentence that begins with what was copied.
    ///
    /// # Errors
    /// A sentence, if no way led there.
    pub async fn copy(&self, text: String) -> Result<String, String> {
        let bytes = text.len();
        let text: Arc<str> = Arc::from(text);
        let mut why = String::new();
        for way in self.ways {
            let went = match way {
                Way::Tmux => load_tmux_buffer(&text)
                    .await
                    .map(|()| "in the tmux buffer and offered to the terminal"),
                Way::Terminal => {
                    self.terminal.send(&osc52(&text));
                    Ok("offered to the terminal")
                }
                Way::System => self
                    .set_system(text.clone())
                    .await
                    .map(|()| "on the system clipboard"),
            };
            match went {
                Ok(went) => {
                    return Ok(format!(
                        "{went}, {}",
                        counted(bytes as u64, "byte", "bytes")
                    ));
                }
                Err(error) => why = error,
            }
        }
        Err(why)
    }

    async fn set_system(&self, text: Arc<str>) -> Result<(), String> {
        let system = self.system.clone();
        let set = move || {
            let mut system = system.lock().unwrap_or_else(PoisonError::into_inner);
            let open = match system.take() {
                Some(open) => Ok(open),
                None => arboard::Clipboard::new(),
            };
            open.and_then(|mut open| {
                open.set_text(&*text)?;
                *system = Some(open);
                Ok(())
            })
        };
        tokio::task::spawn_blocking(set)
            .await
            .map_err(|error| error.to_string())
            .and_then(|set| set.map_err(|error| error.to_string()))
            .map_err(|error| format!("the system clipboard refused: {error}"))
    }
}

/// The sequence that offers a text to the terminal's clipboard (xterm's
/// ctlseqs, OSC 52).
fn osc52(text: &str) -> Vec<u8> {
    let mut sequence = String::new();
    let written = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut sequence);
    debug_assert!(written.is_ok(), "a String takes everything");
    sequence.into_bytes()
}

async fn load_tmux_buffer(text: &str) -> Result<(), String> {
    let load = async {
        let mut tmux = Command::new("tmux")
            // -w: and send it on to the terminal's clipboard.
            .args(["load-buffer", "-w", "-"])
            .env_clear()
            .envs(
                TMUX_NEEDS
                    .iter()
                    .filter_map(|name| Some((name, std::env::var_os(name)?))),
            )
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        if let Some(mut input) = tmux.stdin.take() {
            input.write_all(text.as_bytes()).await?;
        }
        tmux.wait().await
    };
    let mut why = String::from("tmux load-buffer ");
    let reason = match tokio::time::timeout(TMUX_TIME, load).await {
        Ok(Ok(status)) if status.success() => return Ok(()),
        Ok(Ok(status)) => write!(why, "failed: {status}"),
        Ok(Err(error)) => write!(why, "did not work: {error}"),
        Err(_) => write!(why, "did not answer"),
    };
    debug_assert!(reason.is_ok(), "a String takes everything");
    Err(why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_fits_where_this_runs() {
        let here = |tmux, ssh| Surroundings { tmux, ssh };
        for (wish, here, expected) in [
            (
                Wish::Auto,
                here(false, false),
                &[Way::System, Way::Terminal][..],
            ),
            (Wish::Auto, here(false, true), &[Way::Terminal]),
            (Wish::Auto, here(true, false), &[Way::Tmux, Way::Terminal]),
            (Wish::Auto, here(true, true), &[Way::Tmux, Way::Terminal]),
            (Wish::System, here(true, true), &[Way::System]),
            (Wish::Tmux, here(false, false), &[Way::Tmux]),
            (Wish::Osc52, here(true, false), &[Way::Terminal]),
        ] {
            assert_eq!(ways(wish, here), expected, "{wish:?} {here:?}");
        }
    }

    #[tokio::test]
    async fn what_is_offered_to_the_terminal_is_said_to_be_offered() {
        let written = Arc::new(Mutex::new(Vec::new()));
        let to = written.clone();
        let offer = move |bytes: &[u8]| {
            to.lock().unwrap().extend_from_slice(bytes);
            bytes.len()
        };
        let terminal = Output::new(offer, |_: &[u8]| {});
        let clipboard = Clipboard::new(Wish::Osc52, Surroundings::default(), terminal.clone());
        assert_eq!(
            clipboard.copy("Ana Lïma".to_owned()).await,
            Ok("offered to the terminal, 9 bytes".to_owned())
        );
        terminal.drained().await;
        assert_eq!(
            *written.lock().unwrap(),
            b"\x1b]52;c;QW5hIEzDr21h\x1b\\",
            "and nothing of the text is outside the sequence"
        );
    }
}
