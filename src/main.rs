//! whoswho: arguments in, exit code out.
#![forbid(unsafe_code)]

mod cli;
mod commands;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use whoswho::runtime::clock::Clock;

use self::cli::{Cli, Command, DirectoryCommand};
use self::commands::{completions, demo, directory, explore, get, keys, list, man, themes};

fn main() -> ExitCode {
    let clock = Clock::start();
    let cli = Cli::parse();
    let done = match &cli.command {
        None => explore::run(&cli, clock),
        Some(Command::List(arguments)) => list::run(&cli, arguments, clock),
        Some(Command::Get(arguments)) => get::run(&cli, arguments, clock),
        Some(Command::DemoServer) => demo::serve(&cli.demo_options),
        Some(Command::Directory(DirectoryCommand::Check { file })) => directory::check(file),
        Some(Command::Keys) => keys::print(&cli),
        Some(Command::Themes) => Ok(themes::print()),
        Some(Command::Completions { shell }) => Ok(completions::print(*shell)),
        Some(Command::Man) => man::print(),
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
