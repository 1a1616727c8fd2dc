-- What is left on the user's answering machine: nothing, or a message that tells nothing private. And
-- how often a call of ours that met nobody is tried again.
ALTER TABLE users ADD COLUMN voicemail TEXT NOT NULL DEFAULT 'nothing'
  CHECK (voicemail IN ('nothing', 'message'));
ALTER TABLE users ADD COLUMN retries INTEGER NOT NULL DEFAULT 1;

-- Whose idea a call to come is, and how often the user was called in vain before.
ALTER TABLE schedules ADD COLUMN origin TEXT NOT NULL DEFAULT 'planned'
  CHECK (origin IN ('planned', 'call_back', 'retry'));
ALTER TABLE schedules ADD COLUMN attempt INTEGER NOT NULL DEFAULT 0;
CREATE INDEX idx_schedules_call ON schedules (call_id) WHERE call_id IS NOT NULL;
