//! Any answer to any call of the built-in directories: it is read or refused,
//! and what it shows is safe.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use whoswho::app::change::error_words;
use whoswho::directory::builtin;
use whoswho::directory::call::{
    At, Call, ListOf, Query, RecordOf, RecordRef, Reply, ResourceName, Response,
};
use whoswho::directory::decode::decode;
use whoswho::directory::description::Description;
use whoswho::directory::record::{Record, RecordId};
use whoswho::directory::shape::Shape;
use whoswho::export::{self, Format, Header};

const STATUSES: [u16; 12] = [200, 201, 204, 302, 400, 401, 403, 404, 409, 422, 429, 503];

static DIRECTORIES: OnceLock<Vec<Description>> = OnceLock::new();

fn directories() -> &'static [Description] {
    DIRECTORIES.get_or_init(|| builtin::names().filter_map(builtin::description).collect())
}

fn call(kind: u8, resource: &ResourceName) -> Call {
    let record = RecordRef {
        resource: resource.clone(),
        id: RecordId::new("1"),
    };
    match kind % 5 {
        0 => Call::List {
            of: ListOf::Resource(resource.clone()),
            at: At::Start,
            sort: None,
            query: Query::default(),
        },
        1 => Call::List {
            of: ListOf::Resource(resource.clone()),
            at: At::Page(3),
            sort: None,
            query: Query::default(),
        },
        2 => Call::Get {
            of: RecordOf::Resource(record),
        },
        3 => Call::Create {
            resource: resource.clone(),
            fields: Vec::new(),
        },
        _ => Call::Remove { record },
    }
}

fn is_safe(text: &str) -> bool {
    !text.contains(|c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}')
    })
}

fn look_at(shape: &Shape<'_>, record: &Record) {
    let value = record.value();
    assert!(is_safe(&shape.called(&value).shown()));
    let fields: Vec<_> = shape.fields.iter().collect();
    for format in [
        Format::Text,
        Format::Csv,
        Format::Tsv,
        Format::Markdown,
        Format::Json,
    ] {
        let text = export::records(format, &fields, std::slice::from_ref(record), Header::First);
        assert!(is_safe(&text), "{text:?}");
    }
}

fuzz_target!(|data: (u8, u8, u8, &[u8])| {
    let (which, kind, status, body) = data;
    let directories = directories();
    let description = &directories[usize::from(which) % directories.len()];
    let resources = &description.resources;
    let resource = &resources[usize::from(which) / directories.len() % resources.len()];
    let call = call(kind, &ResourceName::new(&resource.name));
    let response = Response {
        status: STATUSES[usize::from(status) % STATUSES.len()],
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.to_vec(),
    };
    let shape = Shape::of_resource(resource);
    match decode(description, &call, &response) {
        Ok(Reply::Page(page)) => page
            .records
            .iter()
            .for_each(|record| look_at(&shape, record)),
        Ok(Reply::Record(record) | Reply::Written(Some(record))) => look_at(&shape, &record),
        Ok(Reply::Written(None)) => {}
        Err(error) => assert!(is_safe(&error_words(&error))),
    }
});
