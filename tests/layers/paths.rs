//! Every path in a source, with where it leads.

use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::UseTree;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// A path as it is used in a source.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Used {
    pub line: usize,
    /// With `crate` first where it leads into this crate.
    pub segments: Vec<String>,
    /// Whether it is in a module `tests`.
    pub in_tests: bool,
}

/// The module that a file is.
pub(crate) struct Module {
    /// Its way from the crate's root; empty for `lib.rs` and `main.rs`.
    way: Vec<String>,
}

impl Module {
    /// The module of a file, by its path under `src`.
    pub(crate) fn of_file(file: &Path) -> Self {
        let mut way: Vec<String> = file
            .with_extension("")
            .iter()
            .map(|part| part.to_str().unwrap().to_owned())
            .collect();
        let last = way.last().unwrap().clone();
        if last == "mod" || (way.len() == 1 && ["lib", "main"].contains(&last.as_str())) {
            way.pop();
        }
        Self { way }
    }

    /// The folder of `src` that it belongs to; none for the root.
    pub(crate) fn folder(&self) -> Option<&str> {
        self.way.first().map(String::as_str)
    }

    /// Every path in its text.
    pub(crate) fn paths(&self, text: &str) -> Vec<Used> {
        let file = syn::parse_file(text).unwrap();
        let mut collector = Collector {
            way: self.way.clone(),
            scopes: Vec::new(),
            found: Vec::new(),
        };
        collector.in_scope(&file.items, |collector| {
            visit::visit_file(collector, &file);
        });
        collector.found
    }
}

struct Collector {
    /// The module being walked.
    way: Vec<String>,
    /// The names of the child modules of that module, innermost last: a path
    /// that begins with one of them stays at home.
    scopes: Vec<Vec<String>>,
    found: Vec<Used>,
}

impl Collector {
    fn in_scope(&mut self, items: &[syn::Item], walk: impl FnOnce(&mut Self)) {
        let children = items.iter().filter_map(|item| match item {
            syn::Item::Mod(module) => Some(module.ident.to_string()),
            _ => None,
        });
        self.scopes.push(children.collect());
        walk(self);
        self.scopes.pop();
    }

    /// Notes a path, by its segments as written.
    fn note(&mut self, line: usize, is_global: bool, written: Vec<String>) {
        let Some(first) = written.first().map(String::as_str) else {
            return;
        };
        let is_child = |name: &str| {
            let children = self.scopes.last();
            children.is_some_and(|children| children.iter().any(|child| child == name))
        };
        let segments = match first {
            _ if is_global => written,
            // The library, named by the binary.
            "whoswho" => [&["crate".to_owned()], &written[1..]].concat(),
            "self" | "super" => {
                let mut way = self.way.clone();
                let mut rest = written.as_slice();
                while let [step, more @ ..] = rest
                    && ["self", "super"].contains(&step.as_str())
                {
                    if step == "super" {
                        way.pop();
                    }
                    rest = more;
                }
                way.insert(0, "crate".to_owned());
                [&way, rest].concat()
            }
            name if is_child(name) => return,
            _ => written,
        };
        self.found.push(Used {
            line,
            segments,
            in_tests: self.way.iter().any(|module| module == "tests"),
        });
    }

    fn note_use(&mut self, line: usize, is_global: bool, before: &[String], tree: &UseTree) {
        let with = |name: String| {
            let mut path = before.to_vec();
            // `use a::{self}` is `use a`.
            if name != "self" || path.is_empty() {
                path.push(name);
            }
            path
        };
        match tree {
            UseTree::Path(path) => {
                self.note_use(line, is_global, &with(path.ident.to_string()), &path.tree);
            }
            UseTree::Name(name) => self.note(line, is_global, with(name.ident.to_string())),
            UseTree::Rename(name) => self.note(line, is_global, with(name.ident.to_string())),
            UseTree::Glob(_) => self.note(line, is_global, with("*".to_owned())),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.note_use(line, is_global, before, tree);
                }
            }
        }
    }

    /// Notes whatever looks like a path in tokens that are not parsed: what is
    /// given to a macro, the body of one, the arguments of an attribute.
    fn note_tokens(&mut self, tokens: TokenStream, is_attribute: bool) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            match token {
                TokenTree::Group(group) => {
                    self.note_tokens(group.stream(), is_attribute);
                    at += 1;
                }
                TokenTree::Ident(ident) => {
                    let is_global = at >= 2 && is_colons(&tokens[at - 2..]);
                    let mut path = vec![ident.to_string()];
                    let mut opens_group = false;
                    at += 1;
                    while is_colons(&tokens[at..])
                        && let Some(next) = tokens.get(at + 2)
                    {
                        match next {
                            TokenTree::Ident(ident) => path.push(ident.to_string()),
                            TokenTree::Punct(star) if star.as_char() == '*' => {
                                path.push("*".to_owned());
                            }
                            // `use a::{b, c}` in a macro counts as `use a`.
                            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                                opens_group = true;
                            }
                            _ => break,
                        }
                        at += 3;
                    }
                    if path.len() > 1 || opens_group {
                        self.note(ident.span().start().line, is_global, path);
                    }
                }
                TokenTree::Literal(literal) if is_attribute => {
                    let line = literal.span().start().line;
                    let text = literal.to_string();
                    // `with = "crate::codec"` is a path too.
                    if let Ok(path) = syn::parse_str::<syn::Path>(text.trim_matches('"'))
                        && path.segments.len() > 1
                    {
                        self.note(line, path.leading_colon.is_some(), names(&path));
                    }
                    at += 1;
                }
                TokenTree::Literal(_) | TokenTree::Punct(_) => at += 1,
            }
        }
    }
}

impl<'ast> Visit<'ast> for Collector {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        let Some((_, items)) = &module.content else {
            return;
        };
        self.way.push(module.ident.to_string());
        self.in_scope(items, |collector| visit::visit_item_mod(collector, module));
        self.way.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let line = item.span().start().line;
        self.note_use(line, item.leading_colon.is_some(), &[], &item.tree);
        self.visit_visibility(&item.vis);
    }

    fn visit_item_extern_crate(&mut self, item: &'ast syn::ItemExternCrate) {
        self.note(item.span().start().line, true, vec![item.ident.to_string()]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        // A single name is in scope already: what brought it there was noted.
        if path.segments.len() > 1 {
            let line = path.span().start().line;
            self.note(line, path.leading_colon.is_some(), names(path));
        }
        visit::visit_path(self, path);
    }

    fn visit_vis_restricted(&mut self, visibility: &'ast syn::VisRestricted) {
        if visibility.in_token.is_some() {
            visit::visit_vis_restricted(self, visibility);
        }
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        visit::visit_macro(self, call);
        self.note_tokens(call.tokens.clone(), false);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if attribute.path().is_ident("doc") {
            return;
        }
        self.visit_path(attribute.path());
        if let syn::Meta::List(list) = &attribute.meta {
            self.note_tokens(list.tokens.clone(), true);
        }
    }
}

/// Whether tokens begin with `::`.
fn is_colons(tokens: &[TokenTree]) -> bool {
    let is_colon =
        |token: &TokenTree| matches!(token, TokenTree::Punct(colon) if colon.as_char() == ':');
    matches!(tokens, [one, other, ..] if is_colon(one) && is_colon(other))
}

fn names(path: &syn::Path) -> Vec<String> {
    path.segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect()
}
