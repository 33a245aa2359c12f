//! What a calendar is made of.

use super::Check;
use crate::directory::description::{Calendar, Kind};
use crate::directory::shape::Shape;
use crate::directory::strict::Path;

impl Check<'_> {
    /// Refuses the name of a field that the records do not have. Where nothing
    /// is described of them, any name may be that of a member.
    pub(super) fn calendar(&mut self, at: &Path<'_>, calendar: &Calendar, shape: &Shape<'_>) {
        let names: Vec<&str> = shape.fields.iter().map(|f| f.name.as_str()).collect();
        let told = [
            ("date", Some(&calendar.date)),
            ("kind", calendar.kind.as_ref()),
        ];
        for (key, name) in told {
            let Some(name) = name else { continue };
            let at = at.key(key);
            if !names.is_empty() {
                self.refers(&at, "field", name, &names);
            } else if name.is_empty() {
                self.refuse(&at, "the name of a field is not empty");
            }
        }
        if let Some(field) = shape.field(&calendar.date)
            && field.kind != Kind::Date
        {
            let message = "what tells when is a field of the kind \"date\"";
            self.refuse(&at.key("date"), message);
        }
    }
}
