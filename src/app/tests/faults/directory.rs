//! The directory: what it holds, what it held, and what it was told.

use std::time::Duration;

use serde_json::{Value, json};

use crate::app::testing::words;
use crate::directory::call::{ApiError, Call, Input, NetworkError};

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
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

impl Fate {
    /// Whether the directory got to see it.
    pub(super) const fn is_received(self) -> bool {
        !matches!(self, Self::Lost | Self::NoConnection)
    }

    /// Whether it is done at once.
    pub(super) const fn is_done(self) -> bool {
        matches!(
            self,
            Self::Done | Self::DoneSilently | Self::DoneAnswerLost | Self::DoneUnreadable
        )
    }

    /// What the explorer gets to see of a request that went wrong.
    pub(super) fn failure(self) -> Option<ApiError> {
        Some(match self {
            Self::Done | Self::DoneSilently | Self::TakenNotDone => return None,
            Self::DoneAnswerLost | Self::DoneLater => {
                ApiError::Network(NetworkError::Broken("reset".to_owned()))
            }
            Self::DoneUnreadable => ApiError::Unreadable {
                status: 200,
                why: "It is a web page.".to_owned(),
            },
            Self::Refused => ApiError::Invalid {
                status: 422,
                words: words("That is no name"),
                fields: Vec::new(),
            },
            Self::Failed => ApiError::Server {
                status: 502,
                words: words("Bad gateway"),
            },
            Self::Limited => ApiError::Limited {
                retry_after: Some(Duration::from_secs(5)),
                words: words("Slow down"),
            },
            Self::Unauthorized => ApiError::Unauthorized(words("Expired")),
            Self::Lost => ApiError::Network(NetworkError::Timeout { sent: true }),
            Self::NoConnection => ApiError::Network(NetworkError::Connect("refused".to_owned())),
        })
    }
}

/// What the answer to a creation shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Creation {
    AnswersRecord,
    AnswersId,
    AnswersNothing,
    Refuses,
}

/// How a directory goes about it.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a way of its own")]
pub(super) struct Ways {
    /// Whether it stores emails in lower case and long names cut.
    pub(super) normalises: bool,
    /// Whether nothing tells of those who are disabled.
    pub(super) hides_disabled: bool,
    /// Whether a list is answered as it was when it was asked for.
    pub(super) answers_lists_late: bool,
    /// Whether an update answers with the record.
    pub(super) answers_record: bool,
    /// What a creation is answered with.
    pub(super) creation: Creation,
    /// The same, where the email is somebody's and nobody is made.
    pub(super) creation_of_known: Creation,
}

/// Who wrote: an explorer, or somebody else.
pub(super) type Author = Option<usize>;

/// A person. An id that is given again is another person's.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) is_gone: bool,
    /// What was held since the beginning and who wrote it, the last being what
    /// is held.
    pub(super) held: Vec<(Value, Author)>,
}

impl Person {
    pub(super) fn now(&self) -> &Value {
        &self.held.last().unwrap().0
    }
}

/// What an explorer sent.
#[derive(Debug)]
pub(super) struct Write {
    pub(super) by: usize,
    /// The id that it goes to; none for a creation.
    pub(super) id: Option<String>,
    /// Whom the id meant when it was sent; none for a creation.
    pub(super) of: Option<usize>,
    pub(super) fields: Vec<(String, Input)>,
    /// Whether the directory got to see it.
    pub(super) received: bool,
    /// Whether it did it.
    pub(super) done: bool,
    /// Whom it made.
    pub(super) made: Option<usize>,
    /// Which state of the record was its last when it was sent.
    pub(super) sent_at: usize,
    /// Whether there is a draft that it came from, which nobody has touched
    /// since.
    pub(super) from_draft: bool,
}

#[derive(Debug)]
pub(super) struct Directory {
    pub(super) ways: Ways,
    pub(super) people: Vec<Person>,
    /// The writes that are to be done later.
    pub(super) later: Vec<usize>,
    /// The writes in the order they were sent.
    pub(super) writes: Vec<Write>,
}

impl Directory {
    pub(super) fn new(ways: Ways) -> Self {
        let mut directory = Self {
            ways,
            people: Vec::new(),
            later: Vec::new(),
            writes: Vec::new(),
        };
        for (id, name) in [("usr-1", "Ana"), ("usr-2", "Bruno")] {
            let email = format!("{id}@acme.example");
            directory.admit(id.to_owned(), name, &email, None);
        }
        directory
    }

    /// A person comes, made at a moment of their own. Says their place.
    fn admit(&mut self, id: String, name: &str, email: &str, by: Author) -> usize {
        let number = self.people.len();
        // Those of the first day are the two that the directory begins with.
        let day = if number < 2 {
            "2024-01-03"
        } else {
            "2026-03-15"
        };
        let (hour, minute) = (number / 60, number % 60);
        let person = json!({
            "id": &id, "first_name": name, "last_name": "Lima", "email": email,
            "is_enabled": true, "user_preferences": [{"role": "Admin"}],
            "created_at": format!("{day}T{hour:02}:{minute:02}:00Z"),
        });
        self.people.push(Person {
            id,
            is_gone: false,
            held: vec![(person, by)],
        });
        number
    }

    /// Whom an id means.
    pub(super) fn place(&self, id: &str) -> Option<usize> {
        let is_it = |person: &Person| person.id == id && !person.is_gone;
        self.people.iter().position(is_it)
    }

    /// Whom an id means or, if nobody, meant last.
    pub(super) fn last_place(&self, id: &str) -> Option<usize> {
        let meant = || self.people.iter().rposition(|person| person.id == id);
        self.place(id).or_else(meant)
    }

    /// Who was made at that moment.
    pub(super) fn made_at(&self, created: &Value) -> Option<usize> {
        let is_it = |person: &Person| person.now()["created_at"] == *created;
        self.people.iter().position(is_it)
    }

    pub(super) fn is_shown(&self, who: usize) -> bool {
        let person = &self.people[who];
        !person.is_gone && (!self.ways.hides_disabled || person.now()["is_enabled"] == true)
    }

    /// What a list shows.
    pub(super) fn list(&self, search: &str) -> Vec<Value> {
        let search = search.to_lowercase();
        let shown = (0..self.people.len()).filter(|who| self.is_shown(*who));
        shown
            .map(|who| self.people[who].now())
            .filter(|person| person.to_string().to_lowercase().contains(&search))
            .cloned()
            .collect()
    }

    pub(super) fn set(&mut self, who: usize, field: &str, value: Value, by: Author) {
        let mut now = self.people[who].now().clone();
        match field {
            "role" => now["user_preferences"][0]["role"] = value,
            _ => now[field] = value,
        }
        self.people[who].held.push((now, by));
    }

    pub(super) fn somebody(&mut self, who: usize, name: &str) {
        if who < self.people.len() && !self.people[who].is_gone {
            self.set(who, "first_name", Value::from(name), None);
        }
    }

    pub(super) fn somebody_disables(&mut self, who: usize) {
        if who < self.people.len() && !self.people[who].is_gone {
            let is_enabled = self.people[who].now()["is_enabled"] == true;
            self.set(who, "is_enabled", Value::from(!is_enabled), None);
        }
    }

    pub(super) fn somebody_removes(&mut self, who: usize) {
        if let Some(person) = self.people.get_mut(who) {
            person.is_gone = true;
        }
    }

    /// The id of a person who is gone is another's from now on.
    pub(super) fn give_again(&mut self, who: usize) {
        self.somebody_removes(who);
        let Some(id) = self.people.get(who).map(|person| person.id.clone()) else {
            return;
        };
        if self.place(&id).is_none() {
            let number = self.people.len();
            let email = format!("max{number}@acme.example");
            self.admit(id, &format!("Max{number}"), &email, None);
        }
    }

    /// What is stored of what is sent.
    pub(super) fn stored(&self, field: &str, input: &Input) -> Option<Value> {
        Some(match (plain(input)?, field) {
            (Value::String(email), "email") if self.ways.normalises => {
                Value::from(email.to_lowercase())
            }
            (Value::String(name), _) if self.ways.normalises => {
                Value::from(name.chars().take(5).collect::<String>())
            }
            (value, _) => value,
        })
    }

    /// Whether a record is as a write wants it: to the letter, or as it is
    /// stored. What no read shows is left out.
    pub(super) fn is_so(&self, held: &Value, write: &Write, to_the_letter: bool) -> bool {
        let mut fields = write.fields.iter();
        fields.all(|(field, input)| {
            let wanted = if to_the_letter {
                plain(input)
            } else {
                self.stored(field, input)
            };
            let at = if field == "role" {
                &held["user_preferences"][0]["role"]
            } else {
                &held[field]
            };
            wanted.is_none_or(|wanted| *at == wanted)
        })
    }

    /// Who has the email that a creation gives.
    pub(super) fn has_email_of(&self, write: &Write) -> Option<usize> {
        let (_, email) = write.fields.iter().find(|(field, _)| field == "email")?;
        let email = plain(email)?.as_str()?.to_lowercase();
        let is_it = |person: &Person| {
            let held = person.now()["email"].as_str().unwrap();
            !person.is_gone && held.to_lowercase() == email
        };
        self.people.iter().position(is_it)
    }

    /// Does a write, if there is whom to do it to. Says whom it was done to.
    pub(super) fn perform(&mut self, number: usize) -> Option<usize> {
        let write = &self.writes[number];
        let by = Some(write.by);
        let stored: Vec<(String, Value)> = write
            .fields
            .iter()
            .filter_map(|(field, input)| Some((field.clone(), self.stored(field, input)?)))
            .collect();
        let who = match write.id.as_deref() {
            Some(id) => self.place(id)?,
            None if self.has_email_of(write).is_some() => return None,
            None => {
                let id = format!("usr-{}", self.people.len() + 1);
                let made = self.admit(id, "", "", by);
                self.writes[number].made = Some(made);
                made
            }
        };
        for (field, value) in stored {
            self.set(who, &field, value, by);
        }
        self.writes[number].done = true;
        Some(who)
    }
}

/// What is sent; none for what no read shows.
pub(super) fn plain(input: &Input) -> Option<Value> {
    match input {
        Input::Text(text) => Some(Value::from(text.as_str())),
        Input::YesNo(yes) => Some(Value::from(*yes)),
        Input::Secret(_) => None,
    }
}

/// The id that a call is about, and what it sends.
pub(super) fn parts(call: &Call) -> (Option<&str>, &[(String, Input)]) {
    match call {
        Call::Update { record, fields } => (Some(record.id.raw()), fields),
        Call::Create { fields, .. } => (None, fields),
        other => panic!("{other:?} is nothing that is written here"),
    }
}
