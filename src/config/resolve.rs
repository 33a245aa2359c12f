//! A profile and the descriptions that there are → a connection.

use std::sync::Arc;

use super::Config;
use super::address::strip_slash;
use super::connection::Connection;
use super::profile::Profile;
use super::source::Place;
use crate::directory::address::through_proxy;
use crate::directory::description::{Description, Limits};
use crate::directory::strict::Problem;
use crate::text::suggestion;

impl Config {
    /// What is wrong with a profile whose directory nobody has described.
    /// `names` are those that are.
    #[must_use]
    pub fn unknown_directory(&self, profile: &Profile, names: &[&str]) -> Problem {
        let places = &profile.places;
        let path = format!("{}.directory", places.path);
        let suggestion = suggestion(&profile.directory, names);
        let what = format!("no such directory; {suggestion}");
        self.problem(places.directory, &path, &what)
    }

    /// What is wrong with a profile whose directory has a description that
    /// cannot be used; what is wrong in that is told of it.
    #[must_use]
    pub fn faulty_directory(&self, profile: &Profile) -> Problem {
        let places = &profile.places;
        let path = format!("{}.directory", places.path);
        self.problem(places.directory, &path, "its description has a mistake")
    }

    /// What is wrong with where a profile's token comes from, as it was found
    /// outside the text.
    #[must_use]
    pub fn token_problem(&self, profile: &Profile, what: &str) -> Problem {
        let path = format!("{}.token", profile.places.path);
        self.problem(profile.places.token, &path, what)
    }

    /// What is wrong with a profile's file of certificate authorities.
    #[must_use]
    pub fn ca_file_problem(&self, profile: &Profile, what: &str) -> Problem {
        let path = format!("{}.ca_file", profile.places.path);
        self.problem(profile.places.ca_file, &path, what)
    }

    /// What is wrong with the theme: that there is none of its name.
    #[must_use]
    pub fn theme_problem(&self, what: &str) -> Problem {
        self.problem(self.theme_place, "theme", what)
    }

    /// All that is needed to speak to a profile's directory, the token's text
    /// aside. `description` is that of the profile's directory, and `read_only`
    /// what the command line says.
    ///
    /// # Errors
    /// What does not fit the description: a param that it does not have, an
    /// address that neither of the two has. An address that is wrong in itself
    /// has been told of by [`Config::examine`].
    pub fn resolve(
        &self,
        profile: &Profile,
        description: Arc<Description>,
        read_only: bool,
    ) -> Result<Connection, Vec<Problem>> {
        let places = &profile.places;
        let url = profile.url.clone().or_else(|| {
            let mut url = description.url.clone()?;
            strip_slash(&mut url);
            Some(url)
        });
        let missing = (url.is_none() && !places.has_url).then(|| {
            let what = format!(
                "url is missing: {} has no address of its own, as in url = \"https://{}.example.com\"",
                description.title, description.name
            );
            self.problem(places.name, &places.path, &what)
        });
        let known: Vec<_> = description.params.iter().map(|p| p.name.as_str()).collect();
        let unknown = places
            .params
            .iter()
            .filter(|(name, _)| !known.contains(&name.as_str()))
            .map(|(name, (place, path))| {
                let suggestion = suggestion(name, &known);
                let what = format!("{} takes no such param; {suggestion}", description.title);
                self.problem(*place, path, &what)
            });
        // Of the profile's own address, `examine` has told.
        let exposed = url
            .as_ref()
            .filter(|_| profile.url.is_none() && profile.proxy.is_some())
            .and_then(|url| through_proxy(url).err())
            .map(|what| self.problem(places.proxy, &format!("{}.proxy", places.path), what));
        let mut problems: Vec<_> = missing.into_iter().chain(unknown).chain(exposed).collect();
        problems.sort_by_key(|problem| (problem.line, problem.column));
        match url {
            Some(url) if problems.is_empty() => Ok(Connection {
                name: profile.name.clone(),
                limits: limits(profile, &description.limits),
                description,
                url,
                token: profile.token.clone(),
                params: profile.params.clone(),
                color: profile.color.clone(),
                read_only: read_only || self.read_only || profile.read_only,
                guard: profile.guard,
                proxy: profile.proxy.clone(),
                ca_file: profile.ca_file.clone(),
                keep: profile.keep,
            }),
            _ => Err(problems),
        }
    }

    fn problem(&self, place: Place, path: &str, what: &str) -> Problem {
        Problem {
            file: self.file.clone(),
            line: place.line,
            column: place.column,
            message: format!("{path}: {what}"),
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
