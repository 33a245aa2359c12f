//! The command line.

pub mod refusal;

use std::num::{IntErrorKind, ParseIntError};
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;

/// Find people in a user directory, see what they belong to, correct or
/// disable them, and always know what is left of the API's rate limit.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
#[derive(Debug, Parser)]
#[command(name = "whoswho", version, about, long_about = None, max_term_width = 100)]
#[command(
    after_help = "whoswho --demo opens the explorer on made-up people: no account, no network."
)]
pub struct Cli {
    /// What to do; the explorer opens without any.
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Open this profile instead of the default one
    #[arg(short, long, value_name = "NAME", global = true)]
    pub profile: Option<String>,

    /// Read this configuration instead of the usual one
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,

    /// Neither read nor write what is kept of people on this computer
    #[arg(long, global = true)]
    pub private: bool,

    /// Send no change, whatever the configuration allows
    #[arg(long, global = true)]
    pub read_only: bool,

    /// Go on where the last run ended, and remember where this one does
    #[arg(long, conflicts_with = "demo")]
    pub resume: bool,

    /// Use this theme
    #[arg(long, value_name = "NAME", global = true)]
    pub theme: Option<String>,

    /// Leave the mouse to the terminal
    #[arg(long, global = true)]
    pub no_mouse: bool,

    /// How much to write to the log file
    #[arg(long, value_name = "LEVEL", default_value = "warn", global = true)]
    pub log_level: LogLevel,

    /// Explore an embedded server with made-up people
    #[arg(long, global = true)]
    pub demo: bool,

    /// How the embedded server is set up.
    #[command(flatten)]
    pub demo_options: DemoOptions,
}

/// How the embedded server is set up.
#[derive(Debug, Args)]
#[command(next_help_heading = "The demo")]
pub struct DemoOptions {
    /// How many people there are
    #[arg(
        long = "demo-people",
        value_name = "N",
        value_parser = whole::<u32>,
        allow_negative_numbers = true,
        default_value_t = 2_500,
        global = true
    )]
    pub people: u32,

    /// The number that the people are made from; the same one makes the same
    #[arg(
        long = "demo-seed",
        value_name = "N",
        value_parser = whole::<u64>,
        allow_negative_numbers = true,
        default_value_t = 1,
        global = true
    )]
    pub seed: u64,

    /// How long each answer takes, in milliseconds
    #[arg(
        long = "demo-latency",
        value_name = "MS",
        value_parser = whole::<u64>,
        allow_negative_numbers = true,
        default_value_t = 0,
        global = true
    )]
    pub latency: u64,

    /// How many requests Leanmote allows an hour
    #[arg(
        long = "demo-budget",
        value_name = "N",
        value_parser = whole::<u32>,
        allow_negative_numbers = true,
        default_value_t = 1_000,
        global = true
    )]
    pub budget: u32,

    /// The day, as 2026-06-30, on which what happened there ends [default: today]
    #[arg(long = "demo-day", value_name = "DATE", value_parser = day, global = true)]
    pub day: Option<Date>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print a directory's records
    #[command(after_help = LIST_HELP)]
    List(ListArgs),
    /// Print one record, or a list under it
    #[command(after_help = GET_HELP)]
    Get(GetArgs),
    /// Run only the embedded server: prints a line "NAME URL TOKEN" for each
    /// directory and serves until interrupted
    DemoServer,
    /// Work with descriptions of directories
    #[command(subcommand)]
    Directory(DirectoryCommand),
    /// Print the keys and what they do
    Keys,
    /// Print the themes that there are: the built-in ones and your own
    Themes,
    /// Print what completes whoswho's arguments in a shell
    #[command(after_help = COMPLETIONS_HELP)]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    #[command(after_help = "whoswho man | man -l -   shows it.")]
    Man,
    /// Write, find or check the configuration
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Work with profiles
    #[command(subcommand)]
    Profile(ProfileCommand),
    /// Find or remove what is kept of people on this computer
    #[command(subcommand)]
    Cache(CacheCommand),
}

const LIST_HELP: &str = "\
Examples:
  whoswho list users                        the first 100, and how many remain
  whoswho list users --limit 500 --sort name
  whoswho list teams --sort created_at:desc -o csv > teams.csv
  whoswho list users --all -o jsonl | jq -r .email
  whoswho list users --all --filter 'email:@acme.io created:>2026-01'
  whoswho list users --all --limit 5 --filter 'enabled:no -role:Admin'
  whoswho --demo list users

Exit codes: 0 done, 1 the directory or the network refused, 2 bad arguments or
configuration, 130 interrupted, 143 terminated.";

const GET_HELP: &str = "\
Examples:
  whoswho get users usr_42                         all that is known of one user
  whoswho get users usr_42 -o json | jq .email
  whoswho get users usr_42 --relation teams        the user's teams
  whoswho get teams team_77 --relation members --all -o csv
  whoswho get teams team_77 --relation members --item usr_42

An ID that begins with a hyphen comes after `--`.

Exit codes: 0 done, 1 the directory or the network refused, 2 bad arguments or
configuration, 3 no such record, 130 interrupted, 143 terminated.";

const COMPLETIONS_HELP: &str = "\
Examples:
  whoswho completions bash > ~/.local/share/bash-completion/completions/whoswho
  whoswho completions zsh > ~/.zfunc/_whoswho
  whoswho completions fish > ~/.config/fish/completions/whoswho.fish";

/// What to list.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// What to list, as the directory's description calls it: users, teams
    pub resource: String,

    /// How much of it, and what.
    #[command(flatten)]
    pub listing: ListingOptions,

    /// How it is printed.
    #[command(flatten)]
    pub output: OutputOptions,
}

/// What to get.
#[derive(Debug, Args)]
pub struct GetArgs {
    /// What it is, as the directory's description calls it: users, teams
    pub resource: String,

    /// Its id
    pub id: String,

    /// Print a list under it instead: a user's teams, a team's members
    #[arg(long, value_name = "NAME")]
    pub relation: Option<String>,

    /// Print one record of that list: a membership, a binding
    #[arg(long, value_name = "ID", requires = "relation")]
    pub item: Option<String>,

    /// How much of the list, and what.
    #[command(flatten)]
    pub listing: ListingOptions,

    /// How it is printed.
    #[command(flatten)]
    pub output: OutputOptions,
}

/// How much of a list, and what.
#[derive(Debug, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "The list")]
pub struct ListingOptions {
    /// Print that many records at most; 100, unless given
    #[arg(
        long,
        value_name = "N",
        value_parser = whole::<u64>,
        allow_negative_numbers = true
    )]
    pub limit: Option<u64>,

    /// Print all of them, however many requests that takes
    #[arg(long)]
    pub all: bool,

    /// Have the directory sort them by a field of its description: name,
    /// name:asc, name:desc
    #[arg(long, value_name = "FIELD[:asc|:desc]")]
    pub sort: Option<String>,

    /// Have the directory search them
    #[arg(long, value_name = "TEXT")]
    pub search: Option<String>,

    /// Send a further parameter that the description names; can be repeated
    #[arg(long = "param", value_name = "NAME=VALUE")]
    pub params: Vec<String>,

    /// Print only those that match, of the pages that --limit takes; of all,
    /// with --all: ana, email:@acme.io, enabled:no, 'created:>2026-01',
    /// '-role:Admin', 'created:<30d', 'email:""'
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub filter: Option<String>,
}

/// How records are printed.
#[derive(Debug, Args)]
#[command(next_help_heading = "The output")]
pub struct OutputOptions {
    /// How they are printed
    #[arg(
        short = 'o',
        long = "output",
        value_name = "FORMAT",
        default_value = "table"
    )]
    pub format: OutputFormat,

    /// Print these fields, in this order: id,name,email. Besides those of the
    /// description, any that the records hold; outer.inner for one of an object
    #[arg(long, value_name = "A,B,C", value_delimiter = ',')]
    pub columns: Option<Vec<String>>,

    /// Leave out the fields' names
    #[arg(long)]
    pub no_headers: bool,
}

/// How records are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// Aligned columns, for people
    Table,
    /// Whole records: a list as an array, one as an object
    Json,
    /// Whole records, one a line
    Jsonl,
    /// The described fields, comma-separated
    Csv,
}

/// What to do with profiles.
#[derive(Debug, Subcommand)]
pub enum ProfileCommand {
    /// Ask for a profile, try it out with one request, and write it into the
    /// configuration
    #[command(after_help = ADD_HELP)]
    Add(AddArgs),
}

const ADD_HELP: &str = "\
What is given here is not asked for; with all of it given, no terminal is needed:
  whoswho profile add --name support --directory leanmote --token-env LEANMOTE_TOKEN
With --read-only, the profile never sends a change.";

/// What is known of a profile that is added.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "The profile")]
pub struct AddArgs {
    /// What the profile is called
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,

    /// What it connects to: leanmote, leadr, peoplelens, or a description of
    /// your own
    #[arg(long, value_name = "NAME")]
    pub directory: Option<String>,

    /// Where the directory is
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,

    /// Something else the directory wants to know; can be repeated
    #[arg(long = "param", value_name = "NAME=VALUE")]
    pub params: Vec<String>,

    /// The environment variable that holds the token
    #[arg(long, value_name = "VARIABLE", group = "token")]
    pub token_env: Option<String>,

    /// The file that holds the token
    #[arg(long, value_name = "FILE", group = "token")]
    pub token_file: Option<String>,

    /// The program that prints the token, and its arguments
    #[arg(long, value_name = "WORD", num_args = 1.., group = "token")]
    pub token_command: Vec<String>,

    /// The token is in the system's keychain, or goes there
    #[arg(long, group = "token")]
    pub token_keyring: bool,

    /// The profile's colour on the screen
    #[arg(long, value_name = "COLOUR")]
    pub color: Option<String>,

    /// Lock changes until :write
    #[arg(long)]
    pub guard: bool,

    /// Keep what is seen on this computer for that long: 12h, 1d, 2w; 0 for
    /// not at all
    #[arg(long, value_name = "TIME")]
    pub keep: Option<String>,

    /// Write it without trying it out
    #[arg(long)]
    pub no_test: bool,
}

/// What to do with the configuration.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Write a configuration with every setting explained, if there is none
    Init,
    /// Print where the configuration is, or would be
    Path,
    /// Say everything that is wrong with the configuration; runs no command
    /// and sends no request
    Check,
}

/// What to do with what is kept.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum CacheCommand {
    /// Print the folder that it is in, or would be
    Path,
    /// Overwrite and remove all of it, whichever profile it is of, and say how
    /// much it was
    Clear,
}

/// What to do with a description.
#[derive(Debug, Subcommand)]
pub enum DirectoryCommand {
    /// Check a description, and say where it is wrong
    Check {
        /// The file
        file: PathBuf,
    },
}

/// How much is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogLevel {
    /// Nothing.
    Off,
    /// What failed.
    Error,
    /// And what is odd.
    Warn,
    /// And each request.
    Info,
    /// And each step.
    Debug,
    /// Everything.
    Trace,
}

/// A whole number; the error is the end of a sentence that begins with it.
/// A day that the demo's years lie before.
fn day(text: &str) -> Result<Date, &'static str> {
    let day = text.parse().ok();
    day.filter(|day: &Date| (2000..3000).contains(&day.year()))
        .ok_or("is not a day as 2026-06-30, from 2000 up")
}

fn whole<N: FromStr<Err = ParseIntError>>(text: &str) -> Result<N, &'static str> {
    text.parse().map_err(|why: ParseIntError| match why.kind() {
        IntErrorKind::PosOverflow => "is too large",
        _ => "is not a whole number from 0 up",
    })
}
