//! LEADR's list: sorted, paged by cursor, without a total, and with the backward cursor that does
//! not work.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::cursor::{Cursor, Place};
use super::{Failure, User, detail};

/// What a list is sorted by when the query says nothing.
const DEFAULT_SORT: &str = "created_at:desc,id:asc";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Id,
    Email,
    DisplayName,
    CreatedAt,
    UpdatedAt,
}

impl Field {
    /// All of them compare as text, since the dates are of one length.
    fn of(self, user: &User) -> &str {
        match self {
            Self::Id => &user.id,
            Self::Email => &user.email,
            Self::DisplayName => &user.display_name,
            Self::CreatedAt => &user.created_at,
            Self::UpdatedAt => &user.updated_at,
        }
    }
}

/// Fields, each with whether it descends; the last is always the id, so that no two rows are equal.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sort(Vec<(Field, bool)>);

impl Sort {
    fn parse(text: &str) -> Option<Self> {
        let mut fields = text
            .split(',')
            .map(|part| {
                let (field, direction) = part.split_once(':')?;
                let field = match field {
                    "id" => Field::Id,
                    "email" => Field::Email,
                    "display_name" => Field::DisplayName,
                    "created_at" => Field::CreatedAt,
                    "updated_at" => Field::UpdatedAt,
                    _ => return None,
                };
                match direction {
                    "asc" => Some((field, false)),
                    "desc" => Some((field, true)),
                    _ => None,
                }
            })
            .collect::<Option<Vec<_>>>()?;
        if fields.iter().all(|(field, _)| *field != Field::Id) {
            fields.push((Field::Id, false));
        }
        Some(Self(fields))
    }

    fn values(&self, user: &User) -> Vec<String> {
        let fields = self.0.iter();
        fields.map(|(field, _)| field.of(user).to_owned()).collect()
    }

    /// How a row stands to another place, which is given by its values.
    fn compare<'a>(&self, user: &User, values: impl Iterator<Item = &'a str>) -> Ordering {
        for ((field, descending), value) in self.0.iter().zip(values) {
            let ordering = field.of(user).cmp(value);
            if ordering.is_ne() {
                return if *descending {
                    ordering.reverse()
                } else {
                    ordering
                };
            }
        }
        Ordering::Equal
    }

    fn rows(&self, a: &User, b: &User) -> Ordering {
        self.compare(a, self.0.iter().map(|(field, _)| field.of(b)))
    }
}

/// One page of the users, as the query asks. Parameters it does not know are ignored.
pub(super) fn page(users: &[User], pairs: &[(String, String)]) -> Result<Value, Failure> {
    let parameter = |name| {
        let mut given = pairs.iter().rev();
        given
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    };
    let limit = limit(parameter("limit"))?;
    let sort_text = parameter("sort").unwrap_or(DEFAULT_SORT);
    let sort = Sort::parse(sort_text).ok_or(Failure::Broken)?;
    let account = parameter("account_id").map(str::to_owned);
    let place = match parameter("cursor") {
        None => None,
        Some(text) => {
            let cursor = Cursor::decode(text).ok_or(Failure::bad_request("Invalid cursor"))?;
            if cursor.sort != sort_text || cursor.account != account {
                return Err(Failure::bad_request(
                    "Cursor does not match the sort or filters of this request",
                ));
            }
            Some(cursor.place)
        }
    };

    if place == Some(Place::DeadEnd) {
        return Ok(envelope(Vec::new(), true, None, None));
    }
    let mut rows: Vec<&User> = users
        .iter()
        .filter(|user| !user.deleted && account.as_ref().is_none_or(|id| *id == user.account_id))
        .collect();
    if let Some(Place::After { values, .. }) = &place {
        rows.retain(|user| {
            sort.compare(user, values.iter().map(String::as_str))
                .is_gt()
        });
    }
    let more = rows.len() > limit;
    if more {
        rows.select_nth_unstable_by(limit, |a, b| sort.rows(a, b));
        rows.truncate(limit);
    }
    rows.sort_unstable_by(|a, b| sort.rows(a, b));

    let number = match place {
        Some(Place::After { page, .. }) => page,
        _ => 1,
    };
    let cursor = |place| {
        let (sort, account) = (sort_text.to_owned(), account.clone());
        Cursor {
            place,
            sort,
            account,
        }
        .encode()
    };
    let next = rows.last().filter(|_| more).map(|last| {
        cursor(Place::After {
            page: number + 1,
            values: sort.values(last),
        })
    });
    // As observed: back works from page 2 only. Further on it leads to the first page, and from
    // there to a dead end.
    let previous = match (place, number) {
        (Some(Place::FirstAgain), _) => Some(cursor(Place::DeadEnd)),
        (_, 1) => None,
        (_, 2) => Some(cursor(Place::First)),
        _ => Some(cursor(Place::FirstAgain)),
    };
    let data = rows.into_iter().map(User::render).collect();
    Ok(envelope(data, more, next.as_deref(), previous.as_deref()))
}

fn envelope(data: Vec<Value>, has_next: bool, next: Option<&str>, previous: Option<&str>) -> Value {
    let pagination = json!({
        "count": data.len(),
        "has_next": has_next,
        "has_prev": previous.is_some(),
        "next_cursor": next,
        "prev_cursor": previous,
    });
    Value::from_iter([("data", Value::from(data)), ("pagination", pagination)])
}

fn limit(text: Option<&str>) -> Result<usize, Failure> {
    let Some(text) = text else { return Ok(20) };
    let (kind, message) = match text.parse::<i64>() {
        Ok(n @ 1..=100) => return usize::try_from(n).map_err(|_| Failure::Broken),
        Ok(..=0) => (
            "greater_than_equal",
            "Input should be greater than or equal to 1",
        ),
        Ok(_) => (
            "less_than_equal",
            "Input should be less than or equal to 100",
        ),
        Err(_) => (
            "int_parsing",
            "Input should be a valid integer, unable to parse string as an integer",
        ),
    };
    Err(Failure::Invalid(vec![detail(
        kind,
        &["query", "limit"],
        message,
    )]))
}
