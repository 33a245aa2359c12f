//! A call as the request that a description makes of it.
//!
//! Whatever an id, a search or a cursor holds, it stays where it belongs: an
//! id is one segment of the path, a value is one parameter's. A call that the
//! description has no words for is refused here, before anything is sent.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

use super::call::{Call, Input, ListOf, Method, Params, RecordOf, Request};
use super::description::{Description, Kind, List, Operation, Relation, Resource, WriteMethod};
use super::record::RecordId;
use crate::text::suggestion;

mod error;
mod parameters;

pub use error::EncodeError;
use parameters::parameters;

/// What may stand in a path segment as it is: RFC 3986's unreserved
/// characters.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The request that a call is.
///
/// `base` is the profile's address; its path stands before the described one.
/// The token is a slot in the headers, a password one in the body. `net` adds
/// the headers that any JSON request has.
///
/// # Errors
/// The description has no words for the call, or an id would not stay a
/// segment of the path.
pub fn encode(
    description: &Description,
    base: &Url,
    params: &Params,
    call: &Call,
) -> Result<Request, EncodeError> {
    let (method, url, body) = match call {
        Call::List {
            of,
            at,
            sort,
            query,
        } => {
            let (list, id) = find_list(description, of)?;
            let mut url = address(base, &list.path, id, None)?;
            let parameters = parameters(description, list, params, at, sort.as_ref(), query)?;
            url.set_query(parameters.as_deref());
            (Method::Get, url, None)
        }
        Call::Get { of } => (Method::Get, record_address(description, base, of)?, None),
        Call::Create { resource, fields } => {
            let resource = find_resource(description, resource.as_str())?;
            let create = resource
                .create
                .as_ref()
                .ok_or_else(|| not_offered(call, resource))?;
            let known: Vec<&str> = create.fields.iter().map(|f| f.name.as_str()).collect();
            let body = body(fields, &known, |name| {
                let field = create.fields.iter().find(|f| f.name == name)?;
                let described = resource.field(name);
                Some(
                    field
                        .kind
                        .or_else(|| Some(described?.kind))
                        .unwrap_or_default(),
                )
            })?;
            let url = address(base, &create.path, None, None)?;
            (create.method.into(), url, Some(body))
        }
        Call::Update { record, fields } => {
            let resource = find_resource(description, record.resource.as_str())?;
            let update = resource
                .update
                .as_ref()
                .ok_or_else(|| not_offered(call, resource))?;
            let editable = resource.fields.iter().filter(|f| f.editable);
            let known: Vec<&str> = editable.map(|f| f.name.as_str()).collect();
            let body = body(fields, &known, |name| resource.field(name).map(|f| f.kind))?;
            let url = address(base, &update.path, Some(&record.id), None)?;
            (update.method.into(), url, Some(body))
        }
        Call::Remove { record } => {
            let resource = find_resource(description, record.resource.as_str())?;
            let remove = resource
                .remove
                .as_ref()
                .ok_or_else(|| not_offered(call, resource))?;
            let body = remove
                .flag
                .clone()
                .map(|flag| vec![(flag, Input::YesNo(true))]);
            let url = address(base, &remove.path, Some(&record.id), None)?;
            (remove.method.into(), url, body)
        }
    };
    Ok(Request {
        method,
        url,
        auth: description.auth.clone(),
        body,
    })
}

fn find_resource<'d>(
    description: &'d Description,
    name: &str,
) -> Result<&'d Resource, EncodeError> {
    description.resource(name).ok_or_else(|| {
        let names: Vec<&str> = description
            .resources
            .iter()
            .map(|r| r.name.as_str())
            .collect();
        EncodeError::UnknownResource {
            name: name.to_owned(),
            suggestion: suggestion(name, &names),
        }
    })
}

fn find_relation<'d>(resource: &'d Resource, name: &str) -> Result<&'d Relation, EncodeError> {
    resource.relation(name).ok_or_else(|| {
        let names: Vec<&str> = resource.relations.iter().map(|r| r.name.as_str()).collect();
        EncodeError::UnknownRelation {
            name: name.to_owned(),
            resource: resource.title.clone(),
            suggestion: suggestion(name, &names),
        }
    })
}

fn find_list<'d, 'c>(
    description: &'d Description,
    of: &'c ListOf,
) -> Result<(&'d List, Option<&'c RecordId>), EncodeError> {
    match of {
        ListOf::Resource(name) => {
            let resource = find_resource(description, name.as_str())?;
            let list = resource.list.as_ref();
            let list = list.ok_or_else(|| EncodeError::NotOffered {
                operation: Operation::List,
                what: resource.title.clone(),
            })?;
            Ok((list, None))
        }
        ListOf::Relation { parent, relation } => {
            let resource = find_resource(description, parent.resource.as_str())?;
            let relation = find_relation(resource, relation.as_str())?;
            Ok((&relation.list, Some(&parent.id)))
        }
    }
}

fn record_address(
    description: &Description,
    base: &Url,
    of: &RecordOf,
) -> Result<Url, EncodeError> {
    let not_read = |what: &str| EncodeError::NotOffered {
        operation: Operation::Get,
        what: what.to_owned(),
    };
    match of {
        RecordOf::Resource(record) => {
            let resource = find_resource(description, record.resource.as_str())?;
            let get = resource.get.as_ref();
            let get = get.ok_or_else(|| not_read(&resource.title))?;
            address(base, &get.path, Some(&record.id), None)
        }
        RecordOf::Item {
            parent,
            relation,
            item,
        } => {
            let resource = find_resource(description, parent.resource.as_str())?;
            let relation = find_relation(resource, relation.as_str())?;
            let described = relation.item.as_ref();
            let described = described.ok_or_else(|| not_read(&relation.title))?;
            address(base, &described.get.path, Some(&parent.id), Some(item))
        }
    }
}

fn not_offered(call: &Call, resource: &Resource) -> EncodeError {
    EncodeError::NotOffered {
        operation: call.operation(),
        what: resource.title.clone(),
    }
}

/// The base with a described path after its own, placeholders filled in.
fn address(
    base: &Url,
    path: &str,
    id: Option<&RecordId>,
    item: Option<&RecordId>,
) -> Result<Url, EncodeError> {
    let mut whole = base.path().trim_end_matches('/').to_owned();
    let mut rest = path;
    // Filled in one walk: an id that holds "{item}" is an id.
    while let Some((before, after)) = rest.split_once('{') {
        whole.push_str(before);
        let (placeholder, after) = after.split_once('}').unwrap_or((after, ""));
        let value = if placeholder == "item" { item } else { id };
        let value = value.map_or("", RecordId::raw);
        if value.is_empty() {
            return Err(EncodeError::NotAnId);
        }
        whole.extend(utf8_percent_encode(value, SEGMENT));
        rest = after;
    }
    whole.push_str(rest);

    let mut url = base.clone();
    url.set_query(None);
    url.set_fragment(None);
    url.set_path(&whole);
    // Dots cannot be escaped: "%2e%2e" is ".." to every parser of addresses.
    // What it made of the path must be what was meant.
    if url.path() == whole {
        Ok(url)
    } else {
        Err(EncodeError::NotAnId)
    }
}

/// The body that a write's fields make: those given and no others.
fn body(
    fields: &[(String, Input)],
    known: &[&str],
    kind_of: impl Fn(&str) -> Option<Kind>,
) -> Result<Vec<(String, Input)>, EncodeError> {
    if fields.is_empty() {
        return Err(EncodeError::NoFields);
    }
    for (name, value) in fields {
        let kind = kind_of(name).filter(|_| known.contains(&name.as_str()));
        let kind = kind.ok_or_else(|| EncodeError::UnknownField {
            name: name.clone(),
            suggestion: suggestion(name, known),
        })?;
        let fits = match value {
            Input::YesNo(_) => kind == Kind::YesNo,
            Input::Secret(_) => kind == Kind::Password,
            Input::Text(_) => kind != Kind::YesNo && !kind.is_hidden(),
        };
        if !fits {
            return Err(EncodeError::WrongKind { name: name.clone() });
        }
    }
    Ok(fields.to_vec())
}

impl From<WriteMethod> for Method {
    fn from(method: WriteMethod) -> Self {
        match method {
            WriteMethod::Post => Self::Post,
            WriteMethod::Put => Self::Put,
            WriteMethod::Patch => Self::Patch,
            WriteMethod::Delete => Self::Delete,
        }
    }
}

#[cfg(test)]
mod tests;
