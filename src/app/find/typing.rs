//! What is typed to find something: its words completed, and what is odd about
//! them.

use super::super::App;
use super::Find;
use crate::app::filter::query;
use crate::app::filter::{Completion, FilterFields, Read, Remark};
use crate::app::overlay::Overlay;
use crate::app::prompts::without_wrapping;
use crate::directory::shape::Shape;

impl App {
    /// What completes the word at the end of what is looked for: a field of any
    /// resource that is looked through, or its value.
    #[must_use]
    pub fn find_completion(&self) -> Option<Completion> {
        let find = self.finding().filter(|find| find.input.is_at_end())?;
        let fields = self.fields_looked_through(find);
        let mut completed = fields.iter().map(|of| of.completion(find.input.value()));
        completed.find_map(|completion| completion)
    }

    /// What there is to say of the first name before a colon that no resource
    /// which is looked through has.
    #[must_use]
    pub fn find_remark(&self) -> Option<Remark> {
        let find = self.finding()?;
        let fields = self.fields_looked_through(find);
        query::words(without_wrapping(find.input.value()))
            .iter()
            .find_map(|word| {
                let unknown = |of: &FilterFields| {
                    let remarks = Read::typed(word.raw, of).remarks;
                    remarks
                        .into_iter()
                        .find(|remark| remark.unknown().is_some())
                };
                let remarks: Option<Vec<Remark>> = fields.iter().map(unknown).collect();
                let is_near =
                    |remark: &Remark| matches!(remark, Remark::NoField { near: Some(_), .. });
                let remarks = remarks?;
                remarks
                    .iter()
                    .find(|r| is_near(r))
                    .or(remarks.first())
                    .cloned()
            })
    }

    fn finding(&self) -> Option<&Find> {
        match &self.overlay {
            Some(Overlay::Find(find)) => Some(find),
            _ => None,
        }
    }

    /// The fields of each resource that something was seen of.
    fn fields_looked_through(&self, find: &Find) -> Vec<FilterFields> {
        let covered = find
            .found
            .as_ref()
            .map_or(&[][..], |f| &f.covered.resources);
        let resources = self
            .profiles
            .iter()
            .flat_map(|p| &p.description().resources);
        let seen = resources.filter(|r| covered.iter().any(|c| c.as_str() == r.name));
        seen.map(|of| FilterFields::of(&Shape::of_resource(of), false).on(self.now.wall))
            .collect()
    }

    /// Completes the word at the end of what is looked for.
    pub(super) fn complete_find(&mut self) {
        let completion = self.find_completion();
        if let (Some(Overlay::Find(find)), Some(completion)) = (&mut self.overlay, completion) {
            find.input.set(&completion.text);
            find.was_typed();
        }
    }
}
