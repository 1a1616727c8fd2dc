-- How long what a user said is kept. The plan is set by whoever runs this; a user may wish for less than it
-- allows (empty: as long as it does).
ALTER TABLE users ADD COLUMN plan TEXT NOT NULL DEFAULT 'free' CHECK (plan IN ('free', 'premium'));
ALTER TABLE users ADD COLUMN retention_days INTEGER CHECK (retention_days >= 0);
-- What follows of both; empty: for ever.
ALTER TABLE users ADD COLUMN kept_days INTEGER GENERATED ALWAYS AS
  (CASE plan WHEN 'premium' THEN retention_days ELSE min(coalesce(retention_days, 365), 365) END) VIRTUAL;
-- By which of these the moments below go. Where the two differ they are reckoned anew.
ALTER TABLE users ADD COLUMN applied_days INTEGER DEFAULT 365;
CREATE INDEX idx_users_retention ON users (id) WHERE applied_days IS NOT kept_days;

-- When a remembered call lets go of what was said in it; empty: never, or not yet remembered.
ALTER TABLE calls ADD COLUMN let_go_at INTEGER;
ALTER TABLE calls ADD COLUMN let_go INTEGER NOT NULL DEFAULT 0; -- 1 once it has
CREATE INDEX idx_calls_let_go ON calls (let_go_at) WHERE let_go_at IS NOT NULL;
UPDATE calls SET let_go_at = coalesce(ended_at, created_at) + 365 * 86400000 + 3600000
WHERE memory_extracted = 1;

-- Each edit of a planned call raises it; what comes due by itself raises none.
ALTER TABLE schedules ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
