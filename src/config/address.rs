//! Which addresses a token may be sent to.

use url::{Host, Url};

/// The address of a directory that a text spells, without a final slash.
///
/// `https://` always; `http://` only to this machine, where nobody listens in.
/// The errors never repeat the text: it may hold a password.
pub(super) fn directory(text: &str) -> Result<Url, String> {
    let mut url = address(text)?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err("must end before any ? or #: the description's paths are appended".to_owned());
    }
    match url.scheme() {
        "https" => {}
        "http" if is_loopback(&url) => {}
        "http" => {
            return Err(
                "http:// would send the token in the clear; it is for this machine only \
                 (127.0.0.1, ::1, localhost), so begin it with https://"
                    .to_owned(),
            );
        }
        _ => return Err("must begin with https://".to_owned()),
    }
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

/// The address of a proxy that a text spells.
pub(super) fn proxy(text: &str) -> Result<Url, String> {
    let url = address(text)?;
    match url.scheme() {
        "http" | "https" => Ok(url),
        _ => Err("must begin with http:// or https://".to_owned()),
    }
}

fn address(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|why| match why {
        url::ParseError::RelativeUrlWithoutBase => {
            "must be a whole address, beginning with https://".to_owned()
        }
        why => format!("not an address: {why}"),
    })?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err("must not hold a user or password before an @".to_owned());
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err("must be a whole address, beginning with https://".to_owned());
    }
    Ok(url)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
