//! HTTP clients: what they may do, which certificates they trust, and what it
//! costs to build them.

use std::fs::File;
use std::io::{self, Read as _};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;

use reqwest::header::{ACCEPT, ACCEPT_ENCODING, HeaderMap, HeaderValue};
use reqwest::{Certificate, Client, ClientBuilder, Proxy};
use url::Url;

use super::Caps;
use crate::config::connection::Connection;
use crate::directory::address;

/// The largest file of certificate authorities, in bytes.
const CA_FILE_MAX: u64 = 4 << 20;

/// What a client is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Reads share connections.
    Reads,
    /// Each write has a fresh connection.
    Writes,
}

/// Builds a client. With TLS that means reading the system's certificates,
/// which takes milliseconds and files: another thread does it.
pub(super) async fn build(
    connection: &Connection,
    caps: Caps,
    use_: Use,
) -> Result<Client, String> {
    let url = &connection.url;
    address::base(url)?;
    let (proxy, ca_file) = (connection.proxy.clone(), connection.ca_file.clone());
    if proxy.is_some() {
        address::through_proxy(url)?;
    }
    if url.scheme() == "http" {
        return plain(caps, use_);
    }
    tokio::task::spawn_blocking(move || secure(caps, use_, proxy, ca_file.as_deref()))
        .await
        .map_err(|_| "building the HTTP client failed".to_owned())?
}

/// A client for this host itself, which needs no certificates: there may be
/// none where the demo runs, and looking for them would cost more than the
/// request.
fn plain(caps: Caps, use_: Use) -> Result<Client, String> {
    let localhost = [
        SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
        SocketAddr::from((Ipv6Addr::LOCALHOST, 0)),
    ];
    finish(
        common(caps, use_)
            .tls_certs_only([])
            // Whatever the name service says.
            .resolve_to_addrs("localhost", &localhost),
    )
}

fn secure(
    caps: Caps,
    use_: Use,
    proxy: Option<Url>,
    ca_file: Option<&Path>,
) -> Result<Client, String> {
    let mut builder = via(proxy, common(caps, use_))?.https_only(true);
    if let Some(path) = ca_file {
        builder = builder.tls_certs_merge(authorities(path)?);
    }
    finish(builder)
}

fn via(proxy: Option<Url>, builder: ClientBuilder) -> Result<ClientBuilder, String> {
    let Some(proxy) = proxy else {
        return Ok(builder);
    };
    let proxy = Proxy::all(proxy).map_err(|_| "the proxy's address is not usable".to_owned())?;
    Ok(builder.proxy(proxy))
}

fn common(caps: Caps, use_: Use) -> ClientBuilder {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    use_ring();
    let builder = Client::builder()
        .user_agent(concat!("whoswho/", env!("CARGO_PKG_VERSION")))
        .default_headers(headers)
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .no_proxy()
        .connect_timeout(caps.connect);
    match use_ {
        Use::Reads => builder,
        Use::Writes => builder.http1_only().pool_max_idle_per_host(0),
    }
}

/// Lets TLS compute with ring. It is chosen once for the whole program; that it
/// was is no error.
fn use_ring() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

fn finish(builder: ClientBuilder) -> Result<Client, String> {
    builder.build().map_err(|error| {
        let why = std::error::Error::source(&error)
            .map_or_else(|| error.to_string(), ToString::to_string);
        format!("the HTTP client cannot be built: {why}")
    })
}

/// Says what is wrong with a file of certificate authorities, if something is.
pub(super) fn check_authorities(path: &Path) -> Result<(), String> {
    let authorities = authorities(path)?;
    // Whether they are certificates is seen only when they are used.
    use_ring();
    Client::builder()
        .no_proxy()
        .tls_certs_only(authorities)
        .build()
        .map(drop)
        .map_err(|_| {
            format!(
                "the certificate file {} holds a certificate that cannot be used",
                path.display()
            )
        })
}

fn authorities(path: &Path) -> Result<Vec<Certificate>, String> {
    let failed = |why: &str| format!("the certificate file {} {why}", path.display());
    match std::fs::metadata(path) {
        Ok(kind) if kind.is_file() => {}
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Err(failed("is not there")),
        _ => return Err(failed("is not a file that can be read")),
    }
    let mut pem = Vec::new();
    File::open(path)
        .and_then(|file| file.take(CA_FILE_MAX).read_to_end(&mut pem))
        .map_err(|error| failed(&format!("cannot be read: {error}")))?;
    let authorities = Certificate::from_pem_bundle(&pem)
        .map_err(|_| failed("holds something that is not a PEM certificate"))?;
    if authorities.is_empty() {
        return Err(failed("holds no PEM certificate"));
    }
    Ok(authorities)
}
