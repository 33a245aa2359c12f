//! The tabs of the detail pane.

use super::phrase::Phrase;
use super::scene::Scene;
use super::theme::Role;
use crate::app::places::Target;
use crate::text;

const BETWEEN: &str = "  ";
const MORE_LEFT: &str = "‹ ";
const MORE_RIGHT: &str = " ›";

/// One tab of some in words, its place counted from 0: `tab 2 of 5: Teams`.
pub(super) fn said(at: usize, of: usize, title: &str) -> String {
    format!("tab {} of {of}: {title}", at + 1)
}

/// The tabs in that room: all of them, or those around the active one; in words
/// the active one alone.
pub(super) fn tabs(scene: Scene<'_>, room: usize) -> Phrase<'static> {
    let profile = scene.app.profile();
    let tabs = profile.detail_tabs();
    let active = profile
        .view()
        .and_then(|view| tabs.iter().position(|tab| *tab == view.tab))
        .unwrap_or(0);
    if scene.glyphs().said_aloud {
        let title = tabs.get(active).map(|tab| profile.tab_title(tab));
        let said = said(active, tabs.len(), &title.unwrap_or_default());
        return Phrase::of(said, Role::Accent);
    }
    let titles: Vec<String> = tabs.iter().map(|tab| profile.tab_title(tab)).collect();
    let seen = window(&titles, active, room);
    let mut phrase = Phrase::new();
    if seen.start > 0 {
        phrase.push(MORE_LEFT, Role::Faint);
    }
    let end = seen.end;
    for at in seen.clone() {
        let role = if at == active {
            Role::Accent
        } else {
            Role::Muted
        };
        if at > seen.start {
            phrase.push(BETWEEN, Role::Muted);
        }
        if let (Some(title), Some(tab)) = (titles.get(at), tabs.get(at)) {
            let tab = Phrase::of(title.clone(), role).clicked(Target::Tab(tab.clone()));
            phrase.join("", tab);
        }
    }
    if end < titles.len() {
        phrase.push(MORE_RIGHT, Role::Faint);
    }
    phrase
}

/// Which titles are seen: the active one, and as many around it as fit.
fn window(titles: &[String], active: usize, room: usize) -> std::ops::Range<usize> {
    let width = |from: usize, to: usize| {
        let words: usize = titles[from..to].iter().map(|t| text::width(t)).sum();
        let between = text::width(BETWEEN) * (to - from).saturating_sub(1);
        let left = if from > 0 { text::width(MORE_LEFT) } else { 0 };
        let right = if to < titles.len() {
            text::width(MORE_RIGHT)
        } else {
            0
        };
        words + between + left + right
    };
    let (mut from, mut to) = (active, (active + 1).min(titles.len()));
    loop {
        let right = to < titles.len() && width(from, to + 1) <= room;
        if right {
            to += 1;
        }
        let left = from > 0 && width(from - 1, to) <= room;
        if left {
            from -= 1;
        }
        if !left && !right {
            return from..to;
        }
    }
}
