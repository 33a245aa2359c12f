//! A connection that breaks: it stands between the explorer and a strict server,
//! and does to a request what the test says. What the server did about it is in
//! the server's own ledger.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use crate::strict::{Api, Server};

/// What is done to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is read, and the connection ends; the server never sees it.
    Lost(End),
    /// The server takes it, and the connection ends before the answer.
    AnswerLost(End),
    /// The server takes it, and the connection ends within the answer's head.
    HeadCut(End),
    /// The server takes it, and all but the end of the answer's body comes.
    AnswerCut(End),
    /// The server takes it, and the answer comes after so long.
    Delayed(Duration),
    /// The server takes it, and so long passes between two bytes of the answer.
    Trickled(Duration),
    /// The server takes it, and something else answers in its place.
    AnsweredBy(String),
    /// Something else answers; the server never sees it.
    Intercepted(String),
    /// The connection ends; the server gets it only when the test lets it.
    Late,
}

/// How a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// As it should.
    Close,
    /// With a reset.
    Reset,
}

/// Something else than the server: its head's first line and other headers, and
/// its body.
pub fn other(first: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {first}\r\ncontent-length: {length}\r\n{headers}\r\n{body}")
}

/// The connection; it ends when it is dropped.
pub struct Wire {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    server: SocketAddr,
    /// Methods and what is done to their next request, in order.
    script: Mutex<Vec<(&'static str, Fault)>>,
    late: Mutex<Vec<Vec<u8>>>,
    came: Condvar,
    ended: AtomicBool,
}

impl Wire {
    pub fn to<A: Api>(server: &Server<A>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            server: server.host().parse().unwrap(),
            script: Mutex::default(),
            late: Mutex::default(),
            came: Condvar::new(),
            ended: AtomicBool::new(false),
        });
        let accepting = shared.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if accepting.ended.load(Ordering::Relaxed) {
                    return;
                }
                let (shared, stream) = (accepting.clone(), stream.unwrap());
                std::thread::spawn(move || shared.serve(&stream, address));
            }
        });
        Self { address, shared }
    }

    /// The address in a profile's `url`, in the place of the server's.
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// What is done to the next request with that method that no earlier fault
    /// was for.
    pub fn breaks(&self, method: &'static str, fault: Fault) {
        self.shared.script.lock().unwrap().push((method, fault));
    }

    /// Lets the server have what is late, and waits until it has answered.
    pub fn deliver(&self) {
        let late = self.shared.late.lock().unwrap();
        let (mut late, time) = self
            .shared
            .came
            .wait_timeout_while(late, Duration::from_secs(10), |late| late.is_empty())
            .unwrap();
        assert!(!time.timed_out(), "nothing is late");
        for request in late.drain(..) {
            self.shared.forward(&request);
        }
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::Relaxed);
        // Wakes the thread that accepts.
        let _ = TcpStream::connect_timeout(&self.address, Duration::from_secs(1));
    }
}

impl Shared {
    fn serve(&self, stream: &TcpStream, address: SocketAddr) {
        let mut reader = BufReader::new(stream);
        while let Some((method, request)) = read(&mut reader, address, self.server) {
            let fault = {
                let mut script = self.script.lock().unwrap();
                let at = script.iter().position(|(of, _)| *of == method);
                at.map(|at| script.remove(at).1)
            };
            let written = match fault {
                None => write(stream, &self.forward(&request)),
                Some(Fault::Lost(end)) => return end.of(stream),
                Some(Fault::Late) => {
                    self.late.lock().unwrap().push(request);
                    self.came.notify_all();
                    return End::Close.of(stream);
                }
                Some(Fault::AnswerLost(end)) => {
                    self.forward(&request);
                    return end.of(stream);
                }
                Some(Fault::HeadCut(end)) => {
                    write(stream, &self.forward(&request)[..20]);
                    return end.of(stream);
                }
                Some(Fault::AnswerCut(end)) => {
                    let answer = self.forward(&request);
                    write(stream, &answer[..answer.len() - answer.len().min(6)]);
                    return end.of(stream);
                }
                Some(Fault::Delayed(time)) => {
                    let answer = self.forward(&request);
                    std::thread::sleep(time);
                    write(stream, &answer)
                }
                Some(Fault::Trickled(time)) => {
                    let answer = self.forward(&request);
                    answer.chunks(1).all(|byte| {
                        std::thread::sleep(time);
                        write(stream, byte)
                    })
                }
                Some(Fault::AnsweredBy(other)) => {
                    self.forward(&request);
                    write(stream, other.as_bytes());
                    return End::Close.of(stream);
                }
                Some(Fault::Intercepted(other)) => {
                    write(stream, other.as_bytes());
                    return End::Close.of(stream);
                }
            };
            if !written {
                return;
            }
        }
    }

    /// The server's answer to a request.
    fn forward(&self, request: &[u8]) -> Vec<u8> {
        let mut stream = TcpStream::connect(self.server).unwrap();
        stream.write_all(request).unwrap();
        let mut reader = BufReader::new(stream);
        let mut answer = Vec::new();
        let length = head(&mut reader, &mut answer, str::to_owned).unwrap();
        let start = answer.len();
        answer.resize(start + length, 0);
        reader.read_exact(&mut answer[start..]).unwrap();
        answer
    }
}

/// A request's method, and the request as the server is to have it: to the
/// server's own host.
fn read(
    reader: &mut impl BufRead,
    address: SocketAddr,
    server: SocketAddr,
) -> Option<(String, Vec<u8>)> {
    let mut request = Vec::new();
    let length = head(reader, &mut request, |line| {
        line.replace(&address.to_string(), &server.to_string())
    })?;
    let start = request.len();
    request.resize(start + length, 0);
    reader.read_exact(&mut request[start..]).ok()?;
    let method = request.split(|byte| *byte == b' ').next()?;
    Some((String::from_utf8(method.to_vec()).unwrap(), request))
}

/// Reads a head, and says how long its body is.
fn head(
    reader: &mut impl BufRead,
    into: &mut Vec<u8>,
    as_sent: impl Fn(&str) -> String,
) -> Option<usize> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let lower = line.to_ascii_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        into.extend_from_slice(as_sent(&line).as_bytes());
        if line.trim_end().is_empty() {
            return Some(length);
        }
    }
}

fn write(mut stream: &TcpStream, bytes: &[u8]) -> bool {
    stream.write_all(bytes).is_ok()
}

impl End {
    /// Ends a connection.
    fn of(self, stream: &TcpStream) {
        match self {
            Self::Close => {
                let _ = stream.shutdown(Shutdown::Both);
            }
            // When it is dropped, what follows at once.
            Self::Reset => socket2::SockRef::from(stream)
                .set_linger(Some(Duration::ZERO))
                .unwrap(),
        }
    }
}
