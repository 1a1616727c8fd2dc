-- Searches of buckets that can be gone on with, page by page, for a day.
CREATE TABLE searches (
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  request_id TEXT NOT NULL, -- the caller's own
  buckets TEXT NOT NULL, -- JSON: the id of each, and what the caller calls it
  partition TEXT NOT NULL,
  input TEXT NOT NULL,
  searched_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, request_id)
);
CREATE INDEX idx_searches_age ON searches (user_id, searched_at);
