//! What kind of character this is, as far as showing it safely is concerned.

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// U+200C, which keeps two letters apart.
pub const ZERO_WIDTH_NON_JOINER: char = '\u{200c}';
/// U+200D, which joins two letters or two emoji.
pub const ZERO_WIDTH_JOINER: char = '\u{200d}';
/// U+20E3, the frame of `1️⃣`.
const KEYCAP: char = '\u{20e3}';

/// How a character is treated when text from outside is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Takes columns of its own; what follows may attach to it.
    Base,
    /// Sits on the base before it: an accent, a vowel sign, half a syllable.
    Mark {
        /// Takes no column, and so is lost where there is no base.
        zero_width: bool,
    },
    /// Chooses a form of the base before it.
    Variation,
    /// A skin tone.
    Modifier,
    /// U+200C or U+200D.
    Joiner,
    /// Controls the terminal or the reading order, or cannot be seen.
    Hidden,
}

/// The class of `c`.
pub fn class(c: char) -> Class {
    match c {
        ' '..='~' => Class::Base,
        ZERO_WIDTH_JOINER | ZERO_WIDTH_NON_JOINER => Class::Joiner,
        '\u{fe00}'..='\u{fe0f}'
        | '\u{e0100}'..='\u{e01ef}'
        | '\u{180b}'..='\u{180d}'
        | '\u{180f}' => Class::Variation,
        '\u{1f3fb}'..='\u{1f3ff}' => Class::Modifier,
        _ if is_hidden(c) => Class::Hidden,
        _ => match (own_width(c), is_combining_mark(c)) {
            (0, _) => Class::Mark { zero_width: true },
            (_, true) => Class::Mark { zero_width: false },
            (_, false) => Class::Base,
        },
    }
}

/// Columns `c` takes by itself; ratatui gives the halfwidth Katakana sound
/// marks a cell of their own, because terminals do.
fn own_width(c: char) -> usize {
    match c {
        '\u{ff9e}' | '\u{ff9f}' => 1,
        _ => c.width().unwrap_or(0),
    }
}

/// Characters that are never shown as themselves: the control characters, the
/// format characters that draw nothing, the fillers and blanks that pass for
/// nothing, and code points that are no characters.
///
/// Unicode's `Default_Ignorable_Code_Point` less what the other classes judge
/// by its neighbours, and what is as invisible without that property.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}'                      // soft hyphen
            | '\u{34f}'                   // grapheme joiner
            | '\u{61c}'                   // Arabic letter mark
            | '\u{115f}' | '\u{1160}'     // Hangul fillers
            | '\u{17b4}' | '\u{17b5}'     // Khmer inherent vowels
            | '\u{180e}'                  // Mongolian vowel separator
            | '\u{200b}'                  // zero-width space
            | '\u{200e}' | '\u{200f}'     // left-to-right and right-to-left marks
            | '\u{2028}'..='\u{202e}'     // line and paragraph separators, bidi embeddings
            | '\u{2060}'..='\u{206f}'     // word joiner, invisible operators, bidi isolates
            | '\u{2800}'                  // blank braille pattern
            | '\u{3164}' | '\u{ffa0}'     // Hangul fillers
            | '\u{fdd0}'..='\u{fdef}'     // noncharacters
            | '\u{feff}'                  // byte order mark
            | '\u{fff0}'..='\u{fffc}'     // annotations, object replacement
            | '\u{13430}'..='\u{1343f}'   // Egyptian hieroglyph controls
            | '\u{1bca0}'..='\u{1bca3}'   // shorthand controls
            | '\u{1d159}'                 // musical null notehead
            | '\u{1d173}'..='\u{1d17a}'   // musical controls
            | '\u{e0000}'..='\u{e0fff}'   // tags
        )
        || u32::from(c) & 0xfffe == 0xfffe // the last two code points of each plane
}

/// Whether `c` is shown as itself, takes one column and is in no grapheme with
/// another of these: what most names are written in, and lines and dots of the
/// screen's own. It spares them the tables.
pub const fn is_simple(c: char) -> bool {
    matches!(c,
        ' '..='~'
        | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2af}' // Latin, without the soft hyphen
        | '\u{2013}'..='\u{2014}' | '\u{2018}'..='\u{201e}' // dashes, quotes
        | '\u{2026}'             // …
        | '\u{2500}'..='\u{259f}' // lines, blocks
    )
}

/// Whether `c` can begin an emoji sequence (Unicode's `Extended_Pictographic`).
///
/// The segmentation tables know and do not say, so this asks the question they
/// answer: only two such characters stay one grapheme over a joiner.
pub fn is_pictograph(c: char) -> bool {
    // Most of those in use, and below all there are and few others, to spare
    // most characters the question.
    if is_common_emoji(c) {
        return true;
    }
    if !matches!(c, '©' | '®' | '\u{203c}'..='\u{3299}' | '\u{1f000}'..='\u{1fbff}') {
        return false;
    }
    let joined = String::from_iter([c, ZERO_WIDTH_JOINER, '❤']);
    joined.graphemes(true).nth(1).is_none()
}

/// Emoji in runs without a gap: animals and things, faces, people and food.
pub const fn is_common_emoji(c: char) -> bool {
    matches!(c,
        '❤' | '\u{1f400}'..='\u{1f4fd}' | '\u{1f600}'..='\u{1f64f}' | '\u{1f947}'..='\u{1f9ff}')
}

/// Whether the variation `selector` belongs after `base`, with `next` behind it.
///
/// Anything else that carries a selector carries it to hide data in.
pub fn takes_variation(base: char, selector: char, next: Option<char>) -> bool {
    match selector {
        '\u{fe0f}' if matches!(base, '0'..='9' | '#' | '*') => next == Some(KEYCAP),
        '\u{fe0e}' | '\u{fe0f}' => is_pictograph(base),
        '\u{fe00}'..='\u{fe02}' | '\u{e0100}'..='\u{e01ef}' => is_ideograph(base),
        '\u{180b}'..='\u{180f}' => {
            matches!(base, '\u{1820}'..='\u{1878}' | '\u{1880}'..='\u{18aa}')
        }
        _ => false,
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}')
}

/// Whether a joiner between these two is spelling: both are letters or marks of
/// one script that shapes its letters by their neighbours.
pub fn joins(before: char, after: char) -> bool {
    let is_spelled = |c: char| c.is_alphabetic() || is_combining_mark(c);
    is_spelled(before)
        && is_spelled(after)
        && shaping_script(before).is_some_and(|script| shaping_script(after) == Some(script))
}

/// The first code point of the script's main block, as its name.
fn shaping_script(c: char) -> Option<u32> {
    let code = u32::from(c);
    match code {
        0x0600..=0x06ff | 0x0750..=0x077f | 0x0870..=0x08ff | 0xfb50..=0xfdff | 0xfe70..=0xfefc => {
            Some(0x0600) // Arabic
        }
        0x0700..=0x074f => Some(0x0700),       // Syriac
        0x07c0..=0x07ff => Some(0x07c0),       // N'Ko
        0x0900..=0x0dff => Some(code & !0x7f), // Devanagari to Sinhala, a block each
        0x1000..=0x109f => Some(0x1000),       // Myanmar
        0x1780..=0x17ff => Some(0x1780),       // Khmer
        0x1800..=0x18af => Some(0x1800),       // Mongolian
        _ => None,
    }
}
