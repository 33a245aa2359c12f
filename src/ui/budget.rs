//! The budget line: what is left of the rate limit, or why nothing is sent.

use std::time::Duration;

use super::phrase::Phrase;
use super::scene::Scene;
use super::theme::Role;
use super::words;
use crate::app::geometry::WIDE;
use crate::app::listing::Walk;
use crate::app::message::{Blocked, Budget, Window};
use crate::app::profile::TokenTrouble;
use crate::keys::{Action, Mode};
use crate::text::Untrusted;

/// Below this share of the window, in percent, it needs a look.
const LOW: u64 = 20;
/// Below this share, in percent, what is left is kept for changes.
const HARDLY_ANY: u64 = 5;
/// How many columns the gauge has between its ends.
const GAUGE: u64 = 7;

/// The line at its fullest, then shorter ones; the last must be seen.
pub(super) fn choices(scene: Scene<'_>, small: bool) -> Vec<Phrase<'static>> {
    let profile = scene.app.profile();
    if let Some(trouble) = &profile.token_trouble {
        return refused(scene, trouble);
    }
    let budget = &profile.budget;
    if let Some(blocked) = &budget.blocked
        && let Some(why) = blocked.why.words()
    {
        return held(scene, blocked, &why);
    }
    match budget.window {
        Some(window) => left(scene, budget, window, small),
        None => counted(scene, budget, small),
    }
}

fn refused(scene: Scene<'_>, trouble: &TokenTrouble) -> Vec<Phrase<'static>> {
    let (short, said) = match trouble {
        TokenTrouble::Refused(words) => {
            let mut said = Phrase::of("refused: 401", Role::Bad);
            if let Some(message) = &words.message {
                said.push(format!(" \"{}\"", message.shown_within(60)), Role::Bad);
            }
            ("token refused (401)", said)
        }
        TokenTrouble::Unreadable(why) => (
            "no token",
            Phrase::of(
                format!(
                    "no token: {}",
                    Untrusted::new(why.as_str()).shown_within(60)
                ),
                Role::Bad,
            ),
        ),
    };
    // In a form, letters are typed into it.
    let mut keys = Phrase::new();
    if scene.mode() == Mode::Form
        && let Some(leave) = scene.key_in(Action::KeepDraft, Mode::Form)
    {
        keys.push(leave, Role::Key);
        keys.push(" and then ", Role::Muted);
    }
    keys.join("", scene.hint(Action::ReadToken, "reads it again"));
    keys.join(", ", scene.hint(Action::TypeToken, "types one"));
    let origin = format!("token from {}", scene.app.token_origin());
    let mut full = said.clone();
    full.join(" · ", Phrase::of(origin, Role::Muted));
    full.join(" · ", keys.clone());
    let mut shorter = said;
    shorter.join(" · ", keys.clone());
    let mut shortest = Phrase::of(short, Role::Bad);
    shortest.join(" · ", keys);
    vec![full, shorter, shortest, Phrase::of(short, Role::Bad)]
}

fn held(scene: Scene<'_>, blocked: &Blocked, why: &str) -> Vec<Phrase<'static>> {
    let until = |say: &dyn Fn(Duration) -> String| blocked.until.map_or_else(String::new, say);
    let left = until(&|until| scene.so_long(until));
    let end = until(&|until| scene.at_end_of_wait(until));
    let profile = scene.app.profile();
    let walking = profile
        .listing()
        .filter(|listing| listing.walk() == Walk::Running);
    if let Some(listing) = walking {
        let walk = Phrase::of(super::trail::walked(listing.progress()), Role::Warn);
        let mut full = walk.clone();
        full.join(
            " · ",
            Phrase::of(format!("{why}, goes on {end}"), Role::Warn),
        );
        let shorter = full.clone();
        full.join(
            " · ",
            scene.hint(Action::LoadRest, "pauses, keeps what came"),
        );
        return vec![
            full,
            shorter,
            Phrase::of(format!("waiting {left}: {why}"), Role::Warn),
        ];
    }
    let shortest = Phrase::of(format!("waiting {left}: {why}"), Role::Warn);
    let mut full = shortest.clone();
    let mut shorter = shortest.clone();
    let waiting = profile.budget.waiting;
    if waiting > 0 {
        let queued = Phrase::of(format!("{waiting} queued"), Role::Muted);
        shorter.join(" · ", queued.clone());
        full.join(" · ", queued);
        full.push(", goes on by itself", Role::Muted);
    }
    let without_key = full.clone();
    if scene.app.can_drop_waiting() {
        full.join(" · ", scene.hint(Action::Clear, "drops them"));
    }
    vec![
        full,
        without_key,
        shorter,
        shortest,
        Phrase::of(format!("waiting {left}"), Role::Warn),
    ]
}

/// The role in which is said what is left of a window: muted where there is
/// plenty.
pub(super) fn role_of(window: Window) -> Role {
    let limit = u64::from(window.limit.max(1));
    let percent = u64::from(window.remaining) * 100 / limit;
    if percent < HARDLY_ANY {
        Role::Bad
    } else if percent < LOW {
        Role::Warn
    } else {
        Role::Muted
    }
}

/// What is left of the window.
fn left(scene: Scene<'_>, budget: &Budget, window: Window, small: bool) -> Vec<Phrase<'static>> {
    let limit = u64::from(window.limit.max(1));
    let role = role_of(window);
    let gauge = if scene.glyphs().gauge {
        Phrase::of("▕", Role::Faint)
            .and(gauge(u64::from(window.remaining), limit), role)
            .and("▏ ", Role::Faint)
    } else {
        Phrase::new()
    };
    let aloud = scene.glyphs().said_aloud;
    let share = |left: u32, of: u32| {
        if aloud {
            let (left, of) = (words::grouped(left.into()), words::grouped(of.into()));
            format!("{left} of {of}")
        } else {
            format!("{left}/{of}")
        }
    };
    let estimated = match (window.estimated, aloud) {
        (true, true) => " estimated",
        (true, false) => " est.",
        (false, _) => "",
    };
    let left = if aloud { " left" } else { "" };
    let count = format!("{}{estimated}{left}", share(window.remaining, window.limit));
    let resets = scene.so_many_minutes(window.resets);
    let hour = Phrase::of(count.clone(), role).and(format!(" {resets}"), role);
    let minute = |unit: &'static str| {
        budget.minute.map_or_else(Phrase::new, |(used, of)| {
            let role = if used >= of { Role::Warn } else { Role::Muted };
            let share = share(of.saturating_sub(used), of);
            Phrase::of(format!("{share}{unit}"), role)
        })
    };
    if small {
        let mut full = Phrase::of(count, role);
        let shortest = full.clone();
        full.join(if aloud { "  " } else { " " }, minute(""));
        return vec![full, shortest];
    }
    let mut full = gauge;
    full.join("", hour.clone());
    let mut bare = hour;
    let mut shortest = bare.clone();
    let [unit, this] = if aloud {
        [" this minute"; 2]
    } else {
        ["/min", " this min"]
    };
    shortest.join(" · ", minute(unit));
    full.join(" · ", minute(this));
    bare.join(" · ", minute(this));
    let without_rate = full.clone();
    let profile = scene.app.profile();
    let changes = profile.description().can_change() && !profile.connection.read_only;
    if role == Role::Bad && changes {
        full.join(" · ", Phrase::of("the last 5 are kept for changes", role));
    } else {
        full.join(" · ", activity(scene, budget));
    }
    if aloud && scene.app.size.width < WIDE {
        // The keys matter more.
        full = without_rate.clone();
    }
    let without_elsewhere = full.clone();
    if budget.elsewhere > 0 {
        let used = words::grouped(budget.elsewhere.into());
        full.join(
            " · ",
            Phrase::of(format!("used elsewhere: {used}"), Role::Muted),
        );
    }
    vec![full, without_elsewhere, without_rate, bare, shortest]
}

/// What was sent, where no limit is documented.
fn counted(scene: Scene<'_>, budget: &Budget, small: bool) -> Vec<Phrase<'static>> {
    let sent = Phrase::of(format!("sent {}", words::grouped(budget.sent)), Role::Muted);
    let mut known = sent.clone();
    known.push(", limit not documented", Role::Muted);
    if small {
        return vec![known, sent];
    }
    let mut full = known.clone();
    let active = activity(scene, budget);
    let idle = Phrase::of("idle", Role::Muted);
    full.join(" · ", if active.is_empty() { idle } else { active });
    vec![full, known, sent]
}

/// What is under way, else how fast requests went.
fn activity(scene: Scene<'_>, budget: &Budget) -> Phrase<'static> {
    let mut activity = Phrase::new();
    if budget.in_flight > 0 {
        activity.push(format!("{} in flight", budget.in_flight), Role::Muted);
    }
    if budget.waiting > 0 {
        let waiting = format!("{} waiting", budget.waiting);
        activity.join(" · ", Phrase::of(waiting, Role::Muted));
    }
    if activity.is_empty() && budget.rate > 0 {
        let per = if scene.glyphs().said_aloud {
            " a minute"
        } else {
            "/min"
        };
        activity.push(format!("{}{per}", budget.rate), Role::Muted);
    }
    activity
}

/// What is left as a bar, in eighths of a column.
fn gauge(remaining: u64, limit: u64) -> String {
    const EIGHTHS: [char; 8] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
    let full = GAUGE * 8;
    // Something left is something seen.
    let eighths = (remaining.min(limit) * full / limit).max(u64::from(remaining > 0));
    (0..GAUGE)
        .map(|column| match eighths.saturating_sub(column * 8) {
            8.. => '█',
            part => EIGHTHS[usize::try_from(part).unwrap_or(0)],
        })
        .collect()
}
