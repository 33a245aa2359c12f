use std::time::Duration;

use jiff::Timestamp;

use super::{Told, retry_after, told};
use crate::directory::builtin;
use crate::directory::call::Response;

/// 2024-01-03 09:00:00 UTC, in seconds since the epoch.
const NOW: i64 = 1_704_272_400;

fn response(headers: &[(&str, &str)]) -> Response {
    Response {
        status: 200,
        headers: headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        body: Vec::new(),
    }
}

fn read(headers: &[(&str, &str)]) -> Option<Told> {
    let names = builtin::description("leanmote")
        .unwrap()
        .limits
        .headers
        .unwrap();
    told(
        &names,
        &response(headers),
        Timestamp::from_second(NOW).unwrap(),
    )
}

fn three<'h>(limit: &'h str, remaining: &'h str, reset: &'h str) -> [(&'h str, &'h str); 3] {
    [
        ("x-ratelimit-limit", limit),
        ("x-ratelimit-remaining", remaining),
        ("x-ratelimit-reset", reset),
    ]
}

#[test]
fn a_reset_is_told_apart_by_its_size() {
    for (reset, seconds) in [
        ("1704272460", Some(60)),
        ("1704272460000", Some(60)),
        ("90", Some(90)),
        // Clamped.
        ("0", Some(1)),
        ("1704272399", Some(1)),
        ("1000000000", Some(1)),
        ("999999", Some(3600)),
        ("1704999999", Some(3600)),
        ("18446744073709551615", Some(3600)),
        // Neither a point in time nor a while.
        ("1000000", None),
        ("999999999", None),
    ] {
        let expected = seconds.map(|seconds| Told {
            limit: 1000,
            remaining: 950,
            resets_in: Duration::from_secs(seconds),
        });
        assert_eq!(read(&three("1000", "950", reset)), expected, "{reset}");
    }
    let in_ms = read(&three("1000", "950", "1704272401500")).unwrap();
    assert_eq!(in_ms.resets_in, Duration::from_millis(1500));
}

#[test]
fn the_server_s_own_clock_counts() {
    let mut headers = three("1000", "950", "1704272460").to_vec();
    headers.push(("date", "Wed, 03 Jan 2024 09:00:50 GMT"));
    assert_eq!(read(&headers).unwrap().resets_in, Duration::from_secs(10));
    headers[3].1 = "yesterday";
    assert_eq!(read(&headers).unwrap().resets_in, Duration::from_mins(1));
}

#[test]
fn half_truths_are_ignored() {
    for bad in [
        "",
        "-1",
        "+5",
        "1.5",
        "1e3",
        "many",
        "4294967296",
        "99999999999999999999",
        "9, 8",
    ] {
        assert_eq!(read(&three(bad, "950", "60")), None, "limit {bad}");
        assert_eq!(read(&three("1000", bad, "60")), None, "remaining {bad}");
    }
    for bad in ["", "-1", "60.5", "soon", "99999999999999999999"] {
        assert_eq!(read(&three("1000", "950", bad)), None, "reset {bad}");
    }
    for missing in 0..3 {
        let mut headers = three("1000", "950", "60").to_vec();
        headers.remove(missing);
        assert_eq!(read(&headers), None, "without {missing}");
    }
    assert_eq!(read(&[]), None);
}

#[test]
fn repeats_count_if_they_agree() {
    let mut headers = three("1000", "950, 950", "60").to_vec();
    headers.push(("x-ratelimit-limit", " 1000 "));
    assert_eq!(read(&headers).unwrap().remaining, 950);
    headers.push(("x-ratelimit-remaining", "949"));
    assert_eq!(read(&headers), None);
}

#[test]
fn retry_after_in_seconds_or_as_a_date() {
    const DATE: (&str, &str) = ("date", "Wed, 03 Jan 2024 09:00:00 GMT");
    for (headers, expected) in [
        (vec![("retry-after", "60")], Some(60)),
        (vec![("retry-after", " 0 ")], Some(0)),
        (vec![("retry-after", "60"), ("retry-after", "90")], Some(90)),
        (
            vec![("retry-after", "Wed, 03 Jan 2024 09:02:00 GMT"), DATE],
            Some(120),
        ),
        (
            vec![("retry-after", "Wed, 03 Jan 2024 08:00:00 GMT"), DATE],
            Some(0),
        ),
        // A date says nothing to a clock that may be wrong.
        (vec![("retry-after", "Wed, 03 Jan 2024 09:02:00 GMT")], None),
        (vec![("retry-after", "-5")], None),
        (
            vec![("retry-after", "18446744073709551615")],
            Some(31_536_000),
        ),
        (
            vec![("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT"), DATE],
            Some(31_536_000),
        ),
        (vec![("retry-after", "18446744073709551616")], None),
        (vec![("retry-after", "soon")], None),
        (vec![DATE], None),
    ] {
        let told = retry_after(&response(&headers));
        assert_eq!(told, expected.map(Duration::from_secs), "{headers:?}");
    }
}
