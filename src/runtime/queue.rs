//! What waits for its turn: by urgency, then in the order it came.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::app::message::Urgency;

/// Requests that wait.
#[derive(Debug)]
pub struct Queue<T> {
    waiting: BTreeMap<Place, Waiting<T>>,
    next: u64,
}

/// A place in a [`Queue`]; those more urgent come first, then those that came
/// earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// How urgent it is.
    pub urgency: Urgency,
    number: u64,
}

#[derive(Debug)]
struct Waiting<T> {
    item: T,
    due: Duration,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self {
            waiting: BTreeMap::new(),
            next: 0,
        }
    }
}

impl<T> Queue<T> {
    /// A new place at the end of its urgency's.
    pub fn place(&mut self, urgency: Urgency) -> Place {
        self.next += 1;
        Place {
            urgency,
            number: self.next,
        }
    }

    /// Puts an item at a place, not to be taken before `due`. Something that
    /// is asked again keeps the place it had.
    pub fn put(&mut self, place: Place, due: Duration, item: T) {
        self.waiting.insert(place, Waiting { item, due });
    }

    /// The place of the first item that is due.
    #[must_use]
    pub fn first(&self, now: Duration) -> Option<Place> {
        self.waiting
            .iter()
            .find(|(_, waiting)| waiting.due <= now)
            .map(|(place, _)| *place)
    }

    /// When the next of those that are not due yet will be.
    #[must_use]
    pub fn next_due(&self, now: Duration) -> Option<Duration> {
        self.waiting
            .values()
            .map(|waiting| waiting.due)
            .filter(|due| *due > now)
            .min()
    }

    /// Takes the item at a place out.
    pub fn take(&mut self, place: Place) -> Option<T> {
        self.waiting.remove(&place).map(|waiting| waiting.item)
    }

    /// Takes out the first item that `wanted` holds of, with its place.
    pub fn take_where(&mut self, wanted: impl Fn(&T) -> bool) -> Option<(Place, T)> {
        let place = self
            .waiting
            .iter()
            .find(|(_, waiting)| wanted(&waiting.item))
            .map(|(place, _)| *place)?;
        self.take(place).map(|item| (place, item))
    }

    /// Takes out all items, in order.
    pub fn drain(&mut self) -> impl Iterator<Item = T> + use<T> {
        std::mem::take(&mut self.waiting)
            .into_values()
            .map(|waiting| waiting.item)
    }

    /// All items, in order, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.waiting.values_mut().map(|waiting| &mut waiting.item)
    }

    /// How many wait.
    #[must_use]
    pub fn len(&self) -> usize {
        self.waiting.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_secs(10);

    fn drained(queue: &mut Queue<&'static str>) -> Vec<&'static str> {
        std::iter::from_fn(|| {
            let place = queue.first(NOW)?;
            queue.take(place)
        })
        .collect()
    }

    #[test]
    fn urgency_goes_before_arrival() {
        let mut queue = Queue::default();
        for (urgency, name) in [
            (Urgency::Prefetch, "prefetch"),
            (Urgency::Look, "first look"),
            (Urgency::Walk, "walk"),
            (Urgency::Look, "second look"),
            (Urgency::Write, "write"),
            (Urgency::Verify, "verify"),
        ] {
            let place = queue.place(urgency);
            queue.put(place, Duration::ZERO, name);
        }
        assert_eq!(
            drained(&mut queue),
            [
                "verify",
                "write",
                "first look",
                "second look",
                "walk",
                "prefetch"
            ]
        );
    }

    #[test]
    fn what_is_not_due_lets_others_pass() {
        let mut queue = Queue::default();
        let early = queue.place(Urgency::Look);
        queue.put(early, NOW + Duration::from_secs(1), "later");
        let place = queue.place(Urgency::Walk);
        queue.put(place, NOW, "now");

        assert_eq!(queue.next_due(NOW), Some(NOW + Duration::from_secs(1)));
        assert_eq!(drained(&mut queue), ["now"]);
        assert_eq!(queue.len(), 1);
        assert_eq!(queue.first(NOW + Duration::from_secs(1)), Some(early));
    }
}
