//! The query string of a list: what narrows it, its order, its page.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, utf8_percent_encode};

use super::{EncodeError, SEGMENT};
use crate::directory::call::{At, Params, Query};
use crate::directory::description::{Description, List, Order, Paging, Sort, Sorting};
use crate::text::suggestion;

/// What may stand in a parameter's value as it is. `:`, `,` and `@` mean
/// nothing there and keep sorts and emails readable in the request log.
const PARAMETER: &AsciiSet = &SEGMENT.remove(b':').remove(b',').remove(b'@');

/// A list's query string; none where it has no parameter.
pub(super) fn parameters(
    description: &Description,
    list: &List,
    params: &Params,
    at: &At,
    sort: Option<&Sort>,
    query: &Query,
) -> Result<Option<String>, EncodeError> {
    let mut ours: Vec<(&str, String)> = Vec::new();
    if let Some(text) = &query.search {
        let search = list.search.as_ref().ok_or(EncodeError::Unsearchable)?;
        ours.push((&search.param, text.clone()));
    }
    if let Some(sort) = sort {
        order(description, list, sort, &mut ours)?;
    }
    let paging = list.paging.as_ref().unwrap_or(&description.paging);
    place(paging, at, &mut ours)?;

    if let Some((name, _)) = query
        .params
        .iter()
        .find(|(name, _)| ours.iter().any(|(own, _)| own == name))
    {
        return Err(EncodeError::ParameterTaken { name: name.clone() });
    }
    let profile = list
        .params
        .iter()
        .filter(|name| !query.params.iter().any(|(given, _)| given == *name))
        .filter_map(|name| Some((name.as_str(), params.get(name)?.as_str())));
    let given = query.params.iter().map(|(n, v)| (n.as_str(), v.as_str()));
    let own = ours.iter().map(|(name, value)| (*name, value.as_str()));

    let mut text = String::new();
    for (name, value) in profile.chain(given).chain(own) {
        let separator = if text.is_empty() { "" } else { "&" };
        let name = utf8_percent_encode(name, PARAMETER);
        let value = utf8_percent_encode(value, PARAMETER);
        // Writing to a String cannot fail.
        let _ = write!(text, "{separator}{name}={value}");
    }
    Ok((!text.is_empty()).then_some(text))
}

/// The parameters that ask for an order.
fn order<'d>(
    description: &'d Description,
    list: &'d List,
    sort: &Sort,
    into: &mut Vec<(&'d str, String)>,
) -> Result<(), EncodeError> {
    let unsortable = || EncodeError::Unsortable {
        field: sort.field.clone(),
        suggestion: {
            let fields: Vec<&str> = list.sort.iter().map(String::as_str).collect();
            suggestion(&sort.field, &fields)
        },
    };
    if !list.sort.contains(&sort.field) {
        return Err(unsortable());
    }
    match description.sorting.as_ref().ok_or_else(unsortable)? {
        Sorting::FieldAndOrder {
            field,
            order,
            ascending,
            descending,
            ..
        } => {
            into.push((field, sort.field.clone()));
            let word = match sort.order {
                Order::Ascending => ascending,
                Order::Descending => descending,
            };
            into.push((order, word.clone()));
        }
        Sorting::Pairs {
            param,
            separator,
            ascending,
            descending,
            tie,
            ..
        } => {
            let word = match sort.order {
                Order::Ascending => ascending,
                Order::Descending => descending,
            };
            let mut value = format!("{}{separator}{word}", sort.field);
            if let Some(tie) = tie.as_ref().filter(|tie| **tie != sort.field) {
                // Writing to a String cannot fail.
                let _ = write!(value, ",{tie}{separator}{ascending}");
            }
            into.push((param, value));
        }
    }
    Ok(())
}

/// The parameters that ask for a page, always of the largest size.
fn place<'d>(
    paging: &'d Paging,
    at: &At,
    into: &mut Vec<(&'d str, String)>,
) -> Result<(), EncodeError> {
    match paging {
        Paging::None => match at {
            At::Start => {}
            _ => return Err(EncodeError::NotAPage),
        },
        Paging::Page {
            page,
            first,
            size,
            largest,
            ..
        } => {
            let index = match at {
                At::Start => 0,
                At::Page(index) => *index,
                _ => return Err(EncodeError::NotAPage),
            };
            let number = u64::from(*first) + u64::from(index);
            into.push((page, number.to_string()));
            into.push((size, largest.to_string()));
        }
        Paging::Offset {
            offset,
            first,
            size,
            largest,
            ..
        } => {
            let skip = match at {
                At::Start => 0,
                At::Offset(skip) => *skip,
                _ => return Err(EncodeError::NotAPage),
            };
            into.push((offset, first.saturating_add(skip).to_string()));
            into.push((size, largest.to_string()));
        }
        Paging::Cursor {
            cursor,
            size,
            largest,
            ..
        } => {
            match at {
                At::Start => {}
                At::Cursor(text) => into.push((cursor, text.raw().to_owned())),
                _ => return Err(EncodeError::NotAPage),
            }
            into.push((size, largest.to_string()));
        }
    }
    Ok(())
}
