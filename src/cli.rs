//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Find people in a user directory, see what they belong to, correct or
/// disable them, and always know what is left of the API's rate limit.
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

    /// Send no change, whatever the configuration allows
    #[arg(long, global = true)]
    pub read_only: bool,

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
        default_value_t = 2_500,
        global = true
    )]
    pub people: u32,

    /// The number that the people are made from; the same one makes the same
    #[arg(
        long = "demo-seed",
        value_name = "N",
        default_value_t = 1,
        global = true
    )]
    pub seed: u64,

    /// How long each answer takes, in milliseconds
    #[arg(
        long = "demo-latency",
        value_name = "MS",
        default_value_t = 0,
        global = true
    )]
    pub latency: u64,

    /// How many requests Leanmote allows an hour
    #[arg(
        long = "demo-budget",
        value_name = "N",
        default_value_t = 1_000,
        global = true
    )]
    pub budget: u32,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
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
