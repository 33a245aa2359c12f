//! Leanmote's endpoints: the 23 documented ones in the order of the documentation, then those that
//! its route table only names.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::routing::get;
use axum::{Json, Router};
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::query::{Echo, Listed, dated_page, page};
use super::records::{
    Activity, OrganizationMember, TaskRecord, TeamMember, TeamRecord, TopGitApp, TopView, User,
    UserApp, UserGitApp, UserView,
};
use super::{Answer, Failure, Leanmote, number};
use crate::demo::Pairs;
use crate::demo::people::{Team, View, Visibility};

/// The endpoints, relative to the base address.
pub(super) fn all() -> Router<Arc<Leanmote>> {
    Router::new()
        .route("/users", get(users))
        .route("/users/{user}", get(user))
        .route("/users/{user}/apps", get(user_apps))
        .route("/users/{user}/apps/{app}", get(user_app))
        .route("/users/{user}/dashboard-views", get(user_views))
        .route("/users/{user}/dashboard-views/{view}", get(user_view))
        .route("/users/{user}/interactions", get(user_interactions))
        .route("/users/{user}/organizations", get(user_organizations))
        .route("/users/{user}/teams", get(user_teams))
        .route("/users/{user}/teams/{team}", get(user_team))
        .route("/users/{user}/git/apps", get(user_git_apps))
        .route("/organizations", get(organizations))
        .route("/organizations/{organization}", get(organization))
        .route(
            "/organizations/{organization}/members",
            get(organization_members),
        )
        .route(
            "/organizations/{organization}/teams",
            get(organization_teams),
        )
        .route("/organizations/{organization}/apps", get(organization_apps))
        .route("/teams", get(teams))
        .route("/teams/{team}", get(team))
        .route("/teams/{team}/members", get(team_members))
        .route("/teams/{team}/members/{user}", get(team_member))
        .route("/teams/{team}/managers", get(team_managers))
        .route("/teams/{team}/tasks", get(team_tasks))
        .route("/teams/{team}/interactions", get(team_interactions))
        .route("/apps", get(apps))
        .route("/apps/{app}", get(app))
        .route("/git/apps", get(git_apps))
        .route("/dashboard-views", get(views))
        .route("/dashboard-views/catalog", get(view_catalog))
        .route("/dashboard-views/{view}", get(view))
        .route("/interactions", get(interactions))
        .route("/tasks", get(tasks))
        .route("/tasks/{task}", get(task))
}

type Api = State<Arc<Leanmote>>;
type One = Path<String>;
type Two = Path<(String, String)>;

/// A list at the top level.
fn list<T: Listed>(rows: impl Iterator<Item = T>, Query(pairs): &Pairs) -> Answer {
    let listed = page(rows.collect(), pairs, Echo::Always);
    listed.map(Json).map_err(Failure::Validation)
}

/// A list under a record.
fn related<T: Listed>(rows: impl Iterator<Item = T>, Query(pairs): &Pairs) -> Answer {
    let listed = page(rows.collect(), pairs, Echo::WhenAsked);
    listed.map(Json).map_err(Failure::Validation)
}

/// One record. It takes no parameters: `fields` is documented for lists.
fn single(record: Value, Query(pairs): &Pairs) -> Answer {
    match pairs.first() {
        Some((name, _)) => Err(Failure::Validation(format!("Unknown parameter: {name}"))),
        None => Ok(Json(Value::from_iter([
            ("status", Value::from("success")),
            ("data", record),
        ]))),
    }
}

async fn users(State(api): Api, pairs: Pairs) -> Answer {
    let Query(pairs) = &pairs;
    let user = |person: usize| User(&api.world.people[person]);
    let listed = dated_page(&api.by_date, user, pairs, Echo::Always);
    listed.map(Json).map_err(Failure::Validation)
}

async fn user(State(api): Api, Path(user): One, pairs: Pairs) -> Answer {
    let person = api.user(&user)?;
    single(User(&api.world.people[person]).render(), &pairs)
}

async fn user_apps(State(api): Api, Path(user): One, pairs: Pairs) -> Answer {
    let world = &*api.world;
    let bindings = world.bindings(api.user(&user)?).into_iter();
    related(bindings.map(|binding| UserApp { world, binding }), &pairs)
}

async fn user_app(State(api): Api, Path((user, app)): Two, pairs: Pairs) -> Answer {
    let world = &*api.world;
    let person = api.user(&user)?;
    let number = number(&app, "app_");
    let mut bindings = world.bindings(person).into_iter();
    let binding = bindings
        .find(|binding| Some(world.apps[binding.app].number) == number)
        .ok_or(Failure::NotFound("App not found for this user"))?;
    let binding = UserApp { world, binding };
    single(binding.render_whole(&world.people[person]), &pairs)
}

/// A user's own views, and the company's.
fn views_of(api: &Leanmote, person: usize) -> impl Iterator<Item = &View> {
    let all = api.world.views.iter();
    all.filter(move |view| view.owner.is_none_or(|owner| owner == person))
}

async fn user_views(State(api): Api, Path(user): One, pairs: Pairs) -> Answer {
    let person = api.user(&user)?;
    related(views_of(&api, person).map(UserView), &pairs)
}

async fn user_view(State(api): Api, Path((user, view)): Two, pairs: Pairs) -> Answer {
    let person = api.user(&user)?;
    let number = number(&view, "view_");
    let view = views_of(&api, person)
        .find(|view| Some(view.number) == number)
        .ok_or(Failure::NotFound("Dashboard view not found for this user"))?;
    single(UserView(view).render(), &pairs)
}

async fn user_interactions(State(api): Api, Path(user): One, pairs: Pairs) -> Answer {
    let world = &*api.world;
    let person = api.user(&user)?;
    if world.people[person].number == 1 {
        return Err(Failure::Forbidden(
            "You do not have permission to access this user's activity",
        ));
    }
    let activity = world.interactions(person);
    related(
        activity.map(|interaction| Activity { world, interaction }),
        &pairs,
    )
}

async fn user_organizations(State(api): Api, Path(user): One, pairs: Pairs) -> Answer {
    let world = &*api.world;
    let teams = &world.people[api.user(&user)?].teams;
    let organizations = world.organizations.iter().enumerate();
    let theirs = organizations.filter(|&(index, _)| {
        teams
            .iter()
            .any(|&team| world.teams[team].organization == index)
    });
    related(theirs.map(|(_, organization)| organization), &pairs)
}

async fn user_teams(State(api): Api, Path(user): One, pairs: Pairs) -> Answer {
    let world = &*api.world;
    let teams = world.people[api.user(&user)?].teams.iter();
    related(
        teams.map(|&team| TeamRecord {
            world,
            team: &world.teams[team],
        }),
        &pairs,
    )
}

async fn user_team(State(api): Api, Path((user, team)): Two, pairs: Pairs) -> Answer {
    let index = api.user(&user)?;
    let (position, team) = api.team(&team)?;
    let person = &api.world.people[index];
    if !person.teams.contains(&position) {
        return Err(Failure::NotFound("User is not a member of this team"));
    }
    let main = person.teams.first() == Some(&position);
    let member = TeamMember {
        team,
        index,
        person,
    };
    single(member.render_relation(main), &pairs)
}

async fn user_git_apps(State(api): Api, Path(user): One, pairs: Pairs) -> Answer {
    let person = api.user(&user)?;
    let theirs = api.world.git_apps.iter().filter(|app| app.owner == person);
    related(theirs.map(UserGitApp), &pairs)
}

async fn organizations(State(api): Api, pairs: Pairs) -> Answer {
    list(api.world.organizations.iter(), &pairs)
}

async fn organization(State(api): Api, Path(organization): One, pairs: Pairs) -> Answer {
    let organization = &api.world.organizations[api.organization(&organization)?];
    single(organization.render(), &pairs)
}

async fn organization_members(State(api): Api, Path(organization): One, pairs: Pairs) -> Answer {
    let organization = api.organization(&organization)?;
    let world = &*api.world;
    let members = world.people.iter().filter(|person| {
        let mut teams = person.teams.iter();
        teams.any(|&team| world.teams[team].organization == organization)
    });
    related(members.map(OrganizationMember), &pairs)
}

async fn organization_teams(State(api): Api, Path(organization): One, pairs: Pairs) -> Answer {
    let organization = api.organization(&organization)?;
    let world = &*api.world;
    let teams = world
        .teams
        .iter()
        .filter(|team| team.organization == organization);
    related(teams.map(|team| TeamRecord { world, team }), &pairs)
}

async fn organization_apps(State(api): Api, Path(organization): One, pairs: Pairs) -> Answer {
    let organization = api.organization(&organization)?;
    let apps = api.world.apps.iter().enumerate();
    // Every organization does without a third of the apps, each without another third.
    let used = apps.filter(|(index, _)| (index + organization) % 3 != 0);
    related(used.map(|(_, app)| app), &pairs)
}

async fn teams(State(api): Api, pairs: Pairs) -> Answer {
    let world = &*api.world;
    list(
        world.teams.iter().map(|team| TeamRecord { world, team }),
        &pairs,
    )
}

async fn team(State(api): Api, Path(team): One, pairs: Pairs) -> Answer {
    let (_, team) = api.team(&team)?;
    let world = &*api.world;
    single(TeamRecord { world, team }.render(), &pairs)
}

fn members<'a>(
    api: &'a Leanmote,
    team: &'a Team,
    indices: &'a [usize],
) -> impl Iterator<Item = TeamMember<'a>> {
    indices.iter().map(move |&index| TeamMember {
        team,
        index,
        person: &api.world.people[index],
    })
}

async fn team_members(State(api): Api, Path(team): One, pairs: Pairs) -> Answer {
    let (_, team) = api.team(&team)?;
    related(members(&api, team, &team.members), &pairs)
}

async fn team_member(State(api): Api, Path((team, user)): Two, pairs: Pairs) -> Answer {
    let (_, team) = api.team(&team)?;
    let person = api.user(&user)?;
    let member = members(&api, team, &team.members)
        .find(|member| member.index == person)
        .ok_or(Failure::NotFound("User is not a member of this team"))?;
    single(member.render_whole(), &pairs)
}

async fn team_managers(State(api): Api, Path(team): One, pairs: Pairs) -> Answer {
    let (_, team) = api.team(&team)?;
    related(members(&api, team, team.managers()), &pairs)
}

async fn team_tasks(State(api): Api, Path(team): One, pairs: Pairs) -> Answer {
    let (index, _) = api.team(&team)?;
    let world = &*api.world;
    let tasks = world.tasks.iter().filter(|task| task.team == index);
    related(tasks.map(|task| TaskRecord { world, task }), &pairs)
}

async fn team_interactions(State(api): Api, Path(team): One, pairs: Pairs) -> Answer {
    let (_, team) = api.team(&team)?;
    let world = &*api.world;
    let activity = team
        .members
        .iter()
        .flat_map(|&member| world.interactions(member));
    related(
        activity.map(|interaction| Activity { world, interaction }),
        &pairs,
    )
}

async fn apps(State(api): Api, pairs: Pairs) -> Answer {
    list(api.world.apps.iter(), &pairs)
}

async fn app(State(api): Api, Path(app): One, pairs: Pairs) -> Answer {
    let number = number(&app, "app_");
    let app = api.world.apps.iter().find(|app| Some(app.number) == number);
    single(
        app.ok_or(Failure::NotFound("App not found"))?.render(),
        &pairs,
    )
}

async fn git_apps(State(api): Api, pairs: Pairs) -> Answer {
    let world = &*api.world;
    list(
        world.git_apps.iter().map(|app| TopGitApp { world, app }),
        &pairs,
    )
}

async fn views(State(api): Api, pairs: Pairs) -> Answer {
    let all = api.world.views.iter();
    let visible = all.filter(|view| view.visibility != Visibility::Private);
    list(visible.map(TopView), &pairs)
}

async fn view(State(api): Api, Path(view): One, pairs: Pairs) -> Answer {
    let number = number(&view, "view_");
    let view = api
        .world
        .views
        .iter()
        .find(|view| Some(view.number) == number);
    match view {
        None => Err(Failure::NotFound("Dashboard view not found")),
        Some(view) if view.visibility == Visibility::Private => Err(Failure::Forbidden(
            "You do not have permission to access this dashboard view",
        )),
        Some(view) => single(TopView(view).render(), &pairs),
    }
}

/// The kinds of views there are: items with a `key` instead of an `id`, and no `meta`.
async fn view_catalog(pairs: Pairs) -> Answer {
    let kinds = [
        ("delivery", "Delivery"),
        ("wellbeing", "Wellbeing"),
        ("collaboration", "Collaboration"),
        ("people", "People"),
        ("operations", "Operations"),
        ("overview", "Overview"),
    ];
    single(
        kinds
            .into_iter()
            .map(|(key, name)| json!({ "key": key, "name": name }))
            .collect(),
        &pairs,
    )
}

/// Everybody's activity of the last week: the record of the year is under each user and team.
async fn interactions(State(api): Api, pairs: Pairs) -> Answer {
    let world = &*api.world;
    let since = world.ends - SignedDuration::from_hours(7 * 24);
    let people = world.people.iter().enumerate();
    let visible = people.filter(|(_, person)| person.presence.leanmote() && person.number != 1);
    let activity = visible.flat_map(|(index, _)| {
        let newest_first = world.interactions(index);
        newest_first.take_while(|interaction| interaction.created >= since)
    });
    list(
        activity.map(|interaction| Activity { world, interaction }),
        &pairs,
    )
}

async fn tasks(State(api): Api, pairs: Pairs) -> Answer {
    let world = &*api.world;
    let visible = world
        .tasks
        .iter()
        .filter(|task| !world.teams[task.team].private);
    list(visible.map(|task| TaskRecord { world, task }), &pairs)
}

async fn task(State(api): Api, Path(task): One, pairs: Pairs) -> Answer {
    let world = &*api.world;
    let number = number(&task, "task_");
    let mut visible = world
        .tasks
        .iter()
        .filter(|task| !world.teams[task.team].private);
    let task = visible.find(|task| Some(task.number) == number);
    let task = task.ok_or(Failure::NotFound("Task not found"))?;
    single(TaskRecord { world, task }.render(), &pairs)
}
