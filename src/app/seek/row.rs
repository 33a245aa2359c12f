//! `name:ana` in the filter line: the first row of a sorted list that begins so.

use super::pages::{ByPages, has_numbers};
use super::search::{Target, most_requests};
use super::{Goal, Seek, Sought, Way};
use crate::app::App;
use crate::app::filter::FilterFields;
use crate::app::filter::query::{self, Relation};
use crate::app::outbox::Outbox;
use crate::directory::description::{Field, Kind, Order, Sort, Sorting};

/// What the filter line can seek in place of filtering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeekOffer {
    /// The field.
    pub field: Field,
    /// What its value begins with.
    pub text: String,
    /// Whether the list is sorted by something else and would be sorted first.
    pub sorts: bool,
    /// The most requests that it takes, if the number of pages is known.
    pub most: Option<u32>,
    sort: Sort,
}

impl App {
    /// What the filter line can seek: where it holds nothing but `field:text`,
    /// and the list on the screen has page numbers and is, or can be, sorted by
    /// that field. Not where the directory can be asked, nor where all is loaded
    /// and the filter finds it.
    #[must_use]
    pub fn seek_offer(&self) -> Option<SeekOffer> {
        let profile = self.profile();
        let source = &profile.view()?.source;
        let typed = self.filtering.as_ref()?.value();
        let (name, text) = sought(typed, &profile.filter_fields(source, self.now.wall))?;
        let fields = profile.fields_of(source);
        let field = fields.iter().find(|field| field.name == name)?;
        let list = profile.list_of(source)?;
        let listing = profile.listing()?;
        let sorting = profile.description().sorting.as_ref()?;
        let is_text = matches!(field.kind, Kind::Text | Kind::Email | Kind::Choice);
        let can_seek = is_text && has_numbers(profile, list) && list.sort.contains(&field.name);
        let is_all_there = listing.is_complete() && !listing.is_stale();
        if !can_seek || is_all_there || self.server_query().is_some() {
            return None;
        }
        let current = listing.sort().or_else(|| Sorting::default_sort(sorting));
        let in_order = current.filter(|sort| sort.field == field.name).cloned();
        let sorts = in_order.is_none();
        let sort = in_order.unwrap_or_else(|| Sort {
            field: field.name.clone(),
            order: Order::Ascending,
        });
        let pages = listing.page_count();
        Some(SeekOffer {
            text,
            sorts,
            most: pages.map(|pages| most_requests(pages) + u32::from(sorts)),
            sort,
            field: field.clone(),
        })
    }

    /// Seeks what the filter line offers; the filter goes, so that the rows
    /// around the one that is found can be seen.
    pub(in crate::app) fn seek_row(&mut self, offer: SeekOffer, out: &mut Outbox<'_>) {
        let Some(view) = self.profile().view() else {
            return;
        };
        let source = view.source.clone();
        self.filtering = None;
        let mut by = ByPages::in_place(Target::beginning(&offer.text), offer.sort.clone());
        if let Some(listing) = self.profile_mut().listing_mut() {
            listing.clear_filter();
            if offer.sorts {
                listing.set_sort(Some(offer.sort), out);
                by = by.after_sorting();
            }
        }
        let sought = Sought {
            profile: self.active,
            begun_in: source.clone(),
            list: source,
            field: offer.field,
            wanted: offer.text,
            goal: Goal::Select,
        };
        let way = Way::Pages(Box::new(by));
        self.begin_seek(Seek { sought, way }, out);
    }
}

/// What is sought by `field:text`: the field's name, and all the words behind it
/// as one text. Nothing where the filter says more than how a field begins.
fn sought(typed: &str, fields: &FilterFields) -> Option<(String, String)> {
    let mut words = query::words(typed).into_iter();
    let first = words.next().filter(|word| !word.excludes)?;
    let named = first.named?;
    let name = fields.one(named.name)?.to_owned();
    let mut text = match named.relation {
        Relation::Contains | Relation::Equals => named.value,
        _ => return None,
    };
    for word in words {
        if word.excludes || word.named.is_some() {
            return None;
        }
        text = text + " " + &word.text;
    }
    let text = text.trim();
    (!text.is_empty()).then(|| (name, text.to_owned()))
}
