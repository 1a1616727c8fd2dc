-- What whoever runs this sees of how it goes: totals by the hour, of nobody in particular.
CREATE TABLE hourly_totals (
  hour INTEGER NOT NULL, -- its first moment
  name TEXT NOT NULL, -- of what is counted, such as calls:phone:hung_up
  total INTEGER NOT NULL,
  PRIMARY KEY (hour, name)
) WITHOUT ROWID;

-- How long the user was let wait for replies, in classes, and how many failed.
ALTER TABLE calls ADD COLUMN replies TEXT; -- JSON
CREATE INDEX idx_calls_ended ON calls (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX idx_calls_unremembered ON calls (ended_at) WHERE memory_extracted = 0;
