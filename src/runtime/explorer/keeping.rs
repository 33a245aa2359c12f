//! What was seen goes to the finder, and to the store where there is one.

use tokio::sync::mpsc::UnboundedSender;

use super::{Explorer, Setup};
use crate::app::message::{Msg, ProfileId, Seen};
use crate::app::snapshot::Snapshot;
use crate::directory::call::RecordRef;
use crate::runtime::store::Store;

/// What an earlier run saw of the profile that is opened.
pub(super) fn first(
    setup: &Setup,
    open: Option<ProfileId>,
    sender: &UnboundedSender<Msg>,
) -> Vec<(ProfileId, Snapshot)> {
    let (Some(store), Some(profile)) = (&setup.store, open) else {
        return Vec::new();
    };
    match store.snapshot(profile) {
        Ok(snapshot) => snapshot.map(|found| (profile, found)).into_iter().collect(),
        Err(why) => {
            // Whoever starts holds the receiver, so it is there.
            let _ = sender.send(Msg::StoreFailed(why));
            Vec::new()
        }
    }
}

/// Waits until all is written, but not for ever.
pub(super) async fn finish(store: Option<Store>) {
    if let Some(store) = store {
        store.finish().await;
    }
}

impl Explorer {
    /// Lets the store begin, now that the first frame is on the screen.
    pub(super) fn begin_to_keep(&mut self) {
        if let Some(store) = &mut self.store {
            let sender = self.sender.clone();
            let report = move |message| {
                // Nobody listens any more when the program ends.
                let _ = sender.send(message);
            };
            let opened = self.app.chosen.then_some(self.app.active);
            let finder = self.finder.clone();
            let learn = move |seen: Seen, at| finder.learn(&seen, at);
            store.begin(self.clock.now().wall, opened, report, learn);
        }
    }

    pub(super) fn saw(&self, seen: Seen) {
        let now = self.clock.now().wall;
        self.finder.learn(&seen, now);
        if let Some(store) = &self.store {
            store.saw(seen, now);
        }
    }

    pub(super) fn gone(&self, profile: ProfileId, record: RecordRef) {
        self.finder.forget(profile, record.clone());
        if let Some(store) = &self.store {
            store.gone(profile, record);
        }
    }

    pub(super) fn keep(&self, profile: ProfileId, snapshot: Box<Snapshot>) {
        if let Some(store) = &self.store {
            store.keep(profile, snapshot);
        }
    }
}
