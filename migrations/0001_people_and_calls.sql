-- What is listed or joined. Moments are milliseconds since 1970 in UTC; truth values 0 or 1;
-- columns named *_config, *_traits, *_rules and extracted_facts hold JSON.

CREATE TABLE users (
  id TEXT PRIMARY KEY,
  phone TEXT NOT NULL UNIQUE, -- E.164, proved by a code
  name TEXT,
  time_zone TEXT NOT NULL DEFAULT 'UTC',
  adult_confirmed_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);

CREATE TABLE sign_in_codes (
  phone TEXT PRIMARY KEY,
  code_hash TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  sends INTEGER NOT NULL DEFAULT 1, -- within the hour that began at first_sent_at
  first_sent_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
);

CREATE TABLE sign_in_sessions (
  token_hash TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
);
CREATE INDEX idx_sign_in_sessions_user ON sign_in_sessions (user_id);

CREATE TABLE personas (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  voice TEXT NOT NULL,
  created_by TEXT NOT NULL, -- a user, or 'system'
  is_public INTEGER NOT NULL DEFAULT 0,
  core_system_prompt TEXT NOT NULL,
  personality_traits TEXT NOT NULL DEFAULT '{}',
  behavioral_rules TEXT NOT NULL DEFAULT '[]',
  release TEXT, -- of the starter set that it came with
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);

CREATE TABLE user_persona_relationships (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  persona_id TEXT NOT NULL REFERENCES personas (id) ON DELETE CASCADE,
  relationship_type TEXT NOT NULL DEFAULT 'friend' CHECK (length(relationship_type) BETWEEN 1 AND 50),
  kind TEXT NOT NULL DEFAULT 'friend'
    CHECK (kind IN ('friend', 'partner', 'family', 'professional', 'custom')),
  custom_system_prompt TEXT,
  memory_config TEXT NOT NULL DEFAULT '{"remember_relationship_details":true,"remember_past_conversations":true,"remember_personal_facts":true,"auto_recall_depth":10}',
  relationship_started_at INTEGER NOT NULL,
  total_calls INTEGER NOT NULL DEFAULT 0,
  total_minutes INTEGER NOT NULL DEFAULT 0,
  last_call_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (user_id, persona_id)
);
CREATE INDEX idx_relationship_type ON user_persona_relationships (relationship_type);
CREATE INDEX idx_last_call ON user_persona_relationships (last_call_at DESC);

-- A projection of the session actors: a row is only ever overwritten by a later version.
CREATE TABLE calls (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  persona_id TEXT NOT NULL REFERENCES personas (id) ON DELETE CASCADE,
  relationship_id TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('browser', 'phone')),
  status TEXT NOT NULL CHECK (status IN ('created', 'ringing', 'live', 'ended')),
  end_reason TEXT,
  carrier_call_id TEXT, -- empty from when the carrier is to be asked until it has answered
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  duration_seconds INTEGER NOT NULL DEFAULT 0,
  cost_usd REAL,
  version INTEGER NOT NULL DEFAULT 0,
  memory_extracted INTEGER NOT NULL DEFAULT 0,
  auto_summary TEXT,
  extracted_facts TEXT
);
CREATE INDEX idx_calls_relationship ON calls (user_id, persona_id, created_at DESC);

CREATE TABLE schedules (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  persona_id TEXT NOT NULL REFERENCES personas (id) ON DELETE CASCADE,
  due_at INTEGER NOT NULL,
  status TEXT NOT NULL DEFAULT 'planned'
    CHECK (status IN ('planned', 'placed', 'refused', 'canceled')),
  call_id TEXT,
  refusal TEXT,
  created_at INTEGER NOT NULL
);
CREATE INDEX idx_schedules_due ON schedules (due_at) WHERE status = 'planned';

CREATE TABLE consents (
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  text_version TEXT NOT NULL,
  given_at INTEGER NOT NULL,
  withdrawn_at INTEGER,
  PRIMARY KEY (user_id, kind)
);

CREATE TABLE suppressions (
  phone TEXT PRIMARY KEY,
  since INTEGER NOT NULL,
  reason TEXT NOT NULL
);

-- Actors can't be listed by the platform. A row is written before its actor's first write.
CREATE TABLE actors (
  name TEXT PRIMARY KEY,
  address TEXT NOT NULL, -- JSON: which actor
  user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
  next_fade_at INTEGER,
  registered_at INTEGER NOT NULL
);
CREATE INDEX idx_actors_fade ON actors (next_fade_at) WHERE next_fade_at IS NOT NULL;

-- How far development has set the clock forward. Stays empty in production.
CREATE TABLE development_clock (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  ahead INTEGER NOT NULL
);
