//! whoswho: arguments in, exit code out.
#![forbid(unsafe_code)]

mod cli;
mod commands;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use whoswho::runtime::clock::Clock;
use whoswho::runtime::{panics, secrets};
use whoswho::text::Untrusted;

use self::cli::{Cli, Command, DirectoryCommand, ProfileCommand};
use self::commands::{
    USAGE, cache, completions, config, demo, directory, explore, get, keys, list, man, profile,
    themes,
};

fn main() -> ExitCode {
    let clock = Clock::start();
    panics::watch();
    secrets::keep_out_of_dumps();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(refused) if refused.use_stderr() => {
            complain(cli::refusal::lines(&refused).iter().map(String::as_str));
            return ExitCode::from(USAGE);
        }
        // Help and version are no errors.
        Err(asked_for) => asked_for.exit(),
    };
    let done = match &cli.command {
        None => explore::run(&cli, clock),
        Some(Command::List(arguments)) => list::run(&cli, arguments, clock),
        Some(Command::Get(arguments)) => get::run(&cli, arguments, clock),
        Some(Command::DemoServer) => demo::serve(&cli.demo_options),
        Some(Command::Directory(DirectoryCommand::Check { file })) => directory::check(file),
        Some(Command::Keys) => keys::print(&cli),
        Some(Command::Themes) => themes::print(),
        Some(Command::Completions { shell }) => completions::print(*shell),
        Some(Command::Man) => man::print(),
        Some(Command::Cache(what)) => cache::run(*what),
        Some(Command::Config(what)) => config::run(&cli, what),
        Some(Command::Profile(ProfileCommand::Add(arguments))) => {
            profile::run(&cli, arguments, clock)
        }
    };
    match done {
        Ok(code) => code,
        Err(failure) => {
            complain(failure.lines.iter().map(String::as_str));
            ExitCode::from(failure.code)
        }
    }
}

/// Says on standard error why the program ends, a line each. An argument or a
/// file that somebody else wrote may be quoted in it.
fn complain<'l>(lines: impl Iterator<Item = &'l str>) {
    let mut out = io::stderr().lock();
    for line in lines {
        // Nobody is left to tell where standard error is closed.
        let _ = writeln!(out, "{}", Untrusted::new(line).shown());
    }
}
