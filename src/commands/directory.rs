//! A user's own descriptions of directories.

use std::path::Path;
use std::process::ExitCode;

use whoswho::directory::check;
use whoswho::directory::description::Description;
use whoswho::runtime::files;
use whoswho::text::{Untrusted, counted};

use super::{Failure, print_out};

/// Reads a description and checks it.
///
/// # Errors
/// If the file cannot be read, or anything in it is wrong.
pub fn read_description(file: &Path) -> Result<Description, Failure> {
    let text = files::read_small(file).map_err(|why| {
        Failure::usage(format!(
            "whoswho: the description {} cannot be read: {why}",
            file.display()
        ))
    })?;
    check::parse(&text, &file.display().to_string())
        .map_err(|problems| Failure::problems(&problems))
}

/// Says whether a description is good.
///
/// # Errors
/// If it is not, or standard output cannot be written.
pub fn check(file: &Path) -> Result<ExitCode, Failure> {
    let description = read_description(file)?;
    let lists = description
        .resources
        .iter()
        .filter(|resource| resource.list.is_some())
        .count();
    print_out(format!(
        "{}: {} is a good description: {}, {lists} of them with a list\n",
        Untrusted::new(file.display().to_string()).shown(),
        Untrusted::new(description.title.as_str()).shown(),
        counted(description.resources.len() as u64, "resource", "resources"),
    ))?;
    Ok(ExitCode::SUCCESS)
}
