//! A terminal's screen as SVG.
//!
//! Every grapheme is put at its own place: a line of text that only starts at
//! the right place drifts wherever a font has no glyph of its own width. Frames
//! and bars are drawn as shapes, so that they meet.

use std::fmt::Write as _;

use vt100::{Cell, Color, Screen};

use super::shapes;

/// A cell's size, in pixels.
pub(crate) const CELL: (f32, f32) = (8.4, 18.0);

/// The font's size, in pixels. Most monospaced fonts are 0.6 of it wide.
const FONT_SIZE: f32 = 14.0;

/// From a cell's top to the line that letters stand on, in pixels.
const BASELINE: f32 = 13.5;

/// From a cell's top to the line under letters, and how thick that is, in pixels.
const UNDERLINE: (f32, f32) = (15.5, 1.0);

/// The space between the window's edge and the cells, in pixels.
const PADDING: f32 = 14.0;

/// The height of the window's title, in pixels.
const TITLE: f32 = 32.0;

const FONTS: &str = "ui-monospace, SFMono-Regular, Menlo, Consolas, \
                     'DejaVu Sans Mono', 'Liberation Mono', monospace";

/// What the terminal itself decides: how it looks where nothing was said.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    pub text: &'static str,
    pub background: &'static str,
    /// The window's edge, and the dots in its title.
    pub edge: &'static str,
    /// The window's title.
    pub title: &'static str,
}

/// A terminal with a dark background.
pub(crate) const DARK: Look = Look {
    text: "#dcdfe6",
    background: "#161a22",
    edge: "#343c4a",
    title: "#7d8797",
};

/// A terminal with a light background.
pub(crate) const LIGHT: Look = Look {
    text: "#22262e",
    background: "#fdfdfe",
    edge: "#ccd2db",
    title: "#77808d",
};

/// How a cell is drawn; neighbours with the same style share one element.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Style {
    /// The attributes of all that is drawn.
    fill: String,
    /// Those that only letters have besides.
    font: String,
    underline: bool,
}

/// The screen in a window. `title` is shown on it and read aloud.
pub(crate) fn window(screen: &Screen, title: &str, look: Look) -> String {
    let (rows, columns) = screen.size();
    let width = f32::from(columns) * CELL.0 + 2.0 * PADDING;
    let height = f32::from(rows) * CELL.1 + 2.0 * PADDING + TITLE;
    let (right, bottom) = (width - 0.5, height - 0.5);
    let title = escaped(title);
    let Look {
        background, edge, ..
    } = look;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{title}\" \
         font-family=\"{FONTS}\" font-size=\"{FONT_SIZE}\" xml:space=\"preserve\">\n\
         <rect x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"9\" \
         fill=\"{background}\" stroke=\"{edge}\"/>\n\
         <path d=\"M0.5 {TITLE}H{right}\" stroke=\"{edge}\"/>\n",
        right - 0.5,
        bottom - 0.5,
    );
    // Writing to a String cannot fail, here and below.
    for at in [20, 38, 56] {
        let _ = writeln!(
            out,
            "<circle cx=\"{at}\" cy=\"{}\" r=\"5\" fill=\"{edge}\"/>",
            TITLE / 2.0
        );
    }
    let _ = writeln!(
        out,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"12.5\" \
         fill=\"{}\">{title}</text>",
        width / 2.0,
        TITLE / 2.0 + 4.5,
        look.title,
    );
    let _ = writeln!(
        out,
        "<g transform=\"translate({PADDING} {})\">",
        TITLE + PADDING
    );
    out.push_str(&cells(screen, look));
    out.push_str("</g>\n</svg>\n");
    out
}

/// The cells, the first at 0, 0.
pub(crate) fn cells(screen: &Screen, look: Look) -> String {
    let mut out = String::new();
    for row in 0..screen.size().0 {
        backgrounds(screen, row, look, &mut out);
    }
    for row in 0..screen.size().0 {
        texts(screen, row, look, &mut out);
    }
    out
}

/// The cells of a row that begin a grapheme, with their columns.
fn row_cells(screen: &Screen, row: u16) -> impl Iterator<Item = (u16, &Cell)> {
    (0..screen.size().1)
        .filter_map(move |column| Some((column, screen.cell(row, column)?)))
        .filter(|(_, cell)| !cell.is_wide_continuation())
}

fn backgrounds(screen: &Screen, row: u16, look: Look, out: &mut String) {
    let mut runs: Vec<(u16, u16, String)> = Vec::new();
    for (column, cell) in row_cells(screen, row) {
        let color = colors(cell, look).1;
        let end = column + columns_of(cell);
        match runs.last_mut() {
            Some((_, last, same)) if *last == column && *same == color => *last = end,
            _ => runs.push((column, end, color)),
        }
    }
    for (start, end, color) in runs {
        if color != look.background {
            let _ = writeln!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{color}\"/>",
                x(start),
                y(row),
                x(end - start),
                CELL.1,
            );
        }
    }
}

fn texts(screen: &Screen, row: u16, look: Look, out: &mut String) {
    let mut runs: Vec<(Style, Vec<(u16, &Cell)>)> = Vec::new();
    for (column, cell) in row_cells(screen, row) {
        if cell.contents().trim().is_empty() && !cell.underline() {
            continue;
        }
        let style = style(cell, look);
        match runs.last_mut() {
            Some((same, cells)) if *same == style => cells.push((column, cell)),
            _ => runs.push((style, vec![(column, cell)])),
        }
    }
    for (style, cells) in runs {
        let mut path = String::new();
        let mut spans = String::new();
        for (column, cell) in cells {
            let text = cell.contents();
            if style.underline {
                let top = y(row) + UNDERLINE.0;
                let to = (x(column + columns_of(cell)), top + UNDERLINE.1);
                path.push_str(&shapes::rectangle((x(column), top), to));
            }
            if let Some(shape) = shapes::path(text, x(column), y(row)) {
                path.push_str(&shape);
            } else if !text.trim().is_empty() {
                let text = escaped(text);
                let _ = write!(spans, "<tspan x=\"{}\">{text}</tspan>", x(column));
            }
        }
        let Style { fill, font, .. } = &style;
        if !path.is_empty() {
            let _ = writeln!(out, "<path d=\"{path}\"{fill}/>");
        }
        if !spans.is_empty() {
            let baseline = y(row) + BASELINE;
            let _ = writeln!(out, "<text y=\"{baseline}\"{fill}{font}>{spans}</text>");
        }
    }
}

fn style(cell: &Cell, look: Look) -> Style {
    let mut fill = format!(" fill=\"{}\"", colors(cell, look).0);
    if cell.dim() {
        fill.push_str(" opacity=\"0.6\"");
    }
    let mut font = String::new();
    if cell.bold() {
        font.push_str(" font-weight=\"bold\"");
    }
    if cell.italic() {
        font.push_str(" font-style=\"italic\"");
    }
    Style {
        fill,
        font,
        underline: cell.underline(),
    }
}

/// The colours of a cell's text and background, as they end up on the screen.
fn colors(cell: &Cell, look: Look) -> (String, String) {
    let text = color(cell.fgcolor(), look.text);
    let background = color(cell.bgcolor(), look.background);
    if cell.inverse() {
        (background, text)
    } else {
        (text, background)
    }
}

fn color(color: Color, default: &str) -> String {
    match color {
        Color::Default => default.to_owned(),
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        Color::Idx(index) => indexed(index),
    }
}

/// A colour of xterm's palette of 256: 16 that differ between terminals, of
/// which these are the usual ones, a cube of 6 × 6 × 6, and 24 greys.
fn indexed(index: u8) -> String {
    const FIRST: [&str; 16] = [
        "#000000", "#cd3131", "#0dbc79", "#e5e510", "#2472c8", "#bc3fbc", "#11a8cd", "#e5e5e5",
        "#666666", "#f14c4c", "#23d18b", "#f5f543", "#3b8eea", "#d670d6", "#29b8db", "#ffffff",
    ];
    let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    match index {
        0..=15 => FIRST[usize::from(index)].to_owned(),
        16..=231 => {
            let cube = index - 16;
            let (red, green, blue) = (cube / 36, cube / 6 % 6, cube % 6);
            format!("#{:02x}{:02x}{:02x}", level(red), level(green), level(blue))
        }
        232..=255 => {
            let grey = 8 + 10 * (index - 232);
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
    }
}

/// How many columns a cell's grapheme takes.
fn columns_of(cell: &Cell) -> u16 {
    if cell.is_wide() { 2 } else { 1 }
}

fn x(column: u16) -> f32 {
    // To a tenth of a pixel: what is multiplied is not exact.
    (f32::from(column) * CELL.0 * 10.0).round() / 10.0
}

fn y(row: u16) -> f32 {
    f32::from(row) * CELL.1
}

/// Text for an element or an attribute.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
