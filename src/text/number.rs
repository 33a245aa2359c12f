//! How numbers are written for people.

/// A number with its thousands set apart: `12,480`.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number and what is counted: `1 match`, `3 matches`.
#[must_use]
pub fn counted(number: u64, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        grouped(number),
        if number == 1 { one } else { many }
    )
}

#[cfg(test)]
mod tests {
    use super::{counted, grouped};

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(
            [0, 999, 1_000, 12_480, 1_000_000].map(grouped),
            ["0", "999", "1,000", "12,480", "1,000,000"]
        );
    }

    #[test]
    fn one_is_one() {
        assert_eq!(counted(0, "page", "pages"), "0 pages");
        assert_eq!(counted(1, "page", "pages"), "1 page");
        assert_eq!(counted(1_200, "page", "pages"), "1,200 pages");
    }
}
