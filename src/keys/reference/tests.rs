use super::*;

#[test]
fn every_action_and_key_is_in_both_tables() {
    let keymap = Keymap::default();
    let (markdown, plain) = (markdown_table(&keymap), plain_table(&keymap));
    for action in Action::all() {
        let is_named = markdown.contains(&format!("| `{action}` |"));
        assert!(is_named || action.resource_index().is_some(), "{action}");
        for table in [&markdown, &plain] {
            let line = |keys: &str| {
                table
                    .lines()
                    .any(|line| line.contains(keys) && line.contains(action.help()))
            };
            for (_, keys) in action.defaults() {
                let label = crate::keys::Sequence::from(keys).label();
                assert!(line(&label), "{label} for {action}");
            }
        }
    }
}

#[test]
fn the_markdown_table_reads_as_the_readme_has_it() {
    let table = markdown_table(&Keymap::default());
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(
        lines[..5],
        [
            "| key | does | where | name |",
            "| --- | --- | --- | --- |",
            "| **Move** | | | |",
            "| `j` `↓` | one down | listing, detail, menu | `down` |",
            "| `↓` | one down | review, input | `down` |",
        ]
    );
    assert!(lines.contains(&"| `g g` `Home` | to the first | listing, detail | `first` |"));
    assert!(
        lines
            .iter()
            .all(|line| line.matches(" | ").count() == 3 || line.contains("**"))
    );
}

#[test]
fn the_plain_table_is_aligned() {
    let table = plain_table(&Keymap::default());
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[0], "Move");
    let column = |line: &str, word: &str| line.find(word).map(|at| line[..at].chars().count());
    let first = column(lines[1], "one down");
    assert!(first.is_some());
    for action in Action::all() {
        for line in lines
            .iter()
            .filter(|line| line.ends_with(&format!("  {}", action.help())))
        {
            assert_eq!(column(line, action.help()), first, "{line}");
        }
    }
}

#[test]
fn keys_that_mean_something_to_markdown_are_written_so_that_they_show() {
    let mut keymap = Keymap::default();
    for keys in ["|", "`"] {
        keymap.apply(Mode::Listing, keys, "copy").unwrap();
    }
    let table = markdown_table(&keymap);
    assert!(
        table.contains("| `y` `\\|` `` ` `` | copy menu | listing | `copy` |"),
        "{table}"
    );
}
