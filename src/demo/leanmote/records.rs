//! Leanmote's records, as the documentation's examples show them, and plausible ones where it shows
//! none.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::query::{Listed, SortBy};
use crate::demo::people::{
    App, Binding, GitApp, Interaction, Organization, Person, Task, Team, View, World,
};

const BY_DATE: &[SortBy] = &[SortBy::CreatedAt];
const BY_NAME: &[SortBy] = &[SortBy::CreatedAt, SortBy::Name];
const BY_EMAIL: &[SortBy] = &[SortBy::CreatedAt, SortBy::Name, SortBy::Email];

/// RFC 3339 in UTC, to the second.
fn moment(at: Timestamp) -> String {
    format!("{at:.0}")
}

fn app_id(app: &App) -> String {
    format!("app_{}", app.number)
}

fn organization_id(organization: &Organization) -> String {
    format!("org_{}", organization.number)
}

fn team_id(team: &Team) -> String {
    format!("team_{}", team.number)
}

/// A user.
pub(super) struct User<'a>(pub(super) &'a Person);

impl Listed for User<'_> {
    const SORTS: &'static [SortBy] = BY_EMAIL;

    fn created(&self) -> Timestamp {
        self.0.joined
    }

    fn name(&self) -> Option<&str> {
        Some(&self.0.name.full)
    }

    fn email(&self) -> Option<&str> {
        Some(&self.0.email)
    }

    fn render(&self) -> Value {
        json!({
            "id": self.0.id(),
            "name": self.0.name.full,
            "email": self.0.email,
            "created_at": moment(self.0.joined),
            "title": self.0.title,
            "status": if self.0.enabled { "active" } else { "disabled" },
        })
    }
}

/// An app that a user has an account on.
pub(super) struct UserApp<'a> {
    pub(super) world: &'a World,
    pub(super) binding: Binding,
}

impl UserApp<'_> {
    /// The single binding, which says whose it is.
    pub(super) fn render_whole(&self, person: &Person) -> Value {
        let mut record = self.render();
        record["user_id"] = person.id().into();
        record
    }
}

impl Listed for UserApp<'_> {
    const SORTS: &'static [SortBy] = BY_NAME;

    fn created(&self) -> Timestamp {
        self.binding.created
    }

    fn name(&self) -> Option<&str> {
        Some(self.world.apps[self.binding.app].name)
    }

    fn render(&self) -> Value {
        let app = &self.world.apps[self.binding.app];
        json!({
            "id": app_id(app),
            "name": app.name,
            "category": app.category,
            "role": self.binding.role,
            "is_active": self.binding.active,
            "created_at": moment(self.binding.created),
        })
    }
}

/// A dashboard view under its user.
pub(super) struct UserView<'a>(pub(super) &'a View);

impl Listed for UserView<'_> {
    const SORTS: &'static [SortBy] = BY_NAME;

    fn created(&self) -> Timestamp {
        self.0.created
    }

    fn name(&self) -> Option<&str> {
        Some(&self.0.name)
    }

    fn render(&self) -> Value {
        json!({
            "id": format!("view_{}", self.0.number),
            "name": self.0.name,
            "visibility": self.0.visibility.word(),
        })
    }
}

/// A dashboard view at the top level.
pub(super) struct TopView<'a>(pub(super) &'a View);

impl Listed for TopView<'_> {
    const SORTS: &'static [SortBy] = BY_NAME;

    fn created(&self) -> Timestamp {
        self.0.created
    }

    fn name(&self) -> Option<&str> {
        Some(&self.0.name)
    }

    fn render(&self) -> Value {
        json!({
            "id": format!("view_{}", self.0.number),
            "name": self.0.name,
            "type": self.0.kind,
            "created_at": moment(self.0.created),
        })
    }
}

/// Something somebody did.
pub(super) struct Activity<'a> {
    pub(super) world: &'a World,
    pub(super) interaction: Interaction,
}

impl Listed for Activity<'_> {
    const SORTS: &'static [SortBy] = BY_DATE;

    fn created(&self) -> Timestamp {
        self.interaction.created
    }

    fn render(&self) -> Value {
        let Interaction {
            id,
            person,
            kind,
            app,
            with,
            minutes,
            created,
        } = &self.interaction;
        json!({
            "id": id,
            "type": kind,
            "user_id": self.world.people[*person].id(),
            "with_user_id": with.map(|other| self.world.people[other].id()),
            "app": self.world.apps[*app].name,
            "duration_minutes": minutes,
            "created_at": moment(*created),
        })
    }
}

impl Listed for &Organization {
    const SORTS: &'static [SortBy] = BY_NAME;

    fn created(&self) -> Timestamp {
        self.created
    }

    fn name(&self) -> Option<&str> {
        Some(self.name)
    }

    fn render(&self) -> Value {
        json!({
            "id": organization_id(self),
            "name": self.name,
            "created_at": moment(self.created),
        })
    }
}

/// A member of an organization.
pub(super) struct OrganizationMember<'a>(pub(super) &'a Person);

impl Listed for OrganizationMember<'_> {
    const SORTS: &'static [SortBy] = BY_NAME;

    fn created(&self) -> Timestamp {
        self.0.joined
    }

    fn name(&self) -> Option<&str> {
        Some(&self.0.name.full)
    }

    fn render(&self) -> Value {
        json!({
            "id": self.0.id(),
            "name": self.0.name.full,
            "email": self.0.email,
            "role": match self.0.number {
                1 => "owner",
                n if n % 40 == 0 => "admin",
                _ => "member",
            },
        })
    }
}

/// A team, wherever it is listed.
pub(super) struct TeamRecord<'a> {
    pub(super) world: &'a World,
    pub(super) team: &'a Team,
}

impl Listed for TeamRecord<'_> {
    const SORTS: &'static [SortBy] = BY_NAME;

    fn created(&self) -> Timestamp {
        self.team.created
    }

    fn name(&self) -> Option<&str> {
        Some(&self.team.name)
    }

    fn render(&self) -> Value {
        json!({
            "id": team_id(self.team),
            "organization_id": organization_id(&self.world.organizations[self.team.organization]),
            "name": self.team.name,
            "created_at": moment(self.team.created),
        })
    }
}

/// Somebody in a team: a member, or one of its managers.
pub(super) struct TeamMember<'a> {
    pub(super) team: &'a Team,
    /// An index into [`World::people`].
    pub(super) index: usize,
    pub(super) person: &'a Person,
}

impl TeamMember<'_> {
    /// The single member record.
    pub(super) fn render_whole(&self) -> Value {
        let mut record = self.render();
        record["team_id"] = team_id(self.team).into();
        record["role"] = self.team.role_of(self.index).into();
        record
    }

    /// The relation as seen from the user: a record without an id of its own.
    pub(super) fn render_relation(&self, main: bool) -> Value {
        json!({
            "user_id": self.person.id(),
            "team_id": team_id(self.team),
            "team_name": self.team.name,
            "role": self.team.role_of(self.index),
            "is_primary": main,
            "joined_at": moment(self.person.joined.max(self.team.created)),
        })
    }
}

impl Listed for TeamMember<'_> {
    const SORTS: &'static [SortBy] = BY_NAME;

    fn created(&self) -> Timestamp {
        self.person.joined
    }

    fn name(&self) -> Option<&str> {
        Some(&self.person.name.full)
    }

    fn render(&self) -> Value {
        json!({
            "id": self.person.id(),
            "name": self.person.name.full,
            "email": self.person.email,
            "title": self.person.title,
        })
    }
}

/// A task.
pub(super) struct TaskRecord<'a> {
    pub(super) world: &'a World,
    pub(super) task: &'a Task,
}

impl Listed for TaskRecord<'_> {
    const SORTS: &'static [SortBy] = BY_DATE;

    fn created(&self) -> Timestamp {
        self.task.created
    }

    fn render(&self) -> Value {
        let task = self.task;
        json!({
            "id": format!("task_{}", task.number),
            "title": task.title,
            "status": task.status,
            "priority": task.priority,
            "team_id": team_id(&self.world.teams[task.team]),
            "assignee_id": task.assignee.map(|index| self.world.people[index].id()),
            "due_on": task.due.map(|due| due.to_string()),
            "created_at": moment(task.created),
        })
    }
}

impl Listed for &App {
    const SORTS: &'static [SortBy] = BY_NAME;

    fn created(&self) -> Timestamp {
        self.created
    }

    fn name(&self) -> Option<&str> {
        Some(self.name)
    }

    fn render(&self) -> Value {
        json!({
            "id": app_id(self),
            "name": self.name,
            "category": self.category,
            "created_at": moment(self.created),
        })
    }
}

/// A code host's connection under its user.
pub(super) struct UserGitApp<'a>(pub(super) &'a GitApp);

impl Listed for UserGitApp<'_> {
    const SORTS: &'static [SortBy] = BY_NAME;

    fn created(&self) -> Timestamp {
        self.0.created
    }

    fn name(&self) -> Option<&str> {
        Some(&self.0.name)
    }

    fn render(&self) -> Value {
        json!({
            "id": self.0.id,
            "provider": self.0.provider,
            "name": self.0.name,
            "is_active": self.0.active,
        })
    }
}

/// A code host's connection at the top level.
pub(super) struct TopGitApp<'a> {
    pub(super) world: &'a World,
    pub(super) app: &'a GitApp,
}

impl Listed for TopGitApp<'_> {
    const SORTS: &'static [SortBy] = BY_NAME;

    fn created(&self) -> Timestamp {
        self.app.created
    }

    fn name(&self) -> Option<&str> {
        Some(&self.app.name)
    }

    fn render(&self) -> Value {
        json!({
            "id": self.app.id,
            "provider": self.app.provider,
            "name": self.app.name,
            "user_id": self.world.people[self.app.owner].id(),
        })
    }
}
