//! Where a list goes on, by what an answer says and what it holds.
//!
//! Totals are believed until the records contradict them: a total that is too
//! small ends nothing while pages come, one that is too large ends where a page
//! is empty. A page that is shorter than asked ends nothing by itself: the server
//! may give fewer at a time than the description says. Only a total, a number of
//! pages, a word of the answer or an empty page does.

use serde_json::value::RawValue;

use super::json::{self, NotJson};
use crate::directory::call::{At, Opaque, Page};
use crate::directory::description::Paging;
use crate::directory::pointer::Pointer;
use crate::directory::record::Record;

/// The page that an answer is.
pub(super) fn page(
    paging: &Paging,
    asked: &At,
    answer: &RawValue,
    records: Vec<Record>,
) -> Result<Page, NotJson> {
    let came = u64::try_from(records.len()).unwrap_or(u64::MAX);
    let told = json::tells_more(answer);
    match paging {
        Paging::None => Ok(Page {
            total: Some(came).filter(|_| told != Some(true)),
            next: None,
            records,
            withheld: told == Some(true),
        }),
        Paging::Page {
            first,
            largest,
            total,
            pages,
            echo,
            ..
        } => {
            let index = match asked {
                At::Page(index) => *index,
                _ => 0,
            };
            let size = u64::from(*largest);
            let before = u64::from(index) * size;
            let total = whole_at(answer, total.as_ref());
            let pages = whole_at(answer, pages.as_ref());
            let ours = u64::from(*first) + u64::from(index);
            if let Some(theirs) = whole_at(answer, echo.as_ref())
                && theirs != ours
            {
                // A server that has fewer pages may answer with its last.
                let past = pages.map_or(total.is_some_and(|t| t <= before), |pages| {
                    pages <= u64::from(index)
                });
                return if past && theirs < ours {
                    Ok(Page {
                        records: Vec::new(),
                        next: None,
                        total,
                        withheld: false,
                    })
                } else {
                    Err(NotJson(format!(
                        "page {ours} was asked for, and page {theirs} came"
                    )))
                };
            }
            let end = End {
                before,
                came,
                size,
                // Without a total, a number of pages bounds it.
                total: total.or_else(|| pages_end(pages, index, came, size)),
                told,
            };
            let next = index.checked_add(1).map(At::Page);
            let next = next.filter(|_| end.more());
            Ok(Page {
                withheld: next.is_none() && told == Some(true),
                next,
                total: total.filter(|total| end.can_be(*total)),
                records,
            })
        }
        Paging::Offset { largest, total, .. } => {
            let before = match asked {
                At::Offset(before) => *before,
                _ => 0,
            };
            let total = whole_at(answer, total.as_ref());
            let end = End {
                before,
                came,
                size: u64::from(*largest),
                total,
                told,
            };
            let next = before.checked_add(came).map(At::Offset);
            let next = next.filter(|_| end.more());
            Ok(Page {
                withheld: next.is_none() && told == Some(true),
                next,
                total: total.filter(|total| end.can_be(*total)),
                records,
            })
        }
        Paging::Cursor { next, .. } => {
            let next = cursor(answer, next)?.map(At::Cursor);
            Ok(Page {
                withheld: next.is_none() && told == Some(true),
                next,
                total: None,
                records,
            })
        }
    }
}

/// How many records there are if this page is one of so many.
fn pages_end(pages: Option<u64>, index: u32, came: u64, size: u64) -> Option<u64> {
    let pages = pages?;
    let last = u64::from(index) + 1;
    if pages <= last {
        Some((last - 1) * size + came).filter(|_| pages == last)
    } else {
        Some(pages.saturating_mul(size))
    }
}

/// What decides whether a list goes on.
struct End {
    /// Records before this page.
    before: u64,
    /// Records on it.
    came: u64,
    /// Records on a full one.
    size: u64,
    /// Records in all, as the server says.
    total: Option<u64>,
    /// Whether it says in so many words that there are more, or that not.
    told: Option<bool>,
}

impl End {
    fn seen(&self) -> u64 {
        self.before.saturating_add(self.came)
    }

    /// Whether a total is not less than what has been seen.
    fn can_be(&self, total: u64) -> bool {
        self.came == 0 || self.seen() <= total
    }

    fn more(&self) -> bool {
        match self.total {
            _ if self.came == 0 => false,
            Some(total) if self.can_be(total) => {
                // Records that the token may not see leave gaps in pages.
                let by_total = self.seen() < total && self.before.saturating_add(self.size) < total;
                by_total || self.told == Some(true)
            }
            _ => self.told != Some(false),
        }
    }
}

/// A number that is told in an answer, as number or text.
fn whole_at(answer: &RawValue, at: Option<&Pointer>) -> Option<u64> {
    let text = json::at(answer, at?)?.get();
    text.trim_matches('"').parse().ok()
}

/// The next page's cursor. Whatever else the answer claims, null, `false`, a
/// missing member or an empty text is the end.
fn cursor(answer: &RawValue, at: &Pointer) -> Result<Option<Opaque>, NotJson> {
    let Some(found) = json::at(answer, at) else {
        return Ok(None);
    };
    match found.get().as_bytes().first() {
        Some(b'n' | b'f') => Ok(None),
        Some(b'-' | b'0'..=b'9') => Ok(Some(Opaque::new(found.get()))),
        Some(b'"') => {
            let text: String = serde_json::from_str(found.get()).unwrap_or_default();
            Ok((!text.is_empty()).then(|| Opaque::new(&text)))
        }
        _ => Err(NotJson(format!(
            "a cursor was expected at {at}, and {} came",
            json::kind(found)
        ))),
    }
}
