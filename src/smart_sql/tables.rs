//! Which tables an owner sees, which columns of them, and which rows are theirs. What is not named
//! here is not shown; each table of the database is named here, shown or hidden.

use strum::IntoStaticStr;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum Kind {
    /// A word of the product's: an id, a status.
    #[strum(serialize = "TEXT")]
    Word,
    /// What people wrote or said, or a model did.
    #[strum(serialize = "TEXT")]
    Prose,
    Integer,
    Real,
}

impl Kind {
    /// The type as SQLite names it.
    pub fn sql(self) -> &'static str {
        self.into()
    }
}

pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
    pub about: &'static str,
    /// What is shown in its place, where that isn't the column itself. `?1` is the owner's id.
    shown: Option<&'static str>,
}

pub struct Table {
    pub name: &'static str,
    pub about: &'static str,
    /// The column that tells the owner's rows apart.
    pub key: &'static str,
    /// Which rows are the owner's; `?1` is their id.
    rows: &'static str,
    pub columns: &'static [Column],
}

/// The table of that name, as an owner spells it.
pub fn shown(name: &str) -> Option<&'static Table> {
    SHOWN
        .iter()
        .find(|table| table.name.eq_ignore_ascii_case(name))
}

impl Table {
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns
            .iter()
            .find(|column| column.name.eq_ignore_ascii_case(name))
    }

    /// The common table expression that stands before the table: the owner's rows alone. They are
    /// gathered once, so whatever is asked of them can't lead through the rows of others.
    pub fn shadow(&self) -> String {
        let columns: Vec<String> = self
            .columns
            .iter()
            .map(|column| match column.shown {
                Some(shown) => format!("{shown} AS {}", column.name),
                None => column.name.to_owned(),
            })
            .collect();
        let (name, rows) = (self.name, self.rows);
        let columns = columns.join(", ");
        format!("{name} AS MATERIALIZED (SELECT {columns} FROM main.{name} WHERE {rows})")
    }
}

/// Whether a name is one of the database's that nobody reads.
pub fn is_hidden(name: &str) -> bool {
    HIDDEN.contains(&name)
}

/// The common table expressions that stand before every table: `?1` in them is the owner's id.
pub fn shadows() -> String {
    let shown = SHOWN.iter().map(Table::shadow);
    let hidden = HIDDEN
        .iter()
        .chain(SYSTEM)
        .map(|name| format!("{name} AS (SELECT NULL WHERE 0)"));
    shown.chain(hidden).collect::<Vec<_>>().join(", ")
}

/// What begins like this is the database's own, or ours while a statement runs.
pub const RESERVED: [&str; 4] = ["sqlite_", "pragma_", "_cf_", "smart_sql_"];

/// Tables that are nobody's business, or hold secrets.
pub const HIDDEN: &[&str] = &[
    "actors",
    "api_keys",
    "d1_migrations",
    "development_clock",
    "erased_actors",
    "erased_calls",
    "erasures",
    "hourly_totals",
    "identities",
    "limits",
    "persona_reports",
    "recovery_codes",
    "repeats",
    "searches",
    "sign_in_codes",
    "sign_in_sessions",
    "smart_sql_notes",
    "spent",
    "suppressions",
    "webhook_messages",
    "webhooks",
];

/// The database's own tables.
const SYSTEM: &[&str] = &[
    "_cf_kv",
    "_cf_metadata",
    "dbstat",
    "pragma_database_list",
    "pragma_table_list",
    "sqlite_master",
    "sqlite_schema",
    "sqlite_sequence",
    "sqlite_stat1",
    "sqlite_temp_master",
    "sqlite_temp_schema",
];

const fn word(name: &'static str, about: &'static str) -> Column {
    column(name, Kind::Word, about)
}

const fn prose(name: &'static str, about: &'static str) -> Column {
    column(name, Kind::Prose, about)
}

const fn integer(name: &'static str, about: &'static str) -> Column {
    column(name, Kind::Integer, about)
}

const fn moment(name: &'static str) -> Column {
    column(
        name,
        Kind::Integer,
        "a moment: milliseconds since 1970, UTC",
    )
}

const fn column(name: &'static str, kind: Kind, about: &'static str) -> Column {
    Column {
        name,
        kind,
        about,
        shown: None,
    }
}

/// A column of a persona's that only its maker sees.
const fn makers(name: &'static str, shown: &'static str, about: &'static str) -> Column {
    Column {
        name,
        kind: Kind::Prose,
        about,
        shown: Some(shown),
    }
}

pub const SHOWN: &[Table] = &[
    Table {
        name: "users",
        about: "the owner, in one row",
        key: "id",
        rows: "id = ?1",
        columns: &[
            word("id", "the owner's id"),
            prose("phone", "in E.164, such as +14155550123"),
            prose("name", "what the owner is called"),
            word("time_zone", "such as America/New_York"),
            word(
                "voicemail",
                "what is left on their answering machine: nothing, or a message",
            ),
            integer("retries", "how often a call that met nobody is tried again"),
            integer(
                "hours_from",
                "the hour from which they may be called unasked",
            ),
            integer("hours_to", "the hour before which that ends"),
            integer("calls_a_day", "how many calls they want on one day at most"),
            integer("minutes_a_day", "how many minutes of them"),
            integer("cents_a_day", "how much they may cost, in US cents"),
            word("plan", "free or premium"),
            integer(
                "retention_days",
                "for how many days what was said is kept; empty: as long as the plan allows",
            ),
            moment("adult_confirmed_at"),
            moment("created_at"),
            moment("updated_at"),
        ],
    },
    Table {
        name: "personas",
        about: "whom the owner can call",
        key: "id",
        rows: "is_public = 1 OR created_by = ?1",
        columns: &[
            word("id", "the persona's id"),
            prose("name", "what the persona is called"),
            prose("description", "who the persona is, in a sentence"),
            word("voice", "the name of the voice"),
            Column {
                name: "created_by",
                kind: Kind::Word,
                about: "the owner's id, or 'system'; empty where somebody else made it",
                shown: Some("CASE WHEN created_by IN ('system', ?1) THEN created_by END"),
            },
            integer("is_public", "1 where everybody can call it, else 0"),
            makers(
                "core_system_prompt",
                "CASE WHEN created_by = ?1 THEN core_system_prompt END",
                "who the persona is at heart; empty unless the owner made it",
            ),
            prose("personality_traits", "a JSON object"),
            makers(
                "behavioral_rules",
                "CASE WHEN created_by = ?1 THEN behavioral_rules END",
                "a JSON array; empty unless the owner made the persona",
            ),
            moment("created_at"),
            moment("updated_at"),
        ],
    },
    Table {
        name: "user_persona_relationships",
        about: "what personas are to the owner",
        key: "id",
        rows: "user_id = ?1",
        columns: &[
            word("id", "the relationship's id"),
            word("user_id", "the owner's id"),
            word("persona_id", "personas.id"),
            prose("relationship_type", "in the owner's words, such as friend"),
            word("kind", "friend, partner, family, professional or custom"),
            prose("custom_system_prompt", "what the owner wrote about the two"),
            word("voice", "the voice that the owner chose for the persona"),
            word("language", "the language in which they talk, such as en"),
            word("memory_config", "a JSON object: what may be remembered"),
            moment("relationship_started_at"),
            integer("total_calls", "how many calls there were"),
            integer("total_minutes", "how many minutes of calls there were"),
            moment("last_call_at"),
            integer(
                "paused",
                "1 where the persona calls nobody by itself for now",
            ),
            moment("created_at"),
            moment("updated_at"),
        ],
    },
    Table {
        name: "calls",
        about: "the owner's calls",
        key: "id",
        rows: "user_id = ?1",
        columns: &[
            word("id", "the call's id"),
            word("user_id", "the owner's id"),
            word("persona_id", "personas.id"),
            word("relationship_id", "user_persona_relationships.id"),
            word("channel", "browser or phone"),
            word(
                "direction",
                "outbound where the persona called, else inbound",
            ),
            integer(
                "unproven",
                "1 where somebody called who never proved to be the owner",
            ),
            word("status", "created, ringing, live or ended"),
            word("end_reason", "why it ended"),
            moment("created_at"),
            moment("started_at"),
            moment("ended_at"),
            integer("duration_seconds", "how long they talked"),
            column(
                "cost_usd",
                Kind::Real,
                "what it cost, in US dollars; empty where a part of it is unknown",
            ),
            word("cost", "a JSON object: what it cost part by part"),
            integer("carrier_minutes", "minutes that the carrier charges for"),
            integer("memory_extracted", "1 once it is remembered, else 0"),
            prose("auto_summary", "what it was about, in a few sentences"),
            moment("let_go_at"),
            word(
                "extracted_facts",
                "a JSON object: which memories came of it",
            ),
        ],
    },
    Table {
        name: "schedules",
        about: "calls that are to come, or were",
        key: "id",
        rows: "user_id = ?1",
        columns: &[
            word("id", "the schedule's id"),
            word("user_id", "the owner's id"),
            word("persona_id", "personas.id: who calls"),
            moment("due_at"),
            word(
                "status",
                "planned, paused, placed, refused, missed, canceled or over",
            ),
            word("call_id", "calls.id, once it was placed"),
            prose("refusal", "why it was not placed"),
            word(
                "origin",
                "planned, call_back (asked for in a call) or retry",
            ),
            integer("attempt", "how often the owner was called in vain before"),
            integer("grace_minutes", "how late it may still come"),
            integer("tries", "calls begun for it that the carrier did not take"),
            word(
                "rule",
                "a recurrence rule, such as FREQ=WEEKLY;BYDAY=MO; due_at is its next call",
            ),
            word("begins", "where the rule begins, on the owner's wall clock"),
            word("time_zone", "the zone of that clock"),
            word("occurs_on", "the day of a repeating one's call there"),
            word(
                "series_id",
                "schedules.id: the repeating one that it belongs to",
            ),
            moment("created_at"),
        ],
    },
    Table {
        name: "consents",
        about: "what the owner agreed to",
        key: "kind",
        rows: "user_id = ?1",
        columns: &[
            word("user_id", "the owner's id"),
            word("kind", "what to, such as phone_calls"),
            word("text_version", "which wording"),
            moment("given_at"),
            moment("withdrawn_at"),
        ],
    },
];
