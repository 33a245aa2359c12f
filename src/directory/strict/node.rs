//! A value of a parsed document, as serde reads it.

use std::cell::RefCell;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::misfit::Misfit;
use crate::text::suggestion;

/// Unknown keys that were met: where, and what is to be said.
pub(super) type Unknown = RefCell<Vec<(usize, String)>>;

/// A value about to be read.
#[derive(Clone, Copy)]
pub(super) struct Node<'d, 't> {
    pub(super) value: &'d Spanned<DeValue<'t>>,
    pub(super) unknown: &'d Unknown,
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
                    format!("\"{name}\" is not known here; {}", suggestion(name, known)),
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
                "\"{}\" is a table with words of its own",
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
                "\"{}\" stands alone, as text",
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
