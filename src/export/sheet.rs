//! Records for spreadsheets: CSV and TSV.
//!
//! Their header is the fields' names, which are those of `--sort` and
//! `--columns`, and a yes/no is `true` or `false`: what a program reads back.

use serde_json::Value;

use super::Header;
use crate::directory::description::Field;
use crate::directory::value::FieldValue;
use crate::text::Untrusted;

pub(super) fn csv(fields: &[&Field], records: &[Value], header: Header) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    for row in rows(fields, records, header) {
        #[expect(clippy::expect_used, reason = "writing to memory does not fail")]
        writer.write_record(&row).expect("a Vec takes all bytes");
    }
    #[expect(clippy::expect_used, reason = "writing to memory does not fail")]
    let bytes = writer.into_inner().expect("a Vec takes all bytes");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Nothing is quoted: a shown value holds no tab and no newline.
pub(super) fn tsv(fields: &[&Field], records: &[Value], header: Header) -> String {
    rows(fields, records, header)
        .map(|row| row.join("\t") + "\n")
        .collect()
}

fn rows(fields: &[&Field], records: &[Value], header: Header) -> impl Iterator<Item = Vec<String>> {
    let names = || {
        fields
            .iter()
            .map(|f| cell(&Untrusted::from(f.name.as_str())))
    };
    let first = (header == Header::First).then(|| names().collect());
    let rest = records.iter().map(|record| {
        let value = |field: &&Field| match FieldValue::read(field, record) {
            FieldValue::YesNo { yes, .. } => yes.to_string(),
            value => cell(&value.text()),
        };
        fields.iter().map(value).collect()
    });
    first.into_iter().chain(rest)
}

/// A value as a cell that a spreadsheet does not take for a formula.
fn cell(value: &Untrusted<'_>) -> String {
    let raw = value.raw();
    let is_formula = raw.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && !is_number(raw);
    let shown = value.shown();
    if is_formula {
        format!("'{shown}")
    } else {
        shown.to_string()
    }
}

/// Whether a text is a plain number: a sign, digits, a fraction, an exponent.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    is_digits(whole)
        && fraction.is_none_or(is_digits)
        && exponent.is_none_or(|text| is_digits(text.strip_prefix(['+', '-']).unwrap_or(text)))
}
