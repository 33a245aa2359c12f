//! The fields that are copied: all, or those that the operator chose.

use std::collections::BTreeSet;

use super::fields_of;
use crate::app::App;
use crate::app::overlay::{Choice, Menu, MenuItem, Overlay, Tone};
use crate::directory::record::Parsed;
use crate::export::CopyForm;
use crate::text::{Untrusted, grouped};

/// The widest that a field is named in the menu.
const NAME: usize = 30;

impl App {
    /// What says that fields can be chosen, and how many are.
    pub(in crate::app) fn copied_fields_item(&self) -> MenuItem {
        let fields = self.copyable();
        let taken = fields.iter().filter(|(_, _, taken)| *taken).count();
        let note = if taken == fields.len() {
            "all".to_owned()
        } else {
            format!(
                "{} of {}",
                grouped(taken as u64),
                grouped(fields.len() as u64)
            )
        };
        MenuItem {
            note: Some(note),
            ..MenuItem::new(Some('f'), "which fields …", Choice::CopyFields)
        }
    }

    /// Offers the fields, each to be taken along or left out, and the forms
    /// that take them.
    pub(in crate::app) fn open_copied_fields(&mut self, selected: usize) {
        let fields = self.copyable().into_iter();
        let mut items: Vec<MenuItem> = fields
            .map(|(name, label, taken)| MenuItem {
                note: Some(if taken { "included" } else { "left out" }.to_owned()),
                ..MenuItem::new(None, label, Choice::CopyField(name))
            })
            .collect();
        for (key, label, form) in [
            ('t', "copy as text", CopyForm::Text),
            ('m', "as a Markdown table", CopyForm::Markdown),
            ('v', "as TSV", CopyForm::Tsv),
            ('c', "as CSV", CopyForm::Csv),
        ] {
            items.push(MenuItem::new(Some(key), label, Choice::Copy(form)));
        }
        let whose = self.whose(&self.to_copy());
        self.overlay = Some(Overlay::Menu(Menu {
            title: format!("Copy which fields of {whose}"),
            items,
            selected,
        }));
    }

    /// Takes a field along or leaves it out; one has to stay.
    pub(in crate::app) fn toggle_copied_field(&mut self, name: &str, selected: usize) {
        let fields = self.copyable();
        let mut others = fields.iter().filter(|(other, _, _)| other != name);
        let alone = !others.any(|(_, _, taken)| *taken);
        if let Some(table) = self.copied_table() {
            let left_out = self.profile_mut().left_out.entry(table).or_default();
            if !left_out.remove(name) {
                if alone {
                    self.say(Tone::Plain, "One field has to stay");
                } else {
                    left_out.insert(name.to_owned());
                }
            }
        }
        self.open_copied_fields(selected);
    }

    /// The names of the fields that are left out of what is copied now.
    pub(super) fn left_out(&self) -> BTreeSet<String> {
        let table = self.copied_table();
        let left_out = table.and_then(|table| self.profile().left_out.get(&table));
        left_out.cloned().unwrap_or_default()
    }

    /// The fields of what is copied: their names, what they are called, safe to
    /// show, and whether they are taken along.
    fn copyable(&self) -> Vec<(String, String, bool)> {
        let profile = self.profile();
        let shape = profile
            .focused_source()
            .and_then(|source| profile.shape(&source));
        let Some(shape) = shape else {
            return Vec::new();
        };
        let records = self.to_copy().records;
        let values: Vec<Parsed> = records.iter().map(|record| record.value()).collect();
        let left_out = self.left_out();
        fields_of(&shape, &values)
            .iter()
            .map(|field| {
                let label = Untrusted::new(field.label());
                (
                    field.name.clone(),
                    label.shown_within(NAME).into(),
                    !left_out.contains(&field.name),
                )
            })
            .collect()
    }

    /// What the table holds that the copied fields are columns of.
    fn copied_table(&self) -> Option<String> {
        let profile = self.profile();
        let source = profile.focused_source()?;
        match source.list() {
            Some(of) => Some(profile.table(of)),
            None => Some(source.resource()?.as_str().to_owned()),
        }
    }
}
