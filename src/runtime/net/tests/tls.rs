//! Servers that speak TLS, with certificates made for the occasion.

use std::io::Write as _;

use axum::body::Bytes;
use axum::http::Response as Answered;
use h2::Reason;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::PrivatePkcs8KeyDer;
use tempfile::NamedTempFile;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::*;

/// What is wrong with a server's certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::runtime) enum Certificate {
    Sound,
    OfAnotherHost,
    Expired,
    NotYetValid,
}

/// What the server does with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::runtime) enum Conduct {
    /// Answers.
    Answers,
    /// Answers, and says that it takes no more on this connection.
    AnswersLast,
    /// Says that it has taken no request and takes no more.
    GoesAway,
    /// Resets the stream, for that reason; where there are none, it ends the
    /// connection.
    Resets(Reason),
    /// Answers with less than it announced.
    Halves,
    /// Answers with half of what was meant, of which only the end of the
    /// connection tells the length; and ends it without a word of TLS.
    HalvesUntold,
}

pub(in crate::runtime) const USER: &str = r#"{"user":{"id":"7","first_name":"Ana"}}"#;

/// A server on this host, and the file of the authority that vouches for it.
pub(in crate::runtime) struct TlsServer {
    pub(in crate::runtime) url: Url,
    pub(in crate::runtime) authority: NamedTempFile,
    ledger: Arc<Mutex<Vec<String>>>,
}

impl TlsServer {
    /// One that offers HTTP/2 or does not.
    pub(in crate::runtime) async fn start(
        certificate: Certificate,
        http2: bool,
        conduct: Conduct,
    ) -> Self {
        let (mut config, authority) = certified(certificate);
        if http2 {
            config.alpn_protocols.push(b"h2".to_vec());
        }
        config.alpn_protocols.push(b"http/1.1".to_vec());
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://{}", listener.local_addr().unwrap());
        let ledger = Arc::new(Mutex::new(Vec::new()));
        let entries = Entries(ledger.clone());
        tokio::spawn(async move {
            for number in 1.. {
                let (stream, _) = listener.accept().await.unwrap();
                let (acceptor, entries) = (acceptor.clone(), entries.clone());
                tokio::spawn(async move {
                    let Ok(stream) = acceptor.accept(stream).await else {
                        entries.add(number, "no TLS");
                        return;
                    };
                    match stream.get_ref().1.alpn_protocol() {
                        Some(b"h2") if conduct == Conduct::GoesAway => {
                            go_away(stream, number, &entries).await;
                        }
                        Some(b"h2") => speak_2(stream, number, conduct, &entries).await,
                        _ => speak_1(stream, number, conduct, &entries).await,
                    }
                });
            }
        });
        Self {
            url: url.parse().unwrap(),
            authority,
            ledger,
        }
    }

    /// A line a request: the number of its connection, the protocol, what was
    /// asked.
    pub(in crate::runtime) fn requests(&self) -> Vec<String> {
        self.ledger.lock().unwrap().clone()
    }

    /// A profile of this server, which trusts its authority or does not.
    fn connection(&self, trusts: bool) -> Connection {
        Connection {
            ca_file: trusts.then(|| self.authority.path().to_owned()),
            ..(*connection(self.url.clone())).clone()
        }
    }

    fn net(&self) -> Net {
        Net::new(Arc::new(self.connection(true)), Caps::default())
    }

    async fn ask(&self, net: &Net, method: Method) -> Sent {
        let request = request_to(method, self.url.join("/users/7").unwrap());
        net.send(&request, &token(), TIME).await
    }
}

#[derive(Clone)]
struct Entries(Arc<Mutex<Vec<String>>>);

impl Entries {
    fn add(&self, connection: usize, what: &str) {
        self.0.lock().unwrap().push(format!("{connection} {what}"));
    }
}

fn certified(certificate: Certificate) -> (ServerConfig, NamedTempFile) {
    let mut authority = CertificateParams::new([]).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let mut file = NamedTempFile::new().unwrap();
    let pem = authority.self_signed(&key).unwrap().pem();
    file.write_all(pem.as_bytes()).unwrap();
    let issuer = Issuer::new(authority, key);

    let host = match certificate {
        Certificate::OfAnotherHost => "directory.example",
        _ => "127.0.0.1",
    };
    let mut server = CertificateParams::new([host.to_owned()]).unwrap();
    match certificate {
        Certificate::Expired => server.not_after = date_time_ymd(2001, 1, 1),
        Certificate::NotYetValid => server.not_before = date_time_ymd(2999, 1, 1),
        Certificate::Sound | Certificate::OfAnotherHost => {}
    }
    let key = KeyPair::generate().unwrap();
    let chain = vec![server.signed_by(&key, &issuer).unwrap().der().clone()];
    let key = PrivatePkcs8KeyDer::from(key.serialize_der());
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(ring)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key.into())
        .unwrap();
    (config, file)
}

async fn speak_2(stream: TlsStream<TcpStream>, number: usize, conduct: Conduct, to: &Entries) {
    let mut connection = h2::server::handshake(stream).await.unwrap();
    // A client that has what it wants closes the connection.
    while let Some(Ok((request, mut respond))) = connection.accept().await {
        let (method, path) = (request.method(), request.uri().path());
        to.add(number, &format!("HTTP/2 {method} {path}"));
        let length = if conduct == Conduct::Halves {
            2 * USER.len()
        } else {
            USER.len()
        };
        let head = Answered::builder().header("content-length", length);
        if let Conduct::Resets(reason) = conduct {
            respond.send_reset(reason);
            continue;
        }
        let mut body = respond
            .send_response(head.body(()).unwrap(), false)
            .unwrap();
        body.send_data(Bytes::from_static(USER.as_bytes()), true)
            .unwrap();
        if conduct == Conduct::AnswersLast {
            connection.graceful_shutdown();
        }
    }
}

/// Frames by hand: that the first request was not taken is nothing that a
/// library says of itself. RFC 9113, 4.1 and 6.8.
async fn go_away(mut stream: TlsStream<TcpStream>, number: usize, to: &Entries) {
    const PREFACE: usize = 24;
    const HEADERS: u8 = 1;
    let settings = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    stream.write_all(&settings).await.unwrap();
    stream.read_exact(&mut [0; PREFACE]).await.unwrap();
    loop {
        let mut frame = [0; 9];
        stream.read_exact(&mut frame).await.unwrap();
        let length = u32::from_be_bytes([0, frame[0], frame[1], frame[2]]);
        let mut payload = vec![0; length as usize];
        stream.read_exact(&mut payload).await.unwrap();
        if frame[3] == HEADERS {
            break;
        }
    }
    to.add(number, "HTTP/2");
    let last_taken_and_no_error = [0; 8];
    let go_away = [&[0, 0, 8, 7, 0, 0, 0, 0, 0][..], &last_taken_and_no_error].concat();
    stream.write_all(&go_away).await.unwrap();
    stream.shutdown().await.unwrap();
}

async fn speak_1(mut stream: TlsStream<TcpStream>, number: usize, conduct: Conduct, to: &Entries) {
    loop {
        let request = request(&mut stream).await;
        let Some(line) = request.lines().next() else {
            return;
        };
        let line = line.trim_end_matches(" HTTP/1.1");
        to.add(number, &format!("HTTP/1.1 {line}"));
        let half = &USER[..USER.len() / 2];
        let answer = match conduct {
            Conduct::Answers | Conduct::AnswersLast => {
                format!(
                    "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{USER}",
                    USER.len()
                )
            }
            Conduct::Halves => {
                format!(
                    "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{half}",
                    USER.len()
                )
            }
            Conduct::HalvesUntold => format!("HTTP/1.1 200 OK\r\n\r\n{half}"),
            Conduct::GoesAway | Conduct::Resets(_) => String::new(),
        };
        stream.write_all(answer.as_bytes()).await.unwrap();
        match conduct {
            Conduct::Answers => {}
            // Without a word: what was sent may have been cut off by anybody.
            Conduct::HalvesUntold => {
                stream.get_mut().0.shutdown().await.unwrap();
                return;
            }
            _ => {
                stream.shutdown().await.unwrap();
                return;
            }
        }
    }
}

#[tokio::test]
async fn reads_are_http_2_on_one_connection_and_writes_are_not() {
    let server = TlsServer::start(Certificate::Sound, true, Conduct::Answers).await;
    let net = server.net();
    for method in [
        Method::Get,
        Method::Get,
        Method::Patch,
        Method::Patch,
        Method::Get,
    ] {
        let sent = server.ask(&net, method).await;
        assert_eq!(sent.outcome.unwrap().body, USER.as_bytes());
    }
    assert_eq!(
        server.requests(),
        [
            "1 HTTP/2 GET /users/7",
            "1 HTTP/2 GET /users/7",
            "2 HTTP/1.1 PATCH /users/7",
            "3 HTTP/1.1 PATCH /users/7",
            "1 HTTP/2 GET /users/7",
        ]
    );
}

#[tokio::test]
async fn where_there_is_no_http_2_reads_are_1_1() {
    let server = TlsServer::start(Certificate::Sound, false, Conduct::Answers).await;
    let net = server.net();
    for _ in 0..2 {
        let sent = server.ask(&net, Method::Get).await;
        assert_eq!(sent.outcome.unwrap().body, USER.as_bytes());
    }
    assert_eq!(server.requests(), ["1 HTTP/1.1 GET /users/7"; 2]);
}

#[rstest]
#[case::of_another_host(
    Certificate::OfAnotherHost,
    true,
    "the server's certificate is for another host"
)]
#[case::expired(Certificate::Expired, true, "the server's certificate has expired")]
#[case::not_yet(
    Certificate::NotYetValid,
    true,
    "the server's certificate is not valid yet; is the clock of this host right?"
)]
#[case::untrusted(
    Certificate::Sound,
    false,
    "the server's certificate is from an authority that is not trusted here; \
     the profile's ca_file names further ones"
)]
#[tokio::test]
async fn a_certificate_that_does_not_hold_is_told_and_nothing_is_sent(
    #[case] certificate: Certificate,
    #[case] trusts: bool,
    #[case] words: &str,
) {
    let server = TlsServer::start(certificate, true, Conduct::Answers).await;
    for method in [Method::Get, Method::Patch] {
        let net = Net::new(Arc::new(server.connection(trusts)), Caps::default());
        let sent = server.ask(&net, method).await;
        assert_eq!(
            sent.outcome.unwrap_err(),
            Failure::last(ApiError::Network(NetworkError::Connect(words.to_owned())))
        );
    }
    let only_handshakes = |line: &String| line.ends_with("no TLS");
    assert!(server.requests().iter().all(only_handshakes));
}

#[tokio::test]
async fn a_connection_that_takes_no_more_is_left_for_another() {
    let server = TlsServer::start(Certificate::Sound, true, Conduct::AnswersLast).await;
    let net = server.net();
    for _ in 0..3 {
        let sent = server.ask(&net, Method::Get).await;
        assert_eq!(sent.outcome.unwrap().body, USER.as_bytes());
    }
    assert_eq!(server.requests().len(), 3);
}

#[rstest]
#[case::goes_away(Conduct::GoesAway)]
#[case::refuses(Conduct::Resets(Reason::REFUSED_STREAM))]
#[case::gives_up(Conduct::Resets(Reason::INTERNAL_ERROR))]
#[case::cancels(Conduct::Resets(Reason::CANCEL))]
#[case::halves(Conduct::Halves)]
#[tokio::test]
async fn a_stream_that_ends_too_early_may_be_asked_for_again(#[case] conduct: Conduct) {
    let server = TlsServer::start(Certificate::Sound, true, conduct).await;
    let failure = server
        .ask(&server.net(), Method::Get)
        .await
        .outcome
        .unwrap_err();
    assert!(
        matches!(failure.error, ApiError::Network(NetworkError::Broken(_))),
        "{failure:?}"
    );
    assert!(failure.transient, "{failure:?}");
    assert_eq!(server.requests().len(), 1, "not sent twice by itself");
}

#[rstest]
#[case::nothing(Conduct::GoesAway)]
#[case::half(Conduct::Halves)]
#[case::half_of_untold_length(Conduct::HalvesUntold)]
#[tokio::test]
async fn an_end_without_a_word_of_tls_is_no_answer(#[case] conduct: Conduct) {
    for method in [Method::Get, Method::Patch] {
        let server = TlsServer::start(Certificate::Sound, false, conduct).await;
        let failure = server.ask(&server.net(), method).await.outcome.unwrap_err();
        assert!(
            matches!(failure.error, ApiError::Network(NetworkError::Broken(_))),
            "{method:?}: {failure:?}"
        );
        assert!(failure.transient, "{failure:?}");
        assert_eq!(server.requests().len(), 1, "{method:?}");
    }
}

/// A proxy that connects to that host whatever it is asked for, or refuses; and
/// all that it is sent.
async fn proxy(to: Option<SocketAddr>) -> (Url, Arc<Mutex<Vec<u8>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let all = seen.clone();
    tokio::spawn(async move {
        while let Ok((mut near, _)) = listener.accept().await {
            let all = all.clone();
            tokio::spawn(async move {
                let head = request(&mut near).await;
                all.lock().unwrap().extend_from_slice(head.as_bytes());
                let Some(to) = to else {
                    let refused = b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n";
                    near.write_all(refused).await.unwrap();
                    return;
                };
                near.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
                let (mut from_near, mut to_near) = near.into_split();
                let (mut from_far, mut to_far) = TcpStream::connect(to).await.unwrap().into_split();
                tokio::spawn(async move {
                    let _ = tokio::io::copy(&mut from_far, &mut to_near).await;
                });
                let mut chunk = [0; 4096];
                while let Ok(count @ 1..) = from_near.read(&mut chunk).await {
                    all.lock().unwrap().extend_from_slice(&chunk[..count]);
                    to_far.write_all(&chunk[..count]).await.unwrap();
                }
            });
        }
    });
    (url.parse().unwrap(), seen)
}

#[tokio::test]
async fn a_proxy_is_told_the_host_and_nothing_else() {
    let server = TlsServer::start(Certificate::Sound, true, Conduct::Answers).await;
    let address = server.url.socket_addrs(|| None).unwrap()[0];
    let (proxy, seen) = proxy(Some(address)).await;
    let connection = Connection {
        proxy: Some(proxy),
        ..server.connection(true)
    };
    let net = Net::new(Arc::new(connection), Caps::default());
    for method in [Method::Get, Method::Patch] {
        let sent = server.ask(&net, method).await;
        assert_eq!(sent.outcome.unwrap().body, USER.as_bytes());
    }
    let seen = seen.lock().unwrap().clone();
    let seen = String::from_utf8_lossy(&seen);
    assert_eq!(
        seen.matches(&format!("CONNECT {address} HTTP/1.1\r\n"))
            .count(),
        2
    );
    for secret in ["tok-hush", "authorization", "Bearer", "/users/7"] {
        assert!(!seen.contains(secret), "{secret}");
    }
    assert_eq!(
        server.requests(),
        ["1 HTTP/2 GET /users/7", "2 HTTP/1.1 PATCH /users/7"]
    );
}

#[tokio::test]
async fn past_a_proxy_that_refuses_nothing_is_sent() {
    let server = TlsServer::start(Certificate::Sound, true, Conduct::Answers).await;
    let (proxy, seen) = proxy(None).await;
    let connection = Connection {
        proxy: Some(proxy),
        ..server.connection(true)
    };
    let net = Net::new(Arc::new(connection), Caps::default());
    for method in [Method::Get, Method::Patch] {
        let sent = server.ask(&net, method).await;
        assert!(
            matches!(error(&sent), ApiError::Network(NetworkError::Connect(_))),
            "{sent:?}"
        );
    }
    assert_eq!(server.requests(), [""; 0]);
    assert!(!String::from_utf8_lossy(&seen.lock().unwrap()).contains("hush"));
}
