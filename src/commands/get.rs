//! One record as text, or a list under it: `whoswho get`.

use std::process::ExitCode;

use whoswho::directory::call::{ListOf, RecordOf, RecordRef, RelationName, ResourceName};
use whoswho::directory::record::RecordId;
use whoswho::runtime::batch::Wanted;
use whoswho::runtime::clock::Clock;

use super::{Failure, list};
use crate::cli::{Cli, GetArgs, ListingOptions};

/// Prints one record, or a list under it.
///
/// # Errors
/// If the arguments or the configuration are wrong, there is no such record,
/// the directory or the network refuses, or a signal ends it.
pub fn run(cli: &Cli, arguments: &GetArgs, clock: Clock) -> Result<ExitCode, Failure> {
    let record = RecordRef {
        resource: ResourceName::new(&arguments.resource),
        id: RecordId::new(&arguments.id),
    };
    let relation = arguments.relation.as_deref().map(RelationName::new);
    let item = arguments.item.as_deref().map(RecordId::new);
    let is_list = relation.is_some() && item.is_none();
    if !is_list && arguments.listing != ListingOptions::default() {
        return Err(Failure::usage(
            "whoswho: --limit, --all, --sort, --search, --param and --filter are of a list",
        )
        .hint("  --relation NAME without --item prints one"));
    }
    let wanted = match (relation, item) {
        (None, _) => Wanted::Record(RecordOf::Resource(record)),
        (Some(relation), Some(item)) => Wanted::Record(RecordOf::Item {
            parent: record,
            relation,
            item,
        }),
        (Some(relation), None) => {
            let of = ListOf::Relation {
                parent: record,
                relation,
            };
            list::wanted(of, &arguments.listing)?
        }
    };
    list::print(cli, wanted, &arguments.output, clock)
}
