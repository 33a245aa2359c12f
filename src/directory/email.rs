//! Emails as people and servers write them.

/// Whether a value that a server gave is the email that somebody typed: blanks
/// around it and capitals tell nobody apart.
#[must_use]
pub fn is_same(stored: &str, typed: &str) -> bool {
    stored.trim().to_lowercase() == typed.trim().to_lowercase()
}

/// Whether a text reads as an email and not as an id that has an `@` in it, as
/// `@ana:host.example` has.
#[must_use]
pub fn reads_as_one(text: &str) -> bool {
    text.rsplit_once('@').is_some_and(|(local, domain)| {
        let is_local = !local.is_empty() && !local.starts_with('@');
        let is_domain = !domain.is_empty() && !domain.contains([':', '/']);
        is_local && is_domain && !text.contains(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use super::{is_same, reads_as_one};

    #[test]
    fn blanks_and_capitals_tell_no_emails_apart() {
        for stored in [
            " ana@acme.example",
            "Ana@ACME.example\u{a0}",
            "ana@acme.example",
        ] {
            assert!(is_same(stored, "ana@acme.example"), "{stored:?}");
        }
        assert!(!is_same("diana@acme.example", "ana@acme.example"));
    }

    #[test]
    fn an_id_with_an_at_sign_is_no_email() {
        for id in [
            "@ana:acme.example",
            "usr_1",
            "@ana",
            "ana@",
            "ana@host:8448",
            "a@b/c",
            "",
        ] {
            assert!(!reads_as_one(id), "{id:?}");
        }
        for email in [
            "ana@acme.example",
            "o'neil+x@acme.example",
            "root@localhost",
        ] {
            assert!(reads_as_one(email), "{email:?}");
        }
    }
}
