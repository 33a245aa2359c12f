//! A profile and the descriptions that there are → a connection.

use std::sync::Arc;

use super::connection::Connection;
use super::profile::Profile;
use super::source::Place;
use super::{Config, address};
use crate::directory::description::{Description, Limits};
use crate::directory::nearest::suggestion;
use crate::directory::strict::Problem;

impl Config {
    /// All that is needed to speak to a profile's directory, the token's text
    /// aside. `read_only` is what the command line says.
    ///
    /// # Errors
    /// What does not fit the descriptions: a directory or a param that none
    /// has, an address that is missing or that no token may be sent to.
    pub fn resolve(
        &self,
        profile: &Profile,
        descriptions: &[Arc<Description>],
        read_only: bool,
    ) -> Result<Connection, Vec<Problem>> {
        let places = &profile.places;
        let problem = |place: Place, path: &str, what: String| Problem {
            file: self.file.clone(),
            line: place.line,
            column: place.column,
            message: format!("{path}: {what}"),
        };
        let Some(description) = descriptions.iter().find(|d| d.name == profile.directory) else {
            let names: Vec<_> = descriptions.iter().map(|d| d.name.as_str()).collect();
            return Err(vec![problem(
                places.directory,
                &format!("{}.directory", places.path),
                format!(
                    "no such directory; {}",
                    suggestion(&profile.directory, &names)
                ),
            )]);
        };
        let mut problems = Vec::new();
        let known: Vec<_> = description.params.iter().map(|p| p.name.as_str()).collect();
        for (name, (place, path)) in &places.params {
            if !known.contains(&name.as_str()) {
                let what = format!(
                    "{} takes no such param; {}",
                    description.title,
                    suggestion(name, &known)
                );
                problems.push(problem(*place, path, what));
            }
        }
        let url = match (&profile.url, &description.url) {
            (Some(url), _) => Ok(url.clone()),
            (None, Some(url)) => address::directory(url.as_str()).map_err(|what| {
                format!(
                    "the address in the description of {}: {what}",
                    description.title
                )
            }),
            (None, None) => Err(format!(
                "url is missing: {} has no address of its own, as in url = \"https://{}.example.com\"",
                description.title, description.name
            )),
        };
        match url {
            Ok(url) if problems.is_empty() => Ok(Connection {
                name: profile.name.clone(),
                description: Arc::clone(description),
                url,
                token: profile.token.clone(),
                params: profile.params.clone(),
                color: profile.color.clone(),
                read_only: read_only || self.read_only || profile.read_only,
                guard: profile.guard,
                limits: limits(profile, &description.limits),
                proxy: profile.proxy.clone(),
                ca_file: profile.ca_file.clone(),
            }),
            Ok(_) => Err(problems),
            Err(what) => {
                problems.push(problem(places.name, &places.path, what));
                problems.sort_by_key(|problem| (problem.line, problem.column));
                Err(problems)
            }
        }
    }
}

/// The description's limits with the profile's over them.
fn limits(profile: &Profile, described: &Limits) -> Limits {
    let window = |own: Option<u32>, described: Option<u32>| match own {
        Some(0) => None,
        Some(_) => own,
        None => described,
    };
    Limits {
        hour: window(profile.limits.hour, described.hour),
        minute: window(profile.limits.minute, described.minute),
        headers: described.headers.clone(),
    }
}
