//! What a list of Leanmote's can be asked for: pages, order, fields and dates.

use std::cmp::Ordering;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// A row of a list.
pub(super) trait Listed {
    /// What the list can be sorted by.
    const SORTS: &'static [SortBy];

    /// What `created_at` sorts and filters by.
    fn created(&self) -> Timestamp;

    /// What `name` sorts by.
    fn name(&self) -> Option<&str> {
        None
    }

    /// What `email` sorts by.
    fn email(&self) -> Option<&str> {
        None
    }

    /// The record. All rows of a list have the same fields.
    fn render(&self) -> Value;
}

/// A field that lists can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SortBy {
    CreatedAt,
    Name,
    Email,
}

impl SortBy {
    const ALL: [Self; 3] = [Self::CreatedAt, Self::Name, Self::Email];

    fn word(self) -> &'static str {
        match self {
            Self::CreatedAt => "created_at",
            Self::Name => "name",
            Self::Email => "email",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Ascending,
    Descending,
}

impl Order {
    fn word(self) -> &'static str {
        match self {
            Self::Ascending => "asc",
            Self::Descending => "desc",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Equal,
    AtLeast,
    AtMost,
    Above,
    Below,
}

/// A condition on `created_at`. A date stands for its whole day in UTC, a moment for its second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct DateFilter {
    comparison: Comparison,
    from: Timestamp,
    until: Timestamp,
}

impl DateFilter {
    fn parse(operator: &str, value: &str) -> Option<Self> {
        let comparison = match operator {
            "eq" => Comparison::Equal,
            "gte" => Comparison::AtLeast,
            "lte" => Comparison::AtMost,
            "gt" => Comparison::Above,
            "lt" => Comparison::Below,
            _ => return None,
        };
        let (from, length) = if let Ok(moment) = value.parse::<Timestamp>() {
            (moment, SignedDuration::from_secs(1))
        } else {
            let date: Date = value.parse().ok()?;
            let start = date.to_zoned(TimeZone::UTC).ok()?.timestamp();
            (start, SignedDuration::from_hours(24))
        };
        Some(Self {
            comparison,
            from,
            until: from.checked_add(length).ok()?,
        })
    }

    fn holds(&self, moment: Timestamp) -> bool {
        match self.comparison {
            Comparison::Equal => (self.from..self.until).contains(&moment),
            Comparison::AtLeast => moment >= self.from,
            Comparison::AtMost => moment < self.until,
            Comparison::Above => moment >= self.until,
            Comparison::Below => moment < self.from,
        }
    }
}

/// A list's query, checked.
#[derive(Debug, PartialEq, Eq)]
struct ListQuery {
    page: usize,
    per_page: usize,
    sort: Option<SortBy>,
    order: Option<Order>,
    fields: Option<Vec<String>>,
    created: Vec<DateFilter>,
}

impl ListQuery {
    /// Reads the parameters; the error says which of them is wrong and why.
    fn parse(pairs: &[(String, String)], sorts: &[SortBy]) -> Result<Self, String> {
        let mut query = Self {
            page: 1,
            per_page: 50,
            sort: None,
            order: None,
            fields: None,
            created: Vec::new(),
        };
        for (position, (name, value)) in pairs.iter().enumerate() {
            if pairs[..position].iter().any(|(earlier, _)| earlier == name) {
                return Err(format!("{name} is given more than once"));
            }
            match name.as_str() {
                "page" => {
                    query.page = number(value).ok_or("page must be a whole number, 1 or more")?;
                }
                "per_page" => {
                    query.per_page = number(value)
                        .filter(|n| *n <= 100)
                        .ok_or("per_page must be a whole number from 1 to 100")?;
                }
                "sort" => {
                    let by = SortBy::ALL.into_iter().find(|by| by.word() == value);
                    query.sort = Some(
                        by.filter(|by| sorts.contains(by))
                            .ok_or_else(|| format!("Sorting by {value} is not supported here"))?,
                    );
                }
                "order" => {
                    query.order = Some(match value.as_str() {
                        "asc" => Order::Ascending,
                        "desc" => Order::Descending,
                        _ => return Err("order must be asc or desc".to_owned()),
                    });
                }
                "fields" => query.fields = Some(value.split(',').map(str::to_owned).collect()),
                _ => {
                    let operator = name
                        .strip_prefix("created_at[")
                        .and_then(|rest| rest.strip_suffix(']'))
                        .ok_or_else(|| format!("Unknown parameter: {name}"))?;
                    query.created.push(
                        DateFilter::parse(operator, value)
                            .ok_or_else(|| format!("{name} has a bad operator or date"))?,
                    );
                }
            }
        }
        Ok(query)
    }
}

fn number(value: &str) -> Option<usize> {
    let digits = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
    value.parse().ok().filter(|n| digits && *n > 0)
}

/// Whether `meta` repeats the order although the query named none: the documentation says only that
/// it may be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Echo {
    /// The lists at the top level do.
    Always,
    /// The lists under a record do not.
    WhenAsked,
}

/// One page of the rows, in its envelope; the error says which parameter is wrong.
pub(super) fn page<T: Listed>(
    rows: Vec<T>,
    pairs: &[(String, String)],
    echo: Echo,
) -> Result<Value, String> {
    ListQuery::parse(pairs, T::SORTS)?.page(rows, echo)
}

/// As [`page`], of rows whose numbers are in the order of their dates, the oldest first: in that
/// order a page costs what is on it, and not what the whole list does.
pub(super) fn dated_page<T: Listed>(
    numbers: &[usize],
    row: impl Fn(usize) -> T,
    pairs: &[(String, String)],
    echo: Echo,
) -> Result<Value, String> {
    let query = ListQuery::parse(pairs, T::SORTS)?;
    if query.sorted_by() != SortBy::CreatedAt || !query.created.is_empty() {
        // Equal rows are in the order of their numbers.
        let mut numbers = numbers.to_vec();
        numbers.sort_unstable();
        return query.page(numbers.into_iter().map(row).collect(), echo);
    }
    let (first, count) = (query.first(), query.per_page);
    let shown: Vec<T> = match query.ordered() {
        Order::Ascending => numbers
            .iter()
            .skip(first)
            .take(count)
            .map(|n| row(*n))
            .collect(),
        Order::Descending => {
            let newest = numbers.iter().rev().skip(first).take(count);
            newest.map(|n| row(*n)).collect()
        }
    };
    query.envelope(&shown, numbers.len(), echo)
}

impl ListQuery {
    fn sorted_by(&self) -> SortBy {
        self.sort.unwrap_or(SortBy::CreatedAt)
    }

    fn ordered(&self) -> Order {
        self.order.unwrap_or(Order::Descending)
    }

    /// How many rows are on the pages before.
    const fn first(&self) -> usize {
        (self.page - 1).saturating_mul(self.per_page)
    }

    fn page<T: Listed>(&self, mut rows: Vec<T>, echo: Echo) -> Result<Value, String> {
        rows.retain(|row| {
            let created = row.created();
            self.created.iter().all(|filter| filter.holds(created))
        });
        arrange(&mut rows, self.sorted_by(), self.ordered());
        let first = self.first().min(rows.len());
        let end = first.saturating_add(self.per_page).min(rows.len());
        self.envelope(&rows[first..end], rows.len(), echo)
    }

    fn envelope<T: Listed>(&self, shown: &[T], total: usize, echo: Echo) -> Result<Value, String> {
        let records = shown.iter().map(T::render);
        let data = match &self.fields {
            None => records.collect(),
            Some(fields) => records
                .map(|record| choose(record, fields))
                .collect::<Result<Vec<_>, _>>()?,
        };
        let mut meta = json!({
            "page": self.page,
            "per_page": self.per_page,
            "total": total,
            "total_pages": total.div_ceil(self.per_page),
        });
        if echo == Echo::Always || self.sort.is_some() || self.order.is_some() {
            meta["sort"] = self.sorted_by().word().into();
            meta["order"] = self.ordered().word().into();
        }
        Ok(Value::from_iter([
            ("status", Value::from("success")),
            ("data", Value::Array(data)),
            ("meta", meta),
        ]))
    }
}

/// Sorts; equal rows keep the order they are stored in, or the reverse of it.
fn arrange<T: Listed>(rows: &mut [T], sort: SortBy, order: Order) {
    if order == Order::Descending {
        rows.reverse();
    }
    let directed = |ordering: Ordering| match order {
        Order::Ascending => ordering,
        Order::Descending => ordering.reverse(),
    };
    match sort {
        SortBy::CreatedAt => rows.sort_by(|a, b| directed(a.created().cmp(&b.created()))),
        SortBy::Email => rows.sort_by(|a, b| directed(a.email().cmp(&b.email()))),
        SortBy::Name => rows.sort_by(|a, b| directed(by_letters(a.name(), b.name()))),
    }
}

/// Upper and lower case are the same letter.
fn by_letters(a: Option<&str>, b: Option<&str>) -> Ordering {
    let letters = |name| str::chars(name).flat_map(char::to_lowercase);
    a.into_iter()
        .flat_map(letters)
        .cmp(b.into_iter().flat_map(letters))
}

fn choose(record: Value, fields: &[String]) -> Result<Value, String> {
    let Value::Object(mut record) = record else {
        return Ok(record);
    };
    if let Some(unknown) = fields.iter().find(|field| !record.contains_key(*field)) {
        return Err(format!("Unknown field: {unknown}"));
    }
    record.retain(|name, _| fields.contains(name));
    Ok(Value::Object(record))
}

#[cfg(test)]
mod tests;
