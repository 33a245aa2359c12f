//! What a description says of the records behind a call.

use serde_json::Value;

use super::call::{ListOf, RecordOf, RecordRef};
use super::description::{Description, Field, Get, Kind, List, Relation, Resource};
use super::pointer::Pointer;
use super::record::Record;
use super::value::FieldValue;
use crate::text::Untrusted;

/// What is known of the records of a list, or of one record.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape<'d> {
    /// The resource that they are records of. A relation may have none.
    pub resource: Option<&'d Resource>,
    /// Their fields, in the order shown. Empty where nothing is documented:
    /// [`super::value::found_fields`] tells what came.
    pub fields: &'d [Field],
    /// Where they hold their id.
    pub id: Pointer,
}

impl Description {
    /// A relation of a record.
    #[must_use]
    pub fn relation(&self, parent: &RecordRef, name: &str) -> Option<&Relation> {
        self.resource(parent.resource.as_str())?.relation(name)
    }

    /// How a list is asked for; none where it cannot be.
    #[must_use]
    pub fn list(&self, of: &ListOf) -> Option<&List> {
        match of {
            ListOf::Resource(name) => self.resource(name.as_str())?.list.as_ref(),
            ListOf::Relation { parent, relation } => {
                Some(&self.relation(parent, relation.as_str())?.list)
            }
        }
    }

    /// How a single record is read; none where it cannot be.
    #[must_use]
    pub fn get(&self, of: &RecordOf) -> Option<&Get> {
        match of {
            RecordOf::Resource(record) => self.resource(record.resource.as_str())?.get.as_ref(),
            RecordOf::Item {
                parent, relation, ..
            } => {
                let item = self.relation(parent, relation.as_str())?.item.as_ref();
                Some(&item?.get)
            }
        }
    }

    /// What is known of a list's records.
    #[must_use]
    pub fn shape(&self, of: &ListOf) -> Option<Shape<'_>> {
        match of {
            ListOf::Resource(name) => self.resource(name.as_str()).map(Shape::of_resource),
            ListOf::Relation { parent, relation } => {
                self.shape_of_relation(parent, relation.as_str())
            }
        }
    }

    /// What is known of a single record. One that ties two records together is
    /// taken to be like those of its relation's list.
    #[must_use]
    pub fn shape_of_record(&self, of: &RecordOf) -> Option<Shape<'_>> {
        match of {
            RecordOf::Resource(record) => self
                .resource(record.resource.as_str())
                .map(Shape::of_resource),
            RecordOf::Item {
                parent, relation, ..
            } => self.shape_of_relation(parent, relation.as_str()),
        }
    }

    fn shape_of_relation(&self, parent: &RecordRef, name: &str) -> Option<Shape<'_>> {
        let relation = self.relation(parent, name)?;
        let resource = relation.of.as_deref().and_then(|of| self.resource(of));
        Some(Shape::of_relation(relation, resource))
    }
}

impl<'d> Shape<'d> {
    /// What is known of a resource's records.
    #[must_use]
    pub fn of_resource(resource: &'d Resource) -> Self {
        Self {
            resource: Some(resource),
            fields: &resource.fields,
            id: resource.id.clone(),
        }
    }

    /// What is known of a relation's records, given the resource it is `of`.
    #[must_use]
    pub fn of_relation(relation: &'d Relation, resource: Option<&'d Resource>) -> Self {
        let fields = match resource {
            Some(resource) if relation.fields.is_empty() => &resource.fields,
            _ => &relation.fields,
        };
        let id = relation.id.clone().or_else(|| Some(resource?.id.clone()));
        Self {
            resource,
            fields,
            id: id.unwrap_or_else(|| Pointer::to("id")),
        }
    }

    /// The field of that name: the records' own, else the resource's.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'d Field> {
        let own = self.fields.iter().find(|field| field.name == name);
        own.or_else(|| self.resource?.field(name))
    }

    /// The value of a yes/no field on a disabled record, if it is the field
    /// that says so.
    #[must_use]
    pub fn disabled_when(&self, field: &Field) -> Option<bool> {
        let disable = self.resource?.disable.as_ref()?;
        (disable.field == field.name && field.kind == Kind::YesNo).then_some(disable.when)
    }

    /// What a person calls a record: the values of the resource's `called`
    /// fields joined by a space, or its member `name` where none are described;
    /// else its email; else its id; else nothing.
    #[must_use]
    pub fn called<'v>(&self, value: &'v Value) -> Untrusted<'v> {
        let names = match self.resource {
            Some(resource) => resource.called.as_slice(),
            None => &[],
        };
        let mut parts: Vec<&str> = Vec::with_capacity(names.len().max(1));
        if names.is_empty() {
            parts.extend(text_at(value, &Pointer::to("name")));
        }
        for name in names {
            let at = self
                .field(name)
                .map_or_else(|| Pointer::to(name), Field::pointer);
            parts.extend(text_at(value, &at));
        }
        match parts.as_slice() {
            [] => {}
            [one] => return Untrusted::new(*one),
            several => return Untrusted::new(several.join(" ")),
        }
        let own = self.fields.iter().find(|field| field.kind == Kind::Email);
        let email = own.or_else(|| self.resource?.email_field());
        if let Some(email) = email.and_then(|field| text_at(value, &field.pointer())) {
            return Untrusted::new(email);
        }
        let id = Record::id_in(value, &self.id);
        Untrusted::new(id.map_or_else(String::new, |id| id.raw().to_owned()))
    }

    /// The fields with their values, in order.
    pub fn values<'v>(
        &self,
        value: &'v Value,
    ) -> impl Iterator<Item = (&'d Field, FieldValue<'v>)> + use<'d, 'v> {
        self.fields
            .iter()
            .map(move |field| (field, FieldValue::read(field, value)))
    }
}

/// A text that says something, without the spaces around it. Line breaks and the
/// like stay, to be shown: they may make one name of two.
fn text_at<'v>(value: &'v Value, at: &Pointer) -> Option<&'v str> {
    let text = at.of(value)?.as_str()?;
    (!text.trim().is_empty()).then(|| text.trim_matches(' '))
}

#[cfg(test)]
mod tests;
