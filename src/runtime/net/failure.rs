//! What an error of the HTTP library means here.

use std::error::Error;
use std::io;

use rustls::CertificateError;

use super::Failure;
use crate::directory::call::{ApiError, NetworkError};
use crate::text::Untrusted;

/// What became of a request whose exchange failed so.
pub(super) fn failure(error: &reqwest::Error) -> Failure {
    let cause = Cause::of(error);
    if error.is_connect() {
        return if error.is_timeout() {
            Failure::passing(NetworkError::Timeout { sent: false })
        } else {
            Failure {
                error: ApiError::Network(NetworkError::Connect(cause.words)),
                transient: !cause.tls,
            }
        };
    }
    if error.is_timeout() {
        return Failure::passing(NetworkError::Timeout { sent: true });
    }
    if error.is_builder() {
        return Failure::not_sent(cause.words);
    }
    Failure {
        error: ApiError::Network(NetworkError::Broken(cause.words)),
        transient: !cause.is_nonsense,
    }
}

/// What is at the root of an error.
struct Cause {
    words: String,
    tls: bool,
    is_nonsense: bool,
}

impl Cause {
    fn of(error: &reqwest::Error) -> Self {
        let chain = || {
            std::iter::successors(error.source(), |error: &&(dyn Error + 'static)| {
                (*error).source()
            })
        };
        let certificate = chain()
            .filter_map(|error| error.downcast_ref())
            .find_map(of_certificate);
        let words = match certificate {
            Some(words) => words.to_owned(),
            None => chain()
                .last()
                .map_or_else(|| error.to_string(), ToString::to_string),
        };
        Self {
            // A server may put words of its own into an error.
            words: Untrusted::new(words).shown().to_string(),
            tls: chain().any(|error| {
                error
                    .downcast_ref::<io::Error>()
                    .is_some_and(is_failed_handshake)
            }),
            is_nonsense: chain().any(|error| {
                let parse = error.downcast_ref::<hyper::Error>();
                let inner = error.downcast_ref::<io::Error>();
                parse.is_some_and(hyper::Error::is_parse) || inner.is_some_and(makes_no_sense)
            }),
        }
    }
}

/// Whether an error says that what came makes no sense, a chunk or a TLS record:
/// it would come again. A connection that breaks has kinds of its own.
fn makes_no_sense(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData
    )
}

/// Whether an error of a connection is one of TLS. rustls reports a handshake
/// that failed as data it cannot use, wrapped once or twice; a host that cannot
/// be reached has kinds of its own.
fn is_failed_handshake(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::InvalidData
        || error
            .get_ref()
            .and_then(|inner| inner.downcast_ref())
            .is_some_and(is_failed_handshake)
}

/// What is wrong with a server's certificate, if that is what an error of a
/// connection says. rustls says it at length, and not what to do.
fn of_certificate(error: &io::Error) -> Option<&'static str> {
    let inner = error.get_ref()?;
    if let Some(deeper) = inner.downcast_ref() {
        return of_certificate(deeper);
    }
    let rustls::Error::InvalidCertificate(why) = inner.downcast_ref()? else {
        return None;
    };
    Some(match why {
        CertificateError::UnknownIssuer => {
            "the server's certificate is from an authority that is not trusted here; \
             the profile's ca_file names further ones"
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "the server's certificate has expired"
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "the server's certificate is not valid yet; is the clock of this host right?"
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "the server's certificate is for another host"
        }
        CertificateError::Revoked => "the server's certificate was revoked",
        _ => return None,
    })
}
