//! What people belong to and leave behind: organizations, teams, apps, dashboard views, tasks and
//! interactions.

use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

use super::words::{APPS, FUNCTIONS, KINDS, OBJECTS, ORGANIZATIONS, VERBS, VIEWS};
use super::{Person, Stream, World, days, pick, rng};

/// A part of the company. Leanmote's id is `org_` and the number.
#[derive(Debug)]
pub(in crate::demo) struct Organization {
    pub(in crate::demo) number: u32,
    pub(in crate::demo) name: &'static str,
    pub(in crate::demo) created: Timestamp,
}

/// A team. Leanmote's id is `team_` and the number.
#[derive(Debug)]
pub(in crate::demo) struct Team {
    pub(in crate::demo) number: u32,
    /// An index into [`World::organizations`].
    pub(in crate::demo) organization: usize,
    pub(in crate::demo) name: String,
    pub(in crate::demo) created: Timestamp,
    /// Listed, but the demo's token may not open it.
    pub(in crate::demo) private: bool,
    /// Indices into [`World::people`], the longest-serving first.
    pub(in crate::demo) members: Vec<usize>,
}

impl Team {
    /// Those who manage the team: its longest-serving members, one in ten and at least one.
    pub(in crate::demo) fn managers(&self) -> &[usize] {
        let many = (self.members.len() / 10).clamp(1, 3);
        &self.members[..many.min(self.members.len())]
    }

    /// What a member is to the team.
    pub(in crate::demo) fn role_of(&self, person: usize) -> &'static str {
        if self.managers().contains(&person) {
            "manager"
        } else {
            "member"
        }
    }
}

/// An application the company uses. Leanmote's id is `app_` and the number.
#[derive(Debug)]
pub(in crate::demo) struct App {
    pub(in crate::demo) number: u32,
    pub(in crate::demo) name: &'static str,
    pub(in crate::demo) category: &'static str,
    pub(in crate::demo) created: Timestamp,
}

/// Somebody's account on one of the [`App`]s.
#[derive(Debug)]
pub(in crate::demo) struct Binding {
    /// An index into [`World::apps`].
    pub(in crate::demo) app: usize,
    pub(in crate::demo) role: &'static str,
    pub(in crate::demo) active: bool,
    pub(in crate::demo) created: Timestamp,
}

/// A connection to a code host.
#[derive(Debug)]
pub(in crate::demo) struct GitApp {
    pub(in crate::demo) id: String,
    pub(in crate::demo) provider: &'static str,
    pub(in crate::demo) name: String,
    /// An index into [`World::people`].
    pub(in crate::demo) owner: usize,
    pub(in crate::demo) active: bool,
    pub(in crate::demo) created: Timestamp,
}

/// Who may see a dashboard view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::demo) enum Visibility {
    Private,
    Team,
    Organization,
}

impl Visibility {
    /// The word in the API.
    pub(in crate::demo) fn word(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Team => "team",
            Self::Organization => "organization",
        }
    }
}

/// A dashboard view. Leanmote's id is `view_` and the number.
#[derive(Debug)]
pub(in crate::demo) struct View {
    pub(in crate::demo) number: u32,
    pub(in crate::demo) name: String,
    pub(in crate::demo) kind: &'static str,
    pub(in crate::demo) visibility: Visibility,
    /// An index into [`World::people`]; the company's own views, which all people have, are nobody's.
    pub(in crate::demo) owner: Option<usize>,
    pub(in crate::demo) created: Timestamp,
}

/// A task of a team. Leanmote's id is `task_` and the number.
#[derive(Debug)]
pub(in crate::demo) struct Task {
    pub(in crate::demo) number: u32,
    /// An index into [`World::teams`].
    pub(in crate::demo) team: usize,
    pub(in crate::demo) title: String,
    pub(in crate::demo) status: &'static str,
    pub(in crate::demo) priority: &'static str,
    /// An index into [`World::people`].
    pub(in crate::demo) assignee: Option<usize>,
    pub(in crate::demo) due: Option<Date>,
    pub(in crate::demo) created: Timestamp,
}

/// One thing somebody did with somebody.
#[derive(Debug)]
pub(in crate::demo) struct Interaction {
    /// `int_`, the person's number, and how many they had later than this one.
    pub(in crate::demo) id: String,
    /// An index into [`World::people`].
    pub(in crate::demo) person: usize,
    pub(in crate::demo) kind: &'static str,
    /// An index into [`World::apps`].
    pub(in crate::demo) app: usize,
    /// An index into [`World::people`]; nobody for what is done alone.
    pub(in crate::demo) with: Option<usize>,
    pub(in crate::demo) minutes: u32,
    pub(in crate::demo) created: Timestamp,
}

/// How many teams a company has: one for about twenty people.
fn team_count(people: usize) -> usize {
    (people / 20).max(3)
}

pub(super) fn organizations(ends: Timestamp) -> Vec<Organization> {
    (101_u32..)
        .zip(ORGANIZATIONS)
        .map(|(number, (name, _))| Organization {
            number,
            name,
            created: ends - days(2_600 - 70 * i64::from(number - 101)),
        })
        .collect()
}

pub(super) fn apps(ends: Timestamp) -> Vec<App> {
    (1_u32..)
        .zip(APPS)
        .map(|(number, (name, category))| App {
            number,
            name,
            category,
            created: ends - days(2_400 - 61 * i64::from(number)),
        })
        .collect()
}

/// The teams with their members, and each member told of it.
pub(super) fn teams(seed: u64, people: &mut [Person], ends: Timestamp) -> Vec<Team> {
    let mut draw = rng(seed, Stream::Teams, 0);
    let count = team_count(people.len());
    let mut teams: Vec<Team> = (1_u32..)
        .zip(0..count)
        .map(|(number, index)| {
            let organization = index % ORGANIZATIONS.len();
            let function = FUNCTIONS[index / ORGANIZATIONS.len() % FUNCTIONS.len()];
            let place = ORGANIZATIONS[organization].1;
            let round = index / (ORGANIZATIONS.len() * FUNCTIONS.len());
            Team {
                number,
                organization,
                name: match round {
                    0 => format!("{function} {place}"),
                    n => format!("{function} {place} {}", n + 1),
                },
                created: ends - days(draw.random_range(30..2_000)),
                private: false,
                members: Vec::new(),
            }
        })
        .collect();
    if let Some(last) = teams.last_mut() {
        "Works Council".clone_into(&mut last.name);
        last.private = true;
    }
    for (index, person) in people.iter_mut().enumerate() {
        if !person.presence.leanmote() {
            continue;
        }
        let mine = draw.random_range(0..count);
        teams[mine].members.push(index);
        person.teams.push(mine);
        let other = draw.random_range(0..count);
        if draw.random_ratio(1, 8) && other != mine {
            teams[other].members.push(index);
            person.teams.push(other);
        }
    }
    teams
}

pub(super) fn git_apps(seed: u64, people: &[Person], ends: Timestamp) -> Vec<GitApp> {
    let mut draw = rng(seed, Stream::GitApps, 0);
    let mut all = Vec::new();
    for (owner, person) in people.iter().enumerate() {
        if !person.presence.leanmote() || !draw.random_ratio(1, 3) {
            continue;
        }
        for _ in 0..draw.random_range(1..=2) {
            let (provider, short) = pick(
                &[("github", "gh"), ("gitlab", "gl"), ("bitbucket", "bb")],
                &mut draw,
            );
            let name = pick(&FUNCTIONS, &mut draw).to_lowercase();
            all.push(GitApp {
                id: format!("app_{short}_{}", all.len() + 1),
                provider,
                name: format!("acme/{name}"),
                owner,
                active: draw.random_ratio(9, 10),
                created: person.since_joining(ends, &mut draw),
            });
        }
    }
    all
}

pub(super) fn views(seed: u64, people: &[Person], ends: Timestamp) -> Vec<View> {
    let mut draw = rng(seed, Stream::Views, 0);
    let mut all: Vec<View> = (1_u32..)
        .zip(&VIEWS[..3])
        .map(|(number, (name, kind))| View {
            number,
            name: format!("{name} (company)"),
            kind,
            visibility: Visibility::Organization,
            owner: None,
            created: ends - days(900 + i64::from(number)),
        })
        .collect();
    let mut number = 20;
    for (owner, person) in people.iter().enumerate() {
        if !person.presence.leanmote() || !draw.random_ratio(1, 4) {
            continue;
        }
        number += 1;
        let (name, kind) = pick(&VIEWS, &mut draw);
        all.push(View {
            number,
            name: format!("{name}: {}", person.name.given),
            kind,
            visibility: pick(
                &[
                    Visibility::Private,
                    Visibility::Team,
                    Visibility::Organization,
                ],
                &mut draw,
            ),
            owner: Some(owner),
            created: person.since_joining(ends, &mut draw),
        });
    }
    all
}

pub(super) fn tasks(seed: u64, teams: &[Team], ends: Timestamp) -> Vec<Task> {
    let mut draw = rng(seed, Stream::Tasks, 0);
    let mut all = Vec::new();
    let mut number = 0;
    for (index, team) in teams.iter().enumerate() {
        for _ in 0..draw.random_range(0..14) {
            number += 1;
            let created = ends - SignedDuration::from_mins(draw.random_range(60..300_000));
            let verb = pick(&VERBS, &mut draw);
            let object = pick(&OBJECTS, &mut draw);
            let assigned = !team.members.is_empty() && draw.random_ratio(4, 5);
            all.push(Task {
                number,
                team: index,
                title: format!("{verb} {object}"),
                status: pick(&["open", "in_progress", "blocked", "done"], &mut draw),
                priority: pick(&["low", "normal", "normal", "high"], &mut draw),
                assignee: assigned.then(|| team.members[draw.random_range(0..team.members.len())]),
                due: draw.random_bool(0.7).then(|| {
                    let start = created.to_zoned(TimeZone::UTC).date();
                    start.saturating_add(draw.random_range(7..60_i64).days())
                }),
                created,
            });
        }
    }
    all
}

impl World {
    /// The accounts of one person: the first three apps for all, the others by chance.
    pub(in crate::demo) fn bindings(&self, person: usize) -> Vec<Binding> {
        let who = &self.people[person];
        let mut draw = rng(self.seed, Stream::Bindings, who.number);
        let mut all = Vec::new();
        for app in 0..self.apps.len() {
            if app >= 3 && !draw.random_ratio(1, 4) {
                continue;
            }
            all.push(Binding {
                app,
                role: pick(&["user", "user", "user", "editor", "admin"], &mut draw),
                active: who.enabled && draw.random_ratio(14, 15),
                created: who.since_joining(self.ends, &mut draw),
            });
        }
        all
    }

    /// What one person did in the year up to the data's end, the newest first; also before they
    /// joined, as Leanmote reads the history of the tools that it is connected to. It is drawn as it
    /// is asked for, from numbers of that person's own, so a company costs nothing until somebody
    /// looks.
    pub(in crate::demo) fn interactions(
        &self,
        person: usize,
    ) -> impl Iterator<Item = Interaction> + use<'_> {
        let who = &self.people[person];
        let mut draw = rng(self.seed, Stream::Interactions, who.number);
        let pace = Pace::draw(&mut draw);
        let team = who
            .teams
            .first()
            .map_or(&[][..], |&team| &self.teams[team].members);
        let times = (1..=YEAR).flat_map(move |ago| {
            let midnight = self.ends - days(ago);
            let count = pace.on(ago, midnight, &mut draw);
            let mut times: Vec<Timestamp> = (0..count)
                .map(|_| midnight + SignedDuration::from_secs(draw.random_range(HOURS)))
                .collect();
            times.sort_unstable_by(|a, b| b.cmp(a));
            times
        });
        let mut draw = rng(self.seed, Stream::InteractionParts, who.number);
        (0_u32..).zip(times).map(move |(later, created)| {
            let kind = pick(&KINDS, &mut draw);
            let with = match team {
                [] => None,
                members => Some(members[draw.random_range(0..members.len())]),
            };
            Interaction {
                id: format!("int_{}_{later}", who.number),
                person,
                kind,
                app: draw.random_range(0..self.apps.len()),
                with: with.filter(|&other| other != person && kind != "commit"),
                minutes: draw.random_range(1..90),
                created,
            }
        })
    }
}

/// How many days a year of interactions goes back.
const YEAR: i64 = 365;

/// When people work, in seconds of the day: from seven to seven.
const HOURS: Range<i64> = 7 * 60 * 60..19 * 60 * 60;

/// How many fortnights a year has, the last of them not whole.
const FORTNIGHTS: usize = 27;

/// How somebody's year goes: when they do how much, and when they are away.
#[derive(Debug)]
struct Pace {
    /// On so many of a hundred working days they do something: by fortnight, the latest first.
    working_days: [u32; FORTNIGHTS],
    /// Of which one entry is how many things.
    counts: &'static [u32],
    /// The days of their holidays, by how long ago they are.
    away: [Range<i64>; 3],
}

impl Pace {
    /// Most leave a page of interactions in a year, and one in four a lot more.
    fn draw(draw: &mut ChaCha8Rng) -> Self {
        let (often, counts): (_, &[u32]) = if draw.random_ratio(1, 4) {
            ([30, 45, 60, 80, 95], &[1, 1, 1, 2, 2, 3, 4, 6])
        } else {
            ([8, 12, 18, 28, 36], &[1, 1, 1, 1, 1, 1, 1, 2, 2, 3])
        };
        let mut working_days = [0; FORTNIGHTS];
        for fortnight in &mut working_days {
            *fortnight = pick(&often, draw);
        }
        // Nobody looks at a demo for what nobody has done of late.
        working_days[0] = 60;
        let mut away = |from: Range<i64>, days: Range<i64>| {
            let from = draw.random_range(from);
            from..from + draw.random_range(days)
        };
        Self {
            working_days,
            counts,
            away: [
                away(20..90, 4..9),
                away(110..210, 9..17),
                away(240..340, 4..12),
            ],
        }
    }

    /// How many things happen on a day that is so many days ago.
    fn on(&self, ago: i64, midnight: Timestamp, draw: &mut ChaCha8Rng) -> u32 {
        let weekday = midnight.to_zoned(TimeZone::UTC).weekday();
        let fortnight = usize::try_from(ago / 14).unwrap_or(0);
        let working_days = self.working_days.get(fortnight).copied().unwrap_or(0);
        if self.away.iter().any(|away| away.contains(&ago)) {
            0
        } else if weekday.to_monday_zero_offset() >= 5 {
            u32::from(draw.random_ratio(1, 25))
        } else if draw.random_ratio(working_days, 100) {
            self.counts[draw.random_range(0..self.counts.len())]
        } else {
            0
        }
    }
}
