//! whoswho: arguments in, exit code out.
#![forbid(unsafe_code)]

mod cli;
mod commands;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use whoswho::runtime::clock::Clock;
use whoswho::runtime::secrets;

use self::cli::{Cli, Command, DirectoryCommand};
use self::commands::{demo, directory, explore, keys};

fn main() -> ExitCode {
    let clock = Clock::start();
    secrets::keep_out_of_dumps();
    let cli = Cli::parse();
    let done = match &cli.command {
        None => explore::run(&cli, clock),
        Some(Command::DemoServer) => demo::serve(&cli.demo_options),
        Some(Command::Directory(DirectoryCommand::Check { file })) => directory::check(file),
        Some(Command::Keys) => keys::print(&cli),
    };
    match done {
        Ok(code) => code,
        Err(failure) => {
            let mut out = io::stderr().lock();
            for line in failure.lines {
                // Nobody is left to tell where standard error is closed.
                let _ = writeln!(out, "{line}");
            }
            ExitCode::from(failure.code)
        }
    }
}
