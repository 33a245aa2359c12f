//! What servers say when they refuse.

use super::*;

fn words(message: Option<&str>, code: Option<&str>, hint: Option<&str>) -> ServerWords {
    ServerWords {
        message: message.map(|m| Untrusted::new(m.to_owned())),
        code: code.map(|c| Untrusted::new(c.to_owned())),
        hint: hint.map(str::to_owned),
    }
}

#[test]
fn documented_errors_of_leanmote() {
    let body = r#"{"status":"error","error":{"code":"NOT_FOUND","message":"User not found"}}"#;
    let said = |status| said("leanmote", &get("usr_1"), status, body).unwrap_err();
    let words = words(Some("User not found"), Some("NOT_FOUND"), None);
    let fields = Vec::new;
    assert_eq!(
        said(400),
        ApiError::Invalid {
            status: 400,
            words: words.clone(),
            fields: fields()
        }
    );
    assert_eq!(said(401), ApiError::Unauthorized(words.clone()));
    assert_eq!(said(403), ApiError::Forbidden(words.clone()));
    assert_eq!(said(404), ApiError::NotFound(words.clone()));
    assert_eq!(
        said(409),
        ApiError::Invalid {
            status: 409,
            words: words.clone(),
            fields: fields()
        }
    );
    assert_eq!(
        said(429),
        ApiError::Limited {
            retry_after: None,
            words: words.clone()
        }
    );
    assert_eq!(
        said(500),
        ApiError::Server {
            status: 500,
            words: words.clone()
        }
    );
    assert_eq!(said(503), ApiError::Server { status: 503, words });
}

#[test]
fn errors_of_leadr_in_all_their_forms() {
    let leadr = builtin::description("leadr").unwrap();
    let hints = &leadr.errors.hints;
    let means = |status, on: &Call| {
        let hint = hints
            .iter()
            .find(|h| h.status == status && h.on == on.operation());
        Some(hint.unwrap().means.as_str())
    };
    let not_found = words(Some("Account not found"), None, means(404, &create()));
    let body = r#"{"error":"Account not found"}"#;
    assert_eq!(
        said("leadr", &create(), 404, body),
        Err(ApiError::NotFound(not_found))
    );

    let plain = words(
        Some("Internal Server Error"),
        None,
        means(500, &update("usr_1")),
    );
    assert_eq!(
        said("leadr", &update("usr_1"), 500, "Internal Server Error\n"),
        Err(ApiError::Server {
            status: 500,
            words: plain
        })
    );

    for key in ["detail", "error"] {
        let body = format!(
            r#"{{"{key}":[
                {{"type":"value_error","loc":["body","email"],"msg":"not an email","input":"x"}},
                {{"type":"value_error","loc":["body","email"],"msg":"not an email","input":"x"}},
                {{"type":"too_short","loc":["body","display_name"],"msg":"too short"}},
                {{"type":"missing","loc":["query","limit"],"msg":"too large"}},
                {{"loc":["body",0],"msg":"wrong"}},
                {{"loc":[],"msg":""}}, 5, null, "as text"
            ]}}"#
        );
        let invalid = ApiError::Invalid {
            status: 422,
            words: words(Some("limit: too large; wrong; as text"), None, None),
            fields: vec![
                ("email".to_owned(), Untrusted::new("not an email")),
                ("display_name".to_owned(), Untrusted::new("too short")),
            ],
        };
        assert_eq!(said("leadr", &update("usr_1"), 422, &body), Err(invalid));
    }
    // A read has no form to put them on.
    let body = r#"{"detail":[{"loc":["query","email"],"msg":"bad"}]}"#;
    let invalid = ApiError::Invalid {
        status: 422,
        words: words(Some("email: bad"), None, None),
        fields: Vec::new(),
    };
    assert_eq!(said("leadr", &list(At::Start), 422, body), Err(invalid));
}

#[test]
fn errors_that_say_nothing_are_survived() {
    let page = format!("<html>{}</html>", "x".repeat(100));
    let long = "x".repeat(501);
    for body in [
        "",
        "<html>no</html>",
        &page,
        &long,
        "{}",
        "null",
        "[]",
        "[[[",
        "{\"error\":{}}",
        "{\"error\":[1,{}]}",
        "{\"error\":\"  \"}",
    ] {
        let expected = ApiError::Server {
            status: 502,
            words: ServerWords::default(),
        };
        assert_eq!(
            said("peoplelens", &get("usr-1"), 502, body),
            Err(expected),
            "{body}"
        );
    }
    for (body, message) in [
        ("Bad Gateway", "Bad Gateway"),
        ("\"quoted\"", "quoted"),
        ("{\"message\":\"m\"}", "m"),
        ("{\"error\":{\"message\":\"deep\"}}", "deep"),
        ("{\"errors\":[\"a\",\"b\",\"a\"]}", "a; b"),
    ] {
        let expected = ApiError::Server {
            status: 502,
            words: words(Some(message), None, None),
        };
        assert_eq!(
            said("peoplelens", &get("usr-1"), 502, body),
            Err(expected),
            "{body}"
        );
    }
}

#[test]
fn redirects_and_waits_come_from_headers() {
    let description = builtin::description("leadr").unwrap();
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let moved = Response {
        headers: vec![header("location", "https://elsewhere.example/\u{1b}[31m")],
        ..response(302, "")
    };
    let expected = ApiError::Redirected {
        status: 302,
        to: Untrusted::new("https://elsewhere.example/\u{1b}[31m"),
    };
    assert_eq!(decode(&description, &get("1"), &moved), Err(expected));

    let limited = Response {
        headers: vec![header("retry-after", "60")],
        ..response(429, r#"{"error":"slow down"}"#)
    };
    let expected = ApiError::Limited {
        retry_after: Some(Duration::from_mins(1)),
        words: words(Some("slow down"), None, None),
    };
    assert_eq!(decode(&description, &get("1"), &limited), Err(expected));
}
