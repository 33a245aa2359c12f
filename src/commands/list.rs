//! Records as text, for scripts: `whoswho list`.

use std::process::ExitCode;
use std::sync::Arc;

use whoswho::config::connection::token_variables;
use whoswho::directory::call::{ListOf, ResourceName};
use whoswho::export::Header;
use whoswho::runtime::batch::{self, Format, Layout, Mistake, Rows, Setup, Stop, Wanted};
use whoswho::runtime::clock::Clock;
use whoswho::runtime::paths::Paths;

use super::{Failure, demo, explore, profiles};
use crate::cli::{Cli, ListArgs, ListingOptions, OutputFormat, OutputOptions};

/// Prints a directory's records.
///
/// # Errors
/// If the arguments or the configuration are wrong, the directory or the
/// network refuses, or a signal ends it.
pub fn run(cli: &Cli, arguments: &ListArgs, clock: Clock) -> Result<ExitCode, Failure> {
    let of = ListOf::Resource(ResourceName::new(&arguments.resource));
    let wanted = wanted(of, &arguments.listing)?;
    print(cli, wanted, &arguments.output, clock)
}

/// A list, as the options ask for it.
///
/// # Errors
/// They exclude each other.
pub fn wanted(of: ListOf, options: &ListingOptions) -> Result<Wanted, Failure> {
    let rows = match (options.all, options.limit) {
        (true, None) => Rows::All,
        (true, Some(limit)) if options.filter.is_some() => Rows::Until(limit),
        (true, Some(_)) => {
            return Err(
                Failure::usage("whoswho: --limit and --all exclude each other")
                    .hint("  only with --filter, they read on until so many match"),
            );
        }
        (false, Some(limit)) => Rows::First(limit),
        (false, None) => Rows::Usual,
    };
    Ok(Wanted::List {
        of,
        rows,
        sort: options.sort.clone(),
        search: options.search.clone(),
        params: options.params.clone(),
        filter: options.filter.clone(),
    })
}

/// Asks for something and prints it.
///
/// # Errors
/// As [`run`].
pub fn print(
    cli: &Cli,
    wanted: Wanted,
    output: &OutputOptions,
    clock: Clock,
) -> Result<ExitCode, Failure> {
    let paths = Paths::of_user().ok();
    let demo = if cli.demo {
        Some(demo::start(&cli.demo_options)?)
    } else {
        None
    };
    let (connections, open) = if let Some(demo) = &demo {
        profiles::of_demo(demo, cli)?
    } else {
        let config = profiles::read_config(cli, paths.as_ref())?;
        profiles::configured(cli, config.as_ref(), paths.as_ref())?
    };
    let Some(connection) = open.and_then(|open| connections.get(open.0)) else {
        let names: Vec<&str> = connections.iter().map(|c| c.name.as_str()).collect();
        return Err(Failure::usage(
            "whoswho: several profiles are configured, and none is the default",
        )
        .hint(format!(
            "  name one with -p, or set default_profile; there are {}",
            names.join(", ")
        )));
    };
    let layout = Layout {
        format: match output.format {
            OutputFormat::Table => Format::Table,
            OutputFormat::Json => Format::Json,
            OutputFormat::Jsonl => Format::JsonLines,
            OutputFormat::Csv => Format::Csv,
        },
        columns: output.columns.clone(),
        header: if output.no_headers {
            Header::LeftOut
        } else {
            Header::First
        },
        width: batch::columns(),
    };
    let plan = batch::plan(connection, wanted, &layout, clock.now().wall)?;
    // The demo is forgotten when it ends.
    let kept = paths.as_ref().filter(|_| demo.is_none());
    batch::run(Setup {
        connection: Arc::clone(connection),
        plan,
        hidden: token_variables(connections.iter().map(|connection| &connection.token)),
        state: kept.map(|paths| paths.state.clone()),
        log: kept.and_then(|paths| explore::log(cli, paths)),
        clock,
    })?;
    Ok(ExitCode::SUCCESS)
}

impl From<Mistake> for Failure {
    fn from(mistake: Mistake) -> Self {
        Self::usage(format!("whoswho: {}", mistake.what)).hint(format!("  {}", mistake.hint))
    }
}

impl From<Stop> for Failure {
    fn from(stop: Stop) -> Self {
        Self {
            lines: stop.lines,
            code: stop.code,
        }
    }
}
