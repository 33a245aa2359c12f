//! The explorers, the directory, and what is between them.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::Step;
use super::directory::{Creation, Directory, Fate, Person, Ways, Write};
use super::judge::{Breach, Entry, Figures};
use crate::app::change::{Button, Focus, History, Phase, Review};
use crate::app::message::{Kept, Msg, ProfileId, Ticket};
use crate::app::overlay::Overlay;
use crate::app::places::Places;
use crate::app::testing::{Driven, connection, record, words};
use crate::directory::call::{ApiError, Call, ListOf, Page, RecordOf, Reply, ResourceName};
use crate::directory::record::Record;
use crate::directory::shape::Shape;

/// A record as a review was told of it.
#[derive(Debug, Clone)]
pub(super) struct Read {
    pub(super) who: usize,
    /// Which state of it that was.
    pub(super) state: usize,
    /// When, on the explorers' clock.
    pub(super) at: Duration,
}

/// A list as it was when it was asked for.
#[derive(Debug)]
struct Asked {
    shows: Vec<Value>,
    /// How many answers had come then.
    answers: usize,
}

/// One explorer and its operator.
pub(super) struct Explorer {
    pub(super) driven: Driven,
    /// Its writes since it was started.
    pub(super) sent: Vec<usize>,
    /// How many of those have met their fate: they do so in order.
    pub(super) answered: usize,
    /// Whom the operator meant by an id when the change of it was begun.
    pub(super) named: HashMap<String, usize>,
    /// What a review of an id was told last.
    pub(super) read: HashMap<String, Read>,
    /// The same, before the last key that confirms.
    pub(super) shown: HashMap<String, Read>,
    /// Whether the last key that confirms has not sent anything yet.
    pub(super) may_send: bool,
    /// How many answers have come.
    pub(super) answers: usize,
    /// Whose change was confirmed, and how many answers had come when it was.
    pub(super) confirmed: HashMap<String, usize>,
    lists: HashMap<Ticket, Asked>,
}

impl Explorer {
    fn opened(ways: Ways) -> Self {
        let mut people = connection("people", "peoplelens");
        let description = Arc::make_mut(&mut people.description);
        for resource in &mut description.resources {
            if let Some(update) = &mut resource.update {
                update.answers_record = ways.answers_record;
            }
        }
        Self {
            driven: Driven::open(vec![people], 120, 36),
            sent: Vec::new(),
            answered: 0,
            named: HashMap::new(),
            read: HashMap::new(),
            shown: HashMap::new(),
            may_send: false,
            answers: 0,
            confirmed: HashMap::new(),
            lists: HashMap::new(),
        }
    }

    pub(super) fn review(&self) -> Option<&Review> {
        match &self.driven.app.overlay {
            Some(Overlay::Review(review)) => Some(review),
            _ => None,
        }
    }

    /// Which review waits for an answer, if one does.
    fn awaits(&self, ticket: Ticket) -> Option<&Review> {
        let behind = self.driven.app.profile().under_way.iter();
        let mut reviews = self.review().into_iter().chain(behind);
        reviews.find(|review| review.awaits(ticket))
    }

    pub(super) fn id_under_review(&self) -> Option<String> {
        let of = self.review()?.change().record.as_ref()?;
        Some(of.id.raw().to_owned())
    }

    pub(super) fn record(&self, value: &Value) -> Record {
        let description = self.driven.app.profile().description();
        let users = ListOf::Resource(ResourceName::new("users"));
        let shape: Shape<'_> = description.shape(&users).unwrap();
        record(&shape, value)
    }

    /// Whether Enter would leave what somebody else wrote.
    fn keeps_theirs(&self) -> bool {
        let Some(review) = self.review() else {
            return false;
        };
        let Focus::Button(at) = review.focus() else {
            return false;
        };
        review.buttons().get(at) == Some(&Button::KeepTheirs)
    }
}

pub(super) struct Scene {
    pub(super) explorers: Vec<Explorer>,
    pub(super) directory: Directory,
    /// The journal, which they share.
    pub(super) journal: Vec<String>,
    /// What each journal entry is about.
    pub(super) entries: HashMap<String, Entry>,
    pub(super) figures: Rc<Figures>,
}

impl Scene {
    pub(super) fn new(ways: Ways, figures: Rc<Figures>) -> Self {
        let mut scene = Self {
            explorers: vec![Explorer::opened(ways), Explorer::opened(ways)],
            directory: Directory::new(ways),
            journal: Vec::new(),
            entries: HashMap::new(),
            figures,
        };
        // No two write at the same nanosecond.
        let second = &mut scene.explorers[1].driven.app.now.wall;
        *second = second
            .checked_add(jiff::SignedDuration::from_nanos(1))
            .unwrap();
        for by in 0..scene.explorers.len() {
            scene.noted(by);
            scene.answer_at(by, 0, Fate::Done);
        }
        scene
    }

    pub(super) fn step(&mut self, by: usize, step: &Step) {
        self.give_up_drafts(by, step);
        match step {
            Step::Press(keys) => self.press(by, keys),
            Step::Type(text) => self.type_text(by, text),
            Step::Change(name) => {
                self.begin(by, name);
                self.confirm(by);
            }
            Step::Begin(name) => {
                self.begin(by, name);
                self.paint(by);
            }
            Step::Disable => {
                self.press(by, "D");
                self.confirm(by);
            }
            Step::Undo => {
                self.press(by, "u");
                self.press(by, "enter");
                self.confirm(by);
            }
            Step::Create(email) => self.create(by, email),
            Step::Look => self.paint(by),
            Step::Wait(milliseconds) => self.pass(Duration::from_millis(*milliseconds)),
            Step::Answer(fate) => {
                if let Some(at) = self.next(by) {
                    self.answer_at(by, at, *fate);
                }
            }
            Step::AnswerList => {
                let asked = self.explorers[by].driven.asked();
                let list = |call: &&Call| matches!(call, Call::List { .. });
                if let Some(at) = asked.iter().position(list) {
                    self.answer_at(by, at, Fate::Done);
                }
            }
            Step::Lands => {
                if let Some(write) = self.directory.later.pop() {
                    self.directory.perform(write);
                }
            }
            Step::Somebody(who, name) => self.directory.somebody(*who, name),
            Step::SomebodyDisables(who) => self.directory.somebody_disables(*who),
            Step::SomebodyRemoves(who) => self.directory.somebody_removes(*who),
            Step::GivenAgain(who) => self.directory.give_again(*who),
            Step::Restart { done } => self.restart(by, *done),
        }
        let explorer = &mut self.explorers[by];
        let goes_on = |review: &Review| !review.wants_decision() && !review.is_in_flight();
        explorer.may_send &= explorer.review().is_some_and(goes_on);
    }

    /// What is typed over, or given up for what somebody else wrote, is no draft
    /// of an earlier write any more.
    fn give_up_drafts(&mut self, by: usize, step: &Step) {
        let explorer = &self.explorers[by];
        let types = match step {
            Step::Press(_) | Step::Type(_) | Step::Disable | Step::Undo => {
                explorer.driven.app.form().is_some()
            }
            Step::Change(_) | Step::Begin(_) | Step::Create(_) => true,
            _ => false,
        };
        let enters = matches!(step, Step::Press("enter") | Step::Undo);
        if types || enters && explorer.keeps_theirs() {
            let mut writes = self.directory.writes.iter_mut();
            writes
                .by_ref()
                .filter(|write| write.by == by)
                .for_each(|write| write.from_draft = false);
        }
    }

    // ---- the operator

    /// Has an explorer do something, and looks at what came of it.
    fn has(&mut self, by: usize, act: impl FnOnce(&mut Driven)) {
        let explorer = &mut self.explorers[by];
        let before = explorer.id_under_review();
        act(&mut explorer.driven);
        let began = explorer
            .review()
            .filter(|review| matches!(review.phase(), Phase::Reading(_)))
            .map(Review::change);
        if let Some(change) = began
            && let Some(of) = &change.record
            && before.as_deref() != Some(of.id.raw())
        {
            let people = &self.directory.people;
            let named = match (&change.seen, change.who.email()) {
                (Some(seen), _) => self.directory.made_at(&seen.value()["created_at"]),
                (None, Some(email)) => {
                    // An email may be another's once who had it is gone.
                    let has_it = |person: &Person| {
                        person.id == of.id.raw() && person.now()["email"] == email.raw()
                    };
                    people.iter().position(has_it)
                }
                (None, None) => None,
            };
            let id = of.id.raw().to_owned();
            match named {
                Some(named) => explorer.named.insert(id, named),
                None => explorer.named.remove(&id),
            };
        }
        self.noted(by);
        self.judge(by);
    }

    /// Keeps what the lists that were asked for would show now.
    fn noted(&mut self, by: usize) {
        let explorer = &mut self.explorers[by];
        for (ticket, call) in &explorer.driven.waiting {
            if let Call::List { query, .. } = call {
                let search = query.search.as_deref().unwrap_or_default();
                let answers = explorer.answers;
                let asked = explorer.lists.entry(*ticket);
                asked.or_insert_with(|| Asked {
                    shows: self.directory.list(search),
                    answers,
                });
            }
        }
    }

    fn press(&mut self, by: usize, keys: &str) {
        let explorer = &mut self.explorers[by];
        if matches!(keys, "enter" | "ctrl-y") && explorer.review().is_some() {
            explorer.may_send = true;
            if let Some(id) = explorer.id_under_review() {
                match explorer.read.get(&id).cloned() {
                    Some(read) => explorer.shown.insert(id, read),
                    None => explorer.shown.remove(&id),
                };
            }
        }
        self.has(by, |driven| {
            driven.press(keys);
        });
    }

    fn type_text(&mut self, by: usize, text: &str) {
        self.has(by, |driven| {
            driven.type_text(text);
        });
    }

    fn paint(&mut self, by: usize) {
        self.has(by, |driven| {
            driven.send(Msg::Painted(Places::default()));
        });
        self.pass(Duration::from_millis(400));
    }

    fn pass(&mut self, time: Duration) {
        for by in 0..self.explorers.len() {
            self.has(by, |driven| {
                driven.wait(time);
            });
        }
    }

    fn begin(&mut self, by: usize, name: &str) {
        self.press(by, "e");
        self.settle(by);
        self.press(by, "ctrl-u");
        self.type_text(by, name);
        self.press(by, "enter");
        self.settle(by);
    }

    fn confirm(&mut self, by: usize) {
        self.settle(by);
        self.paint(by);
        self.press(by, "ctrl-y");
        self.settle(by);
    }

    fn create(&mut self, by: usize, email: &str) {
        let app = &self.explorers[by].driven.app;
        if app.overlay.is_some() || app.form().is_some() {
            return;
        }
        self.press(by, "+");
        if self.explorers[by].driven.app.form().is_none() {
            return;
        }
        for (place, text) in [email, "secret-of-12", "Eva", "Lima"].iter().enumerate() {
            if place > 0 {
                self.press(by, "tab");
            }
            self.press(by, "ctrl-u");
            self.type_text(by, text);
        }
        self.press(by, "enter");
        self.confirm(by);
    }

    // ---- the directory

    /// What is answered next: the oldest request, but for lists that come late.
    fn next(&self, by: usize) -> Option<usize> {
        let explorer = &self.explorers[by];
        let late = self.directory.ways.answers_lists_late;
        explorer.driven.waiting.iter().position(|(ticket, call)| {
            let is_list = matches!(call, Call::List { .. });
            !(late && is_list) || explorer.awaits(*ticket).is_some()
        })
    }

    /// Answers reads as they should be until nothing but writes is waited for.
    fn settle(&mut self, by: usize) {
        while let Some(at) = self.next(by)
            && !self.explorers[by].driven.waiting[at].1.is_write()
        {
            self.answer_at(by, at, Fate::Done);
        }
    }

    /// The request at that place meets its fate.
    fn answer_at(&mut self, by: usize, at: usize, fate: Fate) {
        let waiting = &mut self.explorers[by].driven.waiting;
        let asked = waiting.remove(at);
        waiting.insert(0, asked.clone());
        let (ticket, call) = asked;
        let answer = if call.is_write() {
            let explorer = &mut self.explorers[by];
            let number = explorer.sent[explorer.answered];
            explorer.answered += 1;
            self.write(number, fate)
        } else {
            match fate {
                Fate::Refused => Err(ApiError::Forbidden(words("No"))),
                _ => match fate.failure() {
                    Some(error) => Err(error),
                    None => self.read(by, ticket, &call),
                },
            }
        };
        let explorer = &mut self.explorers[by];
        explorer.answers += 1;
        let is_refused = matches!(answer, Err(ApiError::Unauthorized(_)));
        let late = self.explorers[by].lists.get(&ticket);
        let before = late.map(|asked| self.confirmed_since(by, asked.answers));
        self.has(by, |driven| {
            driven.answer(answer);
        });
        self.explorers[by].lists.remove(&ticket);
        if let Some(before) = before {
            self.holds_confirmed(by, &before);
        }
        if is_refused {
            // The token is read again, and is good.
            self.has(by, |driven| {
                driven.send(Msg::TokenRead {
                    profile: ProfileId(0),
                    outcome: Ok(()),
                });
            });
        }
    }

    fn read(&mut self, by: usize, ticket: Ticket, call: &Call) -> Result<Reply, ApiError> {
        let directory = &self.directory;
        let explorer = &mut self.explorers[by];
        match call {
            Call::List { query, .. } => {
                let search = query.search.as_deref().unwrap_or_default();
                let shows = if directory.ways.answers_lists_late {
                    std::mem::take(&mut explorer.lists.get_mut(&ticket).unwrap().shows)
                } else {
                    explorer.lists.remove(&ticket);
                    directory.list(search)
                };
                Ok(Reply::Page(Page {
                    records: shows.iter().map(|person| explorer.record(person)).collect(),
                    next: None,
                    total: None,
                    withheld: false,
                }))
            }
            Call::Get {
                of: RecordOf::Resource(of),
            } => match directory.place(of.id.raw()) {
                Some(who) if directory.is_shown(who) => {
                    let person = &directory.people[who];
                    if explorer.awaits(ticket).is_some() {
                        let read = Read {
                            who,
                            state: person.held.len() - 1,
                            at: explorer.driven.app.now.monotonic,
                        };
                        explorer.read.insert(of.id.raw().to_owned(), read);
                    }
                    Ok(Reply::Record(explorer.record(person.now())))
                }
                _ => {
                    if explorer.awaits(ticket).is_some() {
                        explorer.read.remove(of.id.raw());
                    }
                    Err(ApiError::NotFound(words("Nobody")))
                }
            },
            other => panic!("{other:?} is nothing that is read here"),
        }
    }

    fn write(&mut self, number: usize, fate: Fate) -> Result<Reply, ApiError> {
        let directory = &mut self.directory;
        let ways = directory.ways;
        directory.writes[number].received = fate.is_received();
        let known = directory.has_email_of(&directory.writes[number]);
        let done_to = if fate.is_done() {
            directory.perform(number)
        } else {
            None
        };
        if fate == Fate::DoneLater {
            directory.later.push(number);
        }
        if let Some(error) = fate.failure() {
            return Err(error);
        }
        let write = &directory.writes[number];
        let explorer = &self.explorers[write.by];
        let who = match &write.id {
            Some(id) => match directory.place(id) {
                Some(who) => who,
                None if fate == Fate::TakenNotDone => return Ok(Reply::Written(None)),
                None => return Err(ApiError::NotFound(words("Nobody"))),
            },
            None if fate == Fate::TakenNotDone => return Ok(Reply::Written(None)),
            None => done_to.or(known).unwrap(),
        };
        let creation = match (&write.id, done_to) {
            (Some(_), _) => Creation::AnswersRecord,
            (None, Some(_)) => ways.creation,
            (None, None) => ways.creation_of_known,
        };
        let person = &directory.people[who];
        let shows = match creation {
            _ if fate == Fate::DoneSilently => None,
            Creation::AnswersRecord => Some(person.now().clone()),
            Creation::AnswersId => Some(json!({"id": person.id})),
            Creation::AnswersNothing => None,
            Creation::Refuses => return Err(Fate::Refused.failure().unwrap()),
        };
        Ok(Reply::Written(shows.map(|shows| explorer.record(&shows))))
    }

    /// Kills the program, and starts it with the journal that it left.
    fn restart(&mut self, by: usize, done: bool) {
        self.figures.restart();
        let explorer = &self.explorers[by];
        let unanswered: Vec<usize> = explorer.sent[explorer.answered..].into();
        for number in unanswered {
            self.directory.writes[number].received = done;
            if done {
                self.directory.perform(number);
            }
        }
        for write in &mut self.directory.writes {
            // Drafts are not kept on the disk.
            write.from_draft &= write.by != by;
        }
        let started = Explorer::opened(self.directory.ways);
        let killed = std::mem::replace(&mut self.explorers[by], started);
        self.explorers[by].driven.app.now = killed.driven.app.now;
        self.noted(by);
        self.pass(Duration::from_secs(1));
        self.answer_at(by, 0, Fate::Done);
        let history = History::read(&self.journal.join("\n"));
        self.has(by, |driven| {
            driven.send(Msg::Kept {
                profile: ProfileId(0),
                kept: Kept {
                    also_open: None,
                    history,
                    unwritable: None,
                },
            });
        });
        // Of each that is open by the ledger there is one in the list.
        let mut expected: Vec<String> = self
            .open()
            .iter()
            .map(|write| write.id.clone().unwrap_or_default())
            .collect();
        self.figures.carried_over(expected.len());
        let pending = self.explorers[by].driven.app.profile().pending.iter();
        let mut listed: Vec<String> = pending
            .map(|review| review.change().record.as_ref())
            .map(|of| of.map_or_else(String::new, |of| of.id.raw().to_owned()))
            .collect();
        expected.sort_unstable();
        listed.sort_unstable();
        self.hold(Breach::LostUnknown, listed == expected, || {
            format!("{expected:?} are open, and {listed:?} are listed")
        });
        // Whom they meant is in the journal.
        let meant = |write: &&Write| write.id.clone().zip(write.of);
        let named: Vec<_> = self.open().iter().filter_map(meant).collect();
        self.explorers[by].named.extend(named);
    }
}
