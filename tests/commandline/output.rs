//! What is on standard output, to the byte.

use crate::child::Home;
use crate::described::{made, saying};
use crate::strict::{Leanmote, Reply, Server};

/// A record with everything that is easily lost or dangerous.
const RECORD: &str = r#"{"z":1.50,"id":12345678901234567890123,"name":"=1+1","count":-5.10,"on":true,"made":"2024-01-03T10:00:07Z","note":"a\u001b[2J\u202eb","more":{"deep":[1,{"x":null}]},"empty":[]}"#;

const TWO: &str = r#"{"data":[RECORD,{"id":"2","name":"語 Ana","made":"soon"}],"total":2}"#;

#[track_caller]
fn prints(arguments: &[&str], expected: &str) {
    let (_server, home) = saying(&TWO.replace("RECORD", RECORD));
    assert_eq!(home.prints(arguments), expected, "{arguments:?}");
}

#[test]
fn json_is_an_array_of_whole_records() {
    prints(
        &["list", "items", "-o", "json"],
        r#"[
  {
    "z": 1.50,
    "id": 12345678901234567890123,
    "name": "=1+1",
    "count": -5.10,
    "on": true,
    "made": "2024-01-03T10:00:07Z",
    "note": "a\u001b[2J\u202eb",
    "more": {
      "deep": [
        1,
        {
          "x": null
        }
      ]
    },
    "empty": []
  },
  {
    "id": "2",
    "name": "語 Ana",
    "made": "soon"
  }
]
"#,
    );
}

#[test]
fn json_lines_are_a_record_a_line() {
    prints(
        &["list", "items", "-o", "jsonl"],
        &format!("{RECORD}\n{{\"id\":\"2\",\"name\":\"語 Ana\",\"made\":\"soon\"}}\n"),
    );
}

#[test]
fn csv_has_the_described_fields_and_runs_no_formula() {
    let rows = "12345678901234567890123,'=1+1,-5.10,true,2024-01-03T10:00:07Z,a\\e[2J\\u{202e}b\n\
                2,語 Ana,,,soon,\n";
    prints(
        &["list", "items", "-o", "csv"],
        &format!("id,name,count,on,made,note\n{rows}"),
    );
    prints(&["list", "items", "-o", "csv", "--no-headers"], rows);
    prints(
        &["list", "items", "-o", "csv", "--columns", "count,id"],
        "count,id\n-5.10,12345678901234567890123\n,2\n",
    );
}

#[test]
fn a_table_is_aligned_by_what_is_seen() {
    prints(
        &["list", "items"],
        "ID                       NAME    COUNT  ON        MADE\n\
         12345678901234567890123  =1+1    -5.10  on  3 Jan 2024\n\
         2                        語 Ana                   soon\n",
    );
    prints(
        &["list", "items", "--columns", "name,note", "--no-headers"],
        "=1+1    a\\e[2J\\u{202e}b\n語 Ana\n",
    );
}

#[test]
fn one_record_is_an_object_a_line_for_each_field_or_a_row() {
    let (_server, home) = saying(RECORD);
    for (arguments, expected) in [
        (&["-o", "jsonl"][..], format!("{RECORD}\n")),
        (
            &[],
            "id         12345678901234567890123\n\
             name       =1+1\n\
             count      -5.10\n\
             on         on\n\
             made       3 Jan 2024 10:00:07 UTC\n\
             note       a\\e[2J\\u{202e}b\n\
             z          1.50\n\
             more.deep  [1,{\"x\":null}]\n\
             empty      []\n"
                .to_owned(),
        ),
        (
            &["--columns", "note,name"],
            "note  a\\e[2J\\u{202e}b\nname  =1+1\n".to_owned(),
        ),
        (
            &["-o", "csv", "--columns", "id,on"],
            "id,on\n12345678901234567890123,true\n".to_owned(),
        ),
    ] {
        let get = [&["get", "items", "1"], arguments].concat();
        assert_eq!(home.prints(&get), expected, "{arguments:?}");
    }
    let json = home.prints(&["get", "items", "1", "-o", "json"]);
    assert!(json.starts_with("{\n  \"z\": 1.50,\n  \"id\": 1234") && json.ends_with("\n}\n"));
}

#[test]
fn an_empty_list_is_done() {
    let (_server, home) = saying(r#"{"data":[],"total":0}"#);
    for (format, expected) in [
        ("json", "[]\n"),
        ("jsonl", ""),
        ("csv", "id,name,count,on,made,note\n"),
        ("table", "ID  NAME  COUNT  ON  MADE\n"),
    ] {
        assert_eq!(home.prints(&["list", "items", "-o", format]), expected);
        assert_eq!(
            home.prints(&["list", "items", "-o", format, "--all"]),
            expected
        );
    }
    assert_eq!(home.prints(&["list", "items", "--no-headers"]), "");
}

#[test]
fn no_record_at_all_needs_no_request() {
    let (server, home) = made(|_| Reply::text(500, "never"));
    let none = ["list", "items", "--limit", "0", "-o"];
    assert_eq!(home.prints(&[&none[..], &["json"]].concat()), "[]\n");
    assert_eq!(
        home.prints(&[&none[..], &["csv"]].concat()),
        "id,name,count,on,made,note\n"
    );
    assert_eq!(server.ledger().len(), 0);
}

#[test]
fn where_nothing_is_described_what_comes_is_printed() {
    let server = Server::start(Leanmote::of(2));
    let home = Home::on(&server);
    let tasks = ["get", "teams", "team_1", "--relation", "tasks"];
    assert_eq!(
        home.prints(&tasks),
        "ID      TITLE\ntask_1  Task 1\ntask_2  Task 2\ntask_3  Task 3\n"
    );
    assert_eq!(
        home.prints(&[&tasks[..], &["-o", "csv", "--columns", "title,id"]].concat()),
        "title,id\nTask 1,task_1\nTask 2,task_2\nTask 3,task_3\n"
    );
    let error = home.refuses(&[&tasks[..], &["--columns", "titel"]].concat(), 2);
    assert_eq!(
        error,
        "whoswho: none of the first 3 records has a field \"titel\"; did you mean \"title\"?\n  \
         --columns takes id,title\n"
    );
}

#[test]
fn columns_are_taken_from_all_that_the_records_hold() {
    // With the kind that their values have: a number is no formula, a yes/no
    // is a word, a member of an object has its own.
    prints(
        &[
            "list",
            "items",
            "-o",
            "csv",
            "--columns",
            "id,z,empty,more,more.deep",
        ],
        "id,z,empty,more,more.deep\n\
         12345678901234567890123,1.50,[],\"{\"\"deep\"\":[1,{\"\"x\"\":null}]}\",\
         \"[1,{\"\"x\"\":null}]\"\n2,,,,\n",
    );
    prints(
        &["list", "items", "--columns", "z,name"],
        "   Z  NAME\n1.50  =1+1\n      語 Ana\n",
    );
    let (_server, home) = saying(RECORD);
    assert_eq!(
        home.prints(&["get", "items", "1", "--columns", "z,more.deep"]),
        "z          1.50\nmore.deep  [1,{\"x\":null}]\n"
    );
    // One that has a dot in its name is not one of an object.
    let (_server, home) = saying(r#"{"data":[{"id":"1","a.b":1,"a":{"b":2}}],"total":1}"#);
    assert_eq!(
        home.prints(&["list", "items", "-o", "csv", "--columns", "a.b"]),
        "a.b\n1\n"
    );
}

#[test]
fn a_column_that_no_record_has_is_refused_before_anything_is_printed() {
    let described = "--columns takes id,name,count,on,made,note; and z,more,empty, which no \
                     description names\n";
    for (name, meant) in [
        ("nme", "; did you mean \"name\"?"),
        ("emty", "; did you mean \"empty\"?"),
        ("more.deeper", ""),
        ("name.first", ""),
        ("shoe_size", ""),
    ] {
        let (server, home) = saying(&TWO.replace("RECORD", RECORD));
        for format in ["csv", "table"] {
            let list = ["list", "items", "-o", format, "--columns"];
            let error = home.refuses(&[&list[..], &[&format!("id,{name}")]].concat(), 2);
            assert_eq!(
                error,
                format!(
                    "whoswho: none of the first 2 records has a field \"{name}\"{meant}\n  \
                     {described}"
                ),
            );
        }
        assert_eq!(server.ledger().len(), 2, "one request each");
    }
    let (_server, home) = saying(RECORD);
    let error = home.refuses(&["get", "items", "1", "--columns", "shoe_size"], 2);
    assert!(
        error.starts_with("whoswho: it has no field \"shoe_size\"\n"),
        "{error}"
    );
    // What a filter lets pass does not matter: all that came is looked at.
    let (_server, home) = saying(&TWO.replace("RECORD", RECORD));
    let filtered = ["list", "items", "-o", "csv", "--filter", "ana", "--columns"];
    assert_eq!(
        home.prints(&[&filtered[..], &["id,z"]].concat()),
        "id,z\n2,\n"
    );
    home.refuses(&[&filtered[..], &["id,shoe_size"]].concat(), 2);
}

#[test]
fn without_a_record_nothing_is_said_to_be_there_or_not() {
    let (_server, home) = saying(r#"{"data":[],"total":0}"#);
    for more in [&[][..], &["--limit", "0"]] {
        let list = ["list", "items", "-o", "csv", "--columns", "id,shoe_size,z"];
        let ran = home.run(&[&list[..], more].concat());
        assert_eq!((ran.code, &*ran.out), (0, "id,shoe_size,z\n"));
        assert_eq!(
            ran.error,
            "whoswho: there is no record to tell whether any has fields \"shoe_size\", \"z\"\n"
        );
    }
    let ran = home.run(&["list", "items", "--columns", "id,name"]);
    assert_eq!((ran.code, &*ran.out, &*ran.error), (0, "ID  NAME\n", ""));
}

#[test]
fn what_has_no_effect_on_json_is_said() {
    let (_server, home) = saying(r#"{"data":[{"id":"1","extra":7}],"total":1}"#);
    let ran = home.run(&["list", "items", "-o", "jsonl", "--columns", "name"]);
    assert_eq!((ran.code, &*ran.out), (0, "{\"id\":\"1\",\"extra\":7}\n"));
    assert!(ran.error.contains("--columns"), "{}", ran.error);
}
