//! What is kept of people on this computer: where it is, and away with it.

use std::process::ExitCode;

use whoswho::runtime::paths::Paths;
use whoswho::runtime::store::{self, Cleared};
use whoswho::text::counted;

use super::{Failure, print_lines, print_path};
use crate::cli::CacheCommand;

/// Does what is asked with what is kept.
///
/// # Errors
/// If nothing says where it would be, or it cannot be removed.
pub fn run(what: CacheCommand) -> Result<ExitCode, Failure> {
    let paths = Paths::of_user().map_err(|why| Failure::usage(format!("whoswho: {why}")))?;
    let folder = paths.seen();
    let shown = folder.display();
    match what {
        CacheCommand::Path => print_path(&folder)?,
        CacheCommand::Clear => {
            let cleared = store::clear(&folder)
                .map_err(|why| Failure::failed(format!("whoswho: {shown}: {why}")))?;
            print_lines(&[format!("{shown}: {}", done(cleared))])?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What was done, and no more: what a file system or a disk has of it elsewhere
/// is not known.
fn done(cleared: Cleared) -> String {
    let Cleared {
        files,
        bytes,
        links,
    } = cleared;
    let mut done = Vec::new();
    if files > 0 {
        let (size, files) = (size(bytes), counted(files, "file", "files"));
        done.push(format!("overwritten and removed, {size} in {files}"));
    }
    if links > 0 {
        let links = counted(links, "link", "links");
        done.push(format!("{links} removed, and what they lead to left alone"));
    }
    if done.is_empty() {
        return "nothing was kept".to_owned();
    }
    done.join("; ")
}

/// So many bytes, in the unit that fits.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => counted(bytes, "byte", "bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => {
            let tenths = bytes.div_ceil(100_000);
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}
