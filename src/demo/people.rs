//! The made-up company behind the three servers.
//!
//! Everything is drawn from one seed and one day, and no clock is read: the same two give the same
//! bytes. The seed alone makes who people are; the day, when it all happened. People have numbers of their own (one stream of the generator each), so what belongs to
//! one person can be drawn when it is asked for, in any order, and is always the same.

mod names;
mod words;
mod work;

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

pub(super) use names::Name;
pub(super) use work::{
    App, Binding, GitApp, Interaction, Organization, Task, Team, View, Visibility,
};

/// The company's own domain, which is reserved for documentation (RFC 2606).
const DOMAIN: &str = "acme.example";

/// When the company was founded, in days before its data ends.
const FOUNDED: i64 = 2_300;

/// When it last hired, in days before its data ends.
const LAST_HIRED: i64 = 3;

/// Which directories know a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Everywhere,
    OnlyLeanmote,
    OnlyLeadr,
    OnlyPeoplelens,
}

impl Presence {
    /// Three in fifty are in one directory only, one in each.
    fn of(number: u32) -> Self {
        match number % 50 {
            17 => Self::OnlyLeanmote,
            31 => Self::OnlyLeadr,
            44 => Self::OnlyPeoplelens,
            _ => Self::Everywhere,
        }
    }

    pub(super) fn leanmote(self) -> bool {
        matches!(self, Self::Everywhere | Self::OnlyLeanmote)
    }

    pub(super) fn leadr(self) -> bool {
        matches!(self, Self::Everywhere | Self::OnlyLeadr)
    }

    pub(super) fn peoplelens(self) -> bool {
        matches!(self, Self::Everywhere | Self::OnlyPeoplelens)
    }
}

/// One made-up person.
#[derive(Debug)]
pub(super) struct Person {
    /// From 1, in the order of joining. Leanmote's id is `usr_` and this.
    pub(super) number: u32,
    /// The name as Leanmote has it; the others may differ.
    pub(super) name: Name,
    /// LEADR's display name.
    pub(super) display_name: String,
    /// PeopleLens's family name, which a marriage may have changed there first.
    pub(super) last_name: String,
    /// The same in all directories, and nobody else's.
    pub(super) email: String,
    /// The job.
    pub(super) title: &'static str,
    /// To the microsecond; never later than the next person's.
    pub(super) joined: Timestamp,
    /// Whether they may sign in.
    pub(super) enabled: bool,
    pub(super) presence: Presence,
    /// Indices into [`World::teams`], the main one first.
    pub(super) teams: Vec<usize>,
}

impl Person {
    /// The id in Leanmote.
    pub(super) fn id(&self) -> String {
        format!("usr_{}", self.number)
    }

    /// A time between their joining and the data's end.
    fn since_joining(&self, ends: Timestamp, draw: &mut ChaCha8Rng) -> Timestamp {
        let span = ends.duration_since(self.joined).as_secs().max(1);
        self.joined + SignedDuration::from_secs(draw.random_range(0..span))
    }
}

/// The company.
#[derive(Debug)]
pub(super) struct World {
    seed: u64,
    /// The moment the data ends: nothing in it is younger.
    pub(super) ends: Timestamp,
    /// In the order of joining.
    pub(super) people: Vec<Person>,
    pub(super) organizations: Vec<Organization>,
    pub(super) teams: Vec<Team>,
    pub(super) apps: Vec<App>,
    pub(super) git_apps: Vec<GitApp>,
    pub(super) views: Vec<View>,
    pub(super) tasks: Vec<Task>,
}

impl World {
    /// A company of so many people on the morning of a day, the same for the same seed and day: what
    /// it has was read in the night before.
    pub(super) fn new(people: u32, seed: u64, day: Date) -> Self {
        // The first and the last of all days have no such time, and nobody asks for them.
        let midnight = TimeZone::UTC.to_ambiguous_timestamp(day.at(0, 0, 0, 0));
        let ends = midnight.compatible().unwrap_or_default();
        let mut people = hire(people, seed, ends);
        let teams = work::teams(seed, &mut people, ends);
        Self {
            seed,
            ends,
            organizations: work::organizations(ends),
            apps: work::apps(ends),
            git_apps: work::git_apps(seed, &people, ends),
            views: work::views(seed, &people, ends),
            tasks: work::tasks(seed, &teams, ends),
            teams,
            people,
        }
    }

    /// What everything was drawn from.
    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    /// Numbers for one person in one of the directories that number people their own way.
    pub(super) fn draw(&self, stream: Stream, person: &Person) -> ChaCha8Rng {
        rng(self.seed, stream, person.number)
    }
}

const TITLES: [&str; 20] = [
    "Software Engineer",
    "Product Manager",
    "Designer",
    "Data Analyst",
    "Support Specialist",
    "Site Reliability Engineer",
    "Accountant",
    "Recruiter",
    "Technical Writer",
    "QA Engineer",
    "Account Executive",
    "Security Engineer",
    "Legal Counsel",
    "Office Coordinator",
    "Research Scientist",
    "Marketing Specialist",
    "Team Lead",
    "Engineering Manager",
    "Data Engineer",
    "Customer Success Manager",
];

fn hire(count: u32, seed: u64, ends: Timestamp) -> Vec<Person> {
    let mut taken: HashMap<String, u32> = HashMap::new();
    (1..=count)
        .map(|number| {
            let mut draw = rng(seed, Stream::Person, number);
            let cast = cast_of(number, count);
            let name = cast.map_or_else(|| names::invent(&mut draw), names::Cast::name);
            let same = taken.entry(name.handle.clone()).or_default();
            *same += 1;
            let email = match *same {
                1 => format!("{}@{DOMAIN}", name.handle),
                n => format!("{}{n}@{DOMAIN}", name.handle),
            };
            let display_name = match (cast.and_then(|c| c.player), number % 17) {
                (Some(troublesome), _) => troublesome.to_owned(),
                (None, 3) if cast.is_none() => format!(
                    "{}_{}",
                    pick(&["otter", "comet", "pixel", "maple", "raven"], &mut draw),
                    draw.random_range(100..9_999)
                ),
                _ => name.full.clone(),
            };
            let last_name = match number % 23 {
                5 if cast.is_none() => names::married(&name, &mut draw),
                _ => name.family.clone(),
            };
            Person {
                number,
                display_name,
                last_name,
                email,
                title: pick(&TITLES, &mut draw),
                joined: ends - joined_ago(number, count, &mut draw),
                enabled: cast.is_some() || number % 29 != 11,
                presence: match cast {
                    Some(_) => Presence::Everywhere,
                    None => Presence::of(number),
                },
                teams: Vec::new(),
                name,
            }
        })
        .collect()
}

/// The cast is spread among the newest, where a default listing shows it.
fn cast_of(number: u32, count: u32) -> Option<&'static names::Cast> {
    let newer = count - number;
    if newer % 5 != 2 {
        return None;
    }
    names::CAST.get(usize::try_from(newer / 5).ok()?)
}

/// How long before the data's end: evenly over the years of hiring, each within their own share of them, so that the order of the
/// numbers is the order of joining.
fn joined_ago(number: u32, count: u32, draw: &mut ChaCha8Rng) -> SignedDuration {
    let years = days(FOUNDED - LAST_HIRED).as_secs() * 1_000_000;
    let share = years / i64::from(count);
    let before = years - share * i64::from(number - 1) - draw.random_range(0..share.max(1));
    days(LAST_HIRED) + SignedDuration::from_micros(before)
}

/// What a stream of numbers is for. The order is part of what a seed means: add at the end.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stream {
    Person,
    Teams,
    GitApps,
    Views,
    Tasks,
    Bindings,
    Interactions,
    Leadr,
    LeadrAccounts,
    Peoplelens,
    Tokens,
    InteractionParts,
}

/// Numbers that depend on nothing but the seed, what they are for, and whose they are.
pub(super) fn rng(seed: u64, stream: Stream, number: u32) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream((stream as u64) << 32 | u64::from(number));
    rng
}

/// One of a table's entries.
fn pick<T: Copy, const N: usize>(table: &[T; N], draw: &mut ChaCha8Rng) -> T {
    table[draw.random_range(0..N)]
}

fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

/// A random (version 4) UUID, in its usual form.
pub(super) fn uuid(draw: &mut ChaCha8Rng) -> String {
    let random: u128 = draw.random();
    let bits = random & !(0xf << 76) & !(0b11 << 62) | 4 << 76 | 0b10 << 62;
    let hex = format!("{bits:032x}");
    format!(
        "{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}

#[cfg(test)]
mod tests;
