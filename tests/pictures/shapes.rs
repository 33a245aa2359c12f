//! Characters that are shapes rather than letters: what frames, bars and gauges
//! are made of. A font draws them as high as its letters, and rows stand
//! further apart than that.

use std::fmt;

use super::svg::CELL;

/// How thick a frame's line is, in pixels.
const LINE: f32 = 1.2;

/// How far the bend of a round corner reaches, in pixels.
const BEND: f32 = 4.2;

/// What a character is drawn as.
enum Shape {
    /// Lines from the middle of the cell up, right, down and left.
    Lines([bool; 4]),
    /// A round corner that goes right or left, and down or up.
    Corner { right: bool, down: bool },
    /// A block as high as the cell, between two eighths of its width.
    Block(u8, u8),
    /// So many quarters of the cell in a pattern of small rectangles.
    Shade(u8),
    /// A thick line from top to bottom.
    Thick,
}

fn shape(c: char) -> Option<Shape> {
    let lines = |up, right, down, left| Shape::Lines([up, right, down, left]);
    let corner = |right, down| Shape::Corner { right, down };
    Some(match c {
        '─' => lines(false, true, false, true),
        '│' => lines(true, false, true, false),
        '┌' => lines(false, true, true, false),
        '┐' => lines(false, false, true, true),
        '└' => lines(true, true, false, false),
        '┘' => lines(true, false, false, true),
        '├' => lines(true, true, true, false),
        '┤' => lines(true, false, true, true),
        '┬' => lines(false, true, true, true),
        '┴' => lines(true, true, false, true),
        '┼' => lines(true, true, true, true),
        '╭' => corner(true, true),
        '╮' => corner(false, true),
        '╯' => corner(false, false),
        '╰' => corner(true, false),
        '┃' => Shape::Thick,
        '▏' => Shape::Block(0, 1),
        '▎' => Shape::Block(0, 2),
        '▍' => Shape::Block(0, 3),
        '▌' => Shape::Block(0, 4),
        '▋' => Shape::Block(0, 5),
        '▊' => Shape::Block(0, 6),
        '▉' => Shape::Block(0, 7),
        '█' => Shape::Block(0, 8),
        '░' => Shape::Shade(1),
        '▒' => Shape::Shade(2),
        '▓' => Shape::Shade(3),
        '▐' => Shape::Block(4, 8),
        '▕' => Shape::Block(7, 8),
        _ => return None,
    })
}

/// A filled path that is the character, if it is a shape. The cell's top left
/// corner is at `x`, `y`.
pub(crate) fn path(text: &str, x: f32, y: f32) -> Option<String> {
    let mut characters = text.chars();
    let (Some(c), None) = (characters.next(), characters.next()) else {
        return None;
    };
    let (width, height) = CELL;
    let (middle, center) = (x + width / 2.0, y + height / 2.0);
    let half = LINE / 2.0;
    Some(match shape(c)? {
        Shape::Lines([up, right, down, left]) => {
            let mut out = String::new();
            if left || right {
                let from = if left { x } else { middle - half };
                let to = if right { x + width } else { middle + half };
                out.push_str(&rectangle((from, center - half), (to, center + half)));
            }
            if up || down {
                let from = if up { y } else { center - half };
                let to = if down { y + height } else { center + half };
                out.push_str(&rectangle((middle - half, from), (middle + half, to)));
            }
            out
        }
        Shape::Corner { right, down } => corner(
            (middle, center),
            (
                if right { x + width } else { x },
                if down { y + height } else { y },
            ),
        ),
        Shape::Block(from, to) => {
            let part = |eighths: u8| x + width * f32::from(eighths) / 8.0;
            rectangle((part(from), y), (part(to), y + height))
        }
        Shape::Shade(quarters) => shade(quarters, (x, y)),
        Shape::Thick => rectangle((middle - LINE, y), (middle + LINE, y + height)),
    })
}

/// How many columns and rows of small rectangles a shade has.
const GRAIN: (u8, u8) = (4, 6);

/// So many quarters of the small rectangles of a cell.
fn shade(quarters: u8, (x, y): (f32, f32)) -> String {
    let (columns, rows) = GRAIN;
    let wide = CELL.0 / f32::from(columns);
    let high = CELL.1 / f32::from(rows);
    let is_filled = |column: u8, row: u8| match quarters {
        1 => column.is_multiple_of(2) && row.is_multiple_of(2),
        2 => (column + row).is_multiple_of(2),
        _ => column.is_multiple_of(2) || row.is_multiple_of(2),
    };
    let all = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
    all.filter(|(column, row)| is_filled(*column, *row))
        .map(|(column, row)| {
            let from = (x + wide * f32::from(column), y + high * f32::from(row));
            rectangle(from, (from.0 + wide, from.1 + high))
        })
        .collect()
}

/// A filled rectangle between two corners, as a path.
pub(crate) fn rectangle(from: (f32, f32), to: (f32, f32)) -> String {
    let [left, top, right, bottom] = [from.0, from.1, to.0, to.1].map(Rounded);
    format!("M{left} {top}H{right}V{bottom}H{left}z")
}

/// A line that comes from above or below, bends in the middle of the cell, and
/// leaves at the side: `to` is the cell's corner that it bends around.
fn corner(middle: (f32, f32), to: (f32, f32)) -> String {
    let across = (to.0 - middle.0).signum();
    let along = (to.1 - middle.1).signum();
    // One edge of the line: where it is, and where it begins and ends to bend.
    let edge = |off: f32| {
        let (x, y) = (middle.0 + across * off, middle.1 + along * off);
        let bend = BEND - off;
        [x, y, x + across * bend, y + along * bend].map(Rounded)
    };
    let [outer_x, outer_y, outer_end, outer_start] = edge(-LINE / 2.0);
    let [inner_x, inner_y, inner_end, inner_start] = edge(LINE / 2.0);
    let [side, end] = [to.0, to.1].map(Rounded);
    format!(
        "M{outer_x} {end}V{outer_start}Q{outer_x} {outer_y} {outer_end} {outer_y}H{side}\
         V{inner_y}H{inner_end}Q{inner_x} {inner_y} {inner_x} {inner_start}V{end}z"
    )
}

/// A number of pixels, to a hundredth.
struct Rounded(f32);

impl fmt::Display for Rounded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", (self.0 * 100.0).round() / 100.0)
    }
}
