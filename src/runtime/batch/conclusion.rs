//! What is said of a list when it has been printed, or as much of it as came.

use super::plan::Asked;
use super::printed::Printed;
use super::stop::Stop;
use super::wanted::Rows;
use super::{Batch, Halt};
use crate::app::listing::{Extent, Listing};
use crate::directory::call::ApiError;
use crate::directory::description::Order;
use crate::text::grouped;

/// What is said of chosen fields that no description names, where there was no
/// record to tell of them.
pub(super) fn untold(names: &[&str]) -> Option<String> {
    let fields = if names.len() > 1 { "fields" } else { "a field" };
    let quoted: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    let all = quoted.join(", ");
    (!names.is_empty())
        .then(|| format!("there is no record to tell whether any has {fields} {all}"))
}

const fn in_words(order: Order) -> &'static str {
    match order {
        Order::Ascending => "ascending",
        Order::Descending => "descending",
    }
}

impl Batch {
    /// Says what there is to say of a list at its end.
    pub(super) fn conclude(
        &mut self,
        asked: &Asked,
        listing: &Listing,
        done: &Printed,
        refusal: Option<ApiError>,
    ) -> Result<(), Halt> {
        self.progress.clear();
        for note in listing.notes() {
            self.progress.say(&note.to_string());
        }
        let total = listing.total();
        let came = asked.came(done.came, total);
        if let Some(code) = self.ended {
            return Err(Stop::interrupted(code, Some(&came)).into());
        }
        if let Some(error) = refusal.filter(|_| !done.is_full()) {
            let came = (done.came.looked > 0).then_some(&*came);
            return Err(self.refused(&asked.call(), &error, came));
        }
        // Silence says that all is there.
        if !done.is_full() && !listing.has_more() && listing.extent().whole().is_none() {
            let why = match listing.extent() {
                Extent::Ended(doubt) => format!(": {doubt}"),
                Extent::Open | Extent::Whole(_) => String::new(),
            };
            let told = format!("printed {came}, and there may be more{why}");
            return Err(Stop::failed(&told).into());
        }
        if let Some(field) = done.untold() {
            let (what, hint) = asked.untold(field);
            self.progress.say(&what);
            self.progress.hint(&hint);
        }
        if let Some(said) = untold(&done.untold_columns()) {
            self.progress.say(&said);
        }
        let more = listing.has_more() || listing.loaded() > done.came.looked;
        // Who says how many knows that there may be more; not whether those
        // that were looked at were all that there are.
        let is_told = if asked.sieve.is_some() {
            (more && !done.is_full()) || (asked.rows == Rows::Usual && (more || done.is_over()))
        } else {
            more && asked.rows == Rows::Usual
        };
        if is_told {
            self.say_what_remains(asked, listing, &came);
        }
        if let Some(sort) = asked.sort.as_ref().filter(|_| listing.breaks_order()) {
            let (field, order) = (&sort.field, in_words(sort.order));
            let told = format!("asked for {field} {order}; the rows come in another order");
            return Err(Stop::failed(&told).into());
        }
        Ok(())
    }

    /// Says that there is more of a list than was printed, or looked at.
    fn say_what_remains(&mut self, asked: &Asked, listing: &Listing, came: &str) {
        let unknown = if listing.total().is_none() {
            ", and there are more"
        } else {
            ""
        };
        self.progress.say(&format!("printed {came}{unknown}"));
        let cost = match listing.progress().of {
            Some(1) => " (1 request)".to_owned(),
            Some(requests) => format!(" ({} requests)", grouped(requests)),
            None => String::new(),
        };
        self.progress.hint(&if asked.sieve.is_some() {
            format!("--all looks at all of them{cost}, --limit N at so many")
        } else {
            format!("--all prints all of them{cost}, --limit N so many")
        });
    }
}
