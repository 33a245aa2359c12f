//! How many rows a numbered page holds.

/// What the pages that came tell of the size of the others.
///
/// It is the size asked for, with two exceptions: a server that gives more has
/// ignored it, and one whose pages all have the same smaller size has a limit
/// of its own. Taking that for the end of the list would lose people. Pages of
/// differing smaller sizes are gaps: rows that the token may not see.
#[derive(Debug, Clone, Copy)]
pub(super) struct PageSize {
    asked: u32,
    longest: u32,
    /// The size that all pages had; none once two have differed.
    same: Option<u32>,
    pages: u32,
}

impl PageSize {
    pub(super) const fn asked(asked: u32) -> Self {
        Self {
            asked,
            longest: 0,
            same: None,
            pages: 0,
        }
    }

    /// A page that is not the last held so many.
    pub(super) fn hear(&mut self, rows: u32) {
        self.longest = self.longest.max(rows);
        self.same = (self.pages == 0 || self.same == Some(rows)).then_some(rows);
        self.pages = self.pages.saturating_add(1);
    }

    /// How many rows a page holds that has not come.
    pub(super) fn regular(&self) -> u32 {
        match self.same {
            _ if self.longest > self.asked => self.longest,
            Some(same) if self.pages > 1 => same,
            _ => self.asked,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_from_gaps() {
        for (heard, regular) in [
            (&[][..], 100),
            (&[100, 100], 100),
            (&[40], 100),
            (&[40, 40], 40),
            (&[40, 40, 41], 100),
            (&[97, 100, 98], 100),
            (&[250], 250),
        ] {
            let mut size = PageSize::asked(100);
            for rows in heard {
                size.hear(*rows);
            }
            assert_eq!(size.regular(), regular, "{heard:?}");
        }
    }
}
