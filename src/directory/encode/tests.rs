//! Calls as requests, by the built-in descriptions.

mod documented;
mod refusing;

use proptest::prelude::*;
use url::Url;

use super::{EncodeError, encode};
use crate::directory::builtin;
use crate::directory::call::{
    At, Call, Input, ListOf, Method, Opaque, Params, Query, RecordOf, RecordRef, RelationName,
    Request, ResourceName, Secret,
};
use crate::directory::check;
use crate::directory::description::{Auth, Description, Operation, Order, Sort};
use crate::directory::record::RecordId;

fn description(name: &str) -> Description {
    builtin::description(name).unwrap()
}

fn base(directory: &str) -> Url {
    let text = match directory {
        "leanmote" => "https://api.leanmote.com/v1",
        "leadr" => "https://leadr.example.com",
        _ => "https://acme.peoplelens.example.com",
    };
    Url::parse(text).unwrap()
}

fn record(resource: &str, id: &str) -> RecordRef {
    RecordRef {
        resource: ResourceName::new(resource),
        id: RecordId::new(id),
    }
}

fn list_of(of: ListOf) -> Call {
    Call::List {
        of,
        at: At::Start,
        sort: None,
        query: Query::default(),
    }
}

fn list(resource: &str) -> Call {
    list_of(ListOf::Resource(ResourceName::new(resource)))
}

fn relation(resource: &str, id: &str, relation: &str) -> Call {
    list_of(ListOf::Relation {
        parent: record(resource, id),
        relation: RelationName::new(relation),
    })
}

fn get(resource: &str, id: &str) -> Call {
    Call::Get {
        of: RecordOf::Resource(record(resource, id)),
    }
}

fn item(resource: &str, id: &str, relation: &str, item: &str) -> Call {
    Call::Get {
        of: RecordOf::Item {
            parent: record(resource, id),
            relation: RelationName::new(relation),
            item: RecordId::new(item),
        },
    }
}

fn create(resource: &str, fields: Vec<(String, Input)>) -> Call {
    Call::Create {
        resource: ResourceName::new(resource),
        fields,
    }
}

fn update(id: &str, fields: Vec<(String, Input)>) -> Call {
    Call::Update {
        record: record("users", id),
        fields,
    }
}

fn text(name: &str, value: &str) -> (String, Input) {
    (name.to_owned(), Input::Text(value.to_owned()))
}

fn yes_no(name: &str, value: bool) -> (String, Input) {
    (name.to_owned(), Input::YesNo(value))
}

fn asked(directory: &str, call: &Call) -> Result<Request, EncodeError> {
    encode(
        &description(directory),
        &base(directory),
        &Params::new(),
        call,
    )
}

/// Method, path and query of a request that holds nothing else but the token.
fn line(directory: &str, call: &Call) -> String {
    let request = asked(directory, call).unwrap();
    let (header, prefix) = match directory {
        "leadr" => ("leadr-api-key", ""),
        _ => ("authorization", "Bearer "),
    };
    let auth = Auth {
        header: header.to_owned(),
        prefix: prefix.to_owned(),
    };
    assert_eq!(request.auth, auth);
    let query = request.url.query().map(|q| format!("?{q}"));
    let path = request.url.path();
    assert_eq!(request.url.origin(), base(directory).origin());
    format!(
        "{} {path}{}",
        request.method.as_str(),
        query.unwrap_or_default()
    )
}

fn at(mut call: Call, page: At) -> Call {
    if let Call::List { at, .. } = &mut call {
        *at = page;
    }
    call
}

fn sorted(mut call: Call, field: &str, order: Order) -> Call {
    if let Call::List { sort, .. } = &mut call {
        let field = field.to_owned();
        *sort = Some(Sort { field, order });
    }
    call
}

fn narrowed(mut call: Call, search: Option<&str>, params: &[(&str, &str)]) -> Call {
    if let Call::List { query, .. } = &mut call {
        query.search = search.map(str::to_owned);
        let owned = params
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        query.params = owned.collect();
    }
    call
}
