//! What a description lets a list be asked for: its order, a search, further
//! parameters.

use super::plan::{Mistake, meant};
use crate::config::connection::Connection;
use crate::directory::call::ListOf;
use crate::directory::description::{Description, List, Order, Paging, Sort, Sorting};
use crate::directory::shape::Shape;

/// A list, and what its description says.
pub(super) struct Described<'d> {
    description: &'d Description,
    pub(super) list: &'d List,
    /// What is listed.
    pub(super) many: &'d str,
    /// What is known of its records.
    pub(super) shape: Shape<'d>,
}

impl<'d> Described<'d> {
    pub(super) fn find(connection: &'d Connection, of: &ListOf) -> Result<Self, Mistake> {
        let description = &*connection.description;
        let many = match of {
            ListOf::Resource(name) => description.resource(name.as_str()).map(|r| &*r.title),
            ListOf::Relation { parent, relation } => description
                .relation(parent, relation.as_str())
                .map(|r| &*r.title),
        };
        match (description.list(of), many, description.shape(of)) {
            (Some(list), Some(many), Some(shape)) => Ok(Self {
                description,
                list,
                many,
                shape,
            }),
            _ => Err(Mistake::new("there is no such list", "")),
        }
    }

    /// The parameters that narrow it to a value.
    pub(super) fn narrowing(&self) -> Vec<String> {
        let params = self.list.filters.iter();
        params.map(|filter| filter.param.clone()).collect()
    }

    pub(super) fn paging(&self) -> &'d Paging {
        self.list
            .paging
            .as_ref()
            .unwrap_or(&self.description.paging)
    }

    /// The order that `FIELD[:asc|:desc]` asks for.
    pub(super) fn sort(&self, text: &str) -> Result<Sort, Mistake> {
        let title = &self.description.title;
        let fields = &self.list.sort;
        if fields.is_empty() || self.description.sorting.is_none() {
            return Err(Mistake::new(
                format!("{title} cannot sort {}", self.many.to_lowercase()),
                "leave --sort out, and sort what comes",
            ));
        }
        let (field, order) = match text.rsplit_once(':') {
            _ if fields.iter().any(|field| field == text) => (text, Order::Ascending),
            None => (text, Order::Ascending),
            Some((field, "asc")) => (field, Order::Ascending),
            Some((field, "desc")) => (field, Order::Descending),
            Some((_, order)) => {
                return Err(Mistake::new(
                    format!("an order is asc or desc, and not {order:?}"),
                    "as in --sort name:desc; without one, it is ascending",
                ));
            }
        };
        if !fields.iter().any(|known| known == field) {
            let names: Vec<&str> = fields.iter().map(String::as_str).collect();
            return Err(Mistake::new(
                format!(
                    "{title} cannot sort {} by {field:?}{}",
                    self.many.to_lowercase(),
                    meant(field, &names)
                ),
                format!("--sort takes {}", names.join(", ")),
            ));
        }
        Ok(Sort {
            field: field.to_owned(),
            order,
        })
    }

    pub(super) fn search(&self, text: String) -> Result<String, Mistake> {
        let many = self.many.to_lowercase();
        if self.list.search.is_none() {
            return Err(Mistake::new(
                format!("{} cannot search {many}", self.description.title),
                "print them with --all -o jsonl, and search what comes",
            ));
        }
        if text.is_empty() {
            return Err(Mistake::new(
                "there is no text to search for",
                format!("leave --search out to list all {many}"),
            ));
        }
        Ok(text)
    }

    /// The parameters of `NAME=VALUE`s.
    pub(super) fn params(&self, given: &[String]) -> Result<Vec<(String, String)>, Mistake> {
        given.iter().map(|text| self.param(text)).collect()
    }

    fn param(&self, text: &str) -> Result<(String, String), Mistake> {
        let Some((name, value)) = text.split_once('=').filter(|(name, _)| !name.is_empty()) else {
            return Err(Mistake::new(
                format!("--param takes NAME=VALUE, and not {text:?}"),
                self.known_params(),
            ));
        };
        let known: Vec<&str> = self.param_names().collect();
        if known.contains(&name) {
            return Ok((name.to_owned(), value.to_owned()));
        }
        if let Some(hint) = self.own_param(name) {
            let what = format!("{name:?} is a parameter that whoswho sets by itself");
            return Err(Mistake::new(what, hint));
        }
        Err(Mistake::new(
            format!(
                "{} documents no parameter {name:?} of {}{}",
                self.description.title,
                self.many.to_lowercase(),
                meant(name, &known)
            ),
            self.known_params(),
        ))
    }

    fn param_names(&self) -> impl Iterator<Item = &'d str> {
        let filters = self.list.filters.iter().map(|filter| &*filter.param);
        let params = self.list.params.iter().map(String::as_str);
        let every = self.description.list_params.iter().map(String::as_str);
        filters.chain(params).chain(every)
    }

    fn known_params(&self) -> String {
        let known: Vec<&str> = self.param_names().collect();
        if known.is_empty() {
            "this list takes no --param".to_owned()
        } else {
            format!("--param takes {}", known.join(", "))
        }
    }

    /// How what a parameter does is asked for, if it is one of those that make
    /// up the call.
    fn own_param(&self, name: &str) -> Option<&'static str> {
        if self.list.search.as_ref().is_some_and(|s| s.param == name) {
            return Some("--search TEXT sends it");
        }
        let sorts = match &self.description.sorting {
            Some(Sorting::FieldAndOrder { field, order, .. }) => field == name || order == name,
            Some(Sorting::Pairs { param, .. }) => param == name,
            None => false,
        };
        if sorts {
            return Some("--sort FIELD or --sort FIELD:desc sends it");
        }
        let pages = match self.paging() {
            Paging::None => false,
            Paging::Page { page: at, size, .. }
            | Paging::Offset {
                offset: at, size, ..
            }
            | Paging::Cursor {
                cursor: at, size, ..
            } => at == name || size == name,
        };
        pages.then_some("--limit N or --all says how much is read")
    }
}
