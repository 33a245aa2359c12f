//! The keys, as a table.

use std::process::ExitCode;

use whoswho::keys;
use whoswho::runtime::paths::Paths;

use super::profiles::read_config;
use super::{Failure, print_out};
use crate::cli::Cli;

/// Prints them, with what the configuration makes of them.
///
/// # Errors
/// If the configuration is wrong, or standard output cannot be written.
pub fn print(cli: &Cli) -> Result<ExitCode, Failure> {
    let paths = Paths::of_user().ok();
    let config = read_config(cli, paths.as_ref())?.unwrap_or_default();
    print_out(keys::plain_table(&config.keymap))?;
    Ok(ExitCode::SUCCESS)
}
