//! Fields that hold credentials of people.

use super::Check;
use crate::directory::credentials::looks_like_one;
use crate::directory::description::{Create, Description, Field, Kind, Resource};
use crate::directory::strict::{Document, Path, Problem};

impl<'c> Check<'c> {
    /// Refuses what a field cannot be used for whose values nobody sees.
    pub(super) fn secret_fields(&mut self, at: &Path<'_>, resource: &'c Resource) {
        let is_secret = |name: &str| {
            let field = resource.field(name);
            field.is_some_and(|field| field.kind == Kind::Secret)
        };
        for (i, name) in resource.called.iter().enumerate() {
            if is_secret(name) {
                let message = "a record is not called by a secret, which is never shown";
                self.refuse(&at.key("called").index(i), message);
            }
        }
        let lists = resource.list.iter().flat_map(|list| &list.sort).enumerate();
        for (i, name) in lists {
            if is_secret(name) {
                let message = "an order would tell of a secret, which is never shown";
                self.refuse(&at.key("list").key("sort").index(i), message);
            }
        }
        for (i, field) in resource.fields.iter().enumerate() {
            if field.kind != Kind::Secret {
                continue;
            }
            let fields = at.key("fields");
            if field.editable {
                let message = "a secret is never shown, so it cannot be edited";
                self.refuse(&fields.index(i).key("editable"), message);
            }
            if field.pointer() == resource.id {
                let message = "a record's id is sent and shown, so it cannot be a secret";
                self.refuse(&fields.index(i).key("kind"), message);
            }
        }
    }

    /// Refuses a new record's field that is a secret of records.
    pub(super) fn new_secrets(&mut self, at: &Path<'_>, create: &Create, resource: &Resource) {
        for (i, field) in create.fields.iter().enumerate() {
            let described = resource.field(&field.name);
            if field.kind.or_else(|| Some(described?.kind)) == Some(Kind::Secret) {
                let message = "what a new record is given in secret is of kind = \"password\"";
                self.refuse(&at.index(i), message);
            }
        }
    }
}

/// The fields whose names look like those of credentials, and that are not said
/// to be: no mistakes, but somebody should look.
pub(super) fn suspects(document: &Document<'_>, description: &Description) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut look = |at: &Path<'_>, name: &str, what: &str| {
        let message = format!("\"{name}\" looks like a credential: {what}");
        found.push(document.problem(&at.key("name"), &message));
    };
    let of_record = "kind = \"secret\" has it shown, copied and kept by nobody";
    let root = Path::Root;
    for (i, resource) in description.resources.iter().enumerate() {
        let resources = root.key("resources");
        let at = resources.index(i);
        let fields = at.key("fields");
        for (i, field) in suspected(&resource.fields) {
            look(&fields.index(i), &field.name, of_record);
        }
        for (i, relation) in resource.relations.iter().enumerate() {
            let relations = at.key("relations");
            let relation_at = relations.index(i);
            let fields = relation_at.key("fields");
            for (i, field) in suspected(&relation.fields) {
                look(&fields.index(i), &field.name, of_record);
            }
        }
        let Some(create) = &resource.create else {
            continue;
        };
        let create_at = at.key("create");
        let fields = create_at.key("fields");
        for (i, field) in create.fields.iter().enumerate() {
            let described = resource.field(&field.name);
            let kind = field.kind.or_else(|| Some(described?.kind));
            if looks_like_one(&field.name) && may_hold_one(kind.unwrap_or_default()) {
                let what = "kind = \"password\" has what is typed seen by nobody";
                look(&fields.index(i), &field.name, what);
            }
        }
    }
    found.sort_by_key(|problem| (problem.line, problem.column));
    found
}

fn suspected(fields: &[Field]) -> impl Iterator<Item = (usize, &Field)> {
    fields.iter().enumerate().filter(|(_, field)| {
        let member = field.pointer().members().last().unwrap_or_default();
        may_hold_one(field.kind) && (looks_like_one(&field.name) || looks_like_one(&member))
    })
}

const fn may_hold_one(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Id)
}
