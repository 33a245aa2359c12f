//! A profile written into a configuration, whose comments and order stay.

#[cfg(test)]
mod tests;

use std::fmt;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value, value};
use url::Url;

use super::connection::TokenSource;
use super::{Config, Keep, address, color, token};
use crate::directory::call::Params;
use crate::directory::strict::Problem;

/// Where a table stands that comes after all others.
const LAST: isize = isize::MAX;

/// A profile that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its name.
    pub name: String,
    /// The name of its directory's description.
    pub directory: String,
    /// Its address, if not the description's.
    pub url: Option<Url>,
    /// Where its token comes from.
    pub token: TokenSource,
    /// What it gives for the description's params.
    pub params: Params,
    /// Its accent.
    pub color: Option<String>,
    /// Whether no change can be sent.
    pub read_only: bool,
    /// Whether it starts locked.
    pub guard: bool,
    /// How long what is seen is kept on this computer.
    pub keep: Option<Keep>,
}

/// Why a profile cannot be written into a text. Prints as a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddError {
    /// The text is no sound configuration.
    Unsound(Vec<Problem>),
    /// There is a profile of that name.
    Taken,
    /// The text is written in a way that it cannot be added to.
    Elsewhere,
}

impl fmt::Display for AddError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsound(problems) => match problems.first() {
                Some(problem) => write!(f, "{problem}"),
                None => f.write_str("the configuration is not sound"),
            },
            Self::Taken => f.write_str("there is a profile of that name"),
            Self::Elsewhere => f.write_str(
                "its profiles are written in a way that none can be added to; \
                 write each as [profiles.NAME]",
            ),
        }
    }
}

impl std::error::Error for AddError {}

impl Draft {
    /// The text of a configuration with this profile at its end. The first
    /// profile becomes the default one. `file` is the text's name in problems.
    ///
    /// # Errors
    /// If the text is no sound configuration, or the profile cannot be added.
    pub fn add_to(&self, text: &str, file: &str) -> Result<String, AddError> {
        let before = Config::parse(text, file).map_err(AddError::Unsound)?;
        if before.profile(&self.name).is_ok() {
            return Err(AddError::Taken);
        }
        let mut document: DocumentMut = text.parse().map_err(|_| AddError::Elsewhere)?;
        if before.profiles.is_empty() && before.default_profile.is_none() {
            // What stands in a file without settings are comments: they stay
            // above.
            let head = document.trailing().as_str().map(str::to_owned);
            let head = head.filter(|_| document.as_table().is_empty());
            document.insert("default_profile", value(&self.name));
            if let (Some(head), Some(mut key)) = (head, document.key_mut("default_profile")) {
                key.leaf_decor_mut().set_prefix(head);
                document.set_trailing("");
            }
        }
        self.place(&mut document)?;
        let mut written = document.to_string();
        if text.contains("\r\n") {
            written = written.replace("\r\n", "\n").replace('\n', "\r\n");
        }
        // What was there must still be there, and the new one be read.
        let after = Config::parse(&written, file).map_err(|_| AddError::Elsewhere)?;
        let kept = before.profiles.iter().all(|profile| {
            after
                .profile(&profile.name)
                .is_ok_and(|kept| kept.token == profile.token && kept.url == profile.url)
        });
        match after.profile(&self.name) {
            Ok(added) if kept && added.token == self.token => Ok(written),
            _ => Err(AddError::Elsewhere),
        }
    }

    fn place(&self, document: &mut DocumentMut) -> Result<(), AddError> {
        // Comments behind the last setting belong to no key, and would end up
        // behind the new profile.
        let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
        let has_more = !document.as_table().is_empty() || !trailing.trim().is_empty();
        let profiles = document.entry("profiles").or_insert_with(|| {
            let mut profiles = Table::new();
            profiles.set_implicit(true);
            Item::Table(profiles)
        });
        match profiles {
            Item::Table(profiles) => {
                let mut table = self.table();
                let blank = if has_more { "\n" } else { "" };
                table.decor_mut().set_prefix(format!("{trailing}{blank}"));
                table.set_position(Some(LAST));
                profiles.insert(&self.name, Item::Table(table));
                document.set_trailing("");
                Ok(())
            }
            Item::Value(Value::InlineTable(profiles)) => {
                let table = self.table().into_inline_table();
                profiles.insert(&self.name, Value::InlineTable(table));
                Ok(())
            }
            _ => Err(AddError::Elsewhere),
        }
    }

    fn table(&self) -> Table {
        let mut table = Table::new();
        table["directory"] = value(&self.directory);
        if let Some(url) = &self.url {
            table["url"] = value(url.as_str().trim_end_matches('/'));
        }
        if let Some(token) = source(&self.token) {
            table["token"] = value(token);
        }
        if !self.params.is_empty() {
            let params: InlineTable = self.params.iter().collect();
            table["params"] = value(params);
        }
        if let Some(color) = &self.color {
            table["color"] = value(color);
        }
        for (key, set) in [("read_only", self.read_only), ("guard", self.guard)] {
            if set {
                table[key] = value(true);
            }
        }
        if let Some(keep) = self.keep {
            table["keep"] = value(keep.to_string());
        }
        table
    }
}

/// A token's source as it is written; none where nothing is.
fn source(token: &TokenSource) -> Option<InlineTable> {
    let mut table = InlineTable::new();
    match token {
        TokenSource::Env(name) => table.insert("env", name.into()),
        TokenSource::File(path) => table.insert("file", path.to_str()?.into()),
        TokenSource::Keyring(_) => table.insert("keyring", true.into()),
        TokenSource::Command { argv, interactive } => {
            let argv: Array = argv.iter().collect();
            table.insert("command", argv.into());
            interactive.then(|| table.insert("interactive", true.into()));
            None
        }
        TokenSource::Given(_) | TokenSource::Missing => return None,
    };
    Some(table)
}

/// Says what is wrong with a profile's name, if something is.
///
/// # Errors
/// What is wrong, as a sentence.
pub fn check_name(name: &str) -> Result<(), &'static str> {
    if name.trim().is_empty() || name.chars().any(char::is_control) {
        return Err("a profile's name must have letters and no control characters");
    }
    Ok(())
}

/// The address of a directory that a text spells, without a final slash.
///
/// # Errors
/// What is wrong with it, as a sentence that does not repeat it.
pub fn directory_address(text: &str) -> Result<Url, String> {
    address::directory(text)
}

/// Says what is wrong with a profile's colour, if something is.
///
/// # Errors
/// What is wrong, as a sentence.
pub fn check_color(text: &str) -> Result<(), String> {
    color::check(text)
}

/// Says what is wrong with the name of an environment variable, if something
/// is.
///
/// # Errors
/// What is wrong, as a sentence that does not repeat it.
pub fn check_variable(name: &str) -> Result<(), &'static str> {
    token::check_variable(name)
}
