//! Mistakes that people make, and what they are told: the place, and never a value.

use super::*;

#[test]
fn mistakes_in_a_profile() {
    let plain_token = "a token is never written into this file; say where it is, as in \
                       { env = \"NAME\" }, { file = \"PATH\" }, \
                       { command = [\"PROGRAM\", \"ARGUMENT\"] } or { keyring = true }";
    let in_the_clear = "http:// is for this machine only: a token is sent over https://";
    let whole = "an address is whole, beginning with https://";
    let number = "a whole number from 0 to 4294967295";
    let time = "a number with m, h, d or w behind it, as in \"12h\" or \"1d\"; \"0\" keeps nothing";
    for (line, expected) in [
        // Keys.
        ("colour = \"red\"", "3:1: profiles.x.colour: unknown key; did you mean \"color\"?".to_owned()),
        ("read-only = true", "3:1: profiles.x.read-only: unknown key; did you mean \"read_only\"?".to_owned()),
        ("Token.env = \"A\"", "3:1: profiles.x.Token: unknown key; did you mean \"token\"?".to_owned()),
        ("\"a\\u001b[31m b\" = 1", "3:1: profiles.x.\"a\\e[31m b\": unknown key; there are \"directory\", \"url\", \"token\", \"params\", \"color\", \"read_only\", \"guard\", \"proxy\", \"ca_file\", \"limits\", \"keep\"".to_owned()),
        ("theme = \"dark\"", "3:1: profiles.x.theme: belongs at the top of the file, before the first [table]".to_owned()),
        // Kinds.
        ("guard = \"yes\"", "3:9: profiles.x.guard: must be true or false, and is text".to_owned()),
        ("color = 3", "3:9: profiles.x.color: must be text in quotes, and is a number".to_owned()),
        ("ca_file = \"\"", "3:11: profiles.x.ca_file: must not be empty".to_owned()),
        ("params = \"acc_1\"", "3:10: profiles.x.params: must be a table, and is text".to_owned()),
        ("params = { account_id = 7 }", "3:25: profiles.x.params.account_id: must be text in quotes, and is a number".to_owned()),
        // Addresses.
        ("url = \"a.example\"", format!("3:7: profiles.x.url: {whole}")),
        ("url = \"a.example:443/x\"", format!("3:7: profiles.x.url: {whole}")),
        ("url = \"https://\"", "3:7: profiles.x.url: not an address: empty host".to_owned()),
        ("url = \"ftp://a.example\"", "3:7: profiles.x.url: an address begins with https://".to_owned()),
        ("url = \"http://a.example\"", format!("3:7: profiles.x.url: {in_the_clear}")),
        ("url = \"http://128.0.0.1\"", format!("3:7: profiles.x.url: {in_the_clear}")),
        ("url = \"http://localhost.evil.example\"", format!("3:7: profiles.x.url: {in_the_clear}")),
        ("url = \"http://[::2]\"", format!("3:7: profiles.x.url: {in_the_clear}")),
        ("url = \"https://ana:hunter2@a.example\"", "3:7: profiles.x.url: an address holds no user or password".to_owned()),
        ("url = \"https://hunter2@a.example\"", "3:7: profiles.x.url: an address holds no user or password".to_owned()),
        ("url = \"https://a.example/?key=hunter2\"", "3:7: profiles.x.url: an address ends before any \"?\" or \"#\"".to_owned()),
        ("proxy = \"proxy:3128\"", "3:9: profiles.x.proxy: an address is whole, beginning with http:// or https://".to_owned()),
        ("proxy = \"socks5://proxy:1080\"", "3:9: profiles.x.proxy: a proxy's address begins with http:// or https://".to_owned()),
        ("proxy = \"http://ana:hunter2@proxy\"", "3:9: profiles.x.proxy: an address holds no user or password".to_owned()),
        ("url = \"http://localhost:8080\"\nproxy = \"http://proxy:3128\"", "4:9: profiles.x.proxy: an http:// address is this machine's, and no proxy is to read its token".to_owned()),
        ("url = \"http://127.0.0.1:8080\"\nproxy = \"http://127.0.0.1:3128\"", "4:9: profiles.x.proxy: an http:// address is this machine's, and no proxy is to read its token".to_owned()),
        // Tokens.
        ("token = \"hunter2\"", format!("3:9: profiles.x.token: {plain_token}")),
        ("token = [\"hunter2\"]", format!("3:9: profiles.x.token: {plain_token}")),
        ("token = 7", format!("3:9: profiles.x.token: {plain_token}")),
        ("api_key = \"hunter2\"", "3:1: profiles.x.api_key: unknown key; a token is never written into this file: say where it is, as in token = { env = \"NAME\" }".to_owned()),
        ("Password = \"hunter2\"", "3:1: profiles.x.Password: unknown key; a token is never written into this file: say where it is, as in token = { env = \"NAME\" }".to_owned()),
        ("token = { Env = \"A\" }", "3:11: profiles.x.token: unknown key in it; did you mean \"env\"?".to_owned()),
        ("token = { command = [\"a\"], interactiv = true }", "3:28: profiles.x.token: unknown key in it; did you mean \"interactive\"?".to_owned()),
        ("token = {}", "3:9: profiles.x.token: must name a source: env, file, command or keyring".to_owned()),
        ("token = { env = \"$A\" }", "3:17: profiles.x.token.env: must be a variable's name, without $: letters, digits and _".to_owned()),
        ("token = { env = \"hunter2-x\" }", "3:17: profiles.x.token.env: must be a variable's name, without $: letters, digits and _".to_owned()),
        ("token = { env = \"lm_0123456789abcdef0123\" }", "3:17: profiles.x.token.env: looks like a token; must be the name of the variable that holds it".to_owned()),
        ("token = { env = \"A\", file = \"b\" }", "3:22: profiles.x.token: must name one source only".to_owned()),
        ("token = { command = \"pass show leadr\" }", "3:21: profiles.x.token.command: must be a list of the program and its arguments, as in [\"pass\", \"show\", \"leadr\"] (there is no shell), and is text".to_owned()),
        ("token = { command = [] }", "3:21: profiles.x.token.command: must begin with the program to run".to_owned()),
        ("token = { command = [\"\"] }", "3:21: profiles.x.token.command: must begin with the program to run".to_owned()),
        ("token = { command = [\"a\", 1] }", "3:27: profiles.x.token.command: must be text in quotes throughout, and is a number".to_owned()),
        ("token = { keyring = false }", "3:21: profiles.x.token.keyring: must be true, or another source named instead".to_owned()),
        ("token = { env = \"A\", interactive = true }", "3:22: profiles.x.token.interactive: goes with command only".to_owned()),
        // Colours and limits.
        ("color = \"rde\"", "3:9: profiles.x.color: no such colour; did you mean \"red\"?".to_owned()),
        ("color = \"#c024\"", "3:9: profiles.x.color: a colour by number has six digits, as in \"#c0243a\"".to_owned()),
        ("color = \"#c0243ä\"", "3:9: profiles.x.color: a colour by number has six digits, as in \"#c0243a\"".to_owned()),
        ("keep = \"1y\"", format!("3:8: profiles.x.keep: must be {time}")),
        ("keep = \"53w\"", "3:8: profiles.x.keep: must be at most \"52w\"".to_owned()),
        ("keep = 1", "3:8: profiles.x.keep: must be text in quotes, and is a number".to_owned()),
        ("limits = { hours = 5 }", "3:12: profiles.x.limits.hours: unknown key; did you mean \"hour\"?".to_owned()),
        ("limits = { hour = -1 }", format!("3:19: profiles.x.limits.hour: must be {number}")),
        ("limits = { hour = 1.5 }", format!("3:19: profiles.x.limits.hour: must be {number}, and is a number with a fraction")),
        ("limits = { hour = 4294967296 }", format!("3:19: profiles.x.limits.hour: must be {number}")),
        ("limits = { minute = \"100\" }", format!("3:21: profiles.x.limits.minute: must be {number}, and is text")),
    ] {
        assert_eq!(problems_of(&with(line)), [format!("c.toml:{expected}")], "{line}");
    }
}

#[test]
fn mistakes_elsewhere() {
    for (text, expected) in [
        (
            "them = \"dark\"",
            "1:1: them: unknown key; did you mean \"theme\"?",
        ),
        (
            "color = \"red\"",
            "1:1: color: belongs to one profile: put it under [profiles.NAME]",
        ),
        (
            "clipboard = \"osc-52\"",
            "1:13: clipboard: no such choice; did you mean \"osc52\"?",
        ),
        (
            "borders = \"round\"",
            "1:11: borders: no such choice; there are \"unicode\", \"ascii\"",
        ),
        (
            "mouse = 1",
            "1:9: mouse: must be true or false, and is a number",
        ),
        (
            "theme = 1979-05-27",
            "1:9: theme: must be text in quotes, and is a date or time",
        ),
        (
            "profiles = []",
            "1:1: profiles: each profile is a table with its name, [profiles.NAME]",
        ),
        (
            "[profile.x]\ndirectory = \"leadr\"",
            "1:2: profile: unknown key; did you mean \"profiles\"?",
        ),
        (
            "profiles.x = \"leadr\"",
            "1:14: profiles.x: must be a table, and is text",
        ),
        (
            "[profiles.x]",
            "1:11: profiles.x: directory is missing: the name of a description, as in directory = \"leanmote\"",
        ),
        (
            "[profiles.\"\"]\ndirectory = \"leadr\"",
            "1:11: profiles.\"\": a profile's name must have letters and no control characters",
        ),
        (
            "default_profile = \"peeple\"\n[profiles.people]\ndirectory = \"leadr\"",
            "1:19: default_profile: no such profile; did you mean \"people\"?",
        ),
        (
            "default_profile = \"x\"",
            "1:19: default_profile: no such profile; there are none",
        ),
        (
            "default_profile = \"support\"\n[profiles.a]\ndirectory = \"leadr\"",
            "1:19: default_profile: no such profile; there are \"a\"",
        ),
        (
            "default_profile = \"a\"\n[profiles.a]\nguard = true",
            "2:11: profiles.a: directory is missing: the name of a description, as in directory = \"leanmote\"",
        ),
        (
            "[profiles]\ndirectory = \"leadr\"",
            "2:1: profiles.directory: belongs to one profile, which has a name: put it under [profiles.NAME]",
        ),
        (
            "[[profiles]]\nname = \"x\"\ndirectory = \"leadr\"",
            "1:3: profiles: each profile is a table with its name, [profiles.NAME]",
        ),
        (
            "\u{feff}them = 1",
            "1:1: them: unknown key; did you mean \"theme\"?",
        ),
    ] {
        assert_eq!(problems_of(text), [format!("c.toml:{expected}")], "{text}");
    }
}

#[test]
fn what_is_not_toml_is_said_by_position_without_the_line() {
    for (text, expected) in [
        (
            "[profiles.x]\ntoken = hunter2",
            "2:9: not TOML: text stands between straight quotes, as in \"dark\"; only numbers, true and false do not",
        ),
        (
            "[profiles.x]\ntoken = \"hunter2",
            "2:17: not TOML: a text ends on its line, with the quote that it began with",
        ),
        (
            "[profiles.x]\ndirectory = \"a\"\ndirectory = \"b\"",
            "3:1: not TOML: the same key stands further up",
        ),
        (
            "theme: \"dark\"",
            "1:8: not TOML: a key and its value have = between them, as in theme = \"dark\"",
        ),
        (
            "theme = “dark”",
            "1:9: not TOML: text stands between straight quotes, as in \"dark\"; only numbers, true and false do not",
        ),
        (
            "mouse = True",
            "1:9: not TOML: true and false are written in small letters",
        ),
        (
            "theme = tokyo-night",
            "1:9: not TOML: text stands between straight quotes, as in \"dark\"; only numbers, true and false do not",
        ),
        (
            "theme = nord",
            "1:9: not TOML: text stands between straight quotes, as in \"dark\"; only numbers, true and false do not",
        ),
        (
            "mouse = false;",
            "1:9: not TOML: behind a value comes a new line, or a comment that begins with #",
        ),
        (
            "theme = \"dark\", mouse = false",
            "1:15: not TOML: behind a value comes a new line, or a comment that begins with #",
        ),
        (
            "a = { b: 1 }",
            "1:10: not TOML: a key and its value have = between them, as in theme = \"dark\"",
        ),
        (
            "a = { b = 1",
            "1:12: not TOML: what begins with { ends with }",
        ),
        (
            "a = [1,",
            "1:8: not TOML: a list that begins with [ ends with ]",
        ),
        (
            "a = \"C:\\Users\"",
            "1:10: not TOML: in \"…\" each \\ is written as \\\\, and in '…' it stands for itself",
        ),
        (
            "[profiles.my team]",
            "1:13: not TOML: the name of a table ends with ]; one with blanks in it stands in quotes",
        ),
        (
            "[profiles.x\ndirectory = \"a\"",
            "1:12: not TOML: the name of a table ends with ]; one with blanks in it stands in quotes",
        ),
    ] {
        assert_eq!(problems_of(text), [format!("c.toml:{expected}")], "{text}");
    }
}

#[test]
fn mistakes_in_keys() {
    for (text, expected) in [
        ("keys = 1", "1:8: keys: must be a table, and is a number"),
        (
            "[keys]\n\"ctrl-n\" = \"down\"",
            "2:1: keys.ctrl-n: a key is bound in a mode: put it under [keys.everywhere], [keys.listing] or another",
        ),
        (
            "[keys.list]\n\"ctrl-n\" = \"down\"",
            "1:7: keys.list: no such mode; there are \"everywhere\", \"listing\", \"detail\", \"form\", \"review\", \"menu\", \"input\"",
        ),
        (
            "[keys.listings]\nx = \"down\"",
            "1:7: keys.listings: no such mode; did you mean \"listing\"?",
        ),
        (
            "[keys.listing]\n\"ctrl-n\" = [\"down\"]",
            "2:12: keys.listing.ctrl-n: must be text in quotes, and is a list",
        ),
        (
            "[keys.listing]\n\"ctrl-n\" = \"dwon\"",
            "2:12: keys.listing.ctrl-n: no action is called \"dwon\"; did you mean \"down\"?",
        ),
        (
            "[keys.listing]\n\"ctrl-i\" = \"down\"",
            "2:1: keys.listing.ctrl-i: a terminal cannot tell ctrl-i from tab; bind \"tab\"",
        ),
        (
            "[keys.listing]\n\"entr\" = \"down\"",
            "2:1: keys.listing.entr: no key is called \"entr\"; did you mean \"enter\"?",
        ),
        (
            "[keys.input]\n\"j\" = \"down\"",
            "2:1: keys.input.j: j is typed as text in input; bind a key that types nothing, such as \"ctrl-n\" or \"f2\"",
        ),
        (
            "[keys.listing]\n\"z\" = \"up\"\n\"z z\" = \"down\"",
            "3:1: keys.listing.\"z z\": z z and z cannot both be bound in this mode: one is the beginning of the other",
        ),
    ] {
        assert_eq!(problems_of(text), [format!("c.toml:{expected}")], "{text}");
    }
}

#[test]
fn columns_are_counted_in_characters() {
    assert_eq!(
        problems_of("# Grüße\n\"schlüssel\" = 1 # 日本\r\n  mous = true"),
        [
            "c.toml:2:1: \"schlüssel\": unknown key; there are \"default_profile\", \"theme\", \"read_only\", \"mouse\", \"resume\", \"accessible\", \"clipboard\", \"borders\", \"profiles\", \"keys\"",
            "c.toml:3:3: mous: unknown key; did you mean \"mouse\"?",
        ]
    );
    assert_eq!(
        problems_of("profiles = { \"日本\" = 1 }"),
        ["c.toml:1:21: profiles.\"日本\": must be a table, and is a number"]
    );
}

#[test]
fn all_mistakes_are_told_at_once_in_the_order_of_the_text() {
    let text = "mouse = 0\n[profiles.a]\nurl = \"http://a.example\"\ntoken = \"hunter2\"\n\
                [profiles.b]\ndirectory = \"leadr\"\nguard = 1\n";
    let places: Vec<_> = Config::parse(text, "c.toml")
        .unwrap_err()
        .iter()
        .map(|problem| (problem.line, problem.column))
        .collect();
    assert_eq!(places, [(1, 9), (2, 11), (3, 7), (4, 9), (7, 9)]);
}

#[test]
fn no_problem_repeats_a_value() {
    let canary = "sk_canary_1f9e";
    for line in [
        "token = \"C\"",
        "token = 'C",
        "token = C",
        "token = { C }",
        "token = { C = 1 }",
        "token = { \"C\" = \"C\" }",
        "token = { env = \"C-\" }",
        "token = { env = \"C\", env = \"C\" }",
        "token = { env = [\"C\"] }",
        "token = { file = { C = 1 } }",
        "token = { command = \"C\" }",
        "token = { command = [[\"C\"]] }",
        "token = { keyring = \"C\" }",
        "token = { env = \"A\", file = \"C\" }",
        "token.C = 1",
        "token = \"\"\"\nC\n",
        "token = \"C\" C",
        "url = \"https://C@a.example\"",
        "url = \"https://a:C@a.example\"",
        "url = \"http://a.example/C\"",
        "url = \"C://a.example\"",
        "url = \"https://C:x/\"",
        "proxy = \"http://a:C@proxy\"",
        "color = \"C\"",
        "limits = { hour = \"C\" }",
        "params = { account_id = [\"C\"] }",
        "guard = \"C\"",
        "directory = \"C\"",
        "api_key = \"C\"",
        "password = C",
    ] {
        let text = with(&line.replace('C', canary));
        for problem in problems_of(&text) {
            assert!(!problem.contains(canary), "{line}: {problem}");
        }
    }
}
