//! What is written with: the roles' looks, and how signs are said.

use std::borrow::Cow;

use ratatui::style::Style;

use super::glyphs::Glyphs;
use super::theme::{Role, Theme};
use crate::text::{self, Untrusted};

/// Where a cut value ends for a screen reader, which need not know `…`.
const CUT: &str = "...";

/// A theme, and the signs that go with it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink<'a> {
    theme: &'a Theme,
    glyphs: &'static Glyphs,
}

impl<'a> Ink<'a> {
    /// What that theme and those signs make.
    pub(super) const fn new(theme: &'a Theme, glyphs: &'static Glyphs) -> Self {
        Self { theme, glyphs }
    }

    /// What a role looks like.
    pub(super) fn role(self, role: Role) -> Style {
        self.theme.role(role)
    }

    /// A text of our own, its signs as words where they are said.
    pub(super) fn said(self, text: &str) -> Cow<'_, str> {
        self.glyphs.said(text)
    }

    /// What sets two texts apart, as it is written.
    pub(super) fn between(self, sign: &'static str) -> Cow<'static, str> {
        self.glyphs.between(sign)
    }

    /// A text that is safe to show, in no more columns than that; a cut end is
    /// marked.
    pub(super) fn cut(self, shown: &str, columns: usize) -> Cow<'_, str> {
        if !self.glyphs.said_aloud || text::width(shown) <= columns {
            return text::cut(shown, columns);
        }
        let kept = text::cut(shown, columns.saturating_sub(CUT.len() - 1));
        let kept = kept.strip_suffix('…').unwrap_or(&kept);
        let mark = CUT.get(..columns.min(CUT.len())).unwrap_or(CUT);
        Cow::Owned([kept, mark].concat())
    }

    /// A text from anywhere, safe to show, in no more columns than that.
    pub(super) fn shown<'t>(self, text: &'t Untrusted<'_>, columns: usize) -> Cow<'t, str> {
        let shown = text.shown_within(columns);
        if !self.glyphs.said_aloud || !shown.ends_with('…') {
            return shown.into();
        }
        // It may have been cut, or end so by itself.
        let longer = text.shown_within(columns.saturating_mul(2).saturating_add(CUT.len()));
        Cow::Owned(self.cut(&longer, columns).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Ink;
    use crate::app::Looks;
    use crate::text::Untrusted;
    use crate::ui::glyphs::glyphs;
    use crate::ui::theme::{Definition, Depth, Theme};

    #[test]
    fn a_cut_is_told_and_what_came_so_is_left_so() {
        let theme = Theme::new(&Definition::built_in("dark").unwrap(), Depth::True);
        let ink = |accessible| {
            let looks = Looks {
                accessible,
                ..Looks::default()
            };
            Ink::new(&theme, glyphs(looks))
        };
        for (text, columns, drawn, aloud) in [
            ("Ana Lima", 8, "Ana Lima", "Ana Lima"),
            ("Ana Lima", 7, "Ana Li…", "Ana..."),
            ("Ana Lima", 2, "A…", ".."),
            ("Ana Lima", 0, "", ""),
            ("a · b → …", 9, "a · b → …", "a · b → …"),
            ("a · b → …!", 9, "a · b →…", "a · b..."),
            ("Li…", 3, "Li…", "Li…"),
            ("東京タワー", 7, "東京タ…", "東京..."),
        ] {
            let untrusted = Untrusted::new(text);
            for (accessible, expected) in [(false, drawn), (true, aloud)] {
                let ink = ink(accessible);
                assert_eq!(ink.cut(text, columns), expected, "{text} {columns}");
                assert_eq!(ink.shown(&untrusted, columns), expected, "{text} {columns}");
            }
        }
    }
}
