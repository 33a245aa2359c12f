//! Aligned columns of text for people.

use super::Header;
use crate::text::{Shown, cut, width};

/// Blank columns between two columns.
const GAP: usize = 2;
/// The widest that a column is made where nothing is cut: what is longer
/// pushes the rest of its own row only.
const WIDEST: usize = 120;
/// The narrowest that a column is cut to.
const NARROWEST: usize = 8;

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub title: Shown<'static>,
    /// Whether it is written on the right of its width, as numbers are.
    pub right: bool,
    /// Whether it is never cut: an id is of use as a whole only.
    pub whole: bool,
}

/// Rows in columns, each as wide as its widest cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Shown<'static>>>,
}

impl Table {
    /// An empty one.
    #[must_use]
    pub const fn new(columns: Vec<Column>) -> Self {
        Self {
            columns,
            rows: Vec::new(),
        }
    }

    /// Adds a row: a cell for each column.
    pub fn push(&mut self, row: Vec<Shown<'static>>) {
        self.rows.push(row);
    }

    /// It as text, a line each, with the titles or without. With a `width`,
    /// no line is wider: cells are cut for it, the widest first, ids last.
    #[must_use]
    pub fn text(&self, header: Header, width: Option<usize>) -> String {
        let widths = self.widths(header, width);
        let mut out = String::new();
        if header == Header::First {
            let titles: Vec<&str> = self.columns.iter().map(|c| c.title.as_str()).collect();
            self.line(&titles, &widths, width, &mut out);
        }
        for row in &self.rows {
            let cells: Vec<&str> = row.iter().map(Shown::as_str).collect();
            self.line(&cells, &widths, width, &mut out);
        }
        out
    }

    fn widths(&self, header: Header, room: Option<usize>) -> Vec<usize> {
        let mut widths: Vec<usize> = self
            .columns
            .iter()
            .enumerate()
            .map(|(at, column)| {
                let title = if header == Header::First {
                    column.title.width()
                } else {
                    0
                };
                let cells = self.rows.iter().filter_map(|row| row.get(at));
                cells.map(Shown::width).fold(title, usize::max).min(WIDEST)
            })
            .collect();
        if let Some(room) = room {
            let gaps = GAP * widths.len().saturating_sub(1);
            self.narrow(&mut widths, room.saturating_sub(gaps));
        }
        widths
    }

    /// Takes from the widest column, again and again, until all fit.
    fn narrow(&self, widths: &mut [usize], room: usize) {
        for whole in [false, true] {
            while widths.iter().sum::<usize>() > room {
                let widest = self
                    .columns
                    .iter()
                    .enumerate()
                    .filter(|(at, column)| column.whole == whole && widths[*at] > NARROWEST)
                    .max_by_key(|(at, _)| widths[*at]);
                match widest {
                    Some((at, _)) => widths[at] -= 1,
                    None => break,
                }
            }
        }
    }

    fn line(&self, cells: &[&str], widths: &[usize], room: Option<usize>, out: &mut String) {
        let mut line = String::new();
        let last = self.columns.len().saturating_sub(1);
        for (at, (column, wanted)) in self.columns.iter().zip(widths).enumerate() {
            let cell = cells.get(at).copied().unwrap_or("");
            let cell = match room {
                Some(_) => cut(cell, *wanted),
                None => cell.into(),
            };
            let blank = " ".repeat(wanted.saturating_sub(width(&cell)));
            if column.right {
                line.push_str(&blank);
            }
            line.push_str(&cell);
            if at < last {
                if !column.right {
                    line.push_str(&blank);
                }
                line.push_str(&" ".repeat(GAP));
            }
        }
        let line = line.trim_end_matches(' ');
        match room {
            Some(room) => out.push_str(&cut(line, room)),
            None => out.push_str(line),
        }
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Untrusted;

    fn shown(text: &str) -> Shown<'static> {
        Untrusted::new(text).shown().into_owned()
    }

    fn table(rows: &[[&str; 3]]) -> Table {
        let column = |title, right, whole| Column {
            title: shown(title),
            right,
            whole,
        };
        let mut table = Table::new(vec![
            column("ID", false, true),
            column("NAME", false, false),
            column("AGE", true, false),
        ]);
        for row in rows {
            table.push(row.iter().map(|cell| shown(cell)).collect());
        }
        table
    }

    #[test]
    fn columns_are_as_wide_as_what_is_seen() {
        let table = table(&[
            ["usr_1", "Ana", "7"],
            ["usr_2", "\u{8a9e}\u{8a9e}\u{1f469}\u{200d}\u{1f52c}", "42"],
            ["usr_3", "a\u{202e}b", ""],
        ]);
        assert_eq!(
            table.text(Header::First, None),
            "ID     NAME        AGE\n\
             usr_1  Ana           7\n\
             usr_2  \u{8a9e}\u{8a9e}\u{1f469}\u{200d}\u{1f52c}       42\n\
             usr_3  a\\u{202e}b\n"
        );
    }

    #[test]
    fn without_titles_columns_are_as_narrow_as_their_cells() {
        assert_eq!(
            table(&[["1", "Bo", "3"]]).text(Header::LeftOut, None),
            "1  Bo  3\n"
        );
        assert_eq!(table(&[]).text(Header::First, None), "ID  NAME  AGE\n");
        assert_eq!(table(&[]).text(Header::LeftOut, None), "");
    }

    #[test]
    fn the_widest_is_cut_first_and_an_id_last() {
        let row = ["usr_0000000001", "Ana Lima de la Torre", "1"];
        for (width, expected) in [
            (41, "usr_0000000001  Ana Lima de la Torre    1\n"),
            (40, "usr_0000000001  Ana Lima de la Tor…    1\n"),
            (30, "usr_0000000001  Ana Lima…    1\n"),
            (24, "usr_0000…  Ana Lim…    1\n"),
            (10, "usr_000……\n"),
        ] {
            let text = table(&[row]).text(Header::First, Some(width));
            let (_, line) = text.split_once('\n').unwrap();
            assert_eq!(line, expected, "{width}");
        }
    }

    #[test]
    fn one_endless_cell_does_not_widen_all_rows() {
        let long = "x".repeat(5_000);
        let text = table(&[["1", &long, "2"], ["2", "Bo", "3"]]).text(Header::LeftOut, None);
        let lengths: Vec<usize> = text.lines().map(str::len).collect();
        assert_eq!(lengths, [5_000 + 6, 120 + 6]);
    }
}
