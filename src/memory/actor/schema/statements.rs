//! What each step of the schema does, statement by statement.

pub const FIRST: &[&str] = &[
    "CREATE TABLE calls (
        call_id TEXT PRIMARY KEY,
        agent TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        ended_at INTEGER NOT NULL,
        cost_usd REAL,
        entry_count INTEGER NOT NULL,
        archived INTEGER NOT NULL DEFAULT 0,
        remembered INTEGER NOT NULL DEFAULT 0,
        erased INTEGER NOT NULL DEFAULT 0
    ) STRICT",
    "CREATE INDEX calls_by_start ON calls (started_at)",
    "CREATE TABLE turns (
        row INTEGER PRIMARY KEY,
        call_id TEXT NOT NULL,
        idx INTEGER NOT NULL,
        speaker TEXT NOT NULL,
        text TEXT NOT NULL,
        at INTEGER NOT NULL,
        UNIQUE (call_id, idx)
    ) STRICT",
    "CREATE TABLE episodes (
        row INTEGER PRIMARY KEY,
        call_id TEXT NOT NULL UNIQUE,
        summary TEXT NOT NULL,
        topics TEXT NOT NULL,
        gist TEXT NOT NULL
    ) STRICT",
    // `call_id` is null where the user's own hand did it. `slot` names what is spoken of (a
    // subject's attribute, a storyline, a procedure), `likeness` which of its values, `ends` the
    // value that it takes the place of; all three are hashes, so that they may outlive the words.
    "CREATE TABLE evidence (
        row INTEGER PRIMARY KEY,
        call_id TEXT,
        position INTEGER NOT NULL,
        turn INTEGER NOT NULL,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        slot TEXT,
        likeness TEXT,
        ends TEXT,
        operation TEXT,
        outcome TEXT,
        UNIQUE (call_id, position)
    ) STRICT",
    "CREATE INDEX evidence_by_likeness ON evidence (slot, likeness)",
    "CREATE INDEX evidence_by_ends ON evidence (slot, ends) WHERE ends IS NOT NULL",
    "CREATE INDEX evidence_by_turn ON evidence (call_id, turn)",
    "CREATE INDEX evidence_of_forgetting ON evidence (outcome) WHERE kind = 'forget'",
    "CREATE TABLE memories (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        slot TEXT NOT NULL,
        likeness TEXT NOT NULL,
        category TEXT NOT NULL,
        subject TEXT NOT NULL,
        attribute TEXT NOT NULL,
        value TEXT NOT NULL,
        content TEXT NOT NULL,
        importance REAL NOT NULL,
        confidence REAL NOT NULL,
        source_call TEXT,
        source_turn INTEGER,
        learned_at INTEGER NOT NULL,
        occurred_at INTEGER,
        last_mentioned_at INTEGER NOT NULL,
        mentions INTEGER NOT NULL,
        stability REAL NOT NULL,
        fades_at INTEGER,
        state TEXT NOT NULL,
        superseded_by TEXT,
        pinned INTEGER NOT NULL,
        sensitive INTEGER NOT NULL,
        UNIQUE (slot, likeness)
    ) STRICT",
    "CREATE INDEX memories_by_fading ON memories (fades_at) WHERE fades_at IS NOT NULL",
    "CREATE INDEX memories_by_mention ON memories (state, last_mentioned_at)",
    "CREATE INDEX memories_by_source ON memories (source_call)",
    "CREATE INDEX memories_by_successor ON memories (superseded_by)
        WHERE superseded_by IS NOT NULL",
    "CREATE TABLE storylines (
        topic TEXT PRIMARY KEY,
        id TEXT NOT NULL,
        first_mentioned INTEGER NOT NULL,
        last_mentioned INTEGER NOT NULL,
        status TEXT NOT NULL,
        summary TEXT NOT NULL,
        closed_at INTEGER
    ) STRICT",
    // `learned_in` is null where people wrote it.
    "CREATE TABLE procedures (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        learned_in TEXT
    ) STRICT",
    "CREATE TABLE documents (
        row INTEGER PRIMARY KEY,
        object_id TEXT NOT NULL UNIQUE,
        document TEXT NOT NULL,
        text TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL
    ) STRICT",
];

pub const SESSIONS: &[&str] = &[
    // Key and value in lower case, by which procedures are found; empty in those of before.
    "ALTER TABLE procedures ADD COLUMN folded TEXT NOT NULL DEFAULT ''",
    // `entries` and `characters` count what is live.
    "CREATE TABLE sessions (
        row INTEGER PRIMARY KEY,
        session_id TEXT NOT NULL UNIQUE,
        of_call INTEGER NOT NULL,
        started_at INTEGER NOT NULL,
        ended_at INTEGER,
        archived_at INTEGER,
        agent TEXT NOT NULL DEFAULT '',
        summary TEXT NOT NULL DEFAULT '',
        entries INTEGER NOT NULL DEFAULT 0,
        characters INTEGER NOT NULL DEFAULT 0,
        archived_entries INTEGER NOT NULL DEFAULT 0,
        archived_timelines INTEGER NOT NULL DEFAULT 0,
        rehydrated_at INTEGER,
        restored INTEGER NOT NULL DEFAULT 0,
        summary_only INTEGER NOT NULL DEFAULT 0
    ) STRICT",
    "CREATE INDEX sessions_by_archive ON sessions (archived_at) WHERE archived_at IS NOT NULL",
    // `place` is session and timeline in one word, for the index of words.
    "CREATE TABLE entries (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        session_id TEXT NOT NULL,
        timeline TEXT NOT NULL,
        place TEXT NOT NULL,
        content TEXT NOT NULL,
        at INTEGER NOT NULL,
        key TEXT,
        agent TEXT,
        live INTEGER NOT NULL,
        archived INTEGER NOT NULL DEFAULT 0
    ) STRICT",
    "CREATE INDEX entries_by_timeline ON entries (session_id, timeline, at) WHERE live = 1",
    "CREATE INDEX entries_by_key ON entries (session_id, timeline, key, at)
        WHERE live = 1 AND key IS NOT NULL",
    "CREATE INDEX entries_by_session ON entries (session_id)",
];

pub const OBJECTS: &[&str] = &[
    // `version` is null while no text of the object is indexed: its changes are kept here alone.
    "CREATE TABLE objects (
        row INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        revision INTEGER NOT NULL,
        version TEXT,
        partition TEXT,
        content_type TEXT
    ) STRICT",
    "CREATE TABLE object_changes (
        change INTEGER PRIMARY KEY,
        object INTEGER NOT NULL,
        opened_at INTEGER NOT NULL
    ) STRICT",
    "CREATE INDEX object_changes_by_object ON object_changes (object)",
    r#"CREATE TABLE chunks (
        row INTEGER PRIMARY KEY,
        object INTEGER NOT NULL,
        position INTEGER NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        text TEXT NOT NULL,
        UNIQUE (object, position)
    ) STRICT"#,
];

pub const MEANINGS: &[&str] = &[
    // Turns have an index of their own: see `index`.
    "DROP TRIGGER turns_put",
    "DROP TRIGGER turns_take",
    "DROP TRIGGER turns_change",
    "DROP TABLE turns_words",
    // `was` is what the index has of the turn.
    "CREATE TABLE unindexed (row INTEGER PRIMARY KEY, was TEXT NOT NULL) STRICT",
    "CREATE TABLE postings (
        term TEXT NOT NULL,
        block INTEGER NOT NULL,
        turns BLOB NOT NULL,
        PRIMARY KEY (term, block)
    ) STRICT, WITHOUT ROWID",
    "CREATE TABLE marks (block INTEGER PRIMARY KEY, marks BLOB NOT NULL) STRICT",
    "CREATE TRIGGER turns_put AFTER INSERT ON turns BEGIN
        INSERT INTO unindexed (row, was) VALUES (new.row, '') ON CONFLICT (row) DO NOTHING;
    END",
    "CREATE TRIGGER turns_take AFTER DELETE ON turns BEGIN
        INSERT INTO unindexed (row, was) VALUES (old.row, old.text) ON CONFLICT (row) DO NOTHING;
    END",
    "CREATE TRIGGER turns_change AFTER UPDATE ON turns WHEN old.text IS NOT new.text BEGIN
        INSERT INTO unindexed (row, was) VALUES (old.row, old.text) ON CONFLICT (row) DO NOTHING;
    END",
    "INSERT INTO unindexed (row, was) SELECT row, '' FROM turns",
    // `had` is 1 while a vector of what the text was may stand.
    "CREATE TABLE unembedded (
        kind TEXT NOT NULL,
        row INTEGER NOT NULL,
        had INTEGER NOT NULL,
        PRIMARY KEY (kind, row)
    ) STRICT, WITHOUT ROWID",
    "CREATE INDEX unembedded_that_had ON unembedded (had) WHERE had = 1",
    "CREATE TABLE vectors (
        kind TEXT NOT NULL,
        block INTEGER NOT NULL,
        vectors BLOB NOT NULL,
        UNIQUE (kind, block)
    ) STRICT",
];

/// Procedures are numbered, so that the index of words can name them; and entries in such a way that
/// a session's are together.
pub const NUMBERS: &[&str] = &[
    "ALTER TABLE procedures RENAME TO procedures_before",
    "CREATE TABLE procedures (
        row INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        value TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        learned_in TEXT
    ) STRICT",
    "INSERT INTO procedures (key, value, created_at, updated_at, learned_in)
     SELECT key, value, created_at, updated_at, learned_in FROM procedures_before ORDER BY key",
    "DROP TABLE procedures_before",
    "DROP TRIGGER entries_put",
    "DROP TRIGGER entries_take",
    "DROP TRIGGER entries_change",
    "DROP TABLE entries_words",
    "ALTER TABLE entries DROP COLUMN place",
    "ALTER TABLE entries ADD COLUMN place INTEGER NOT NULL DEFAULT 0",
    "UPDATE entries SET place = row
         + ((SELECT sessions.row FROM sessions WHERE sessions.session_id = entries.session_id) << 24)
         - (SELECT MIN(other.row) FROM entries AS other WHERE other.session_id = entries.session_id)",
    "CREATE UNIQUE INDEX entries_by_place ON entries (place)",
];

/// Each vector names its model. Which models there are outlives what was told, as they hold none of it.
pub const MODELS: &[&str] = &[
    "CREATE TABLE IF NOT EXISTS models (
        name TEXT PRIMARY KEY,
        current INTEGER NOT NULL,
        failures INTEGER NOT NULL DEFAULT 0,
        dimensions INTEGER,
        median REAL,
        rare REAL
    ) STRICT",
    "CREATE TABLE unmodelled (
        kind TEXT NOT NULL,
        row INTEGER NOT NULL,
        PRIMARY KEY (kind, row)
    ) STRICT, WITHOUT ROWID",
    "ALTER TABLE vectors RENAME TO vectors_before",
    "CREATE TABLE vectors (
        model TEXT NOT NULL,
        kind TEXT NOT NULL,
        block INTEGER NOT NULL,
        vectors BLOB NOT NULL,
        UNIQUE (model, kind, block)
    ) STRICT",
    "INSERT INTO vectors (model, kind, block, vectors)
     SELECT 'cmb-pieces-1', kind, block, vectors FROM vectors_before ORDER BY kind, block",
    "DROP TABLE vectors_before",
];

/// A page of a list is read where it stands, however long the list is.
pub const PAGES: &[&str] = &[
    "CREATE INDEX memories_by_page ON memories (last_mentioned_at, id)",
    "CREATE INDEX memories_by_learning ON memories (learned_at, id)",
    "CREATE INDEX storylines_by_page ON storylines (last_mentioned, id)",
];

/// What was forgotten, while that can be taken back. `call_id` is that of the call it was said in.
pub const SET_ASIDE: &[&str] = &[
    "CREATE TABLE set_aside (
        row INTEGER PRIMARY KEY,
        memory_id TEXT NOT NULL,
        call_id TEXT,
        piece TEXT NOT NULL
    ) STRICT",
    "CREATE INDEX set_aside_by_memory ON set_aside (memory_id)",
    "CREATE INDEX set_aside_by_call ON set_aside (call_id) WHERE call_id IS NOT NULL",
];

/// What was made of what was said besides memories: a part of it goes with each memory that is forgotten.
pub const DERIVED: &[&str] = &["CREATE INDEX evidence_derived ON evidence (kind)
     WHERE kind IN ('storyline', 'learn', 'void')"];
