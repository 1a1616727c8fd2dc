-- What is erased at people's wish, how far that has come, and the receipts. No row holds what was said.
CREATE TABLE erasures (
  id TEXT PRIMARY KEY, -- unguessable: whoever has it can read the receipt
  scope TEXT NOT NULL CHECK (scope IN ('memory', 'call', 'relationship', 'everything')),
  user_id TEXT, -- these four until it is finished; they refer to what may be gone already
  persona_id TEXT,
  call_id TEXT,
  memory_id TEXT,
  progress TEXT NOT NULL, -- JSON: the step that comes next
  version INTEGER NOT NULL DEFAULT 0, -- grows with each step
  counts TEXT NOT NULL, -- JSON: how many of each kind
  due_at INTEGER, -- when it is to be gone on with; empty once it is finished
  asked_at INTEGER NOT NULL,
  finished_at INTEGER
);
CREATE INDEX idx_erasures_due ON erasures (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX idx_erasures_user ON erasures (user_id) WHERE user_id IS NOT NULL;

-- The calls and the memory actors that an erasure takes: their own rows went when it was asked for.
CREATE TABLE erased_calls (
  erasure_id TEXT NOT NULL REFERENCES erasures (id) ON DELETE CASCADE,
  call_id TEXT NOT NULL,
  status TEXT NOT NULL,
  carrier_call_id TEXT,
  passes INTEGER NOT NULL DEFAULT 0, -- how often its session was let go of
  PRIMARY KEY (erasure_id, call_id)
);
CREATE TABLE erased_actors (
  erasure_id TEXT NOT NULL REFERENCES erasures (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  PRIMARY KEY (erasure_id, name)
);

-- What erased calls took of a number's day, for two days: who erases them can't call for more.
CREATE TABLE spent (
  number_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  calls INTEGER NOT NULL, -- 1 for one by telephone, else 0
  carrier_minutes INTEGER NOT NULL,
  known_micro_usd INTEGER NOT NULL
);
CREATE INDEX idx_spent_number ON spent (number_hash, created_at);
CREATE INDEX idx_spent_age ON spent (created_at);
