//! One profile, as it is written.

use std::collections::BTreeMap;
use std::path::PathBuf;

use url::Url;

use super::connection::TokenSource;
use super::draft::check_name;
use super::keep::Keep;
use super::reader::{Entry, Reading, Section, text};
use super::source::Place;
use super::{KEYS as TOP_KEYS, address, color, token};
use crate::directory::address::through_proxy;
use crate::directory::call::Params;

/// A profile: sound in itself, its directory not yet looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// The name of its directory's description.
    pub directory: String,
    /// Its address, without a final slash, if not the description's.
    pub url: Option<Url>,
    /// Where its token comes from.
    pub token: TokenSource,
    /// What it gives for the description's params.
    pub params: Params,
    /// Its accent: one of [`super::COLORS`], or `#rrggbb`.
    pub color: Option<String>,
    /// Whether it says that no change can be sent.
    pub read_only: bool,
    /// Whether changes are locked until they are unlocked for a while.
    pub guard: bool,
    /// The proxy that its requests go through.
    pub proxy: Option<Url>,
    /// A file of further certificate authorities (PEM).
    pub ca_file: Option<PathBuf>,
    /// What it says of its rate limits.
    pub limits: LimitsOverride,
    /// How long what is seen of it is kept on this computer; none keeps nothing.
    pub keep: Option<Keep>,
    /// Where the text says so.
    pub(super) places: Places,
}

/// What a profile says of its directory's rate limits; none leaves the
/// description's, 0 lifts a window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LimitsOverride {
    /// Requests in any 60 minutes.
    pub hour: Option<u32>,
    /// Requests in any 60 seconds.
    pub minute: Option<u32>,
}

/// Where in the text a profile says what only a description can confirm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Places {
    pub(super) path: String,
    pub(super) name: Place,
    pub(super) directory: Place,
    /// Whether there is an address, be it a wrong one.
    pub(super) has_url: bool,
    /// The profile's name where there is none.
    pub(super) token: Place,
    /// The profile's name where there is none.
    pub(super) ca_file: Place,
    /// The profile's name where there is none.
    pub(super) proxy: Place,
    pub(super) params: BTreeMap<String, (Place, String)>,
}

/// The keys of a profile.
pub(super) const KEYS: [&str; 11] = [
    "directory",
    "url",
    "token",
    "params",
    "color",
    "read_only",
    "guard",
    "proxy",
    "ca_file",
    "limits",
    "keep",
];

/// What people call a token elsewhere.
const TOKEN_WORDS: [&str; 10] = [
    "access_token",
    "api_key",
    "api_token",
    "apikey",
    "auth",
    "authorization",
    "bearer",
    "key",
    "password",
    "secret",
];

/// All profiles under `profiles` that could be made out, in the text's order.
pub(super) fn read_all(reading: &mut Reading<'_>, section: &Section<'_>) -> Vec<Profile> {
    section
        .entries()
        .iter()
        .filter_map(|entry| read(reading, entry))
        .collect()
}

fn read(reading: &mut Reading<'_>, entry: &Entry<'_>) -> Option<Profile> {
    if !entry.value.get_ref().is_table() && KEYS.contains(&entry.key) {
        reading.problem(
            &entry.key_span,
            &entry.path,
            "belongs to one profile, which has a name: put it under [profiles.NAME]",
        );
        return None;
    }
    let section = Section::of(entry, reading)?;
    if let Err(what) = check_name(entry.key) {
        reading.problem(&entry.key_span, &entry.path, what);
    }
    section.check_keys(reading, &KEYS, |key| {
        if TOP_KEYS.contains(&key) {
            return Some("belongs at the top of the file, before the first [table]");
        }
        TOKEN_WORDS
            .contains(&key.to_lowercase().replace('-', "_").as_str())
            .then_some(
                "unknown key; a token is never written into this file: say where it is, as in \
                 token = { env = \"NAME\" }",
            )
    });
    let url = address_in(reading, &section, "url", address::directory);
    let proxy = address_in(reading, &section, "proxy", address::proxy);
    if let (Some(url), Some(_)) = (&url, &proxy)
        && let Err(what) = through_proxy(url)
        && let Some(entry) = section.entry("proxy")
    {
        reading.problem(&entry.value.span(), &entry.path, what);
    }
    let token = match section.entry("token") {
        Some(beside) => token::read(reading, &beside, entry.key),
        None => Some(TokenSource::Missing),
    };
    let color = section.text(reading, "color");
    if let Some(color) = &color
        && let Err(what) = color::check(color.value)
    {
        reading.problem(&color.span, &color.path, &what);
    }
    let ca_file = section.text(reading, "ca_file");
    let (params, param_places) = params(reading, &section);
    let read_only = section.flag(reading, "read_only").unwrap_or(false);
    let guard = section.flag(reading, "guard").unwrap_or(false);
    let limits = limits(reading, &section);
    let keep = keep(reading, &section);
    if section.entry("directory").is_none() {
        reading.problem(
            &entry.key_span,
            &entry.path,
            "directory is missing: the name of a description, as in directory = \"leanmote\"",
        );
    }
    let directory = section.text(reading, "directory")?;
    let value_of = |key: &str| {
        let span = section.entry(key).map(|found| found.value.span());
        reading
            .source
            .place(span.unwrap_or_else(|| entry.key_span.clone()).start)
    };
    Some(Profile {
        name: entry.key.to_owned(),
        directory: directory.value.to_owned(),
        url,
        token: token.unwrap_or(TokenSource::Missing),
        params,
        color: color.map(|text| text.value.to_owned()),
        read_only,
        guard,
        proxy,
        ca_file: ca_file.map(|text| PathBuf::from(text.value)),
        limits,
        keep,
        places: Places {
            path: entry.path.clone(),
            name: reading.source.place(entry.key_span.start),
            directory: reading.source.place(directory.span.start),
            has_url: section.entry("url").is_some(),
            token: value_of("token"),
            ca_file: value_of("ca_file"),
            proxy: value_of("proxy"),
            params: param_places,
        },
    })
}

fn address_in(
    reading: &mut Reading<'_>,
    section: &Section<'_>,
    key: &str,
    parse: fn(&str) -> Result<Url, String>,
) -> Option<Url> {
    let text = section.text(reading, key)?;
    parse(text.value)
        .map_err(|what| reading.problem(&text.span, &text.path, &what))
        .ok()
}

fn params(
    reading: &mut Reading<'_>,
    section: &Section<'_>,
) -> (Params, BTreeMap<String, (Place, String)>) {
    let mut params = Params::new();
    let mut places = BTreeMap::new();
    let entries = section
        .section(reading, "params")
        .map(|section| section.entries())
        .unwrap_or_default();
    for entry in entries {
        let place = reading.source.place(entry.key_span.start);
        places.insert(entry.key.to_owned(), (place, entry.path.clone()));
        if let Some(text) = text(reading, &entry) {
            params.insert(entry.key.to_owned(), text.value.to_owned());
        }
    }
    (params, places)
}

fn keep(reading: &mut Reading<'_>, section: &Section<'_>) -> Option<Keep> {
    let text = section.text(reading, "keep")?;
    Keep::parse(text.value).unwrap_or_else(|what| {
        reading.problem(&text.span, &text.path, what);
        None
    })
}

fn limits(reading: &mut Reading<'_>, section: &Section<'_>) -> LimitsOverride {
    let Some(section) = section.section(reading, "limits") else {
        return LimitsOverride::default();
    };
    section.check_keys(reading, &["hour", "minute"], |_| None);
    LimitsOverride {
        hour: section.count(reading, "hour"),
        minute: section.count(reading, "minute"),
    }
}
