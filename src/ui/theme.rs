//! Themes: what each role on the screen looks like.
//!
//! Code names a [`Role`] and never a colour. A theme is a file: a palette, and
//! the roles that use it; `themes/dark.toml` says how it is written. A theme
//! that inherits from another takes its palette and roles and replaces some:
//! with a palette alone it is the same theme in other colours.
//!
//! The terminal's background is left as it is, but for the selected row, where
//! a theme does not paint its own.

mod contrast;
mod definition;
mod depth;
#[cfg(test)]
mod tests;

use ratatui::style::{Color, Style};

pub use definition::{Definition, Ground, built_in_text};
pub use depth::Depth;

macro_rules! built_in {
    ($($name:literal)+) => {
        /// The themes that are built in: their names and texts.
        pub const BUILT_IN: [(&str, &str); [$($name),+].len()] = [
            $(($name, include_str!(concat!("../../themes/", $name, ".toml"))),)+
        ];
    };
}

built_in! {
    "dark"
    "light"
    "high-contrast-dark"
    "high-contrast-light"
    "colour-blind"
    "colour-blind-light"
    "colourless"
    "catppuccin-mocha"
    "catppuccin-latte"
    "gruvbox-dark"
    "gruvbox-light"
    "nord"
    "solarized-dark"
    "solarized-light"
    "tokyo-night"
}

macro_rules! roles {
    ($($role:ident $field:ident $name:literal $doc:literal)+) => {
        /// What something on the screen is for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Role {
            $(#[doc = $doc] $role,)+
        }

        impl Role {
            /// Every role, in the order of the theme files.
            pub const ALL: [Self; [$(Self::$role),+].len()] = [$(Self::$role),+];

            /// Its name in a theme file.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$role => $name,)+ }
            }
        }

        /// A table of a theme file with a key for each role.
        #[derive(Default, serde::Deserialize)]
        struct Roles {
            $(#[serde(default, rename = $name)] $field: Option<definition::Look>,)+
        }

        impl Roles {
            /// What is said, by role.
            fn into_looks(self) -> impl Iterator<Item = (Role, definition::Look)> {
                [$((Role::$role, self.$field)),+]
                    .into_iter()
                    .filter_map(|(role, look)| Some((role, look?)))
            }
        }
    };
}

roles! {
    Text text "text" "Data."
    Muted muted "muted" "Labels and metadata: ids, dates."
    Faint faint "faint" "Placeholders and rules."
    Accent accent "accent" "Where you are: the focused pane's frame, the selected row's bar, the active tab."
    Selected selected "selected" "The row under the cursor."
    Marked marked "marked" "The mark before a row."
    Match matched "match" "The letters that a filter matched."
    Key key "key" "A key in hints, menus and help."
    Good good "good" "Enabled, applied."
    Warn warn "warn" "Needs a look: a low budget, a draft, something stale."
    Bad bad "bad" "Disabled, failed, hardly any budget."
    Changed changed "changed" "A value before and after."
    Locked locked "locked" "What cannot be done here."
}

/// What each role looks like on one terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    styles: [Style; Role::ALL.len()],
    background: Option<Color>,
    definition: Definition,
    depth: Depth,
}

impl Theme {
    /// A theme on a terminal of that depth, and of the background that it is
    /// made for. Without any colours, every theme looks as the colourless one.
    #[must_use]
    pub fn new(definition: &Definition, depth: Depth) -> Self {
        let definition = match depth {
            Depth::None => Definition::colourless(),
            _ => definition.clone(),
        };
        Self {
            styles: Role::ALL.map(|role| definition.style(role, depth)),
            background: definition.painted(definition.ground(), depth),
            definition,
            depth,
        }
    }

    /// The same theme on a terminal whose background is like that.
    #[must_use]
    pub fn on(mut self, terminal: Ground) -> Self {
        self.background = self.definition.painted(Some(terminal), self.depth);
        self
    }

    /// The same theme with a profile's colour as its accent: a name of the
    /// theme's palette, else the terminal's own colour of that name, or
    /// `#rrggbb`, which is made lighter or darker where it could not be read.
    /// A theme whose accent has no colour keeps it so, and a name that nobody
    /// knows changes nothing.
    #[must_use]
    pub fn with_accent(mut self, color: &str) -> Self {
        let accent = &mut self.styles[Role::Accent as usize];
        if let Some(own) = accent.fg {
            let found = self.definition.accent(color, own, self.depth);
            accent.fg = Some(found.unwrap_or(own));
        }
        self
    }

    /// What a role looks like.
    #[must_use]
    pub const fn role(&self, role: Role) -> Style {
        // The variants are numbered from 0 in the order of `ALL`.
        self.styles[role as usize]
    }

    /// What is painted behind everything; none where the terminal's own
    /// background stays.
    #[must_use]
    pub const fn background(&self) -> Option<Color> {
        self.background
    }
}
