//! How well one colour is read on another.

use ratatui::style::Color;

/// The least contrast at which text is read: level AA of WCAG 2.
pub(super) const READ: f64 = 4.5;

/// How many steps there are from a colour to white or black.
const STEPS: u16 = 32;

/// The contrast of two colours, as WCAG 2 defines it: 1 to 21. Those of a
/// terminal look different everywhere, and have none.
pub(super) fn contrast(one: Color, other: Color) -> Option<f64> {
    let (a, b) = (luminance(one)?, luminance(other)?);
    Some((a.max(b) + 0.05) / (a.min(b) + 0.05))
}

/// Relative luminance, as WCAG 2 defines it: 0 to 1.
fn luminance(color: Color) -> Option<f64> {
    let Color::Rgb(r, g, b) = color else {
        return None;
    };
    Some(0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b))
}

/// How much light a part of a colour stands for (sRGB, IEC 61966-2-1): 0 to 1.
pub(super) fn linear(part: u8) -> f64 {
    let part = f64::from(part) / 255.0;
    if part <= 0.04045 {
        part / 12.92
    } else {
        ((part + 0.055) / 1.055).powf(2.4)
    }
}

/// The first colour on the way from one to white, or to black, that is read on
/// all of these grounds.
pub(super) fn readable(color: Color, grounds: &[Color], to_white: bool) -> Color {
    let is_read = |color: &Color| {
        grounds
            .iter()
            .filter_map(|ground| contrast(*color, *ground))
            .all(|contrast| contrast >= READ)
    };
    let end = if to_white { 255 } else { 0 };
    (0..=STEPS)
        .map(|step| towards(color, end, step))
        .find(is_read)
        .unwrap_or(color)
}

/// A colour, so many steps on the way to a grey of that level.
fn towards(color: Color, end: u16, step: u16) -> Color {
    let Color::Rgb(r, g, b) = color else {
        return color;
    };
    let [r, g, b] = [r, g, b].map(|part| {
        let mixed = (u16::from(part) * (STEPS - step) + end * step) / STEPS;
        // A mean of two that are at most 255.
        u8::try_from(mixed).unwrap_or(u8::MAX)
    });
    Color::Rgb(r, g, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLACK: Color = Color::Rgb(0, 0, 0);
    const WHITE: Color = Color::Rgb(255, 255, 255);

    #[test]
    fn contrasts_are_those_of_wcag() {
        for (color, on_white) in [
            (BLACK, 21.0),
            (WHITE, 1.0),
            (Color::Rgb(255, 0, 0), 4.0),
            // The lightest grey that passes AA on white.
            (Color::Rgb(0x76, 0x76, 0x76), 4.54),
        ] {
            let contrast = contrast(color, WHITE).unwrap();
            assert!((contrast - on_white).abs() < 0.005, "{color}: {contrast}");
        }
        assert_eq!(contrast(Color::Red, WHITE), None);
    }

    #[test]
    fn a_colour_changes_only_as_far_as_it_must() {
        let grey = Color::Rgb(0x22, 0x22, 0x22);
        for (color, grounds, to_white, expected) in [
            (WHITE, [BLACK, grey], true, WHITE),
            (BLACK, [WHITE, WHITE], false, BLACK),
            (
                Color::Rgb(0, 0, 255),
                [BLACK, grey],
                true,
                Color::Rgb(127, 127, 255),
            ),
            (
                Color::Rgb(255, 255, 0),
                [WHITE, WHITE],
                false,
                Color::Rgb(119, 119, 0),
            ),
            (Color::Red, [BLACK, BLACK], true, Color::Red),
        ] {
            assert_eq!(readable(color, &grounds, to_white), expected, "{color}");
        }
    }
}
