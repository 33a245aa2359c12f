//! As much of HTTP/1.1 as a test needs, and not a byte more is let through.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use serde_json::Value;

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: String,
    /// Without what stands before the documented paths, still encoded.
    pub path: String,
    /// Decoded, in order.
    pub query: Vec<(String, String)>,
    /// Names in lower case, in order.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    /// As `GET /users?page=1&per_page=100`.
    pub fn line(&self) -> String {
        let mut line = format!("{} {}", self.method, self.path);
        for (at, (name, value)) in self.query.iter().enumerate() {
            let mark = if at == 0 { '?' } else { '&' };
            line = format!("{line}{mark}{name}={value}");
        }
        line
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    pub fn parameter(&self, name: &str) -> Option<&str> {
        let mut query = self.query.iter();
        query.find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The path between its slashes, decoded.
    pub fn segments(&self) -> Vec<String> {
        let path = self.path.strip_prefix('/').unwrap_or(&self.path);
        path.split('/').map(decoded).collect()
    }

    /// The body as JSON; null if there is none or it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn json(status: u16, body: &Value) -> Self {
        Self::bytes(status, body.to_string().into_bytes())
    }

    /// Bytes that are said to be JSON.
    pub fn bytes(status: u16, body: Vec<u8>) -> Self {
        Self {
            status,
            headers: vec![("content-type", "application/json".to_owned())],
            body,
        }
    }

    pub fn text(status: u16, body: &str) -> Self {
        Self::with(status, "text/plain; charset=utf-8", body.to_owned())
    }

    pub fn html(status: u16, body: &str) -> Self {
        Self::with(status, "text/html", body.to_owned())
    }

    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    fn with(status: u16, kind: &str, body: String) -> Self {
        Self {
            status,
            headers: vec![("content-type", kind.to_owned())],
            body: body.into_bytes(),
        }
    }
}

/// One connection, kept open as long as the client does.
pub(super) struct Connection<'s> {
    stream: &'s TcpStream,
    reader: BufReader<&'s TcpStream>,
}

impl<'s> Connection<'s> {
    pub(super) fn new(stream: &'s TcpStream) -> Self {
        stream.set_nodelay(true).unwrap();
        Self {
            stream,
            reader: BufReader::new(stream),
        }
    }

    /// The next request; none when there will be no more. An error says what is
    /// wrong with how it is written.
    pub(super) fn read(&mut self, base: &str) -> Option<Result<Request, String>> {
        let first = self.line()?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            match line.split_once(':') {
                Some((name, value)) => {
                    headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
                }
                None => return Some(Err(format!("header line {line:?}"))),
            }
        }
        let length = headers
            .iter()
            .find(|(name, _)| name == "content-length")
            .map_or(Some(0), |(_, value)| value.parse().ok());
        let Some(length) = length else {
            return Some(Err("content-length is no number".to_owned()));
        };
        let mut body = vec![0; length];
        self.reader.read_exact(&mut body).ok()?;
        Some(request(&first, base, headers, body))
    }

    /// Whether it could be written.
    pub(super) fn write(&mut self, reply: &Reply) -> bool {
        let mut text = format!(
            "HTTP/1.1 {} Status\r\ncontent-length: {}\r\n",
            reply.status,
            reply.body.len()
        );
        for (name, value) in &reply.headers {
            text = format!("{text}{name}: {value}\r\n");
        }
        text.push_str("\r\n");
        let bytes = [text.as_bytes(), &reply.body].concat();
        self.stream.write_all(&bytes).is_ok()
    }

    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let count = self.reader.read_line(&mut line).ok()?;
        (count > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned())
    }
}

fn request(
    first: &str,
    base: &str,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
) -> Result<Request, String> {
    let parts: Vec<&str> = first.split(' ').collect();
    let &[method, target, "HTTP/1.1"] = parts.as_slice() else {
        return Err(format!("request line {first:?}"));
    };
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let path = path
        .strip_prefix(base)
        .filter(|path| path.starts_with('/'))
        .ok_or_else(|| format!("path {path:?} outside {base:?}"))?;
    let query = url::form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    Ok(Request {
        method: method.to_owned(),
        path: path.to_owned(),
        query,
        headers,
        body,
    })
}

fn decoded(segment: &str) -> String {
    percent_encoding::percent_decode_str(segment)
        .decode_utf8_lossy()
        .into_owned()
}
