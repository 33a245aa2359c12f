//! Why printing ended early, for standard error and the exit code.

use std::io;
use std::time::Duration;

use super::plan::Mistake;
use crate::app::change::error_words;
use crate::app::token_origin;
use crate::config::connection::Connection;
use crate::directory::call::{ApiError, Call, ListOf, RecordOf, RecordRef};
use crate::directory::decode::EXPECTED;
use crate::directory::email;
use crate::runtime::panics;
use crate::runtime::secrets::SecretError;
use crate::text::Untrusted;

/// The directory or the network refused.
const REFUSED: u8 = 1;
/// Bad arguments or configuration.
const USAGE: u8 = 2;
/// There is no such record.
const ABSENT: u8 = 3;
/// SIGINT ended it.
const INTERRUPTED: u8 = 130;

/// Why it ended early.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// What standard error says, safe to show: a line, and perhaps a hint.
    pub lines: Vec<String>,
    /// The exit code.
    pub code: u8,
}

impl Stop {
    fn new(code: u8, what: &str) -> Self {
        let line = format!("whoswho: {}", Untrusted::new(what).shown());
        Self {
            lines: vec![line],
            code,
        }
    }

    fn hint(mut self, hint: &str) -> Self {
        if !hint.is_empty() {
            self.lines
                .push(format!("  {}", Untrusted::new(hint).shown()));
        }
        self
    }

    /// It did not come to the end, for a reason of the directory's or ours.
    pub(super) fn failed(what: &str) -> Self {
        Self::new(REFUSED, what)
    }

    /// There is no such record.
    pub(super) fn absent(what: &str, hint: &str) -> Self {
        Self::new(ABSENT, what).hint(hint)
    }

    /// Several records are meant by an argument that is to mean one.
    pub(super) fn ambiguous(what: &str, resource: &str) -> Self {
        Self::new(USAGE, what).hint(&format!("`whoswho get {resource} ID` prints one of them"))
    }

    /// An argument cannot be meant so, as the first records show.
    pub(super) fn mistaken(mistake: &Mistake) -> Self {
        Self::new(USAGE, &mistake.what).hint(&mistake.hint)
    }

    /// What was printed could not be written.
    pub(super) fn unwritable(why: &io::Error) -> Self {
        Self::failed(&format!("standard output cannot be written: {why}"))
    }

    /// A signal or a panic ended it, after so much was printed.
    pub(super) fn interrupted(code: u8, came: Option<&str>) -> Self {
        let how = match code {
            INTERRUPTED => "interrupted",
            panics::EXIT_CODE => "ended by a fault of its own",
            _ => "terminated",
        };
        match came {
            Some(came) => Self::new(code, &format!("{how}, after {came}")),
            None => Self::new(code, how),
        }
    }

    /// There is no token to ask with.
    pub(super) fn without_token(connection: &Connection, why: &SecretError) -> Self {
        let profile = &connection.name;
        let hint = match why {
            SecretError::Unset(_) | SecretError::NotText(_) => {
                "set it, or name another profile with -p; nothing was sent"
            }
            _ => "nothing was sent",
        };
        Self::new(USAGE, &format!("profile {profile}: {why}")).hint(hint)
    }

    /// A call was refused, after so much was printed.
    pub(super) fn refused(
        connection: &Connection,
        call: &Call,
        error: &ApiError,
        came: Option<&str>,
    ) -> Self {
        let is_list = matches!(
            call,
            Call::List {
                of: ListOf::Resource(_),
                ..
            }
        );
        let code = match error {
            // Who has that email may be there all the same.
            ApiError::NotFound(_) if unsearched(connection, call).is_some() => REFUSED,
            ApiError::NotFound(_) if !is_list && came.is_none() => ABSENT,
            _ => REFUSED,
        };
        let words = error_words(error);
        let what = match came {
            Some(came) => format!("printed {came}, then: {words}"),
            None => format!("{}: {words}", called(call)),
        };
        Self::new(code, &what).hint(&hint(connection, call, error))
    }
}

/// What a call is about: `users`, `users usr_1`, `teams of users usr_1`.
fn called(call: &Call) -> String {
    let (parent, relation, item) = match call {
        Call::List {
            of: ListOf::Resource(name),
            ..
        } => return name.as_str().to_owned(),
        Call::List {
            of: ListOf::Relation { parent, relation },
            ..
        } => (parent, relation.as_str(), ""),
        Call::Get {
            of: RecordOf::Resource(of),
        } => return format!("{} {}", of.resource.as_str(), of.id.raw()),
        Call::Get {
            of:
                RecordOf::Item {
                    parent,
                    relation,
                    item,
                },
        } => (parent, relation.as_str(), item.raw()),
        // Nothing else is asked for here.
        _ => return String::new(),
    };
    let item = if item.is_empty() {
        String::new()
    } else {
        format!(" {item}")
    };
    format!(
        "{relation}{item} of {} {}",
        parent.resource.as_str(),
        parent.id.raw()
    )
}

/// The resource whose record was asked for by an email, where the id alone could
/// be asked for.
fn unsearched<'c>(connection: &Connection, call: &'c Call) -> Option<&'c RecordRef> {
    let (Call::Get {
        of: RecordOf::Resource(of) | RecordOf::Item { parent: of, .. },
    }
    | Call::List {
        of: ListOf::Relation { parent: of, .. },
        ..
    }) = call
    else {
        return None;
    };
    let resource = connection.description.resource(of.resource.as_str())?;
    let field = resource.email_field()?;
    (email::reads_as_one(of.id.raw()) && field.pointer() != resource.id).then_some(of)
}

/// What may help.
fn hint(connection: &Connection, call: &Call, error: &ApiError) -> String {
    let url = &connection.url;
    if let (ApiError::NotFound(_), Some(of)) = (error, unsearched(connection, call)) {
        let (resource, id) = (of.resource.as_str(), of.id.raw());
        return format!(
            "that is no id, and the directory has no search by email; \
             `whoswho list {resource} --all --filter email:={id}` looks at each"
        );
    }
    match error {
        ApiError::Unauthorized(_) => format!(
            "profile {} takes its token from {}; it may have expired",
            connection.name,
            token_origin(&connection.token)
        ),
        ApiError::Forbidden(_) => format!(
            "the token of profile {} has no access to it",
            connection.name
        ),
        ApiError::NotFound(_) => match call {
            Call::Get {
                of: RecordOf::Item {
                    parent, relation, ..
                },
            } => format!(
                "`whoswho get {} {} --relation {}` prints those there are",
                parent.resource.as_str(),
                parent.id.raw(),
                relation.as_str()
            ),
            Call::Get {
                of: RecordOf::Resource(of),
            }
            | Call::List {
                of: ListOf::Relation { parent: of, .. },
                ..
            } => format!(
                "`whoswho list {}` prints those there are",
                of.resource.as_str()
            ),
            _ => format!("the profile's address is {url}; is it right?"),
        },
        ApiError::Limited {
            retry_after: Some(wait),
            ..
        } => format!("it asks to wait {}", span(*wait)),
        ApiError::Limited { .. } | ApiError::Server { .. } => "try again later".to_owned(),
        ApiError::Invalid { .. } => format!(
            "check the id, --param, and the params of profile {}",
            connection.name
        ),
        ApiError::Unreadable { why, .. } if why.contains(EXPECTED) => format!(
            "the description of {} says where it is; is it right?",
            connection.description.title
        ),
        ApiError::Redirected { .. } | ApiError::Unreadable { .. } => {
            format!("the profile's address is {url}; is it right?")
        }
        ApiError::Network(_) => format!("the profile's address is {url}; can it be reached?"),
        ApiError::Cancelled | ApiError::NotSent(_) | ApiError::NotJournalled(_) => String::new(),
    }
}

/// A wait, a minute begun counting whole.
fn span(wait: Duration) -> String {
    match wait.as_secs() {
        0..=1 => "a second".to_owned(),
        seconds @ 2..120 => format!("{seconds} seconds"),
        seconds => format!("{} minutes", seconds.div_ceil(60)),
    }
}
