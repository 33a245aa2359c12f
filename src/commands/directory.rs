//! Descriptions of directories: the user's own, and those that are built in.
#![expect(
    clippy::disallowed_methods,
    reason = "the program's edge: it reads the files that it is given"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use whoswho::config::{Config, Profile};
use whoswho::directory::description::Description;
use whoswho::directory::strict::Problem;
use whoswho::directory::{builtin, check};
use whoswho::runtime::files;
use whoswho::runtime::paths::Paths;
use whoswho::text::counted;

use super::{Failure, print_lines};

/// Reads a description and checks it.
///
/// # Errors
/// If the file cannot be read, or anything in it is wrong.
fn read_description(file: &Path) -> Result<Description, Failure> {
    let text = text_of(file)?;
    parse(&text, file)
}

fn parse(text: &str, file: &Path) -> Result<Description, Failure> {
    check::parse(text, &file.display().to_string()).map_err(|problems| Failure::problems(&problems))
}

fn text_of(file: &Path) -> Result<String, Failure> {
    files::read_small(file).map_err(|why| {
        Failure::usage(format!(
            "whoswho: the description {} cannot be read: {why}",
            file.display()
        ))
    })
}

/// Says whether a description is good.
///
/// # Errors
/// If it is not, or standard output cannot be written.
pub fn check(file: &Path) -> Result<ExitCode, Failure> {
    let text = text_of(file)?;
    let description = parse(&text, file)?;
    let suspects = check::suspects(&text, &file.display().to_string());
    let mut lines: Vec<String> = suspects
        .iter()
        .map(|suspect| format!("{suspect} (no mistake)"))
        .collect();
    let lists = description
        .resources
        .iter()
        .filter(|resource| resource.list.is_some())
        .count();
    lines.push(format!(
        "{}: {} is a good description: {}, {lists} of them with a list",
        file.display(),
        description.title,
        counted(description.resources.len() as u64, "resource", "resources"),
    ));
    print_lines(&lines)?;
    Ok(ExitCode::SUCCESS)
}

/// The description of that name, the user's own or a built-in one.
pub fn describe(name: &str, own: &OwnDescriptions) -> Option<Arc<Description>> {
    match builtin::description(name) {
        Some(description) => Some(Arc::new(description)),
        None => own.find(name),
    }
}

/// The user's own descriptions.
#[derive(Debug, Default)]
pub struct OwnDescriptions {
    read: Vec<Arc<Description>>,
    problems: Vec<String>,
    /// What the files are called that have those.
    wrong: Vec<String>,
}

impl OwnDescriptions {
    /// Reads all of them; one that is wrong leaves the others.
    pub fn read(paths: Option<&Paths>) -> Self {
        let mut own = Self::default();
        let folder = paths.map(Paths::directories);
        for file in folder.iter().flat_map(|folder| toml_files(folder)) {
            match read_description(&file) {
                Ok(description) => own.read.push(Arc::new(description)),
                Err(failure) => {
                    own.problems.extend(failure.lines);
                    let name = file.file_stem().map(|name| name.to_string_lossy());
                    own.wrong.extend(name.map(String::from));
                }
            }
        }
        own
    }

    /// What is wrong with those that could not be read, a line each.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }

    /// The names of all directories that are described, the built-in ones
    /// first.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = builtin::names().collect();
        names.extend(self.read.iter().map(|own| own.name.as_str()));
        names
    }

    /// What is wrong with a profile whose directory is none of those that could
    /// be read.
    pub fn missing(&self, config: &Config, profile: &Profile) -> Problem {
        if self.wrong.contains(&profile.directory) {
            config.faulty_directory(profile)
        } else {
            config.unknown_directory(profile, &self.names())
        }
    }

    fn find(&self, name: &str) -> Option<Arc<Description>> {
        self.read
            .iter()
            .find(|own| own.name == name)
            .map(Arc::clone)
    }
}

fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    files
}
