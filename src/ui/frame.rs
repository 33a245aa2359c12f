//! The frames around panes and overlays.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::pen::Pen;
use super::phrase::Phrase;
use super::scene::Scene;
use super::theme::Role;

/// Where something stands in something longer, in rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    /// The first row that is seen.
    pub(super) top: u64,
    /// How many rows are seen at once.
    pub(super) seen: u64,
    /// How many there are.
    pub(super) all: u64,
}

/// A frame and what is written on it.
#[derive(Debug)]
pub(super) struct Frame<'t> {
    /// What the frame looks like: where the keys go, it is the accent.
    pub(super) role: Role,
    /// On its upper side, on the left.
    pub(super) title: Phrase<'t>,
    /// On its upper side, on the right.
    pub(super) corner: Phrase<'t>,
    /// On its lower side, on the right.
    pub(super) foot: Phrase<'t>,
    /// Where its content stands, if all of it cannot be seen.
    pub(super) extent: Option<Extent>,
}

impl<'t> Frame<'t> {
    /// A frame with nothing on it but a title.
    pub(super) const fn new(role: Role, title: Phrase<'t>) -> Self {
        Self {
            role,
            title,
            corner: Phrase::new(),
            foot: Phrase::new(),
            extent: None,
        }
    }

    /// Draws it, and gives what is inside.
    pub(super) fn draw(&self, area: Rect, scene: Scene<'_>, buffer: &mut Buffer) -> Rect {
        if area.width < 2 || area.height < 2 {
            return Rect::default();
        }
        let border = &scene.glyphs().border;
        let ink = scene.theme;
        let inner_width = usize::from(area.width - 2);
        let bottom = area.height - 1;
        Pen::new(buffer, ink, area, 0)
            .repeat(border.top_left, 1, self.role)
            .repeat(border.across, inner_width, self.role)
            .repeat(border.top_right, 1, self.role);
        Pen::new(buffer, ink, area, bottom)
            .repeat(border.bottom_left, 1, self.role)
            .repeat(border.across, inner_width, self.role)
            .repeat(border.bottom_right, 1, self.role);
        let thumb = self.extent.map_or(0..0, |e| thumb(e, bottom - 1));
        for row in 1..bottom {
            let right = if thumb.contains(&(row - 1)) {
                border.thumb
            } else {
                border.down
            };
            Pen::new(buffer, ink, area, row)
                .repeat(border.down, 1, self.role)
                .skip(inner_width)
                .repeat(right, 1, self.role);
        }
        self.write(area, bottom, scene, buffer);
        Rect::new(area.x + 1, area.y + 1, area.width - 2, area.height - 2)
    }

    fn write(&self, area: Rect, bottom: u16, scene: Scene<'_>, buffer: &mut Buffer) {
        let side = Rect::new(area.x + 1, area.y, area.width - 2, area.height);
        let spaced = |phrase: &Phrase<'t>| {
            if phrase.is_empty() {
                return Phrase::new();
            }
            let mut spaced = Phrase::of(" ", self.role);
            spaced.join("", phrase.clone());
            spaced.and(" ", self.role)
        };
        let mut pen = Pen::new(buffer, scene.theme, side, 0).wiping();
        pen.clickable_at_end(&spaced(&self.corner), scene);
        pen.phrase(&spaced(&self.title));
        Pen::new(buffer, scene.theme, side, bottom)
            .wiping()
            .at_end(&spaced(&self.foot));
    }
}

/// The rows of a side of that height that stand for what is seen; none where
/// all is.
fn thumb(extent: Extent, height: u16) -> std::ops::Range<u16> {
    let Extent { top, seen, all } = extent;
    let tall = u64::from(height);
    if all <= seen || tall == 0 {
        return 0..0;
    }
    let length = (seen.saturating_mul(tall) / all).clamp(1, tall);
    let furthest = tall - length;
    // At its end only when the last row is seen. Both factors are far below
    // 2³², or the product is only about right.
    let start = top.min(all - seen).saturating_mul(furthest) / (all - seen);
    let cell = |at: u64| u16::try_from(at).unwrap_or(height);
    cell(start)..cell(start + length)
}
