//! A filter's text, read over records with certain fields.

use super::Filter;
use super::fields::{FilterFields, Looked, Meant};
use super::query::{self, Named, Relation, Word};
use super::remark::Remark;
use super::term::{Place, Reading, Term, Test};
use super::value::{Dated, Number, dated};
use crate::directory::description::Kind;
use crate::text::fold;

/// What can stand behind the colon of a date.
const DATES: &str = "2026, 2026-01, >2026-01-31, <30d, today";
/// What can stand behind the sign of a date.
const DATES_IN_ORDER: &str = "2026, 2026-01, 2026-01-31, 30d, 6w, 3m, 1y, today";
/// What can stand where only numbers can.
const NUMBERS: &str = "a number";

/// A filter's text as it was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The filter, if anything is asked.
    pub filter: Option<Filter>,
    /// What there is to say of its words, in their order.
    pub remarks: Vec<Remark>,
}

/// Whether more of a text is to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Typing {
    GoesOn,
    Done,
}

/// What a word asks.
enum Asked {
    /// A test, perhaps with something to say of it.
    Test(Test, Option<Remark>),
    /// Nothing, or not yet.
    Nothing(Option<Remark>),
}

impl Read {
    /// Reads what is being typed. What its last word may become is waited for
    /// where it would else hide rows for a moment.
    #[must_use]
    pub fn typed(text: &str, fields: &FilterFields) -> Self {
        Self::new(text, fields, Typing::GoesOn)
    }

    /// Reads a text to which nothing is added any more.
    #[must_use]
    pub fn whole(text: &str, fields: &FilterFields) -> Self {
        Self::new(text, fields, Typing::Done)
    }

    fn new(text: &str, fields: &FilterFields, typing: Typing) -> Self {
        let (mut terms, mut remarks) = (Vec::new(), Vec::new());
        for mut word in query::words(text) {
            word.open &= typing == Typing::GoesOn;
            let excludes = word.excludes;
            remarks.extend(match fields.asked(&word) {
                Asked::Test(asked, remark) => {
                    terms.push(Term {
                        excludes,
                        test: asked,
                    });
                    remark
                }
                Asked::Nothing(remark) => remark,
            });
        }
        let filter = (!terms.is_empty()).then(|| Filter {
            text: text.to_owned(),
            terms,
            reading: fields.reading(),
        });
        Self { filter, remarks }
    }
}

impl FilterFields {
    /// What a word is held against besides single segments.
    fn reading(&self) -> Reading {
        let vocabulary: Vec<usize> = (0..self.fields.len())
            .filter(|place| self.fields[*place].is_vocabulary)
            .collect();
        let mut called = self.place(self.called());
        if self.called().iter().any(|place| vocabulary.contains(place)) {
            called = Place::default();
        }
        Reading {
            vocabulary_names: self.place(&vocabulary).names,
            vocabulary: vocabulary.into_iter().map(segment).collect(),
            called,
        }
    }

    /// Those fields.
    fn place(&self, places: &[usize]) -> Place {
        let name = |place: &usize| self.fields[*place].name.clone();
        Place {
            segments: places.iter().copied().map(segment).collect(),
            names: places.iter().map(name).collect(),
        }
    }

    fn asked(&self, word: &Word<'_>) -> Asked {
        let Some(named) = &word.named else {
            return self.occurs(word);
        };
        match self.meant(named.name) {
            Meant::Field(place) => {
                let field = &self.fields[place];
                self.of_field(field, self.place(&[place]), named, word.open)
            }
            Meant::Id => {
                let id = Place {
                    segments: vec![0],
                    names: vec!["id".to_owned()],
                };
                let takes = takes(Kind::Id, named.relation, &[]);
                of_text("id", Kind::Id, id, named, word.open, &takes)
            }
            Meant::Called => {
                let place = self.place(self.called());
                let takes = takes(Kind::Text, named.relation, &[]);
                of_text("name", Kind::Text, place, named, word.open, &takes)
            }
            Meant::Enabled(polarity) => self.enabled(polarity, named, word.open),
            Meant::Several(known) => as_it_stands(word, |name| Remark::Several { name, known }),
            // An address, a time, a smiley: nobody meant a field.
            Meant::Nothing if named.value.starts_with('/') || named.name.len() < 2 => {
                as_it_stands(word, |_| None::<Remark>)
            }
            Meant::Nothing => as_it_stands(word, |name| Remark::NoField {
                near: self.near(&name),
                known: self.labels().collect(),
                name,
            }),
        }
    }

    /// A word that is about no field.
    fn occurs(&self, word: &Word<'_>) -> Asked {
        let text = fold(&word.text);
        // `-r` may become `-role:`, and would hide all with an r until then.
        let begins = |name: String| fold(&name).starts_with(&text);
        let waits = word.excludes && word.open && self.labels().any(begins);
        if text.is_empty() || waits {
            return Asked::Nothing(None);
        }
        Asked::Test(Test::Occurs(text), None)
    }

    fn of_field(&self, field: &Looked, place: Place, named: &Named<'_>, open: bool) -> Asked {
        match field.kind {
            Kind::YesNo => {
                let words = &field.words;
                yes_no(&field.spoken(), words, words, place, named, open)
            }
            Kind::Date => self.date(field, place, named, open),
            kind => {
                let takes = takes(kind, named.relation, &field.values);
                of_text(&field.spoken(), kind, place, named, open, &takes)
            }
        }
    }

    /// Whether a record is enabled, or disabled, whatever the field for it is
    /// called and its value says.
    fn enabled(&self, polarity: bool, named: &Named<'_>, open: bool) -> Asked {
        let Some((place, when)) = self.disabled() else {
            return Asked::Nothing(None);
        };
        let [no, yes] = &self.fields[place].words;
        // The field's words for "no, it is not" and "yes, it is".
        let (off, on) = if when == polarity {
            (yes, no)
        } else {
            (no, yes)
        };
        let words = [off.clone(), on.clone()];
        let place = self.place(&[place]);
        let name = if polarity { "enabled" } else { "disabled" };
        // A yes to whether it is disabled is a no to whether it is enabled.
        let is_usual = words.iter().any(|word| matches!(&**word, "yes" | "no"));
        let usual = ["no".to_owned(), "yes".to_owned()];
        let typed = if is_usual { &usual } else { &words };
        yes_no(name, typed, &words, place, named, open)
    }

    fn date(&self, field: &Looked, place: Place, named: &Named<'_>, open: bool) -> Asked {
        let (relation, value) = (named.relation, named.value.as_str());
        let spoken = field.spoken();
        if value.is_empty() {
            return empty(place, relation, open, &spoken, takes_date(relation));
        }
        let no_value = || Remark::NoValue {
            field: spoken.clone(),
            value: value.to_owned(),
            takes: takes_date(relation).to_owned(),
        };
        match dated(relation, value, self.today) {
            Dated::Days(days) => Asked::Test(Test::Days(place, days), None),
            Dated::Start(days, read) => {
                let value = value.to_owned();
                Asked::Test(
                    Test::Days(place, days),
                    (!open).then_some(Remark::Start { value, read }),
                )
            }
            Dated::Unfinished if open => Asked::Nothing(Some(Remark::Open {
                field: spoken,
                takes: takes_date(relation).to_owned(),
            })),
            Dated::Age => Asked::Nothing(Some(no_value())),
            Dated::Unfinished | Dated::Unreadable if relation.is_order() => {
                Asked::Nothing(Some(no_value()))
            }
            // A part of one: a day of any year, what is no date at all.
            Dated::Unfinished | Dated::Unreadable => text_test(place, relation, value),
        }
    }
}

/// The segment of a field.
const fn segment(place: usize) -> usize {
    place + 1
}

const fn takes_date(relation: Relation) -> &'static str {
    if relation.is_order() {
        DATES_IN_ORDER
    } else {
        DATES
    }
}

/// A word that is taken as it stands, though it has a colon.
fn as_it_stands<R: Into<Option<Remark>>>(
    word: &Word<'_>,
    remark: impl FnOnce(String) -> R,
) -> Asked {
    let name = word.named.as_ref().map_or("", |named| named.name);
    let remark = remark(name.to_owned()).into();
    let text = fold(&word.text);
    if text.is_empty() {
        return Asked::Nothing(remark);
    }
    Asked::Test(Test::Occurs(text), remark)
}

/// A field and nothing behind it: those without a value, once it is clear that
/// none comes.
fn empty(place: Place, relation: Relation, open: bool, field: &str, takes: &str) -> Asked {
    if !relation.is_order() && !open {
        return Asked::Test(Test::Empty(place), None);
    }
    Asked::Nothing(Some(Remark::Open {
        field: field.to_owned(),
        takes: takes.to_owned(),
    }))
}

/// What is asked of a field of any kind but dates and yes/no.
fn of_text(
    field: &str,
    kind: Kind,
    place: Place,
    named: &Named<'_>,
    open: bool,
    takes: &str,
) -> Asked {
    let (relation, value) = (named.relation, named.value.as_str());
    if value.is_empty() {
        return empty(place, relation, open, field, takes);
    }
    let is_number = kind == Kind::Number && relation == Relation::Equals;
    if !relation.is_order() && !is_number {
        return text_test(place, relation, value);
    }
    if let Some(number) = Number::read(value) {
        return Asked::Test(Test::Number(place, relation, number), None);
    }
    let field = field.to_owned();
    Asked::Nothing(Some(if kind == Kind::Number {
        Remark::NoValue {
            field,
            value: value.to_owned(),
            takes: NUMBERS.to_owned(),
        }
    } else {
        Remark::Unordered { field }
    }))
}

/// What can stand behind the colon of such a field.
fn takes(kind: Kind, relation: Relation, values: &[String]) -> String {
    match kind {
        _ if relation.is_order() => NUMBERS.to_owned(),
        Kind::Number => "5, >5, <=10, or \"\" for none".to_owned(),
        _ if values.is_empty() => "a part of it, =all of it, or \"\" for none".to_owned(),
        _ => values.join(", "),
    }
}

fn text_test(place: Place, relation: Relation, value: &str) -> Asked {
    let text = fold(value);
    if text.is_empty() {
        return Asked::Nothing(None);
    }
    Asked::Test(
        match relation {
            Relation::Equals => Test::Is(place, text),
            _ => Test::Contains(place, text),
        },
        None,
    )
}

/// What is asked of a yes/no, in the words of which one is typed, or its start.
/// `held` are the words that records are looked at with.
fn yes_no(
    field: &str,
    words: &[String; 2],
    held: &[String; 2],
    place: Place,
    named: &Named<'_>,
    open: bool,
) -> Asked {
    let mut takes = vec!["yes", "no"];
    for word in words {
        if !takes.contains(&word.as_str()) {
            takes.push(word);
        }
    }
    let takes = takes.join(", ");
    if named.relation.is_order() {
        return Asked::Nothing(Some(Remark::Unordered {
            field: field.to_owned(),
        }));
    }
    if named.value.is_empty() {
        return empty(place, named.relation, open, field, &takes);
    }
    let value = fold(&named.value);
    let begins = |yes: bool| {
        let usual = if yes {
            ["yes", "true"]
        } else {
            ["no", "false"]
        };
        let own = fold(&words[usize::from(yes)]);
        usual.into_iter().chain([own.as_str()]).any(|word| {
            // `no` is also the start of somebody's `not yet`.
            word == value || (word.starts_with(&value) && !["yes", "no"].contains(&&*value))
        })
    };
    match (begins(false), begins(true)) {
        (true, false) => Asked::Test(Test::Is(place, fold(&held[0])), None),
        (false, true) => Asked::Test(Test::Is(place, fold(&held[1])), None),
        (true, true) if open => Asked::Nothing(Some(Remark::Open {
            field: field.to_owned(),
            takes,
        })),
        _ => Asked::Nothing(Some(Remark::NoValue {
            field: field.to_owned(),
            value: named.value.clone(),
            takes,
        })),
    }
}
