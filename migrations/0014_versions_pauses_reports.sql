-- Each edit raises the version of what it changes, so that two people, or two tabs, don't overwrite
-- each other. What happens by itself (counters, cost) raises none.
ALTER TABLE users ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE personas ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE user_persona_relationships ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- A persona that is paused calls nobody by itself, and is not planned to.
ALTER TABLE user_persona_relationships ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;

-- What users say against shared personas. One that many report is shown to nobody new until whoever
-- runs this has looked at it: from `reviewed_at` on, reports are counted anew.
ALTER TABLE personas ADD COLUMN reviewed_at INTEGER NOT NULL DEFAULT 0;
CREATE TABLE persona_reports (
  persona_id TEXT NOT NULL REFERENCES personas (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  reason TEXT NOT NULL,
  reported_at INTEGER NOT NULL,
  PRIMARY KEY (persona_id, user_id)
);
CREATE INDEX idx_persona_reports_user ON persona_reports (user_id);

-- Lists are read by the page.
CREATE INDEX idx_calls_by_page ON calls (user_id, created_at, id);
CREATE INDEX idx_schedules_by_page ON schedules (user_id, due_at, id);
CREATE INDEX idx_personas_by_maker ON personas (created_by);
