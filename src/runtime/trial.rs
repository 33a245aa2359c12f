//! A profile tried out: one list asked for, of one record where the API lets
//! one say so.

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::mpsc::unbounded_channel;

use super::clock::Clock;
use super::engine::{self, Engine, Order};
use super::journal::Journal;
use super::net::Caps;
use super::panics;
use crate::app::change::error_words;
use crate::app::message::{Budget, Msg, ProfileId, Ticket, Urgency};
use crate::config::connection::Connection;
use crate::directory::call::{At, Call, ListOf, Query, Reply, ResourceName};
use crate::directory::description::{Description, Paging};
use crate::text::grouped;

/// Asks, and says in a line what came: `10,412 users, 998 of 1,000 requests
/// left`. A token command does not see the environment variables in `hidden`, and
/// the request is counted with those of all running whoswho in the folder
/// `state`.
///
/// # Errors
/// What went wrong, as a sentence.
pub async fn run(
    connection: Connection,
    clock: Clock,
    hidden: Arc<[String]>,
    state: Option<PathBuf>,
) -> Result<String, String> {
    let mut description = (*connection.description).clone();
    let Some((name, title)) = least(&mut description) else {
        return Err("its description has no list to ask for".to_owned());
    };
    let (report, mut messages) = unbounded_channel();
    let engine = Engine::start(
        engine::Setup {
            profile: ProfileId(0),
            connection: Arc::new(Connection {
                description: Arc::new(description),
                ..connection
            }),
            clock,
            journal: Journal::nowhere("a trial changes nothing".to_owned()),
            caps: Caps::default(),
            hidden,
            state,
        },
        move |message| {
            // Nobody listens any more when the answer has come.
            let _ = report.send(message);
        },
    );
    engine.submit(Order {
        ticket: Ticket(0),
        call: Call::List {
            of: ListOf::Resource(name),
            at: At::Start,
            sort: None,
            query: Query::default(),
        },
        urgency: Urgency::Look,
        journal: None,
    });
    let mut left = Budget::default();
    loop {
        let message = tokio::select! {
            message = messages.recv() => message,
            () = panics::happened() => None,
        };
        let Some(message) = message else {
            return Err("the request was not answered".to_owned());
        };
        match message {
            Msg::Budget { budget, .. } => left = budget,
            Msg::Replied { outcome, .. } => {
                // What the answer says is left is told before it or behind it.
                while let Ok(Msg::Budget { budget, .. }) = messages.try_recv() {
                    left = budget;
                }
                return match outcome {
                    Ok(reply) => Ok(words(&reply, &title, &left)),
                    Err(error) => Err(error_words(&error)),
                };
            }
            _ => {}
        }
    }
}

/// The first list of a description, and its name for people. It is made to ask
/// for one record.
fn least(description: &mut Description) -> Option<(ResourceName, String)> {
    let whole = description.paging.clone();
    let resource = description
        .resources
        .iter_mut()
        .find(|resource| resource.list.is_some())?;
    let list = resource.list.as_mut()?;
    let mut paging = list.paging.clone().unwrap_or(whole);
    match &mut paging {
        Paging::None => {}
        Paging::Page { largest, .. }
        | Paging::Offset { largest, .. }
        | Paging::Cursor { largest, .. } => *largest = 1,
    }
    list.paging = Some(paging);
    Some((
        ResourceName::new(&resource.name),
        resource.title.to_lowercase(),
    ))
}

fn words(reply: &Reply, title: &str, budget: &Budget) -> String {
    let found = match reply {
        Reply::Page(page) => match (page.total, &page.next) {
            (Some(total), _) => format!("{} {title}", grouped(total)),
            (None, None) => format!("{} {title}", grouped(page.records.len() as u64)),
            (None, Some(_)) => format!("{title} can be listed"),
        },
        Reply::Record(_) | Reply::Written(_) => format!("{title} can be listed"),
    };
    match budget.window {
        Some(window) if !window.estimated => format!(
            "{found}, {} of {} requests left",
            grouped(window.remaining.into()),
            grouped(window.limit.into())
        ),
        _ => found,
    }
}
