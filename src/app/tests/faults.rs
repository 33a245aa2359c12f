//! Changes against a directory that fails in every way it can, and keeps a
//! ledger of what it really did: the ledger is the judge.
//!
//! ```text
//! PROPTEST_CASES=100000 cargo test --lib changes_and_a_directory -- --nocapture
//! ```
//!
//! is the long run.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::app::change::{Button, Focus, History};
use crate::app::message::{Kept, Msg, ProfileId};
use crate::app::overlay::Overlay;
use crate::app::profile::Draft;
use crate::app::testing::{Driven, connection, record, words};
use crate::directory::call::{
    ApiError, Call, Input, ListOf, NetworkError, Page, RecordOf, Reply, ResourceName,
};
use crate::directory::record::Record;
use crate::directory::shape::Shape;

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It is done and answered.
    Done,
    /// It is done; the answer shows nothing.
    DoneSilently,
    /// It is done; the answer is lost.
    DoneAnswerLost,
    /// It is done; the answer makes no sense.
    DoneUnreadable,
    /// It is taken and never done; the answer shows what is there.
    TakenNotDone,
    /// It is done later; nobody answers.
    DoneLater,
    /// It is refused.
    Refused,
    /// The server fails over it.
    Failed,
    /// Too many requests.
    Limited,
    /// The token is refused.
    Unauthorized,
    /// It is lost on its way.
    Lost,
    /// There is no connection.
    NoConnection,
}

#[derive(Debug, Clone)]
enum Step {
    /// Keys of the operator.
    Press(&'static str),
    Type(&'static str),
    /// The way from a record to a change of it that is confirmed, nothing
    /// failing.
    Change(&'static str),
    /// The screen is painted, and looked at.
    Look,
    Wait(u64),
    /// The oldest request meets its fate.
    Answer(Fate),
    /// What was to be done later is done.
    Lands,
    /// Somebody else changes a record.
    Somebody(usize, &'static str),
    /// The program is killed and started again. What is on its way is done, or
    /// lost.
    Restart {
        done: bool,
    },
}

/// What must never be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Breach {
    DuplicateWrite,
    FalseSuccess,
    FalseDenial,
    LostDraft,
    LostUnknown,
}

impl Breach {
    const ALL: [(Self, &'static str); 5] = [
        (Self::DuplicateWrite, "duplicate writes"),
        (Self::FalseSuccess, "false successes"),
        (Self::FalseDenial, "false denials"),
        (Self::LostDraft, "lost drafts"),
        (Self::LostUnknown, "unknowns lost over a restart"),
    ];
}

/// What was seen in all interleavings.
#[derive(Debug, Default)]
struct Figures {
    interleavings: Cell<u64>,
    writes: Cell<u64>,
    outcomes: Cell<u64>,
    restarts: Cell<u64>,
    carried_over: Cell<u64>,
    breaches: BTreeMap<Breach, Cell<u64>>,
}

impl Figures {
    fn new() -> Self {
        let none = |(breach, _)| (breach, Cell::new(0));
        Self {
            breaches: Breach::ALL.map(none).into(),
            ..Self::default()
        }
    }

    fn print(&self) {
        let seen = [
            ("interleavings", &self.interleavings),
            ("writes", &self.writes),
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

const NAMES: [&str; 4] = ["Ana", "Anna", "Annabel", "Zoë"];

fn any_fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        8 => Just(Fate::Done),
        8 => prop::sample::select(vec![
            Fate::DoneSilently,
            Fate::DoneAnswerLost,
            Fate::DoneUnreadable,
            Fate::TakenNotDone,
            Fate::DoneLater,
            Fate::Refused,
            Fate::Failed,
            Fate::Limited,
            Fate::Unauthorized,
            Fate::Lost,
            Fate::NoConnection,
        ]),
    ]
}

fn any_step() -> impl Strategy<Value = Step> {
    let keys = vec![
        "e", "D", "enter", "esc", "ctrl-y", "tab", "j", "k", "ctrl-u", "u", "t", "r",
    ];
    prop_oneof![
        6 => prop::sample::select(keys).prop_map(Step::Press),
        1 => prop::sample::select(NAMES.to_vec()).prop_map(Step::Type),
        3 => prop::sample::select(NAMES.to_vec()).prop_map(Step::Change),
        3 => Just(Step::Look),
        2 => prop::sample::select(vec![1_u64, 1_000, 3_000, 7_000, 60_000]).prop_map(Step::Wait),
        8 => any_fate().prop_map(Step::Answer),
        1 => Just(Step::Lands),
        1 => (0_usize..2, prop::sample::select(NAMES.to_vec()))
            .prop_map(|(who, name)| Step::Somebody(who, name)),
        1 => any::<bool>().prop_map(|done| Step::Restart { done }),
    ]
}

/// The directory: what it holds, what it held, and what it was told.
#[derive(Debug)]
struct Directory {
    people: Vec<Value>,
    /// What each held since the beginning, the last being what it holds.
    held: Vec<Vec<Value>>,
    /// What is to be done later.
    later: Vec<(usize, usize)>,
    /// The writes in the order they were sent.
    writes: Vec<Write>,
}

#[derive(Debug)]
struct Write {
    of: usize,
    fields: Vec<(String, Input)>,
    /// Whether the directory got to see it.
    received: bool,
    /// Whether it did it.
    done: bool,
    /// Which state of the record was its last when it was sent.
    sent_at: usize,
    /// Whether there is a draft that it came from, which nobody has touched
    /// since.
    from_draft: bool,
}

impl Directory {
    fn new() -> Self {
        let people: Vec<Value> = [("usr-1", "Ana"), ("usr-2", "Bruno")]
            .map(|(id, name)| {
                json!({
                    "id": id, "first_name": name, "last_name": "Lima",
                    "email": format!("{id}@acme.example"), "is_enabled": true,
                    "user_preferences": [{"role": "Admin"}],
                })
            })
            .into();
        Self {
            held: people.iter().map(|person| vec![person.clone()]).collect(),
            people,
            later: Vec::new(),
            writes: Vec::new(),
        }
    }

    fn place(&self, id: &str) -> Option<usize> {
        self.people.iter().position(|person| person["id"] == id)
    }

    fn set(&mut self, who: usize, field: &str, value: Value) {
        self.people[who][field] = value;
        self.held[who].push(self.people[who].clone());
    }

    fn perform(&mut self, write: usize) {
        let Write { of, fields, .. } = &self.writes[write];
        let (of, fields) = (*of, fields.clone());
        for (field, input) in fields {
            self.set(of, &field, plain(&input));
        }
        self.writes[write].done = true;
    }
}

fn plain(input: &Input) -> Value {
    match input {
        Input::Text(text) => Value::from(text.as_str()),
        Input::YesNo(yes) => Value::from(*yes),
        Input::Secret(_) => panic!("no secret is edited here"),
    }
}

fn opened() -> Driven {
    Driven::open(vec![connection("people", "peoplelens")], 120, 36)
}

/// The explorer, the directory, and what is between them.
struct Scene {
    driven: Driven,
    directory: Directory,
    /// How many writes have met their fate: they do so in order.
    answered: usize,
    /// How many journal lines were judged.
    judged: usize,
    /// Which write each journal entry is about, and whether its outcome is
    /// still to be found out.
    entries: HashMap<String, (usize, bool)>,
    /// Which entry another repeats: that other's outcome is its own, unless it
    /// was not taken.
    repeats: HashMap<String, String>,
    figures: Rc<Figures>,
}

impl Scene {
    fn new(figures: Rc<Figures>) -> Self {
        let mut scene = Self {
            figures,
            driven: opened(),
            directory: Directory::new(),
            answered: 0,
            judged: 0,
            entries: HashMap::new(),
            repeats: HashMap::new(),
        };
        scene.answer(Fate::Done);
        scene
    }

    /// Says that something is so, or else has been broken.
    #[track_caller]
    fn hold(&self, breach: Breach, kept: bool, why: impl FnOnce() -> String) {
        if !kept {
            count(&self.figures.breaches[&breach], 1);
            panic!("{breach:?}: {}", why());
        }
    }

    fn step(&mut self, step: &Step) {
        let before = self.directory.writes.len();
        self.take(step);
        self.judge();
        let sent = self.directory.writes.len() - before;
        count(&self.figures.writes, sent);
        let confirmations = match step {
            Step::Press("enter" | "ctrl-y") => 1,
            // Its form's and its review's.
            Step::Change(_) => 2,
            _ => 0,
        };
        self.hold(Breach::DuplicateWrite, sent <= confirmations, || {
            format!("{sent} writes for {confirmations} confirmations")
        });
    }

    fn take(&mut self, step: &Step) {
        let typed = matches!(step, Step::Press(_) | Step::Type(_) | Step::Change(_));
        let in_form = self.driven.app.form().is_some();
        // What is typed over, or given up for what somebody else wrote, is no
        // draft of an earlier write any more.
        let gives_up = matches!(step, Step::Press("enter")) && self.keeps_theirs();
        if gives_up || typed && (in_form || matches!(step, Step::Change(_))) {
            for write in &mut self.directory.writes {
                write.from_draft = false;
            }
        }
        match step {
            Step::Press(keys) => {
                self.driven.press(keys);
            }
            Step::Type(text) => {
                self.driven.type_text(text);
            }
            Step::Change(name) => {
                self.driven.press("e");
                self.settle();
                self.driven.press("ctrl-u").type_text(name).press("enter");
                self.settle();
                self.driven.paint().press("ctrl-y");
            }
            Step::Look => {
                self.driven.paint();
            }
            Step::Wait(milliseconds) => {
                self.driven.wait(Duration::from_millis(*milliseconds));
            }
            Step::Answer(fate) => self.answer(*fate),
            Step::Lands => {
                if let Some((write, _)) = self.directory.later.pop() {
                    self.directory.perform(write);
                }
            }
            Step::Somebody(who, name) => {
                self.directory.set(*who, "first_name", Value::from(*name));
            }
            Step::Restart { done } => self.restart(*done),
        }
    }

    /// Kills the program, and starts it with the journal that it left.
    fn restart(&mut self, done: bool) {
        self.judge();
        count(&self.figures.restarts, 1);
        for write in self.answered..self.directory.writes.len() {
            self.directory.writes[write].received = done;
            if done {
                self.directory.perform(write);
            }
        }
        self.answered = self.directory.writes.len();
        for write in &mut self.directory.writes {
            // Drafts are not kept on the disk.
            write.from_draft = false;
        }
        let killed = std::mem::replace(&mut self.driven, opened());
        let driven = &mut self.driven;
        driven.app.now = killed.app.now;
        driven.journal = killed.journal;
        driven.wait(Duration::from_secs(1));
        self.answer(Fate::Done);
        let history = History::read(&self.driven.journal.join("\n"));
        self.driven.send(Msg::Kept {
            profile: ProfileId(0),
            kept: Kept {
                also_open: None,
                history,
                unwritable: None,
            },
        });
        // Of each that is open by the ledger there is one in the list.
        let open = self.entries.values().filter(|(_, open)| *open);
        let open: Vec<usize> = open.map(|(write, _)| *write).collect();
        count(&self.figures.carried_over, open.len());
        let person = |of: usize| self.directory.people[of]["id"].as_str().unwrap();
        let mut expected: Vec<&str> = open
            .iter()
            .map(|write| person(self.directory.writes[*write].of))
            .collect();
        let pending = &self.driven.app.profile().pending;
        let mut listed: Vec<&str> = pending
            .iter()
            .map(|review| review.change().record.as_ref().unwrap().id.raw())
            .collect();
        expected.sort_unstable();
        listed.sort_unstable();
        self.hold(Breach::LostUnknown, listed == expected, || {
            format!("{expected:?} are open, and {listed:?} are listed")
        });
    }

    /// Answers reads as they should be until nothing but writes is waited for.
    fn settle(&mut self) {
        while self
            .driven
            .waiting
            .first()
            .is_some_and(|(_, call)| !call.is_write())
        {
            self.answer(Fate::Done);
        }
    }

    fn answer(&mut self, fate: Fate) {
        self.judge();
        let Some((_, call)) = self.driven.waiting.first() else {
            return;
        };
        let call = call.clone();
        let answer = if call.is_write() {
            let number = self.answered;
            self.answered += 1;
            self.write(number, fate)
        } else {
            match fate {
                Fate::Refused => Err(ApiError::Forbidden(words("No"))),
                _ => failure(fate).map_or_else(|| self.read(&call), Err),
            }
        };
        self.driven.answer(answer);
        // A token that was refused is read again, and is good.
        self.driven.send(Msg::TokenRead {
            profile: ProfileId(0),
            outcome: Ok(()),
        });
    }

    fn read(&self, call: &Call) -> Result<Reply, ApiError> {
        let people = &self.directory.people;
        match call {
            Call::List { query, .. } => {
                let search = query.search.as_deref().unwrap_or_default();
                let found = |person: &&Value| person.to_string().contains(search);
                let found = people.iter().filter(found);
                Ok(Reply::Page(Page {
                    records: found.map(|person| self.record(person)).collect(),
                    next: None,
                    total: None,
                    withheld: false,
                }))
            }
            Call::Get {
                of: RecordOf::Resource(of),
            } => match self.directory.place(of.id.raw()) {
                Some(who) => Ok(Reply::Record(self.record(&people[who]))),
                None => Err(ApiError::NotFound(words("Nobody"))),
            },
            other => panic!("{other:?} is nothing that is read here"),
        }
    }

    fn record(&self, person: &Value) -> Record {
        let description = self.driven.app.profile().description();
        let users = ListOf::Resource(ResourceName::new("users"));
        let shape: Shape<'_> = description.shape(&users).unwrap();
        record(&shape, person)
    }

    fn write(&mut self, number: usize, fate: Fate) -> Result<Reply, ApiError> {
        let directory = &mut self.directory;
        let of = directory.writes[number].of;
        directory.writes[number].received = !matches!(fate, Fate::Lost | Fate::NoConnection);
        match fate {
            Fate::Done | Fate::DoneSilently | Fate::DoneAnswerLost | Fate::DoneUnreadable => {
                directory.perform(number);
            }
            Fate::DoneLater => directory.later.push((number, of)),
            _ => {}
        }
        let person = directory.people[of].clone();
        match (fate, failure(fate)) {
            (_, Some(error)) => Err(error),
            (Fate::Done | Fate::TakenNotDone, None) => {
                Ok(Reply::Written(Some(self.record(&person))))
            }
            (_, None) => Ok(Reply::Written(None)),
        }
    }

    /// Holds what is claimed against what is so.
    fn judge(&mut self) {
        while let Some(line) = self.driven.journal.get(self.judged) {
            let line: Value = serde_json::from_str(line).unwrap();
            self.judged += 1;
            let entry = line["id"].as_str().unwrap().to_owned();
            match line["state"].as_str().unwrap() {
                "sending" => {
                    if let Some(former) = line["again"].as_str() {
                        self.repeats.insert(entry.clone(), former.to_owned());
                        self.entries.get_mut(former).unwrap().1 = false;
                    }
                    self.sent(entry, &line);
                }
                claim => {
                    count(&self.figures.outcomes, 1);
                    self.claimed(&entry, claim);
                    let (_, open) = self.entries.get_mut(&entry).unwrap();
                    *open = claim == "unknown" && line["closed"] != true;
                    let was_not_taken = matches!(claim, "rejected" | "not sent");
                    if let Some(former) = self.repeats.get(&entry).filter(|_| was_not_taken) {
                        self.entries.get_mut(former).unwrap().1 = true;
                    }
                }
            }
        }
        let waiting = self.driven.asked().iter().filter(|c| c.is_write()).count();
        let (sent, written_down) = (waiting + self.answered, self.directory.writes.len());
        self.hold(Breach::DuplicateWrite, sent == written_down, || {
            format!("{sent} writes were sent, and {written_down} are in the journal")
        });
    }

    fn sent(&mut self, entry: String, line: &Value) {
        let of = self.directory.place(line["record"].as_str().unwrap());
        let of = of.unwrap();
        // Sent and journalled in one: it is the next one that waits.
        let before = self.directory.writes.len() - self.answered;
        let asked = self.driven.asked();
        let write = asked.iter().filter(|call| call.is_write()).nth(before);
        let Some(Call::Update { record, fields }) = write else {
            panic!("{line} was journalled, and {write:?} sent");
        };
        assert_eq!(record.id.raw(), line["record"]);
        let write = Write {
            of,
            fields: fields.clone(),
            received: false,
            done: false,
            sent_at: self.directory.held[of].len() - 1,
            from_draft: self.has_draft(of),
        };
        let number = self.directory.writes.len();
        let known = self.entries.insert(entry, (number, true));
        assert_eq!(known, None, "each transmission has an entry of its own");
        self.directory.writes.push(write);
    }

    /// Whether Enter would leave what somebody else wrote.
    fn keeps_theirs(&self) -> bool {
        let Some(Overlay::Review(review)) = &self.driven.app.overlay else {
            return false;
        };
        let Focus::Button(at) = review.focus() else {
            return false;
        };
        review.buttons().get(at) == Some(&Button::KeepTheirs)
    }

    fn has_draft(&self, of: usize) -> bool {
        let id = self.directory.people[of]["id"].as_str().unwrap();
        let mut drafts = self.driven.app.profile().drafts.keys();
        drafts.any(|draft| matches!(draft, Draft::Edit(record) if record.id.raw() == id))
    }

    fn claimed(&self, entry: &str, claim: &str) {
        let write = &self.directory.writes[self.entries[entry].0];
        let is_so = |held: &Value| {
            let mut fields = write.fields.iter();
            fields.all(|(field, input)| held[field] == plain(input))
        };
        // A draft of what has come to be so by other ways is none.
        let superfluous = is_so(&self.directory.people[write.of]);
        let drafted = !write.from_draft || self.has_draft(write.of) || superfluous;
        self.hold(Breach::LostDraft, claim == "applied" || drafted, || {
            format!("{write:?} is {claim}, and its draft is lost")
        });
        match claim {
            "applied" => {
                let since = &self.directory.held[write.of][write.sent_at..];
                self.hold(Breach::FalseSuccess, since.iter().any(is_so), || {
                    format!("{write:?} is called applied, and was never so")
                });
            }
            "rejected" => self.hold(Breach::FalseDenial, !write.done, || {
                format!("{write:?} is called rejected")
            }),
            "not sent" => self.hold(Breach::FalseDenial, !write.received, || {
                format!("{write:?} is called not sent")
            }),
            "unknown" | "accepted" => {}
            other => panic!("what is {other}?"),
        }
    }
}

/// What the explorer gets to see of a request that went wrong.
fn failure(fate: Fate) -> Option<ApiError> {
    Some(match fate {
        Fate::Done | Fate::DoneSilently | Fate::TakenNotDone => return None,
        Fate::DoneAnswerLost | Fate::DoneLater => {
            ApiError::Network(NetworkError::Broken("reset".to_owned()))
        }
        Fate::DoneUnreadable => ApiError::Unreadable {
            status: 200,
            why: "It is a web page.".to_owned(),
        },
        Fate::Refused => ApiError::Invalid {
            status: 422,
            words: words("That is no name"),
            fields: Vec::new(),
        },
        Fate::Failed => ApiError::Server {
            status: 502,
            words: words("Bad gateway"),
        },
        Fate::Limited => ApiError::Limited {
            retry_after: Some(Duration::from_secs(5)),
            words: words("Slow down"),
        },
        Fate::Unauthorized => ApiError::Unauthorized(words("Expired")),
        Fate::Lost => ApiError::Network(NetworkError::Timeout { sent: true }),
        Fate::NoConnection => ApiError::Network(NetworkError::Connect("refused".to_owned())),
    })
}

#[test]
fn changes_and_a_directory_that_fails_agree_on_what_was_done() {
    let config = Config::with_source_file(file!());
    let mut runner = TestRunner::new(Config {
        cases: config.cases.max(3_000),
        ..config
    });
    let figures = Rc::new(Figures::new());
    let outcome = runner.run(&vec(any_step(), 1..60), |steps| {
        let mut scene = Scene::new(figures.clone());
        for step in &steps {
            scene.step(step);
        }
        count(&figures.interleavings, 1);
        Ok(())
    });
    figures.print();
    assert!(outcome.is_ok(), "{}", outcome.unwrap_err());
}
