//! Small files that people write: configuration, descriptions, themes.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// The most that such a file may hold: far more than anyone writes by hand.
const MOST: u64 = 1 << 20;

/// A file's text.
///
/// # Errors
/// If it cannot be read, is no regular file (a pipe might never end), is larger
/// than 1 MiB or is not UTF-8.
pub fn read_small(path: &Path) -> io::Result<String> {
    let kind = std::fs::metadata(path)?;
    if !kind.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    let mut text = String::new();
    File::open(path)?.take(MOST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MOST {
        return Err(io::Error::other("it is larger than 1 MiB"));
    }
    Ok(text)
}
