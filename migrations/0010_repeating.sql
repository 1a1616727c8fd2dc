-- Calls that repeat. A repeating schedule stands at its next occurrence; each occurrence that comes
-- due is a row of its own. SQLite can't widen a CHECK: the table is made anew.
CREATE TABLE schedules_anew (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  persona_id TEXT NOT NULL REFERENCES personas (id) ON DELETE CASCADE,
  due_at INTEGER NOT NULL, -- of a repeating one: its next occurrence
  status TEXT NOT NULL DEFAULT 'planned'
    CHECK (status IN ('planned', 'paused', 'placed', 'refused', 'missed', 'canceled', 'over')),
  call_id TEXT,
  refusal TEXT,
  origin TEXT NOT NULL DEFAULT 'planned' CHECK (origin IN ('planned', 'call_back', 'retry')),
  attempt INTEGER NOT NULL DEFAULT 0,
  grace_minutes INTEGER NOT NULL DEFAULT 60, -- how late it may still come
  tries INTEGER NOT NULL DEFAULT 0, -- calls begun for it that the carrier did not take
  rule TEXT, -- a recurrence rule of RFC 5545
  begins TEXT, -- where the rule begins, on the user's wall clock
  time_zone TEXT, -- the zone of that clock by which due_at is reckoned
  occurs_on TEXT, -- the occurrence's day there
  series_id TEXT, -- the repeating schedule that it is an occurrence of
  created_at INTEGER NOT NULL
);
INSERT INTO schedules_anew
    (id, user_id, persona_id, due_at, status, call_id, refusal, origin, attempt, created_at)
  SELECT id, user_id, persona_id, due_at, status, call_id, refusal, origin, attempt, created_at
  FROM schedules;
DROP TABLE schedules;
ALTER TABLE schedules_anew RENAME TO schedules;
CREATE INDEX idx_schedules_due ON schedules (due_at) WHERE status = 'planned';
CREATE INDEX idx_schedules_user ON schedules (user_id, due_at);
CREATE INDEX idx_schedules_call ON schedules (call_id) WHERE call_id IS NOT NULL;
CREATE INDEX idx_schedules_series ON schedules (series_id) WHERE series_id IS NOT NULL;
