//! What completes arguments in a shell.

use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::{Failure, print_out};
use crate::cli::Cli;

/// Prints it.
///
/// # Errors
/// If standard output cannot be written.
pub fn print(shell: Shell) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "whoswho", &mut script);
    print_out(script)?;
    Ok(ExitCode::SUCCESS)
}
