//! What completes arguments in a shell.

use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::print_out;
use crate::cli::Cli;

/// Prints it.
pub fn print(shell: Shell) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "whoswho", &mut script);
    print_out(&String::from_utf8_lossy(&script));
    ExitCode::SUCCESS
}
