//! What is claimed and sent, held against what is so.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;

use super::directory::{Write, parts};
use super::scene::{Read, Scene};
use crate::app::profile::Draft;
use crate::directory::call::{Call, Input};
use crate::directory::record::RecordId;

/// How old the read may be that a write relies on.
const AGE: Duration = Duration::from_secs(2);

/// What must never be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Breach {
    DuplicateWrite,
    LostForeign,
    WrongPerson,
    EmptySecret,
    FalseSuccess,
    FalseDenial,
    StaleRow,
    LostDraft,
    LostUnknown,
}

impl Breach {
    const ALL: [(Self, &'static str); 9] = [
        (Self::DuplicateWrite, "duplicate writes"),
        (Self::LostForeign, "lost foreign writes"),
        (Self::WrongPerson, "wrong persons"),
        (Self::EmptySecret, "secrets sent that were not kept"),
        (Self::FalseSuccess, "false successes"),
        (Self::FalseDenial, "false denials"),
        (Self::StaleRow, "confirmed changes undone on the screen"),
        (Self::LostDraft, "lost drafts"),
        (Self::LostUnknown, "unknowns lost over a restart"),
    ];
}

/// What was seen in all interleavings.
#[derive(Debug, Default)]
pub(super) struct Figures {
    interleavings: Cell<u64>,
    writes: Cell<u64>,
    creations: Cell<u64>,
    outcomes: Cell<u64>,
    restarts: Cell<u64>,
    carried_over: Cell<u64>,
    breaches: BTreeMap<Breach, Cell<u64>>,
}

impl Figures {
    pub(super) fn new() -> Self {
        let none = |(breach, _)| (breach, Cell::new(0));
        Self {
            breaches: Breach::ALL.map(none).into(),
            ..Self::default()
        }
    }

    pub(super) fn interleaving(&self) {
        count(&self.interleavings, 1);
    }

    pub(super) fn restart(&self) {
        count(&self.restarts, 1);
    }

    pub(super) fn carried_over(&self, unknowns: usize) {
        count(&self.carried_over, unknowns);
    }

    pub(super) fn print(&self) {
        let seen = [
            ("interleavings", &self.interleavings),
            ("writes", &self.writes),
            ("creations among them", &self.creations),
            ("outcomes", &self.outcomes),
            ("restarts", &self.restarts),
            ("unknowns carried over", &self.carried_over),
        ];
        let breaches = Breach::ALL.map(|(breach, name)| (name, &self.breaches[&breach]));
        for (name, count) in seen.into_iter().chain(breaches) {
            println!("{name}: {}", count.get());
        }
    }
}

fn count(what: &Cell<u64>, more: usize) {
    what.set(what.get() + more as u64);
}

/// What a journal entry is about.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) write: usize,
    /// The entry that it repeats, whose outcome is its own as soon as the
    /// directory may have got it.
    again: Option<String>,
    /// What was claimed of it last.
    claim: Option<String>,
    is_closed: bool,
}

impl Scene {
    /// Says that something is so, or else has been broken.
    #[track_caller]
    pub(super) fn hold(&self, breach: Breach, kept: bool, why: impl FnOnce() -> String) {
        if !kept {
            count(&self.figures.breaches[&breach], 1);
            panic!("{breach:?}: {}", why());
        }
    }

    /// Holds what an explorer wrote down against what is so.
    pub(super) fn judge(&mut self, by: usize) {
        for text in std::mem::take(&mut self.explorers[by].driven.journal) {
            let line: Value = serde_json::from_str(&text).unwrap();
            self.journal.push(text);
            let id = line["id"].as_str().unwrap().to_owned();
            match line["state"].as_str().unwrap() {
                "sending" => self.sent(by, id, &line),
                claim => {
                    count(&self.figures.outcomes, 1);
                    self.claimed(by, &id, claim, &line);
                    if claim == "applied" {
                        self.confirmed(by, &id);
                    }
                    let entry = self.entries.get_mut(&id).unwrap();
                    entry.claim = Some(claim.to_owned());
                    entry.is_closed = line["closed"] == true;
                }
            }
        }
        let explorer = &self.explorers[by];
        let asked = explorer.driven.asked();
        let waiting = asked.iter().filter(|call| call.is_write()).count();
        let (sent, written_down) = (waiting + explorer.answered, explorer.sent.len());
        self.hold(Breach::DuplicateWrite, sent == written_down, || {
            format!("{sent} writes were sent, and {written_down} are in the journal")
        });
    }

    fn sent(&mut self, by: usize, entry: String, line: &Value) {
        let explorer = &self.explorers[by];
        self.hold(Breach::DuplicateWrite, explorer.may_send, || {
            format!("{line} was confirmed by nobody")
        });
        // Sent and journalled in one: it is the next one that waits.
        let before = explorer.sent.len() - explorer.answered;
        let asked = explorer.driven.asked();
        let write = asked.iter().filter(|call| call.is_write()).nth(before);
        let Some(call @ (Call::Update { .. } | Call::Create { .. })) = write else {
            panic!("{line} was journalled, and {write:?} sent");
        };
        let (id, fields) = parts(call);
        assert_eq!(id, line["record"].as_str());
        let of = id.map(|id| self.directory.last_place(id).unwrap());
        let write = Write {
            by,
            id: id.map(str::to_owned),
            of,
            fields: fields.to_vec(),
            received: false,
            done: false,
            made: None,
            sent_at: of.map_or(0, |of| self.directory.people[of].held.len() - 1),
            from_draft: self.has_draft(by, id),
        };
        count(&self.figures.writes, 1);
        if id.is_none() {
            count(&self.figures.creations, 1);
        }
        let number = self.directory.writes.len();
        self.directory.writes.push(write);
        self.explorers[by].sent.push(number);
        self.explorers[by].may_send = false;
        let known = self.entries.insert(
            entry,
            Entry {
                write: number,
                again: line["again"].as_str().map(str::to_owned),
                claim: None,
                is_closed: false,
            },
        );
        assert!(
            known.is_none(),
            "each transmission has an entry of its own: {line}"
        );
        self.relies_on_what_was_seen(&self.directory.writes[number], line);
    }

    /// The writes whose outcome is still to be found out.
    pub(super) fn open(&self) -> Vec<&Write> {
        let is_repeated = |id: &String| {
            let mut others = self.entries.values();
            others.any(|other| {
                let reached = !matches!(other.claim.as_deref(), Some("rejected" | "not sent"));
                other.again.as_ref() == Some(id) && reached
            })
        };
        let is_open = |(id, entry): &(&String, &Entry)| {
            let is_unknown = matches!(entry.claim.as_deref(), None | Some("unknown"));
            is_unknown && !entry.is_closed && !is_repeated(id)
        };
        let open = self.entries.iter().filter(is_open);
        open.map(|(_, entry)| &self.directory.writes[entry.write])
            .collect()
    }

    /// Holds a write against whom the operator meant and what was on the screen.
    fn relies_on_what_was_seen(&self, write: &Write, line: &Value) {
        let empty =
            |input: &Input| matches!(input, Input::Secret(secret) if secret.expose().is_empty());
        let is_kept = write.fields.iter().all(|(_, input)| !empty(input));
        self.hold(Breach::EmptySecret, is_kept, || {
            format!("{line} sends a secret that was not kept")
        });
        let explorer = &self.explorers[write.by];
        let Some((id, of)) = write.id.as_ref().zip(write.of) else {
            return;
        };
        let Some((read, shown)) = explorer.read.get(id).zip(explorer.shown.get(id)) else {
            // The review says that nobody can be seen there.
            let is_nobody = self.directory.people[of].is_gone;
            let hides = self.directory.ways.hides_disabled;
            assert!(is_nobody || hides, "{line} was not read");
            return;
        };
        let age = explorer.driven.app.now.monotonic.saturating_sub(read.at);
        let named = explorer.named.get(id).copied().unwrap_or(of);
        let is_named = read.who == named && (of == named || age <= AGE);
        self.hold(Breach::WrongPerson, is_named, || {
            let name = |who: usize| self.directory.people[who].now()["first_name"].clone();
            format!("{line} means {} and goes to {}", name(named), name(of))
        });
        let current = Read {
            who: of,
            state: write.sent_at,
            at: read.at,
        };
        for (field, input) in &write.fields {
            let wanted = self.directory.stored(field, input);
            let is_lost = |now: &Value, is_foreign| is_foreign && Some(now) != wanted.as_ref();
            let (seen, _) = self.written(write.by, shown, field);
            let (held, is_foreign) = self.written(write.by, read, field);
            let is_shown = seen == held && line["fields"][field]["before"] == *held;
            self.hold(
                Breach::LostForeign,
                is_shown || !is_lost(held, is_foreign),
                || format!("{line} replaces {held}, which was on no screen: {seen} was"),
            );
            let (now, is_foreign) = self.written(write.by, &current, field);
            let is_read = now == held || age <= AGE;
            self.hold(
                Breach::LostForeign,
                is_read || !is_lost(now, is_foreign),
                || format!("{line} replaces {now}; {held} was read {age:?} ago"),
            );
        }
    }

    /// What a field held, and whether another than that explorer wrote it.
    fn written(&self, by: usize, read: &Read, field: &str) -> (&Value, bool) {
        let held = &self.directory.people[read.who].held[..=read.state];
        let now = at(&held[read.state].0, field);
        let since = held.iter().rposition(|(value, _)| at(value, field) != now);
        let is_foreign = held[since.map_or(0, |since| since + 1)].1 != Some(by);
        (now, is_foreign)
    }

    fn has_draft(&self, by: usize, id: Option<&str>) -> bool {
        let mut drafts = self.explorers[by].driven.app.profile().drafts.keys();
        drafts.any(|draft| match draft {
            Draft::Edit(record) => Some(record.id.raw()) == id,
            Draft::New(_) => id.is_none(),
        })
    }

    fn claimed(&self, by: usize, entry: &str, claim: &str, line: &Value) {
        let directory = &self.directory;
        let write = &directory.writes[self.entries[entry].write];
        let of = write.of.or(write.made);
        let is_now = |who: usize| directory.is_so(directory.people[who].now(), write, false);
        // A draft of what has come to be so by other ways is none.
        let superfluous = of.or_else(|| directory.has_email_of(write));
        let superfluous = superfluous.is_some_and(is_now);
        let has_draft = !write.from_draft || write.by != by || {
            let id = write.id.as_deref();
            self.has_draft(by, id)
        };
        let is_taken = matches!(claim, "applied" | "accepted");
        self.hold(
            Breach::LostDraft,
            is_taken || has_draft || superfluous,
            || format!("{write:?} is {claim}, and its draft is lost"),
        );
        match claim {
            "applied" => self.holds_success(by, write, of),
            "rejected" => self.hold(Breach::FalseDenial, !write.done, || {
                format!("{write:?} is called rejected")
            }),
            "not sent" => self.hold(Breach::FalseDenial, !write.received, || {
                format!("{write:?} is called not sent")
            }),
            "unknown" => {
                let detail = line["detail"].as_str().unwrap_or_default();
                let partly = detail.contains("partly applied") && line["closed"] != true;
                let is_all = partly && of.is_some_and(is_now);
                self.hold(Breach::FalseDenial, !is_all, || {
                    format!("all of {write:?} is so, and it is called partly applied")
                });
                // Of what hides by itself, a 404 tells nothing.
                let hides = |(_, input): &(String, Input)| *input == Input::YesNo(false);
                let is_there = |of: usize| !directory.people[of].is_gone;
                let gone = detail.contains("the record is gone") && of.is_some_and(is_there);
                let lost = gone && write.done && write.fields.iter().any(hides);
                self.hold(Breach::FalseDenial, !lost, || {
                    format!("{write:?} was done to somebody who is there, and called gone")
                });
            }
            "accepted" => {}
            other => panic!("what is {other}?"),
        }
    }

    /// From now on no list that was asked for earlier shows it otherwise.
    fn confirmed(&mut self, by: usize, entry: &str) {
        let write = &self.directory.writes[self.entries[entry].write];
        if let Some(id) = write.id.clone() {
            let explorer = &mut self.explorers[by];
            explorer.confirmed.insert(id, explorer.answers);
        }
    }

    /// What is called applied was so since it was sent; and where it is not as it
    /// was sent, that is told.
    fn holds_success(&self, by: usize, write: &Write, of: Option<usize>) {
        // Made by the other explorer, or by a sending of ours whose outcome nobody
        // knew, alike in all that can be read, and named by the server as what was
        // made: nothing tells it from that.
        let is_known = |number: usize| {
            let mut entries = self.entries.values();
            entries.any(|entry| {
                entry.write == number
                    && matches!(entry.claim.as_deref(), Some("applied" | "accepted"))
            })
        };
        let is_untold = |of: usize| {
            let mut writes = self.directory.writes.iter().enumerate();
            writes.any(|(number, other)| {
                other.made == Some(of) && (other.by != by || !is_known(number))
            })
        };
        let alike = write.id.is_none() && of.is_none();
        let alike = alike.then(|| self.directory.has_email_of(write)).flatten();
        if alike.is_some_and(is_untold) {
            return;
        }
        let since = of.map_or(&[][..], |of| {
            &self.directory.people[of].held[write.sent_at..]
        });
        let was = |to_the_letter: bool| {
            let is_so = |(held, _): &(Value, _)| self.directory.is_so(held, write, to_the_letter);
            since.iter().any(is_so)
        };
        self.hold(Breach::FalseSuccess, was(false) || was(true), || {
            format!("{write:?} is called applied, and was never so")
        });
        let notice = self.explorers[by].driven.app.notice.as_ref();
        let told = notice.is_some_and(|notice| notice.text.contains("not as it was sent"));
        self.hold(Breach::FalseSuccess, told || was(true), || {
            format!("{write:?} is called applied, and nothing tells what is stored: {notice:?}")
        });
    }

    /// The rows of those whose change was confirmed since a list was asked for.
    pub(super) fn confirmed_since(&self, by: usize, asked_after: usize) -> Vec<(RecordId, Value)> {
        let explorer = &self.explorers[by];
        let since = explorer.confirmed.iter();
        let since = since.filter(|(_, answers)| **answers > asked_after);
        let ids = since.map(|(id, _)| RecordId::new(id));
        let listings = || explorer.driven.app.profile().listings.values();
        ids.filter_map(|id| {
            let row = listings().find_map(|listing| listing.record(&id))?;
            Some((id, row.value()))
        })
        .collect()
    }

    /// A list that was asked for before a change was confirmed shows nobody as
    /// they were before.
    pub(super) fn holds_confirmed(&self, by: usize, before: &[(RecordId, Value)]) {
        let listings = || self.explorers[by].driven.app.profile().listings.values();
        for (id, confirmed) in before {
            for row in listings().filter_map(|listing| listing.record(id)) {
                let row = row.value();
                for field in ["first_name", "is_enabled"] {
                    self.hold(Breach::StaleRow, row[field] == confirmed[field], || {
                        let (row, confirmed) = (&row[field], &confirmed[field]);
                        format!("the row of {id:?} shows {row}, and {confirmed} was confirmed")
                    });
                }
            }
        }
    }
}

/// What a record holds in a field.
fn at<'v>(record: &'v Value, field: &str) -> &'v Value {
    match field {
        "role" => &record["user_preferences"][0]["role"],
        _ => &record[field],
    }
}
