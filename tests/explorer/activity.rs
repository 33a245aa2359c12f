//! What happened when: the calendar above the list of what somebody did.

use std::ops::Range;

use crate::explorer::{Explorer, Start};
use crate::pty::ENTER;

/// The signs of the steps, the lowest first.
const STEPS: [char; 5] = ['·', '░', '▒', '▓', '█'];
/// The sign of the day under the cursor.
const HERE: char = '◆';

/// What is read off a screen with a calendar at its left side.
struct Picture {
    /// The signs of the days, a row a weekday.
    days: Vec<Vec<char>>,
    /// The row of Monday on the screen.
    top: usize,
    /// How many records a day of each step has.
    legend: Vec<(char, Range<usize>)>,
    /// The day that is marked, and how many records it has.
    marked: (String, usize),
    /// The kinds that have a bar, and how many records.
    kinds: Vec<(String, usize)>,
}

impl Picture {
    /// Reads it, where there are bars beside the weeks: from 77 columns on.
    fn of(explorer: &Explorer) -> Self {
        let text = explorer.text();
        let rows: Vec<&str> = text.lines().collect();
        let top = rows
            .iter()
            .position(|row| row.starts_with(" M "))
            .unwrap_or_else(|| panic!("no Monday\n{text}"));
        let weekdays: String = rows[top..top + 7]
            .iter()
            .filter_map(|row| row.chars().nth(1))
            .collect();
        assert_eq!(weekdays, "MTWTFSS", "{text}");
        let cells = |row: &&str| row.chars().skip(3).take(53).collect();
        let beside = |row: &&str| {
            let rest: String = row.chars().skip(59).collect();
            let mut words = rest.split_whitespace();
            let name = words.next()?.to_owned();
            Some((name, words.next()?.parse().ok()?))
        };
        let below = rows[top + 7];
        let (marked, legend) = below.split_once(" · 0").unwrap();
        let (day, count) = marked.trim().rsplit_once(": ").unwrap();
        Self {
            days: rows[top..top + 7].iter().map(cells).collect(),
            top,
            legend: steps(legend),
            marked: (
                day.trim_start_matches([HERE, ' ']).to_owned(),
                count.trim().parse().unwrap(),
            ),
            kinds: rows[top..top + 7].iter().filter_map(beside).collect(),
        }
    }

    /// The least and the most records that the days stand for.
    fn bounds(&self) -> (usize, usize) {
        let signs = self.days.iter().flatten().copied();
        let ranges = signs.map(|sign| match sign {
            HERE => self.marked.1..self.marked.1 + 1,
            '·' | ' ' => 0..1,
            sign => {
                let step = self.legend.iter().find(|(step, _)| *step == sign);
                step.unwrap_or_else(|| panic!("no legend for {sign}"))
                    .1
                    .clone()
            }
        });
        ranges.fold((0, 0), |(least, most), range| {
            (least + range.start, most + range.end - 1)
        })
    }

    /// Where a sign is in the map, by week and weekday.
    fn place(&self, sign: char) -> Option<(usize, usize)> {
        let mut rows = self.days.iter().enumerate();
        rows.find_map(|(row, days)| Some((days.iter().position(|day| *day == sign)?, row)))
    }
}

/// `░ 1  ▓ 2–3  █ 4` as signs and ranges.
fn steps(legend: &str) -> Vec<(char, Range<usize>)> {
    let words: Vec<&str> = legend.split_whitespace().collect();
    let step = |pair: &[&str]| {
        let sign = pair[0].chars().next().unwrap();
        assert!(STEPS.contains(&sign), "{legend}");
        let (from, to) = pair[1].split_once('–').unwrap_or((pair[1], pair[1]));
        let (from, to): (usize, usize) = (from.parse().unwrap(), to.parse().unwrap());
        (sign, from..to + 1)
    };
    words.chunks(2).map(step).collect()
}

/// The date of the list's row under the cursor, at the end of its row.
fn date_under_cursor(explorer: &Explorer) -> String {
    let text = explorer.text();
    let row = text.lines().find(|row| row.starts_with('▌')).unwrap();
    let words: Vec<&str> = row.split_whitespace().collect();
    words[words.len() - 3..].join(" ")
}

/// The activity of the first of the demo's people, alone on the screen.
fn activity() -> Explorer {
    let mut explorer = Start::bare().argument("--demo").size(80, 40).open();
    explorer.shows("100 of 2,");
    explorer.keys(&format!("{ENTER}LLLLL"));
    explorer.shows("/interactions?page=1&per_page=100 200");
    explorer.shows("◆ ");
    explorer
}

#[test]
fn a_year_is_seen_at_once_with_a_bar_a_kind_and_the_list_below() {
    let mut explorer = activity();
    let picture = Picture::of(&explorer);
    // Nothing that was counted is missing from the bars or from the days.
    let text = explorer.text();
    let loaded = text.split_once("all ").unwrap().1;
    let loaded: usize = loaded.split_once(' ').unwrap().0.parse().unwrap();
    assert!(loaded >= 70, "{text}");
    let by_kind: usize = picture.kinds.iter().map(|(_, count)| count).sum();
    assert_eq!(by_kind, loaded, "{:?}", picture.kinds);
    let is_ranked = picture.kinds.is_sorted_by(|a, b| a.1 >= b.1);
    assert!(is_ranked, "{:?}", picture.kinds);
    let (least, most) = picture.bounds();
    assert!((least..=most).contains(&loaded), "{least} {loaded} {most}");
    // It is filled to this week, and from the beginning of the year on.
    let weeks_with = |weeks: Range<usize>| {
        let is_some = |row: &Vec<char>| row[weeks.clone()].iter().any(|day| !"· ".contains(*day));
        picture.days.iter().any(is_some)
    };
    assert!(weeks_with(51..53), "{text}");
    let quarters = [0..13, 13..26, 26..39, 39..53];
    assert!(quarters.into_iter().all(weeks_with), "{text}");
    // The list is there, newest first, and its first row's day is marked.
    explorer.shows_in_a_row(&["TYPE", "CREATED AT"]);
    assert_eq!(date_under_cursor(&explorer), picture.marked.0);
    explorer.quit();
}

#[test]
fn the_marked_day_and_the_row_under_the_cursor_go_together() {
    let mut explorer = activity();
    let before = Picture::of(&explorer);
    let place = before.place(HERE);
    // Down to another day by its key, and back up row by row.
    explorer.keys("n");
    explorer.hides(&format!("◆ {}:", before.marked.0));
    let after = Picture::of(&explorer);
    assert_ne!(after.place(HERE), place);
    assert_eq!(date_under_cursor(&explorer), after.marked.0);
    explorer.keys("gg");
    explorer.shows(&format!("◆ {}:", before.marked.0));
    // A click on a day goes to its first row; where that was clicked is marked.
    let (sign, counts) = before.legend.first().unwrap();
    let (week, weekday) = before.place(*sign).unwrap();
    explorer.button(0, (3 + week, before.top + weekday));
    explorer.hides(&format!("◆ {}:", before.marked.0));
    let clicked = Picture::of(&explorer);
    assert_eq!(clicked.place(HERE), Some((week, weekday)));
    assert!(counts.contains(&clicked.marked.1));
    assert_eq!(date_under_cursor(&explorer), clicked.marked.0);
    explorer.quit();
}

#[test]
fn without_colour_and_on_a_small_screen_it_is_read_by_its_signs() {
    let mut explorer = Start::bare()
        .argument("--demo")
        .variable("NO_COLOR", "1")
        .size(80, 40)
        .open();
    explorer.shows("100 of 2,");
    explorer.keys(&format!("{ENTER}LLLLL"));
    explorer.shows("◆ ");
    let (least, most) = Picture::of(&explorer).bounds();
    assert!(0 < least && least <= most);
    for row in 0..40 {
        for column in 0..80 {
            let cell = explorer.screen().cell(row, column).unwrap();
            assert_eq!(cell.fgcolor(), vt100::Color::Default);
            assert_eq!(cell.bgcolor(), vt100::Color::Default);
        }
    }
    // Four weeks in a row, and how much happened in them.
    explorer.resize(40, 12);
    explorer.shows("in 4");
    let text = explorer.text();
    let line = text.lines().find(|row| row.contains("in 4")).unwrap();
    let signs: Vec<char> = line.chars().skip(1).take(28).collect();
    assert!(signs.iter().all(|sign| " ·▂▄▆█◆".contains(*sign)), "{line}");
    assert!(signs.iter().any(|sign| "▂▄▆█".contains(*sign)), "{line}");
    explorer.shows("▌");
    explorer.quit();
}

#[test]
fn another_day_is_another_year() {
    let mut explorer = Start::bare()
        .argument("--demo")
        .argument("--demo-day=2024-02-29")
        .size(80, 40)
        .open();
    explorer.shows("100 of 2,");
    explorer.keys(&format!("{ENTER}LLLLL"));
    // What was long ago is drawn up to its own end.
    explorer.shows("◆ ");
    let picture = Picture::of(&explorer);
    assert!(
        picture.marked.0.ends_with(" Feb 2024"),
        "{}",
        picture.marked.0
    );
    explorer.shows_in_a_row(&["loaded,", "2023 to", "Feb 2024"]);
    explorer.quit();
}
