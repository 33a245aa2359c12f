//! How many colours a terminal has, and the nearest of them.

use ratatui::style::Color;

/// How many colours a terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// None, or none wanted (`NO_COLOR`).
    None,
    /// The 16 that every terminal names, and shows as it likes.
    Ansi,
    /// 256: those, a cube of 6×6×6, and 24 greys.
    Indexed,
    /// All.
    True,
}

impl Depth {
    /// The colour of this depth that is nearest to one.
    pub(super) fn reduce(self, color: Color) -> Color {
        match (self, color) {
            (Self::None, _) => Color::Reset,
            (Self::Ansi, Color::Rgb(r, g, b)) => nearest_ansi(r, g, b),
            (Self::Indexed, Color::Rgb(r, g, b)) => nearest_indexed(r, g, b),
            (Self::Ansi, Color::Indexed(index)) => ansi_of_index(index),
            _ => color,
        }
    }
}

/// The levels of the cube's sides (xterm's, which all others follow).
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The nearest of the cube and the greys. The first 16 are left out: they look
/// different everywhere.
fn nearest_indexed(r: u8, g: u8, b: u8) -> Color {
    let wanted = [r, g, b];
    (16..=255)
        .min_by_key(|index| distance(wanted, rgb_of_index(*index)))
        .map_or(Color::Reset, Color::Indexed)
}

/// What an index from 16 looks like.
pub(super) fn rgb_of_index(index: u8) -> [u8; 3] {
    match index.saturating_sub(16) {
        cube @ 0..216 => [cube / 36, cube / 6 % 6, cube % 6].map(|side| LEVELS[usize::from(side)]),
        grey => [8 + 10 * (grey - 216); 3],
    }
}

/// The square of the distance between two colours.
fn distance(one: [u8; 3], other: [u8; 3]) -> u32 {
    one.iter()
        .zip(other)
        .map(|(&a, b)| u32::from(a.abs_diff(b)).pow(2))
        .sum()
}

fn ansi_of_index(index: u8) -> Color {
    if index < 16 {
        return Color::Indexed(index);
    }
    let [r, g, b] = rgb_of_index(index);
    nearest_ansi(r, g, b)
}

/// The one of the 16 that has the same hue. By distance, most colours that are
/// pleasant to read would come out grey.
fn nearest_ansi(r: u8, g: u8, b: u8) -> Color {
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    let spread = most - least;
    if spread < 40 {
        return match most {
            0..64 => Color::Black,
            64..144 => Color::DarkGray,
            144..216 => Color::Gray,
            _ => Color::White,
        };
    }
    // Which of red, green and blue are in it: those nearer the most than the
    // least.
    let in_it = |part: u8| part - least > spread / 2;
    let bright = most >= 192;
    let pair = match (in_it(r), in_it(g), in_it(b)) {
        (true, true, _) => (Color::Yellow, Color::LightYellow),
        (true, false, true) => (Color::Magenta, Color::LightMagenta),
        (true, false, false) => (Color::Red, Color::LightRed),
        (false, true, true) => (Color::Cyan, Color::LightCyan),
        (false, true, false) => (Color::Green, Color::LightGreen),
        (false, false, _) => (Color::Blue, Color::LightBlue),
    };
    if bright { pair.1 } else { pair.0 }
}

/// The one of the 16 for a name that a profile's colour may have: the bright
/// ones where the background is dark.
pub(super) fn ansi_of_name(name: &str, bright: bool) -> Option<Color> {
    let (plain, light) = match name {
        "red" => (Color::Red, Color::LightRed),
        "orange" | "yellow" => (Color::Yellow, Color::LightYellow),
        "green" => (Color::Green, Color::LightGreen),
        "cyan" => (Color::Cyan, Color::LightCyan),
        "blue" => (Color::Blue, Color::LightBlue),
        "magenta" | "pink" => (Color::Magenta, Color::LightMagenta),
        _ => return None,
    };
    Some(if bright { light } else { plain })
}

/// Whether a colour is one of the bright ones of the 16.
pub(super) const fn is_bright(color: Color) -> bool {
    matches!(
        color,
        Color::LightRed
            | Color::LightGreen
            | Color::LightYellow
            | Color::LightBlue
            | Color::LightMagenta
            | Color::LightCyan
            | Color::White
    )
}
