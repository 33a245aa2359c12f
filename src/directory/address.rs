//! Which addresses and paths a description may have.

use serde::{Deserialize, Deserializer, de};
use url::{Host, Url};

/// Reads an address that may be absent; for serde's `deserialize_with`. Unlike
/// `Url`'s own, its errors do not quote what may hold a password.
///
/// # Errors
/// The value is no text, or the text no address.
pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Url>, D::Error> {
    let text = String::deserialize(deserializer)?;
    match Url::parse(&text) {
        Ok(url) => Ok(Some(url)),
        Err(why) => Err(de::Error::custom(format_args!("not an address: {why}"))),
    }
}

/// Whether an address can be the base of a directory's paths.
///
/// # Errors
/// Why not, as a sentence.
pub fn base(url: &Url) -> Result<(), &'static str> {
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err("an address begins with https://");
    }
    if url.scheme() == "http" && !is_loopback(url) {
        return Err("http:// is for this machine only: a token is sent over https://");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("an address holds no user or password");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("an address ends before any \"?\" or \"#\"");
    }
    Ok(())
}

/// Whether a proxy may stand between here and an address. Through TLS it is told
/// the host and nothing else; of `http://` it would read the token, and take
/// "this machine" for its own.
///
/// # Errors
/// Why not, as a sentence.
pub fn through_proxy(url: &Url) -> Result<(), &'static str> {
    if url.scheme() == "http" {
        return Err("an http:// address is this machine's, and no proxy is to read its token");
    }
    Ok(())
}

/// Whether an address is this machine's own.
#[must_use]
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// Whether a text is a path with exactly these placeholders.
///
/// # Errors
/// Why not, as a sentence.
pub fn path(path: &str, placeholders: &[&str]) -> Result<(), String> {
    if !path.starts_with('/') {
        return Err("a path begins with \"/\"".to_owned());
    }
    let mut found = Vec::new();
    for segment in path.split('/').skip(1) {
        if segment.is_empty() || segment == "." || segment == ".." {
            return Err("a path has no empty, \".\" or \"..\" segment".to_owned());
        }
        let mut rest = segment;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((placeholder, after)) = after.split_once('}') else {
                return Err("a \"{\" in a path is closed by a \"}\"".to_owned());
            };
            plain(before)?;
            found.push(placeholder);
            rest = after;
        }
        plain(rest)?;
    }
    if let Some(unknown) = found.iter().find(|name| !placeholders.contains(name)) {
        let known = match placeholders {
            [] => "this path has none".to_owned(),
            names => format!("this path has {{{}}}", names.join("} and {")),
        };
        return Err(format!("{{{unknown}}} is no placeholder here; {known}"));
    }
    for name in placeholders {
        if found.iter().filter(|found| found == &name).count() != 1 {
            return Err(format!("{{{name}}} stands in this path once"));
        }
    }
    Ok(())
}

/// Whether a part of a path is sent as it stands.
fn plain(part: &str) -> Result<(), String> {
    // RFC 3986's characters of a path segment, "%" for what needs it.
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~!$&()*+,;=:@%".contains(c);
    match part.chars().find(|c| !allowed(*c)) {
        None => Ok(()),
        Some(c) => Err(format!("a path cannot hold {c:?}")),
    }
}
