//! Addresses, as they are written.

use url::Url;

use crate::directory::address::base;

/// The address of a directory that a text spells, without a final slash.
///
/// The errors never repeat the text: it may hold a password.
pub(super) fn directory(text: &str) -> Result<Url, String> {
    let mut url = parse(text, "https://")?;
    base(&url)?;
    strip_slash(&mut url);
    Ok(url)
}

/// The address of a proxy that a text spells.
pub(super) fn proxy(text: &str) -> Result<Url, String> {
    let url = parse(text, "http:// or https://")?;
    match url.scheme() {
        "http" | "https" => {}
        _ => return Err("a proxy's address begins with http:// or https://".to_owned()),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("an address holds no user or password".to_owned());
    }
    Ok(url)
}

/// Takes the final slashes off an address's path: the description's paths
/// begin with one.
pub(super) fn strip_slash(url: &mut Url) {
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
}

fn parse(text: &str, schemes: &str) -> Result<Url, String> {
    match Url::parse(text) {
        Ok(url) if url.has_host() => Ok(url),
        // What stands before the first colon was taken for a scheme.
        Ok(_) | Err(url::ParseError::RelativeUrlWithoutBase) => {
            Err(format!("an address is whole, beginning with {schemes}"))
        }
        Err(why) => Err(format!("not an address: {why}")),
    }
}
