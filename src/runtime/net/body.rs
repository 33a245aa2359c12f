//! A body, read whole within its caps. It is decompressed here and not by the
//! HTTP library, which would hide how much came over the wire.

use std::io::{self, Read as _};

use flate2::read::MultiGzDecoder;
use reqwest::header::CONTENT_ENCODING;

use super::failure::failure;
use super::{Caps, Failure};
use crate::directory::call::{ApiError, NetworkError};
use crate::text::Untrusted;

/// From this size on, another thread decompresses a body and looks through it:
/// keys do not wait for it.
pub(super) const LARGE: usize = 64 << 10;

/// Reads and decompresses the body of an answer.
pub(super) async fn read(mut answer: reqwest::Response, caps: Caps) -> Result<Vec<u8>, Failure> {
    let status = answer.status().as_u16();
    let encoding = answer
        .headers()
        .get(CONTENT_ENCODING)
        .map(|value| String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase());
    if answer.content_length().is_some_and(|size| size > caps.wire) {
        return Err(too_large(caps.wire));
    }
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| failure(&error))? {
        if (body.len() + chunk.len()) as u64 > caps.wire {
            return Err(too_large(caps.wire));
        }
        body.extend_from_slice(&chunk);
    }
    match encoding.as_deref() {
        None | Some("" | "identity") => Ok(body),
        Some("gzip" | "x-gzip") if body.is_empty() => Ok(body),
        Some("gzip" | "x-gzip") => gunzip(body, status, caps.decoded).await,
        Some(other) => Err(Failure::last(ApiError::Unreadable {
            status,
            why: format!(
                "its encoding is {}, which was not asked for",
                Untrusted::new(other).shown_within(40)
            ),
        })),
    }
}

async fn gunzip(body: Vec<u8>, status: u16, cap: u64) -> Result<Vec<u8>, Failure> {
    let large = body.len() >= LARGE;
    let decompress = move || {
        let mut plain = Vec::new();
        MultiGzDecoder::new(body.as_slice())
            .take(cap + 1)
            .read_to_end(&mut plain)
            .map(|_| plain)
    };
    let plain = if large {
        tokio::task::spawn_blocking(decompress)
            .await
            .unwrap_or_else(|_| Err(io::ErrorKind::Other.into()))
    } else {
        decompress()
    };
    match plain {
        Ok(plain) if plain.len() as u64 > cap => Err(too_large(cap)),
        Ok(plain) => Ok(plain),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(Failure::passing(
            NetworkError::Broken("the compressed answer ends too early".to_owned()),
        )),
        Err(_) => Err(Failure::last(ApiError::Unreadable {
            status,
            why: "it says that it is gzip and is not".to_owned(),
        })),
    }
}

const fn too_large(limit: u64) -> Failure {
    Failure {
        error: ApiError::Network(NetworkError::TooLarge { limit }),
        transient: false,
    }
}
