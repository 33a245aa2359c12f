//! Every record that was seen, to be found by any of its words.
//!
//! What records are looked at by stands in stretches of contiguous text, a
//! thousand records each. A record that comes anew is written at the end and
//! let go of where it stood; a stretch of which less than half is left is
//! written anew. So an update costs what it brings, and a search reads memory
//! from one end to the other.
//!
//! For 100,000 users it takes about 16 MB besides the records themselves, which
//! it shares with the lists that they are in.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;

use super::asked::Asked;
use super::best::{Best, Candidate};
use super::found::{Covered, Found, Hit};
use super::segment::{Entry, Segment, email};
use super::wanted::Rank;
use crate::app::message::{ProfileId, Seen};
use crate::app::profile::AsSeen;
use crate::directory::call::{RecordRef, ResourceName};
use crate::directory::description::{Description, Resource};
use crate::directory::record::{Record, RecordId};
use crate::directory::shape::Shape;
use crate::text::Untrusted;

/// How many records a segment takes: a search that a newer one has overtaken is
/// given up after so many.
const SEGMENT: usize = 1024;
/// How many records are remembered: for users about 32 MB and their records,
/// whatever is walked through. Those not seen for longest are let go of first.
pub const REMEMBERED: usize = 200_000;

/// Every record that was seen, newest as it was seen last.
#[derive(Debug)]
pub struct Index {
    sources: Vec<Source>,
    segments: Vec<Segment>,
    /// The segment that is written to.
    open: usize,
    /// Others that have room: written anew, or nothing is left of them.
    roomy: Vec<usize>,
    places: HashMap<Key, Place>,
    sizes: Sizes,
    let_go: bool,
}

/// How much an index holds.
#[derive(Debug, Clone, Copy)]
struct Sizes {
    /// Records in all.
    most: usize,
    /// Records that a segment takes.
    segment: usize,
}

/// A resource of a profile.
#[derive(Debug)]
struct Source {
    profile: ProfileId,
    description: Arc<Description>,
    /// The resource's place in the description.
    at: usize,
    name: ResourceName,
    held: usize,
}

impl Source {
    fn resource(&self) -> Option<&Resource> {
        self.description.resources.get(self.at)
    }
}

/// A record: which of the sources, and its id there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key(u32, RecordId);

/// A segment and a place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place(u32, u32);

impl Index {
    /// An empty one over profiles of those descriptions, in their order.
    #[must_use]
    pub fn new(descriptions: &[Arc<Description>]) -> Self {
        let sizes = Sizes {
            most: REMEMBERED,
            segment: SEGMENT,
        };
        Self::sized(descriptions, sizes)
    }

    fn sized(descriptions: &[Arc<Description>], sizes: Sizes) -> Self {
        let sources = descriptions.iter().enumerate().flat_map(|(profile, of)| {
            let resources = of.resources.iter().enumerate();
            resources.map(move |(at, resource)| Source {
                profile: ProfileId(profile),
                description: Arc::clone(of),
                at,
                name: ResourceName::new(&resource.name),
                held: 0,
            })
        });
        Self {
            sources: sources.collect(),
            segments: vec![Segment::default()],
            open: 0,
            roomy: Vec::new(),
            places: HashMap::new(),
            sizes,
            let_go: false,
        }
    }

    /// How many records it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether nothing was seen yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    fn source_of(&self, profile: ProfileId, resource: &ResourceName) -> Option<u32> {
        let mut sources = self.sources.iter();
        let at = sources.position(|s| s.profile == profile && s.name == *resource)?;
        u32::try_from(at).ok()
    }

    /// Takes in records that were seen at that time. What was seen later stays
    /// as it is, whichever is told first.
    pub fn learn(&mut self, seen: &Seen, at: Timestamp) {
        if let Some(source) = self.source_of(seen.profile, &seen.resource) {
            for record in &seen.records {
                self.take(source, record, at, seen.whole);
            }
        }
    }

    fn take(&mut self, source: u32, record: &Record, at: Timestamp, whole: bool) {
        let Some(id) = record.id() else { return };
        let key = Key(source, id.clone());
        if let Some(&Place(segment, entry)) = self.places.get(&key) {
            let Some(segment) = self.segments.get_mut(segment as usize) else {
                return;
            };
            let Some(there) = segment.entry(entry) else {
                return;
            };
            if at < there.seen() {
                return;
            }
            match &there.record {
                Some(old) if old.json() == record.json() => {
                    return segment.see_again(entry, record, at, whole);
                }
                // A list that gives less takes away nothing of what is known.
                Some(old) if there.whole && !whole && says_nothing_new(record, old) => {
                    let old = old.clone();
                    return segment.see_again(entry, &old, at, true);
                }
                _ => self.drop_at(&key),
            }
        }
        self.add(key, record, at, whole);
        if self.len() > self.sizes.most {
            self.let_oldest_go();
        }
    }

    fn add(&mut self, key: Key, record: &Record, at: Timestamp, whole: bool) {
        if self.segments.get(self.open).is_none_or(|s| self.is_full(s)) {
            self.open_another();
        }
        let Some(source) = self.sources.get_mut(key.0 as usize) else {
            return;
        };
        source.held += 1;
        let (Some(resource), Some(segment)) = (source.resource(), self.segments.get_mut(self.open))
        else {
            return;
        };
        let entry = segment.add(record, resource, key.0, at, whole);
        let segment = u32::try_from(self.open).unwrap_or(u32::MAX);
        self.places.insert(key, Place(segment, entry));
    }

    /// Whether another record does not go into it.
    const fn is_full(&self, segment: &Segment) -> bool {
        segment.written() >= self.sizes.segment
    }

    /// Makes room to write in. Where the open segment is full of what was let
    /// go of, that is there.
    fn open_another(&mut self) {
        if self.segments.get(self.open).is_some_and(Segment::is_sparse) {
            return self.rewrite(self.open);
        }
        self.open = self.roomy.pop().unwrap_or_else(|| {
            self.segments.push(Segment::default());
            self.segments.len() - 1
        });
    }

    /// Forgets a record: the server has it no more.
    pub fn forget(&mut self, profile: ProfileId, of: &RecordRef) {
        if let Some(source) = self.source_of(profile, &of.resource) {
            self.drop_at(&Key(source, of.id.clone()));
        }
    }

    fn drop_at(&mut self, key: &Key) {
        let Some(Place(at, entry)) = self.places.remove(key) else {
            return;
        };
        if let Some(source) = self.sources.get_mut(key.0 as usize) {
            source.held -= 1;
        }
        let at = at as usize;
        if let Some(segment) = self.segments.get_mut(at) {
            segment.let_go(entry);
        }
        let Some(segment) = self.segments.get(at).filter(|_| at != self.open) else {
            return;
        };
        if segment.held() == 0 {
            self.clear(at);
        } else if segment.is_sparse() && self.is_full(segment) {
            self.rewrite(at);
            self.roomy.push(at);
        }
    }

    /// Writes a segment anew.
    fn rewrite(&mut self, at: usize) {
        let Some(segment) = self.segments.get_mut(at) else {
            return;
        };
        segment.rewrite();
        let number = u32::try_from(at).unwrap_or(u32::MAX);
        for (entry, of) in segment.entries() {
            if let Some(id) = of.record.as_ref().and_then(Record::id) {
                let key = Key(of.source, id.clone());
                self.places.insert(key, Place(number, entry));
            }
        }
    }

    fn clear(&mut self, at: usize) {
        if let Some(segment) = self.segments.get_mut(at) {
            *segment = Segment::default();
            if !self.roomy.contains(&at) {
                self.roomy.push(at);
            }
        }
    }

    /// Lets the records of a segment go: of that one whose last was seen before
    /// any other's.
    fn let_oldest_go(&mut self) {
        let others = self.segments.iter().enumerate();
        let oldest = others
            .filter(|(at, segment)| *at != self.open && segment.held() > 0)
            .min_by_key(|(_, segment)| segment.last());
        let Some((at, segment)) = oldest else { return };
        for (_, entry) in segment.entries() {
            if let Some(id) = entry.record.as_ref().and_then(Record::id) {
                self.places.remove(&Key(entry.source, id.clone()));
                if let Some(source) = self.sources.get_mut(entry.source as usize) {
                    source.held -= 1;
                }
            }
        }
        self.clear(at);
        self.let_go = true;
    }

    /// What it holds.
    #[must_use]
    pub fn covered(&self) -> Covered {
        let mut resources: Vec<ResourceName> = Vec::new();
        let mut profiles: Vec<ProfileId> = Vec::new();
        for source in self.sources.iter().filter(|source| source.held > 0) {
            if !resources.contains(&source.name) {
                resources.push(source.name.clone());
            }
            if !profiles.contains(&source.profile) {
                profiles.push(source.profile);
            }
        }
        Covered {
            records: self.len() as u64,
            resources,
            profiles: profiles.len(),
            let_go: self.let_go,
        }
    }

    /// What answers a text in the language of filters, the best first: by
    /// [`Rank`], then what was seen last, then by name. A text that asks nothing
    /// finds nothing.
    ///
    /// It asks between segments whether to go on, and finds nothing where not.
    pub fn find(
        &self,
        text: &str,
        now: Timestamp,
        mut goes_on: impl FnMut() -> bool,
    ) -> Option<Found> {
        let mut found = Found {
            covered: self.covered(),
            ..Found::default()
        };
        let resources = self.sources.iter().map(Source::resource);
        let Some(asked) = Asked::new(text, resources, now) else {
            return Some(found);
        };
        let mut best = Best::default();
        // What was seen last is at the end mostly, and leaves less to look at
        // closely of what comes then.
        for segment in self.segments.iter().rev() {
            if !goes_on() {
                return None;
            }
            if asked.may_be_in(segment) {
                found.total += look_through(segment, &asked, &mut best);
            }
        }
        found.hits = best.entries().filter_map(|e| self.hit(e)).collect();
        Some(found)
    }

    /// A record of a profile as it was seen last, if it was.
    #[must_use]
    pub fn recall(&self, profile: ProfileId, of: &RecordRef) -> Option<AsSeen> {
        let key = Key(self.source_of(profile, &of.resource)?, of.id.clone());
        let Place(segment, entry) = *self.places.get(&key)?;
        let entry = self.segments.get(segment as usize)?.entry(entry)?;
        Some(AsSeen {
            record: entry.record.clone()?,
            at: entry.seen(),
            whole: entry.whole,
            is_old: true,
        })
    }

    fn hit(&self, entry: &Entry) -> Option<Hit> {
        let source = self.sources.get(entry.source as usize)?;
        let resource = source.resource()?;
        let record = entry.record.clone()?;
        let id = record.id()?.clone();
        let value = record.value();
        let name = Shape::of_resource(resource).called(&value).into_owned();
        let email = email(resource, &value);
        let beside = if email.is_empty() || email == name {
            Untrusted::new(id.raw().to_owned())
        } else {
            email.into_owned()
        };
        Some(Hit {
            profile: source.profile,
            of: RecordRef {
                resource: source.name.clone(),
                id,
            },
            record,
            whole: entry.whole,
            seen: entry.seen(),
            name,
            beside,
        })
    }
}

/// Looks at each record of a segment, and says how many answer.
fn look_through<'i>(segment: &'i Segment, asked: &Asked, best: &mut Best<'i>) -> u64 {
    let wanted = &asked.wanted;
    let mut total = 0;
    for (at, entry) in segment.entries() {
        let looked = segment.looked(at, entry);
        if !wanted.is_in(looked.all) || !asked.passes(entry, looked.all) {
            continue;
        }
        total += 1;
        let mut candidate = Candidate {
            rank: Rank::Words,
            seen: Reverse(entry.seen()),
            name: looked.name,
            source: entry.source,
            id: looked.id,
            entry,
        };
        if let Some(rank) = wanted.rank_by_name(&looked) {
            candidate.rank = rank;
        } else if best.has_room_for(&candidate) {
            candidate.rank = wanted.rank_by_rest(&looked);
        } else {
            // Even its best rank would not bring it among the results.
            continue;
        }
        best.offer(candidate);
    }
    total
}

/// Whether all that a part of a record says is in the whole of it.
fn says_nothing_new(part: &Record, whole: &Record) -> bool {
    match (part.value(), whole.value()) {
        (Value::Object(part), Value::Object(whole)) => part
            .iter()
            .all(|(name, value)| whole.get(name) == Some(value)),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
