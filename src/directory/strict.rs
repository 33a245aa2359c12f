//! TOML read strictly: every unknown key and every misfit with its place.
//!
//! The `toml` crate parses; what is here reads its spanned tree into serde
//! types. Because a struct tells its reader which keys it has, each unknown
//! key can be named together with the nearest one that is valid in that very
//! table, all of them at once. Messages never quote a value.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, EnumAccess, Expected, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::nearest::suggestion;

/// What is wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file's name, as it was given.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            column,
            message,
        } = self;
        write!(f, "{file}:{line}:{column}: {message}")
    }
}

/// The way from the top of a document to a value in it.
#[derive(Debug, Clone, Copy)]
pub enum Path<'p> {
    /// The top.
    Root,
    /// A member of a table.
    Key(&'p Path<'p>, &'p str),
    /// An element of an array.
    Index(&'p Path<'p>, usize),
}

impl Path<'_> {
    /// The way on to a member of the table that this leads to.
    #[must_use]
    pub const fn key<'p>(&'p self, name: &'p str) -> Path<'p> {
        Path::Key(self, name)
    }

    /// The way on to an element of the array that this leads to.
    #[must_use]
    pub const fn index(&self, index: usize) -> Path<'_> {
        Path::Index(self, index)
    }
}

/// A file's text, parsed, with the place of every value.
#[derive(Debug)]
pub struct Document<'t> {
    file: &'t str,
    text: &'t str,
    root: Spanned<DeValue<'t>>,
}

impl<'t> Document<'t> {
    /// Parses TOML. `file` is for messages only.
    ///
    /// # Errors
    /// Every place where the text is not TOML.
    pub fn parse(text: &'t str, file: &'t str) -> Result<Self, Vec<Problem>> {
        let (table, errors) = DeTable::parse_recoverable(text);
        let document = Self {
            file,
            text,
            root: Spanned::new(table.span(), DeValue::Table(table.into_inner())),
        };
        if errors.is_empty() {
            return Ok(document);
        }
        Err(errors
            .iter()
            .map(|error| document.at(error.span().unwrap_or(0..0).start, error.message()))
            .collect())
    }

    /// Reads the document as a `T`.
    ///
    /// # Errors
    /// All keys that `T` does not know, and the first value that does not fit,
    /// in the order of the file.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Vec<Problem>> {
        let unknown = RefCell::default();
        let read = T::deserialize(Node {
            value: &self.root,
            unknown: &unknown,
        });
        let mut faults = unknown.into_inner();
        match read {
            Ok(value) if faults.is_empty() => return Ok(value),
            Ok(_) => {}
            Err(misfit) => faults.push((misfit.place.unwrap_or(0), misfit.message)),
        }
        faults.sort_by_key(|(place, _)| *place);
        Err(faults
            .iter()
            .map(|(place, message)| self.at(*place, message))
            .collect())
    }

    /// A problem with the value that a path leads to or, where it is absent,
    /// with the innermost table that would hold it.
    #[must_use]
    pub fn problem(&self, path: &Path<'_>, message: &str) -> Problem {
        self.at(self.find(path).span().start, message)
    }

    fn find(&self, path: &Path<'_>) -> &Spanned<DeValue<'t>> {
        match path {
            Path::Root => &self.root,
            Path::Key(parent, name) => {
                let parent = self.find(parent);
                let table = parent.get_ref().as_table();
                table.and_then(|t| t.get(*name)).unwrap_or(parent)
            }
            Path::Index(parent, index) => {
                let parent = self.find(parent);
                let array = parent.get_ref().as_array();
                array.and_then(|a| a.get(*index)).unwrap_or(parent)
            }
        }
    }

    fn at(&self, offset: usize, message: &str) -> Problem {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Problem {
            file: self.file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or("").chars().count() + 1,
            message: message.to_owned(),
        }
    }
}

/// Why a value does not fit; the place is filled in by the innermost value
/// that knows its own.
#[derive(Debug)]
struct Misfit {
    place: Option<usize>,
    message: String,
}

impl Misfit {
    fn or_at(mut self, span: &Range<usize>) -> Self {
        self.place.get_or_insert(span.start);
        self
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self {
            place: None,
            message: message.to_string(),
        }
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(format_args!(
            "expected {}, found {}",
            expectation(expected),
            kind(found)
        ))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(format_args!("expected {}", expectation(expected)))
    }

    fn invalid_length(found: usize, expected: &dyn Expected) -> Self {
        Self::custom(format_args!(
            "expected {}, found {found} values",
            expectation(expected)
        ))
    }

    fn unknown_variant(found: &str, expected: &'static [&'static str]) -> Self {
        Self::custom(format_args!(
            "`{found}` is not known here; {}",
            suggestion(found, expected)
        ))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::custom(format_args!("`{field}` is missing"))
    }
}

/// What serde expects, in words for someone who writes TOML and not Rust.
fn expectation(expected: &dyn Expected) -> String {
    let words = expected.to_string();
    match words.as_str() {
        "a string" | "str" | "string" => "text in quotes".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "a sequence" => "a list".to_owned(),
        "u16" | "u32" | "u64" | "usize" => "a whole number, 0 or more".to_owned(),
        other if other.starts_with("struct ") => "a table".to_owned(),
        other if other.starts_with("enum ") => "one of its words".to_owned(),
        other if other.starts_with("an array of length 2") => "a list of two".to_owned(),
        _ => words,
    }
}

/// The kind of a value, without the value.
const fn kind(found: Unexpected<'_>) -> &str {
    match found {
        Unexpected::Bool(_) => "true or false",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => "a number",
        Unexpected::Str(_) => "text",
        Unexpected::Seq => "a list",
        Unexpected::Map => "a table",
        Unexpected::Other(what) => what,
        _ => "something else",
    }
}

type Unknown = RefCell<Vec<(usize, String)>>;

/// A value about to be read.
#[derive(Clone, Copy)]
struct Node<'d, 't> {
    value: &'d Spanned<DeValue<'t>>,
    unknown: &'d Unknown,
}

impl<'d, 't> Node<'d, 't> {
    fn with(self, value: &'d Spanned<DeValue<'t>>) -> Self {
        Self { value, ..self }
    }

    fn members(self, table: &'d DeTable<'t>, known: Option<&[&str]>) -> Members<'d, 't> {
        let mut members = Vec::with_capacity(table.len());
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            match known {
                Some(known) if !known.contains(&name) => self.unknown.borrow_mut().push((
                    key.span().start,
                    format!("`{name}` is not known here; {}", suggestion(name, known)),
                )),
                _ => members.push((name, value)),
            }
        }
        Members {
            node: self,
            rest: members.into_iter(),
            value: None,
        }
    }
}

impl<'de> de::Deserializer<'de> for Node<'_, '_> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value.get_ref() {
            DeValue::String(text) => visitor.visit_str(text),
            DeValue::Boolean(yes) => visitor.visit_bool(*yes),
            DeValue::Integer(number) => {
                match i64::from_str_radix(number.as_str(), number.radix()) {
                    Ok(number) => visitor.visit_i64(number),
                    Err(_) => Err(de::Error::custom("the number is too large")),
                }
            }
            DeValue::Float(number) => match number.as_str().parse() {
                Ok(number) => visitor.visit_f64(number),
                Err(_) => Err(de::Error::custom("the number is too large")),
            },
            DeValue::Datetime(_) => Err(de::Error::invalid_type(
                Unexpected::Other("a date"),
                &visitor,
            )),
            DeValue::Array(array) => {
                let mut elements = Elements {
                    node: self,
                    rest: array.iter(),
                };
                let value = visitor.visit_seq(&mut elements)?;
                // A fixed-size array stops reading when it is full.
                match elements.rest.next() {
                    None => Ok(value),
                    Some(extra) => {
                        let misfit: Misfit = de::Error::custom("the list is too long");
                        Err(misfit.or_at(&extra.span()))
                    }
                }
            }
            DeValue::Table(table) => visitor.visit_map(self.members(table, None)),
        }
        .map_err(|misfit: Misfit| misfit.or_at(&self.value.span()))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        match self.value.get_ref() {
            DeValue::Table(table) => visitor
                .visit_map(self.members(table, Some(fields)))
                .map_err(|misfit| misfit.or_at(&self.value.span())),
            // A derived struct would also read itself from a list, its fields
            // in order; nobody who writes TOML means that.
            DeValue::Array(_) => {
                let misfit: Misfit = de::Error::invalid_type(Unexpected::Seq, &visitor);
                Err(misfit.or_at(&self.value.span()))
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let (variant, content) = match self.value.get_ref() {
            DeValue::String(text) => (text.as_ref(), None),
            DeValue::Table(table) if table.len() == 1 => {
                let Some((key, content)) = table.iter().next() else {
                    return self.deserialize_any(visitor);
                };
                (key.get_ref().as_ref(), Some(content))
            }
            _ => return self.deserialize_any(visitor),
        };
        visitor
            .visit_enum(Variant {
                node: self,
                name: variant,
                content,
            })
            .map_err(|misfit| misfit.or_at(&self.value.span()))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor
            .visit_newtype_struct(self)
            .map_err(|misfit| misfit.or_at(&self.value.span()))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string
        bytes byte_buf unit unit_struct seq tuple tuple_struct map identifier
        ignored_any
    }
}

struct Members<'d, 't> {
    node: Node<'d, 't>,
    rest: std::vec::IntoIter<(&'d str, &'d Spanned<DeValue<'t>>)>,
    value: Option<&'d Spanned<DeValue<'t>>>,
}

impl<'de> MapAccess<'de> for Members<'_, '_> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misfit> {
        let Some((name, value)) = self.rest.next() else {
            return Ok(None);
        };
        self.value = Some(value);
        let name: StrDeserializer<'_, Misfit> = name.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Misfit> {
        let value = self.value.take();
        let value = value.ok_or_else(|| <Misfit as de::Error>::custom("a value without a key"))?;
        seed.deserialize(self.node.with(value))
            .map_err(|misfit| misfit.or_at(&value.span()))
    }
}

struct Elements<'d, 't> {
    node: Node<'d, 't>,
    rest: std::slice::Iter<'d, Spanned<DeValue<'t>>>,
}

impl<'de> SeqAccess<'de> for Elements<'_, '_> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Misfit> {
        let Some(element) = self.rest.next() else {
            return Ok(None);
        };
        seed.deserialize(self.node.with(element))
            .map(Some)
            .map_err(|misfit| misfit.or_at(&element.span()))
    }
}

struct Variant<'d, 't> {
    node: Node<'d, 't>,
    name: &'d str,
    content: Option<&'d Spanned<DeValue<'t>>>,
}

impl<'d, 't> Variant<'d, 't> {
    fn content(&self) -> Result<Node<'d, 't>, Misfit> {
        match self.content {
            Some(content) => Ok(self.node.with(content)),
            None => Err(de::Error::custom(format_args!(
                "`{}` is a table with words of its own",
                self.name
            ))),
        }
    }
}

impl<'de> EnumAccess<'de> for Variant<'_, '_> {
    type Error = Misfit;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Misfit> {
        let variant: StrDeserializer<'_, Misfit> = self.name.into_deserializer();
        Ok((seed.deserialize(variant)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, '_> {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        match self.content {
            None => Ok(()),
            Some(_) => Err(de::Error::custom(format_args!(
                "`{}` stands alone, as text",
                self.name
            ))),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Misfit> {
        seed.deserialize(self.content()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Misfit> {
        de::Deserializer::deserialize_any(self.content()?, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let node = self.content()?;
        de::Deserializer::deserialize_struct(node, "", fields, visitor)
    }
}
