//! What the mouse does. It presses what a key could press, under the same
//! guards, and nothing that was not on the screen when it was clicked.

use super::App;
use super::geometry::Area;
use super::listing::Listing;
use super::message::{Mouse, MouseKind};
use super::outbox::Outbox;
use super::overlay::{Overlay, Tone};
use super::places::Target;
use super::view::{DetailTab, Pane};
use crate::directory::description::{Order, Sort};
use crate::keys::Action;

/// How many rows a turn of the wheel scrolls.
const WHEEL: u16 = 3;

impl App {
    pub(super) fn mouse(&mut self, mouse: Mouse, out: &mut Outbox<'_>) {
        // What was painted for other keys may lie elsewhere by now.
        if !self.mouse || self.places.mode != Some(self.mode()) {
            return;
        }
        self.typed.clear();
        let Mouse { kind, column, row } = mouse;
        let target = self.places.at(column, row);
        match (kind, &self.overlay) {
            (MouseKind::Click, Some(_)) => self.click_overlay(target, out),
            (MouseKind::Click, None) => match target {
                Some(target) => self.click(target, out),
                None => self.click_pane(column, row, out),
            },
            (MouseKind::WheelDown, Some(_)) => self.turn_overlay(Action::Down, out),
            (MouseKind::WheelUp, Some(_)) => self.turn_overlay(Action::Up, out),
            (MouseKind::WheelDown, None) => self.turn(column, row, 1),
            (MouseKind::WheelUp, None) => self.turn(column, row, -1),
        }
    }

    // ---- over the panes

    fn click_overlay(&mut self, target: Option<Target>, out: &mut Outbox<'_>) {
        let Some(target) = target else { return };
        match (target, &mut self.overlay) {
            (Target::Key(action), _) => self.act(action, out),
            (Target::Help(action), Some(Overlay::Help(_))) => {
                self.overlay = None;
                self.act(action, out);
            }
            (Target::Item(at), Some(Overlay::Menu(menu))) => {
                menu.selected = at;
                self.act(Action::Press, out);
            }
            (Target::Item(at), Some(Overlay::Columns(_))) => self.click_column(at),
            (Target::Item(at), Some(Overlay::Palette(palette))) => {
                palette.choose(at);
                self.act(Action::Accept, out);
            }
            (Target::Item(at), Some(Overlay::Find(find))) => {
                find.choose(at);
                self.act(Action::Accept, out);
            }
            (Target::Item(at), Some(Overlay::Bookmarks(list))) => {
                list.choose(at);
                self.act(Action::Accept, out);
            }
            (Target::Item(at), Some(Overlay::Requests(log))) => {
                log.selected = at;
                self.act(Action::Press, out);
            }
            (Target::Button(at), Some(Overlay::Question(question))) => {
                question.yes_focused = at > 0;
                self.act(Action::Press, out);
            }
            (Target::Button(at), Some(Overlay::Review(_))) => self.press_in_review(at, out),
            _ => {}
        }
    }

    /// A button of a review, under the guards that its keys are under.
    fn press_in_review(&mut self, at: usize, out: &mut Outbox<'_>) {
        if let Some(Overlay::Review(review)) = &mut self.overlay
            && review.focus_button(at, self.now)
        {
            self.act(Action::Press, out);
        }
    }

    /// The wheel over an overlay: it never goes from the last to the first.
    fn turn_overlay(&mut self, action: Action, out: &mut Outbox<'_>) {
        match &mut self.overlay {
            Some(Overlay::Help(_) | Overlay::Requests { .. }) => {
                for _ in 0..WHEEL {
                    self.act(action, out);
                }
            }
            Some(Overlay::Menu(menu)) => {
                let last = menu.items.len().saturating_sub(1);
                menu.selected = match action {
                    Action::Up => menu.selected.saturating_sub(1),
                    _ => (menu.selected + 1).min(last),
                };
            }
            Some(Overlay::Columns(chooser)) => chooser.turn(action),
            Some(Overlay::Palette(palette)) => palette.turn(action),
            Some(Overlay::Find(find)) => find.turn(action),
            Some(Overlay::Bookmarks(list)) => list.turn(action),
            _ => {}
        }
    }

    // ---- the panes

    fn click(&mut self, target: Target, out: &mut Outbox<'_>) {
        match target {
            Target::Key(action) => self.act(action, out),
            Target::Field(at) => {
                if let Some(form) = self.form_mut() {
                    form.focus_on(at);
                }
            }
            // What else there is waits until the form is closed.
            _ if self.editing.is_some() => {}
            Target::Resource(at) => {
                self.filtering = None;
                self.go_to_resource(at);
            }
            Target::Tab(tab) => {
                self.filtering = None;
                self.focus(Pane::Detail);
                self.open_tab(tab);
            }
            Target::Step { depth, pane } => {
                self.filtering = None;
                self.go_back_to(depth, pane);
            }
            Target::Day(day) => {
                self.filtering = None;
                self.go_to_day(day);
            }
            Target::Column(field) => self.sort_by_column(field, out),
            Target::ColumnHere(shows) => self.sort_here_by_column(&shows),
            Target::Help(_) | Target::Item(_) | Target::Button(_) => {}
        }
    }

    /// Goes back to a view of the trail.
    fn go_back_to(&mut self, depth: usize, pane: Pane) {
        if let Some(trail) = self.profile_mut().trail_mut() {
            while trail.depth() > depth && trail.pop().is_some() {}
        }
        self.focus(pane);
    }

    /// Sorts by a column, ascending first and then the other way round.
    fn sort_by_column(&mut self, field: String, out: &mut Outbox<'_>) {
        let current = self.profile().listing().and_then(Listing::sort);
        let order = match current {
            Some(sort) if sort.field == field && sort.order == Order::Ascending => {
                Order::Descending
            }
            _ => Order::Ascending,
        };
        self.sort_by(Some(Sort { field, order }), out);
    }

    fn click_pane(&mut self, column: u16, row: u16, out: &mut Outbox<'_>) {
        if self.editing.is_some() || !self.chosen {
            return;
        }
        let layout = self.layout();
        let is_in = |area: Option<Area>| area.is_some_and(|area| area.contains(column, row));
        let pane = if is_in(layout.listing) {
            Pane::Listing
        } else if is_in(layout.detail) {
            Pane::Detail
        } else {
            return;
        };
        let had_keys = self.filtering.take().is_none()
            && self.profile().view().is_some_and(|view| view.focus == pane);
        self.focus(pane);
        if let Some((at, of)) = layout.scroll_bar(pane, column, row) {
            return self.jump(pane, at, of);
        }
        let rows = match pane {
            Pane::Listing => layout.rows,
            Pane::Detail => layout.related_rows(),
        };
        if !rows.contains(column, row) {
            return;
        }
        let below = u64::from((row - rows.y) / layout.lines_per_record);
        let Some(listing) = self.list_in(pane) else {
            return;
        };
        let position = listing.top() + below;
        if position >= listing.positions() {
            return;
        }
        if had_keys && listing.selection() == Some(position) {
            return self.open(out);
        }
        listing.select_position(position);
        self.selected_in(pane);
    }

    /// The list that a pane shows, if it shows one.
    fn list_in(&mut self, pane: Pane) -> Option<&mut Listing> {
        match pane {
            Pane::Listing => self.profile_mut().listing_mut(),
            Pane::Detail => self.profile_mut().related_mut(),
        }
    }

    /// The selection of a pane is another.
    fn selected_in(&mut self, pane: Pane) {
        match pane {
            Pane::Listing => self.moved(),
            Pane::Detail => {
                if let Some(view) = self.profile_mut().view_mut() {
                    view.moved = true;
                }
            }
        }
    }

    /// A click on a scroll bar, `at` of its `of` rows from above.
    fn jump(&mut self, pane: Pane, at: u16, of: u16) {
        let (at, of) = (u64::from(at), u64::from(of.saturating_sub(1).max(1)));
        if let Some(listing) = self.list_in(pane) {
            let last = listing.positions().saturating_sub(1);
            // A list has far fewer rows than make this overflow; a directory
            // that claims more is taken at its end.
            listing.select_position(last.saturating_mul(at) / of);
            self.selected_in(pane);
        } else if pane == Pane::Detail {
            let height = self.layout().detail_inside.height;
            let shown = self.detail_page().unwrap_or_default();
            let last = u64::from(shown.top(u16::MAX, height));
            if let Some(view) = self.profile_mut().view_mut() {
                view.scroll = u16::try_from(last * at / of).unwrap_or(u16::MAX);
            }
        }
    }

    /// The wheel scrolls the pane under the pointer; the keys stay where they
    /// are.
    fn turn(&mut self, column: u16, row: u16, direction: i8) {
        if self.editing.is_some() || !self.chosen {
            return;
        }
        let layout = self.layout();
        let on_detail = layout.detail.is_some_and(|area| area.contains(column, row));
        let on_listing = layout
            .listing
            .is_some_and(|area| area.contains(column, row));
        let pane = match (on_listing, on_detail) {
            (true, _) => Pane::Listing,
            (_, true) => Pane::Detail,
            _ => return,
        };
        let rows = i64::from(WHEEL) * i64::from(direction);
        if let Some(listing) = self.list_in(pane) {
            let before = listing.selection();
            listing.scroll(rows);
            if listing.selection() != before {
                self.selected_in(pane);
            } else if let Some(view) = self.profile_mut().view_mut() {
                view.moved = true;
            }
        } else if pane == Pane::Detail {
            let step = if direction > 0 {
                Action::Down
            } else {
                Action::Up
            };
            for _ in 0..WHEEL {
                self.move_in(pane, step);
            }
        }
    }

    /// Shows a tab of the record, if it has that one.
    pub(super) fn open_tab(&mut self, tab: DetailTab) {
        if !self.profile().detail_tabs().contains(&tab) {
            return self.say(Tone::Plain, "This record has no such tab");
        }
        if let Some(view) = self.profile_mut().view_mut() {
            view.show(tab);
        }
    }
}
