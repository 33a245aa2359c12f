//! The words of which teams, apps, views, tasks and interactions are made.

/// The parts of the company, each with the place that its teams are named for.
pub(super) const ORGANIZATIONS: [(&str, &str); 6] = [
    ("Acme Americas", "Americas"),
    ("Acme Europe", "Europe"),
    ("Acme Japan", "Japan"),
    ("Acme Middle East", "Middle East"),
    ("Acme Labs", "Labs"),
    ("Acme Foundation", "Foundation"),
];

/// What teams do.
pub(super) const FUNCTIONS: [&str; 24] = [
    "Payments",
    "Checkout",
    "Platform",
    "Search",
    "Mobile",
    "Data",
    "Security",
    "Support",
    "Design",
    "Billing",
    "Logistics",
    "Identity",
    "Growth",
    "Partners",
    "Quality",
    "Research",
    "Finance",
    "People",
    "Legal",
    "Facilities",
    "Release",
    "Docs",
    "Insights",
    "Operations",
];

/// Made-up applications and what they are for.
pub(super) const APPS: [(&str, &str); 24] = [
    ("Harbour Mail", "mail"),
    ("Quorum Chat", "chat"),
    ("Almanac Calendar", "calendar"),
    ("Ledgerline", "finance"),
    ("Pixelboard", "design"),
    ("Trailhead Issues", "issues"),
    ("Stackyard", "code"),
    ("Signalpost", "monitoring"),
    ("Papertrail Docs", "documents"),
    ("Roundtable", "meetings"),
    ("Keyring Vault", "security"),
    ("Waypoint", "roadmaps"),
    ("Tally Surveys", "surveys"),
    ("Foundry CI", "builds"),
    ("Atlas Wiki", "documents"),
    ("Beacon Status", "monitoring"),
    ("Courier Desk", "support"),
    ("Orchard HR", "people"),
    ("Meridian Travel", "travel"),
    ("Lantern Learn", "training"),
    ("Switchboard", "telephony"),
    ("Quarry Data", "analytics"),
    ("Mosaic Slides", "documents"),
    ("Turnstile", "access"),
];

/// Dashboard views and their kinds.
pub(super) const VIEWS: [(&str, &str); 8] = [
    ("Delivery", "delivery"),
    ("Focus time", "wellbeing"),
    ("Collaboration", "collaboration"),
    ("Review times", "delivery"),
    ("Meeting load", "wellbeing"),
    ("Onboarding", "people"),
    ("Incidents", "operations"),
    ("Quarter at a glance", "overview"),
];

/// What is to be done in a task …
pub(super) const VERBS: [&str; 8] = [
    "Review", "Migrate", "Document", "Fix", "Plan", "Measure", "Retire", "Prepare",
];

/// … and to what.
pub(super) const OBJECTS: [&str; 10] = [
    "the sign-in page",
    "the invoice export",
    "the on-call handbook",
    "last quarter's figures",
    "the access requests",
    "the search index",
    "the release checklist",
    "the vendor contract",
    "the customer interviews",
    "the backup restore",
];

/// What people do with each other.
pub(super) const KINDS: [&str; 7] = [
    "message",
    "meeting",
    "review",
    "comment",
    "commit",
    "call",
    "document_edit",
];
