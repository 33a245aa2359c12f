//! What is typed into a line over the panes, the commands aside: an id or an
//! email to open, a token; and the overlays' keys.

use super::App;
use super::input::{Edit, LineInput, SecretInput};
use super::message::{Clip, Effect, ProfileId, Ticket, Urgency};
use super::outbox::Outbox;
use super::overlay::{OpenPrompt, Overlay, TokenPrompt, Tone};
use super::profile::{Known, TokenTrouble};
use super::view::{Pane, Source};
use crate::config::connection::TokenSource;
use crate::directory::call::{ApiError, Call, RecordOf, RecordRef, ResourceName};
use crate::directory::email;
use crate::directory::record::RecordId;
use crate::keys::Action;
use crate::text::{Untrusted, grouped};

/// A change of a text that is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextEdit<'a> {
    /// By a key.
    Step(Edit),
    /// By a paste.
    Paste(&'a str),
}

impl TextEdit<'_> {
    /// Applies it to a line. Tells whether the text is another now.
    pub fn apply(&self, line: &mut LineInput) -> bool {
        match self {
            Self::Step(step) => line.edit(*step),
            Self::Paste(text) => line.paste(text),
        }
    }
}

/// How many rows a page key moves in an overlay.
const OVERLAY_PAGE: usize = 10;

/// A record that is read to be gone to.
#[derive(Debug)]
pub(super) struct Opening {
    /// Its request.
    pub(super) ticket: Ticket,
    /// Which it is.
    pub(super) of: RecordRef,
    /// What was looked at when it was asked for.
    pub(super) from: Option<Source>,
}

/// The quotes that stand around a pasted address.
const QUOTES: [char; 11] = [
    '"', '\'', '`', '“', '”', '„', '‘', '’', '«', '»', '\u{feff}',
];

/// How many addresses are said back, before the rest is only counted.
const NAMED: usize = 3;

/// Said while a record is read to be gone to.
pub(super) const READING: &str = "Reading it …";

/// Said when there is another token, and true until that is refused as well.
pub(super) const TOKEN_TAKEN: &str = "Token taken; what waited goes on";

impl App {
    /// Takes a change of the text that is typed into the overlay, if it has a
    /// line for that.
    pub(super) fn edit_in_overlay(&mut self, edit: &TextEdit<'_>) {
        let changed = match &mut self.overlay {
            Some(Overlay::Help(help)) => edit.apply(&mut help.filter),
            Some(Overlay::Open(prompt)) => edit.apply(&mut prompt.input),
            Some(Overlay::Palette(palette)) => edit.apply(&mut palette.input),
            Some(Overlay::Find(find)) => edit.apply(&mut find.input),
            Some(Overlay::Bookmarks(list)) => edit.apply(&mut list.input),
            Some(Overlay::Review(review)) => {
                match edit {
                    TextEdit::Step(Edit::Insert(c)) => review.insert(*c, self.now),
                    TextEdit::Paste(text) => review.paste(text, self.now),
                    // Its other steps come to it as actions.
                    TextEdit::Step(_) => {}
                }
                false
            }
            Some(Overlay::Token(prompt)) => match edit {
                TextEdit::Step(step) => prompt.input.edit(*step),
                TextEdit::Paste(text) => prompt.input.paste(text),
            },
            _ => false,
        };
        if changed {
            self.overlay_text_changed();
        }
    }

    fn overlay_text_changed(&mut self) {
        match &mut self.overlay {
            Some(Overlay::Help(help)) => help.scroll = 0,
            Some(Overlay::Palette(palette)) => palette.was_typed(),
            Some(Overlay::Find(find)) => find.was_typed(),
            Some(Overlay::Bookmarks(list)) => {
                list.selected = 0;
                list.items.clear();
                self.refresh_bookmarks();
            }
            Some(Overlay::Open(prompt)) => prompt.error = None,
            Some(Overlay::Token(prompt)) => prompt.error = None,
            _ => {}
        }
    }

    pub(super) fn act_in_overlay(&mut self, action: Action, out: &mut Outbox<'_>) {
        match &mut self.overlay {
            None => {}
            Some(Overlay::Review(_)) => self.act_in_review(action, out),
            Some(Overlay::Menu(_)) => self.act_in_menu(action, out),
            Some(Overlay::Columns(_)) => self.act_in_columns(action, out),
            Some(Overlay::Question(_)) => self.act_in_question(action, out),
            Some(Overlay::Open(_) | Overlay::Token(_)) => self.act_in_prompt(action, out),
            Some(Overlay::Palette(_)) => self.act_in_palette(action, out),
            Some(Overlay::Find(_)) => self.act_in_find(action, out),
            Some(Overlay::Bookmarks(_)) => self.act_in_bookmarks(action, out),
            Some(Overlay::Help(_)) => self.act_in_help(action),
            Some(Overlay::Requests(_)) => self.act_in_requests(action, out),
            Some(Overlay::Spending(_)) => self.act_in_spending(action),
            Some(Overlay::Plain { rows, scroll }) => {
                let last = rows.len().saturating_sub(1);
                match action {
                    Action::Down => *scroll = (*scroll + 1).min(last),
                    Action::Up => *scroll = scroll.saturating_sub(1),
                    Action::PageDown => *scroll = (*scroll + OVERLAY_PAGE).min(last),
                    Action::PageUp => *scroll = scroll.saturating_sub(OVERLAY_PAGE),
                    Action::First => *scroll = 0,
                    Action::Last => *scroll = last,
                    Action::Cancel | Action::Press | Action::Leave => {
                        self.overlay = None;
                        out.push(Effect::Mouse(self.mouse));
                    }
                    _ => {}
                }
            }
            Some(Overlay::Password { password, .. }) => match action {
                Action::Copy => out.push(Effect::Copy(Clip {
                    text: password.expose().to_owned(),
                    whose: None,
                })),
                Action::Cancel | Action::Press => self.overlay = None,
                _ => {}
            },
        }
    }

    fn act_in_help(&mut self, action: Action) {
        let Some(Overlay::Help(help)) = &mut self.overlay else {
            return;
        };
        match action {
            Action::Down => help.scroll = help.scroll.saturating_add(1),
            Action::Up => help.scroll = help.scroll.saturating_sub(1),
            Action::PageDown => help.scroll = help.scroll.saturating_add(OVERLAY_PAGE),
            Action::PageUp => help.scroll = help.scroll.saturating_sub(OVERLAY_PAGE),
            // What is typed here is short; the page is long.
            Action::CursorStart => help.scroll = 0,
            Action::CursorEnd => help.scroll = usize::MAX,
            Action::Cancel | Action::Accept | Action::Help => self.overlay = None,
            _ => self.edit_by_action(action),
        }
        self.clamp_help();
    }

    /// Keeps the help page within what the last frame had of it: how many rows
    /// it takes depends on the width.
    pub(super) fn clamp_help(&mut self) {
        if let Some(Overlay::Help(help)) = &mut self.overlay
            && let Some(scrolls) = self.places.scrolls
        {
            help.scroll = help.scroll.min(scrolls.furthest);
        }
    }

    pub(super) fn edit_by_action(&mut self, action: Action) {
        if let Some(step) = Edit::of(action) {
            self.edit_in_overlay(&TextEdit::Step(step));
        }
    }

    fn act_in_prompt(&mut self, action: Action, out: &mut Outbox<'_>) {
        match action {
            Action::Cancel => self.overlay = None,
            Action::Accept => match self.overlay.take() {
                Some(Overlay::Open(prompt)) => self.entered(prompt, out),
                Some(Overlay::Token(prompt)) => self.token_entered(prompt, out),
                other => self.overlay = other,
            },
            _ => self.edit_by_action(action),
        }
    }

    fn entered(&mut self, mut prompt: OpenPrompt, out: &mut Outbox<'_>) {
        let text = prompt.input.value().to_owned();
        if let Err(error) = self.open_by(&prompt.resource, &text, out) {
            prompt.error = Some(error);
            self.overlay = Some(Overlay::Open(prompt));
        }
    }

    fn token_entered(&mut self, mut prompt: TokenPrompt, out: &mut Outbox<'_>) {
        if prompt.input.is_empty() {
            prompt.error = Some("Type a token first; Esc closes".to_owned());
            self.overlay = Some(Overlay::Token(prompt));
        } else {
            let token = prompt.input.secret();
            out.push(Effect::UseToken(prompt.profile, token));
        }
    }

    /// Goes to the record of that id or email: among what is loaded, by one
    /// request for an id, by the server's search for an email.
    pub(super) fn open_by(
        &mut self,
        resource: &ResourceName,
        text: &str,
        out: &mut Outbox<'_>,
    ) -> Result<(), String> {
        let wanted = one_of(text)?;
        if wanted.is_empty() {
            return Err("Type an id or an email first; Esc closes".to_owned());
        }
        let id = RecordId::new(wanted);
        if self.select_loaded(&id) {
            return Ok(());
        }
        let described = self.profile().resource(resource);
        let can_read = described.is_some_and(|of| of.get.is_some());
        let has_email = described.is_some_and(|of| of.email_field().is_some());
        // What may be an id is tried as one, which is one request.
        let may_be_id = !has_email || !email::reads_as_one(wanted);
        if wanted.contains('@') && !(can_read && may_be_id) {
            return self.open_by_email(resource, wanted, out);
        }
        if !can_read {
            return Err(
                "This directory cannot read one of these by its id; / filters what is loaded"
                    .to_owned(),
            );
        }
        let of = RecordRef {
            resource: resource.clone(),
            id,
        };
        let now = self.now.wall;
        let profile = self.profile_mut();
        if let Some((record, true)) = profile.loaded(&of) {
            let record = record.clone();
            profile.know(of.clone(), record, now);
            profile.go_to(of);
            return Ok(());
        }
        self.read_to_open(of, out);
        self.say(Tone::Plain, READING);
        Ok(())
    }

    /// Reads a record, to go to it when it has come.
    pub(super) fn read_to_open(&mut self, of: RecordRef, out: &mut Outbox<'_>) {
        let call = Call::Get {
            of: RecordOf::Resource(of.clone()),
        };
        let ticket = out.read(call, Urgency::Look);
        out.push(Effect::Recall(out.profile, of.clone()));
        self.opening = Some(Opening {
            ticket,
            of,
            from: self.profile().view().map(|view| view.source.clone()),
        });
    }

    /// Whether keys go into something that must not be taken away from under
    /// them.
    pub(super) const fn is_typing(&self) -> bool {
        self.overlay.is_some() || self.filtering.is_some() || self.editing.is_some()
    }

    pub(super) fn select_loaded(&mut self, id: &RecordId) -> bool {
        let found = self
            .profile_mut()
            .listing_mut()
            .is_some_and(|listing| listing.select_id(id));
        if found {
            self.moved();
            self.focus(Pane::Detail);
        }
        found
    }

    // ---- the token

    pub(super) fn read_token(&mut self, out: &mut Outbox<'_>) {
        if self.profile().token_trouble.is_some() {
            out.push(Effect::ReadToken(self.active));
        } else {
            self.say(
                Tone::Plain,
                "No token was refused: there is nothing to read again",
            );
        }
    }

    pub(super) fn ask_for_token(&mut self) {
        if self.profile().token_trouble.is_none() {
            return self.say(Tone::Plain, "No token was refused: there is none to type");
        }
        self.overlay = Some(Overlay::Token(TokenPrompt {
            profile: self.active,
            input: SecretInput::default(),
            error: None,
        }));
    }

    /// A token was read again, or typed: what it held goes on.
    pub(super) fn token_read(&mut self, id: ProfileId, outcome: Result<(), String>) {
        match outcome {
            Ok(()) => {
                if let Some(profile) = self.profiles.get_mut(id.0) {
                    profile.token_trouble = None;
                    // What failed is asked for again when it is looked at.
                    for listing in profile.listings.values_mut() {
                        listing.retry();
                    }
                    profile.known.retain(|_, known| known.record().is_some());
                    for known in profile.known.values_mut() {
                        if let Known::Failed(ApiError::Unauthorized(_), Some(seen)) = known {
                            *known = Known::Read(seen.clone());
                        }
                    }
                }
                self.say(Tone::Plain, TOKEN_TAKEN);
            }
            Err(why) => {
                if let Some(profile) = self.profiles.get_mut(id.0) {
                    profile.token_trouble = Some(TokenTrouble::Unreadable(why.clone()));
                }
                self.say(Tone::Bad, why);
            }
        }
    }
}

/// Where a token comes from, as it is shown: never its text.
#[must_use]
pub fn token_origin(source: &TokenSource) -> String {
    match source {
        TokenSource::Env(name) => format!("${name}"),
        TokenSource::Command { argv, .. } => {
            format!("the command {}", argv.first().map_or("", String::as_str))
        }
        TokenSource::File(path) => format!("the file {}", path.display()),
        TokenSource::Keyring(_) => "the keychain".to_owned(),
        TokenSource::Given(_) => "the demo".to_owned(),
        TokenSource::Missing => "nowhere: the profile names no token".to_owned(),
    }
}

/// What was typed without what a mail program puts around an address: a name
/// before it, what comes after it in a list of addresses or in a link.
pub(super) fn without_wrapping(text: &str) -> &str {
    let has_address = text.contains('@');
    let text = unquoted(text.trim(), has_address);
    let wrapped = text
        .strip_suffix('>')
        .and_then(|text| text.rsplit_once('<'))
        .filter(|(name, inside)| name.is_empty() || inside.contains('@'));
    let text = wrapped.map_or(text, |(_, inside)| inside).trim();
    let text = unquoted(text, has_address);
    let (scheme, rest) = text.split_at_checked(7).unwrap_or(("", text));
    if scheme.eq_ignore_ascii_case("mailto:") {
        rest.split_once('?')
            .map_or(rest, |(address, _)| address)
            .trim()
    } else {
        text
    }
}

/// An address without the quotes around it, and the signs that part it from the
/// next; what is no address may have them in an id.
fn unquoted(text: &str, is_address: bool) -> &str {
    if is_address {
        let text = text.trim_end_matches(|c: char| {
            c.is_whitespace() || QUOTES.contains(&c) || ",;".contains(c)
        });
        text.trim_start_matches(|c: char| c.is_whitespace() || QUOTES.contains(&c))
    } else {
        text
    }
}

/// The addresses in a text that was pasted, as a mail program, a sheet or a log
/// parts them; each once.
fn addresses(text: &str) -> Vec<&str> {
    // A blank or a comma within quotes parts nothing, if they are in pairs.
    let is_paired = text.matches('"').count().is_multiple_of(2);
    let mut is_quoted = false;
    let parts = text.split(|c| {
        is_quoted ^= c == '"' && is_paired;
        !is_quoted && [',', ';', '\n', '\r'].contains(&c)
    });
    let mut found: Vec<&str> = Vec::new();
    for part in parts {
        let in_brackets = part
            .split('<')
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('>')?.0));
        let mut here: Vec<&str> = in_brackets.filter(|inside| inside.contains('@')).collect();
        if here.is_empty() {
            let pieces = part.split(|c: char| c.is_whitespace() || ",;".contains(c));
            here.extend(pieces.filter(|piece| piece.contains('@')));
        }
        for address in here.into_iter().map(without_wrapping) {
            if !found.iter().any(|other| email::is_same(other, address)) {
                found.push(address);
            }
        }
    }
    found
}

/// The one id or address that was typed or pasted.
fn one_of(text: &str) -> Result<&str, String> {
    let found = addresses(text);
    match &found[..] {
        [] => Ok(without_wrapping(text)),
        [one] => Ok(one),
        several => {
            let shown = |text: &&str| format!("\"{}\"", Untrusted::new(*text).shown_within(40));
            let first: Vec<String> = several.iter().take(NAMED).map(shown).collect();
            let more = match several.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {} more", grouped(more as u64)),
            };
            Err(format!(
                "Those are {} addresses, and one at a time is opened: {}{more}",
                grouped(several.len() as u64),
                first.join(", ")
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{addresses, without_wrapping};

    #[test]
    fn pasted_addresses_are_taken_apart() {
        for text in [
            "ana@acme.example, bo@acme.example",
            "ana@acme.example;bo@acme.example;",
            "ana@acme.example\nbo@acme.example\r\n",
            "\"ana@acme.example\",\"bo@acme.example\"",
            "\"ana@acme.example,bo@acme.example\"",
            "ana@acme.example bo@acme.example ANA@acme.example",
            "<ana@acme.example> <bo@acme.example>",
            "\"Lima, Ana\" <ana@acme.example>, Bo Å <mailto:bo@acme.example>",
            "mailto:ana@acme.example,mailto:bo@acme.example?subject=x",
            "'ana@acme.example', 'bo@acme.example'",
            "“ana@acme.example”\t“bo@acme.example”",
            "\"ana@acme.example, bo@acme.example",
        ] {
            assert_eq!(
                addresses(text),
                ["ana@acme.example", "bo@acme.example"],
                "{text:?}"
            );
        }
        assert_eq!(addresses("@ana:acme.example"), ["@ana:acme.example"]);
        assert_eq!(addresses("Ana Lima ana@acme.example"), ["ana@acme.example"]);
        assert_eq!(addresses("o'neil@acme.example"), ["o'neil@acme.example"]);
        assert!(addresses("usr_42").is_empty());
    }

    #[test]
    fn an_address_is_taken_out_of_what_mail_programs_put_around_it() {
        for text in [
            "ana@acme.example",
            "  <ana@acme.example>\t",
            "mailto:ana@acme.example",
            "<MAILTO:ana@acme.example>",
            "mailto:ana@acme.example?subject=Access",
            "Ana Lima <ana@acme.example>",
            "\"Lima, Ana <HR>\" <ana@acme.example>,",
            "ana@acme.example; ",
            "\"ana@acme.example\",",
            "'ana@acme.example'",
            "“ana@acme.example”",
            "\"mailto:ana@acme.example\";",
            "<\"ana@acme.example\">",
        ] {
            assert_eq!(without_wrapping(text), "ana@acme.example", "{text:?}");
        }
        // What may be an id is left as it is.
        for text in ["usr_42", "a<b>", "x;", "cn=Ana,", "<", ">", ""] {
            assert_eq!(without_wrapping(text), text);
        }
        assert_eq!(without_wrapping("<usr_42>"), "usr_42");
    }
}
