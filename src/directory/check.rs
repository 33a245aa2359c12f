//! A description's text, turned into a [`Description`] or refused with every
//! reason and its place.
//!
//! [`strict`](super::strict) finds what is not TOML, unknown keys and values
//! that do not fit. What it lets pass is then held against itself here: names
//! that refer to nothing, paths that cannot work, writes that nothing can use.

use super::address;
use super::description::{
    Create, Description, Field, Kind, Limits, List, Paging, Relation, Resource, Sort, Sorting,
    WriteMethod,
};
use super::shape::Shape;
use super::strict::{Document, Path, Problem};
use crate::text::suggestion;

mod calendar;
mod credentials;

/// Turns the text of a description into one. `file` is for messages only.
///
/// # Errors
/// All that is wrong with it, in the order of the file.
pub fn parse(text: &str, file: &str) -> Result<Description, Vec<Problem>> {
    let document = Document::parse(text, file)?;
    let description: Description = document.read()?;
    let mut check = Check {
        document: &document,
        description: &description,
        problems: Vec::new(),
    };
    check.directory();
    let mut problems = check.problems;
    if problems.is_empty() {
        return Ok(description);
    }
    problems.sort_by_key(|problem| (problem.line, problem.column));
    Err(problems)
}

/// What is no mistake in a description and still deserves a word, in the order
/// of the file: fields whose names look like those of people's credentials, and
/// that would be shown. Nothing of what is no description.
#[must_use]
pub fn suspects(text: &str, file: &str) -> Vec<Problem> {
    let Ok(document) = Document::parse(text, file) else {
        return Vec::new();
    };
    match document.read::<Description>() {
        Ok(description) => credentials::suspects(&document, &description),
        Err(_) => Vec::new(),
    }
}

struct Check<'c> {
    document: &'c Document<'c>,
    description: &'c Description,
    problems: Vec<Problem>,
}

impl<'c> Check<'c> {
    fn refuse(&mut self, at: &Path<'_>, message: impl AsRef<str>) {
        self.problems
            .push(self.document.problem(at, message.as_ref()));
    }

    /// Refuses a name that is not among those there are.
    fn refers(&mut self, at: &Path<'_>, what: &str, name: &str, names: &[&str]) {
        if !names.contains(&name) {
            let suggestion = suggestion(name, names);
            self.refuse(at, format!("there is no {what} \"{name}\"; {suggestion}"));
        }
    }

    /// Refuses a name that cannot be typed, or that was given before.
    fn name(&mut self, at: &Path<'_>, what: &str, name: &str, before: &[&str]) {
        let typable = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || !name.chars().all(typable) {
            let message =
                format!("the name of a {what} is of lower-case letters, digits and \"-\"");
            self.refuse(at, message);
        }
        self.once(at, what, name, before);
    }

    /// Refuses a name that was given before.
    fn once(&mut self, at: &Path<'_>, what: &str, name: &str, before: &[&str]) {
        if before.contains(&name) {
            self.refuse(at, format!("there is already a {what} \"{name}\""));
        }
    }

    fn title(&mut self, at: &Path<'_>, title: &str) {
        if title.trim().is_empty() {
            self.refuse(at, "a title is not empty");
        }
    }

    fn directory(&mut self) {
        let description = self.description;
        let root = Path::Root;
        self.name(&root.key("name"), "directory", &description.name, &[]);
        self.title(&root.key("title"), &description.title);
        if let Some(url) = &description.url
            && let Err(why) = address::base(url)
        {
            self.refuse(&root.key("url"), why);
        }
        let auth = root.key("auth");
        self.header(&auth.key("header"), &description.auth.header);
        let printable = |c: char| c == ' ' || c.is_ascii_graphic();
        if !description.auth.prefix.chars().all(printable) {
            self.refuse(&auth.key("prefix"), "a header's value is printable ASCII");
        }
        self.limits(&description.limits);
        self.paging(&root.key("paging"), &description.paging);
        self.sorting();
        for (i, hint) in description.errors.hints.iter().enumerate() {
            if !(400..600).contains(&hint.status) {
                let errors = root.key("errors");
                let hints = errors.key("hints");
                let message = "a hint is about an error, of status 400 to 599";
                self.refuse(&hints.index(i).key("status"), message);
            }
        }
        let mut names = Vec::new();
        for (i, param) in description.params.iter().enumerate() {
            let params = root.key("params");
            let at = params.index(i);
            self.once(&at.key("name"), "param", &param.name, &names);
            names.push(&param.name);
        }
        for (i, name) in description.list_params.iter().enumerate() {
            self.parameter(&root.key("list_params").index(i), name);
        }

        let resources = root.key("resources");
        let mut names = Vec::new();
        for (i, resource) in description.resources.iter().enumerate() {
            let at = resources.index(i);
            self.name(&at.key("name"), "resource", &resource.name, &names);
            names.push(&resource.name);
            self.resource(&at, resource);
        }
        if description.resources.iter().all(|r| r.list.is_none()) {
            self.refuse(&resources, "at least one resource has a list");
        }
    }

    fn header(&mut self, at: &Path<'_>, name: &str) {
        // RFC 9110's token.
        let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        if name.is_empty() || !name.chars().all(token) {
            self.refuse(at, "this cannot be the name of a header");
        }
    }

    fn limits(&mut self, limits: &Limits) {
        let root = Path::Root;
        let at = root.key("limits");
        for (key, limit) in [("hour", limits.hour), ("minute", limits.minute)] {
            if limit == Some(0) {
                let message = "a limit of 0 lets nothing through; leave it out where there is none";
                self.refuse(&at.key(key), message);
            }
        }
        if let Some(headers) = &limits.headers {
            let at = at.key("headers");
            self.header(&at.key("limit"), &headers.limit);
            self.header(&at.key("remaining"), &headers.remaining);
            self.header(&at.key("reset"), &headers.reset);
        }
    }

    fn paging(&mut self, at: &Path<'_>, paging: &Paging) {
        let style = match paging {
            Paging::None => return,
            Paging::Page { .. } => "page",
            Paging::Offset { .. } => "offset",
            Paging::Cursor { .. } => "cursor",
        };
        let at = at.key(style);
        let (own, size) = match paging {
            Paging::None => return,
            Paging::Page { page, size, .. } => (page, size),
            Paging::Offset { offset, size, .. } => (offset, size),
            Paging::Cursor { cursor, size, .. } => (cursor, size),
        };
        self.parameter(&at.key(style), own);
        self.parameter(&at.key("size"), size);
        if own == size {
            self.refuse(&at.key("size"), format!("\"{size}\" is already taken"));
        }
        if paging.page_size() == Some(0) {
            self.refuse(&at.key("largest"), "a page holds at least one record");
        }
    }

    fn parameter(&mut self, at: &Path<'_>, name: &str) {
        if name.is_empty() || name.chars().any(|c| c.is_whitespace() || c.is_control()) {
            self.refuse(at, "a parameter's name is not empty and has no spaces");
        }
    }

    fn sorting(&mut self) {
        let Some(sorting) = &self.description.sorting else {
            return;
        };
        let root = Path::Root;
        let at = root.key("sorting");
        let mut fields: Vec<&str> = Vec::new();
        for field in self.description.resources.iter().flat_map(|r| &r.fields) {
            fields.push(&field.name);
        }
        let (at, tie) = match sorting {
            Sorting::FieldAndOrder { field, order, .. } => {
                let at = at.key("field-and-order");
                self.parameter(&at.key("field"), field);
                self.parameter(&at.key("order"), order);
                (at, None)
            }
            Sorting::Pairs { param, tie, .. } => {
                let at = at.key("pairs");
                self.parameter(&at.key("param"), param);
                (at, tie.as_ref())
            }
        };
        if let Some(tie) = tie {
            self.refers(&at.key("tie"), "field", tie, &fields);
        }
        if let Some(Sort { field, .. }) = sorting.default_sort() {
            let default = at.key("default");
            self.refers(&default.key("field"), "field", field, &fields);
        }
    }

    fn resource(&mut self, at: &Path<'_>, resource: &'c Resource) {
        self.title(&at.key("title"), &resource.title);
        self.title(&at.key("singular"), &resource.singular);
        self.fields(&at.key("fields"), &resource.fields);
        self.secret_fields(at, resource);
        let names: Vec<&str> = resource.fields.iter().map(|f| f.name.as_str()).collect();
        for (i, name) in resource.called.iter().enumerate() {
            self.refers(&at.key("called").index(i), "field", name, &names);
        }
        if let Some(list) = &resource.list {
            let at = at.key("list");
            self.path(&at.key("path"), &list.path, &[]);
            self.list(&at, list, &Shape::of_resource(resource));
            if list.partial && resource.get.is_none() {
                let message = "a partial list needs a \"get\" that gives the rest";
                self.refuse(&at.key("partial"), message);
            }
        }
        if let Some(get) = &resource.get {
            let at = at.key("get");
            self.path(&at.key("path"), &get.path, &["id"]);
        }
        let mut relations = Vec::new();
        for (i, relation) in resource.relations.iter().enumerate() {
            let all = at.key("relations");
            let at = all.index(i);
            self.name(&at.key("name"), "relation", &relation.name, &relations);
            relations.push(&relation.name);
            self.relation(&at, relation);
        }
        self.writes(at, resource);
    }

    fn relation(&mut self, at: &Path<'_>, relation: &'c Relation) {
        let description = self.description;
        self.title(&at.key("title"), &relation.title);
        self.fields(&at.key("fields"), &relation.fields);
        if let Some(field) = relation.fields.iter().position(|f| f.editable) {
            let fields = at.key("fields");
            let message = "a relation's fields cannot be edited, only those of its resource";
            self.refuse(&fields.index(field).key("editable"), message);
        }
        let mut of = None;
        if let Some(name) = &relation.of {
            let names: Vec<&str> = description
                .resources
                .iter()
                .map(|r| r.name.as_str())
                .collect();
            self.refers(&at.key("of"), "resource", name, &names);
            of = description.resource(name);
        }
        let list_at = at.key("list");
        self.path(&list_at.key("path"), &relation.list.path, &["id"]);
        let shape = Shape::of_relation(relation, of);
        self.list(&list_at, &relation.list, &shape);
        if let Some(calendar) = &relation.calendar {
            self.calendar(&at.key("calendar"), calendar, &shape);
        }
        if relation.list.partial && of.is_none_or(|of| of.get.is_none()) {
            let message = "a partial list is \"of\" a resource with a \"get\" that gives the rest";
            self.refuse(&list_at.key("partial"), message);
        }
        if let Some(item) = &relation.item {
            let at = at.key("item");
            self.title(&at.key("title"), &item.title);
            let get = at.key("get");
            self.path(&get.key("path"), &item.get.path, &["id", "item"]);
        }
    }

    fn path(&mut self, at: &Path<'_>, path: &str, placeholders: &[&str]) {
        if let Err(why) = address::path(path, placeholders) {
            self.refuse(at, why);
        }
    }

    fn list(&mut self, at: &Path<'_>, list: &List, shape: &Shape<'_>) {
        let fields: Vec<&str> = shape.fields.iter().map(|f| f.name.as_str()).collect();
        for (i, name) in list.sort.iter().enumerate() {
            self.refers(&at.key("sort").index(i), "field", name, &fields);
        }
        if !list.sort.is_empty() && self.description.sorting.is_none() {
            let message = "the description does not say how to sort: \"sorting\" is missing";
            self.refuse(&at.key("sort"), message);
        }
        if let Some(search) = &list.search {
            let at = at.key("search");
            self.parameter(&at.key("param"), &search.param);
            for (i, name) in search.looks_at.iter().enumerate() {
                self.refers(&at.key("looks_at").index(i), "field", name, &fields);
            }
        }
        for (i, filter) in list.filters.iter().enumerate() {
            let filters = at.key("filters");
            self.parameter(&filters.index(i).key("param"), &filter.param);
        }
        let params: Vec<&str> = self
            .description
            .params
            .iter()
            .map(|p| p.name.as_str())
            .collect();
        for (i, name) in list.params.iter().enumerate() {
            self.refers(&at.key("params").index(i), "param", name, &params);
        }
        if let Some(paging) = &list.paging {
            self.paging(&at.key("paging"), paging);
        }
    }

    fn fields(&mut self, at: &Path<'_>, fields: &[Field]) {
        let mut names = Vec::new();
        for (i, field) in fields.iter().enumerate() {
            let at = at.index(i);
            let name = at.key("name");
            // `--sort name:asc` and `--columns a,b` are spelled with these.
            let spelled = |c: char| c.is_whitespace() || c.is_control() || ":,=".contains(c);
            if field.name.is_empty() || field.name.contains(spelled) {
                let message =
                    "the name of a field is not empty and has no space, \":\", \",\" or \"=\"";
                self.refuse(&name, message);
            }
            self.once(&name, "field", &field.name, &names);
            names.push(&field.name);
            self.field(&at, field);
        }
    }

    fn field(&mut self, at: &Path<'_>, field: &Field) {
        if field.words.is_some() && field.kind != Kind::YesNo {
            self.refuse(&at.key("words"), "only a yes-no field has \"words\"");
        }
        if field.kind == Kind::Choice && field.values.is_empty() {
            self.refuse(&at.key("kind"), "a choice needs \"values\" to choose from");
        }
        if field.kind == Kind::Password {
            let message = "only a new record is given a password, in \"create\"; what records hold is a \"secret\"";
            self.refuse(&at.key("kind"), message);
        }
        if field.editable && matches!(field.kind, Kind::Number | Kind::Date) {
            let message = "a number or a date cannot be edited";
            self.refuse(&at.key("editable"), message);
        }
        if field.editable && field.locked.is_some() {
            let message = "an editable field is not locked";
            self.refuse(&at.key("locked"), message);
        }
        let lengths = &field.check;
        if let (Some(min), Some(max)) = (lengths.min, lengths.max)
            && min > max
        {
            let message = "\"min\" is more than \"max\": no value would do";
            self.refuse(&at.key("check").key("min"), message);
        }
    }

    fn writes(&mut self, at: &Path<'_>, resource: &'c Resource) {
        let names: Vec<&str> = resource.fields.iter().map(|f| f.name.as_str()).collect();
        let editable = resource.fields.iter().position(|f| f.editable);
        let is_id = |field: &Field| field.editable && field.pointer() == resource.id;
        if let Some(field) = resource.fields.iter().position(is_id) {
            let fields = at.key("fields");
            let message = "the id of a record cannot be edited: it would be another one's";
            self.refuse(&fields.index(field).key("editable"), message);
        }
        match (&resource.update, editable) {
            (Some(_), None) => {
                let message = "an update needs a field that is \"editable\"";
                self.refuse(&at.key("update"), message);
            }
            (None, Some(field)) => {
                let fields = at.key("fields");
                let message = "an editable field needs an \"update\" in its resource";
                self.refuse(&fields.index(field).key("editable"), message);
            }
            _ => {}
        }
        if let Some(update) = &resource.update {
            let at = at.key("update");
            self.path(&at.key("path"), &update.path, &["id"]);
            self.method(&at.key("method"), update.method);
            if update.method == WriteMethod::Put && update.sends.is_none() {
                let message = "a PUT replaces the record on many servers, and all that is not \
                               sent is gone; sends = \"changed\" says that this one keeps it";
                self.refuse(&at.key("method"), message);
            }
            // What a change did is only known from a read.
            if resource.get.is_none() {
                self.refuse(&at, "an update needs a \"get\", to see what it did");
            }
        }
        if let Some(create) = &resource.create {
            self.create(&at.key("create"), create, resource);
        }
        if let Some(disable) = &resource.disable {
            let at = at.key("disable");
            self.refers(&at.key("field"), "field", &disable.field, &names);
            if let Some(field) = resource.field(&disable.field)
                && (field.kind != Kind::YesNo || !field.editable)
            {
                let message = "what disables is an editable yes-no field";
                self.refuse(&at.key("field"), message);
            }
        }
        if let Some(remove) = &resource.remove {
            let at = at.key("remove");
            self.path(&at.key("path"), &remove.path, &["id"]);
            self.title(&at.key("title"), &remove.title);
            self.title(&at.key("warning"), &remove.warning);
            if resource.get.is_none() {
                self.refuse(&at, "a removal needs a \"get\", to see what it did");
            }
            if let Some(flag) = &remove.flag
                && resource.field(flag).is_some_and(|field| field.editable)
            {
                let message = "a field that removes cannot also be editable";
                self.refuse(&at.key("flag"), message);
            }
            if remove.flag.is_none() && remove.method != WriteMethod::Delete {
                let message = "a removal that is no DELETE needs the \"flag\" that its body sets";
                self.refuse(&at.key("method"), message);
            }
        }
    }

    fn method(&mut self, at: &Path<'_>, method: WriteMethod) {
        if method == WriteMethod::Delete {
            self.refuse(at, "only a removal is a DELETE");
        }
    }

    fn create(&mut self, at: &Path<'_>, create: &Create, resource: &Resource) {
        self.path(&at.key("path"), &create.path, &[]);
        self.method(&at.key("method"), create.method);
        let fields = at.key("fields");
        self.new_secrets(&fields, create, resource);
        if create.fields.is_empty() {
            self.refuse(&fields, "a new record has at least one field");
        }
        let params: Vec<&str> = self
            .description
            .params
            .iter()
            .map(|p| p.name.as_str())
            .collect();
        let mut names = Vec::new();
        for (i, field) in create.fields.iter().enumerate() {
            let at = fields.index(i);
            self.once(&at.key("name"), "field", &field.name, &names);
            names.push(&field.name);
            if let Some(param) = &field.param {
                self.refers(&at.key("param"), "param", param, &params);
            }
            let described = resource.field(&field.name);
            let kind = field.kind.or_else(|| Some(described?.kind));
            if matches!(kind, Some(Kind::Number | Kind::Date)) {
                self.refuse(&at, "a number or a date cannot be given");
            }
        }
    }
}

#[cfg(test)]
mod tests;
