//! What is kept of people on this computer: where it is, and away with it.

use std::process::ExitCode;

use whoswho::runtime::paths::Paths;
use whoswho::runtime::store::{self, Cleared};
use whoswho::text::counted;

use super::{Failure, print_out};
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
        CacheCommand::Path => {
            let mut line = folder.as_os_str().as_encoded_bytes().to_vec();
            line.push(b'\n');
            print_out(line)?;
        }
        CacheCommand::Clear => {
            let cleared = store::clear(&folder)
                .map_err(|why| Failure::failed(format!("whoswho: {shown}: {why}")))?;
            print_out(match cleared {
                Cleared { files: 0, .. } => format!("{shown}: nothing was kept\n"),
                Cleared { files, bytes } => format!(
                    "{shown}: removed, {} in {}\n",
                    size(bytes),
                    counted(files, "file", "files")
                ),
            })?;
        }
    }
    Ok(ExitCode::SUCCESS)
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
