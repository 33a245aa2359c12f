//! What comes before the explorer where no profile is configured.

use std::path::Path;

use whoswho::app::Looks;
use whoswho::config::Config;
use whoswho::runtime::paths::{self, Paths};
use whoswho::runtime::start::{self, Left, Setup};

use super::{Failure, config};
use crate::cli::Cli;

/// Shows the start screen; `config` is what there is without a profile.
///
/// # Errors
/// If the terminal cannot be used.
pub fn ask(cli: &Cli, config: Option<Config>, paths: Option<&Paths>) -> Result<Left, Failure> {
    let file = config::file(cli, paths)?;
    start::run(setup(cli, config, &file)).map_err(Failure::failed)
}

fn setup(cli: &Cli, config: Option<Config>, file: &Path) -> Setup {
    let has_file = config.is_some();
    let config = config.unwrap_or_default();
    Setup {
        theme: config::theme_choice(cli, &config),
        file: paths::as_people_write(file),
        has_file,
        keymap: config.keymap,
        looks: Looks {
            borders: config.borders,
            accessible: config.accessible,
        },
        mouse: config.mouse && !cli.no_mouse,
    }
}
