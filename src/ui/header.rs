//! The first row: which profile, which resource, what may be changed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::pen::Pen;
use super::phrase::Phrase;
use super::scene::Scene;
use super::theme::Role;
use crate::app::places::Target;
use crate::app::profile::Lock;
use crate::keys::Action;

/// What a resource's tab says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tabs {
    /// Number and word each.
    Words,
    /// The words of the others left out.
    ActiveWord,
    /// Only the active one.
    Active,
    /// Only the active one's word.
    ActiveWordAlone,
}

/// Draws the header.
pub(super) fn draw(scene: Scene<'_>, area: Rect, buffer: &mut Buffer) {
    let mut pen = Pen::new(buffer, scene.theme, area, 0);
    pen.skip(1);
    if !scene.app.chosen {
        pen.text("whoswho", Role::Accent);
        return;
    }
    let connection = &scene.app.profile().connection;
    let host = connection.host();
    let room = pen.room();
    let with = |title: bool, tabs: Tabs, host: Option<&str>, lock: Phrase<'static>| {
        let mut right =
            host.map_or_else(Phrase::new, |host| Phrase::of(host.to_owned(), Role::Muted));
        right.join("   ", lock);
        (left(scene, title, tabs), right)
    };
    let (full, short) = lock(scene);
    let choices = [
        with(true, Tabs::Words, Some(&host), full.clone()),
        with(true, Tabs::Words, None, full.clone()),
        with(false, Tabs::Words, None, full.clone()),
        with(false, Tabs::Words, None, short.clone()),
        // Without the words there may be room for the name again.
        with(true, Tabs::ActiveWord, None, short.clone()),
        with(false, Tabs::ActiveWord, None, short.clone()),
        with(false, Tabs::Active, None, short.clone()),
        with(false, Tabs::ActiveWordAlone, None, short),
    ];
    let last = choices.len() - 1;
    let fitting = choices
        .into_iter()
        .enumerate()
        // Two blanks between them, one behind.
        .find(|(at, (left, right))| *at == last || left.width() + right.width() + 3 <= room);
    if let Some((_, (left, right))) = fitting {
        pen.at_end(&right);
        pen.clickable(&left, scene);
    }
}

fn left(scene: Scene<'_>, title: bool, tabs: Tabs) -> Phrase<'static> {
    let profile = scene.app.profile();
    let mut left = Phrase::of(scene.glyphs().profile, Role::Accent);
    left.push(profile.connection.name.clone(), Role::Text);
    let mut left = left.clicked(Target::Key(Action::SwitchProfile));
    if title {
        let gap = if scene.glyphs().said_aloud {
            ", "
        } else {
            "  "
        };
        left.push(gap, Role::Muted);
        left.push(profile.description().title.clone(), Role::Muted);
    }
    let mut gap = if tabs == Tabs::ActiveWordAlone {
        " "
    } else {
        "   "
    };
    if scene.glyphs().said_aloud {
        left.push(", ", Role::Muted);
        left.push(tab_said(scene, tabs), Role::Accent);
        return left;
    }
    for (at, trail) in profile.trails.iter().enumerate() {
        let active = at == profile.tab;
        if !active && matches!(tabs, Tabs::Active | Tabs::ActiveWordAlone) {
            continue;
        }
        let title = profile
            .resource(&trail.resource)
            .map_or("", |resource| resource.title.as_str());
        let number = if tabs == Tabs::ActiveWordAlone || at > 8 {
            String::new()
        } else {
            (at + 1).to_string()
        };
        left.push(gap, Role::Muted);
        gap = "  ";
        let word = active || tabs == Tabs::Words;
        let (number_role, word_role) = if active {
            (Role::Accent, Role::Accent)
        } else {
            (Role::Faint, Role::Muted)
        };
        let between = if word && !number.is_empty() { " " } else { "" };
        let mut tab = Phrase::of(number, number_role);
        if word {
            tab.push(between, word_role);
            tab.push(title.to_owned(), word_role);
        }
        left.join("", tab.clicked(Target::Resource(at)));
    }
    left
}

/// The resource's tab in words: `tab 1 of 6: Users`.
fn tab_said(scene: Scene<'_>, tabs: Tabs) -> String {
    let profile = scene.app.profile();
    let active = profile.trails.get(profile.tab);
    let title = active
        .and_then(|trail| profile.resource(&trail.resource))
        .map_or("", |resource| resource.title.as_str());
    match tabs {
        Tabs::Words | Tabs::ActiveWord => {
            super::tabs::said(profile.tab, profile.trails.len(), title)
        }
        Tabs::Active | Tabs::ActiveWordAlone => title.to_owned(),
    }
}

/// Whether changes can be sent, at length and in short.
fn lock(scene: Scene<'_>) -> (Phrase<'static>, Phrase<'static>) {
    let profile = scene.app.profile();
    let now = scene.app.now.monotonic;
    let same = |phrase: Phrase<'static>| (phrase.clone(), phrase);
    match profile.lock(now) {
        Some(Lock::NoJournal) => same(Phrase::of("no journal, no changes", Role::Locked)),
        Some(Lock::ReadOnly) => same(Phrase::of("read-only", Role::Locked)),
        Some(Lock::Guarded) => (
            Phrase::of("guarded", Role::Locked).and(
                scene.theme.said(" · :write unlocks").into_owned(),
                Role::Muted,
            ),
            Phrase::of("guarded", Role::Locked),
        ),
        None => match profile.unlocked_until {
            Some(until) if until > now => {
                let full = format!("unlocked {}", scene.so_long(until));
                let full = Phrase::of(full, Role::Warn);
                // A time of day is longer than what is left.
                let short = if scene.glyphs().said_aloud {
                    Phrase::of("unlocked", Role::Warn)
                } else {
                    full.clone()
                };
                (full, short)
            }
            // Nothing can be changed where the directory takes no changes.
            _ if !profile.description().can_change() => same(Phrase::of("read-only", Role::Muted)),
            _ => same(Phrase::of("read-write", Role::Muted)),
        },
    }
}
