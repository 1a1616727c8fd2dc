-- Searches of buckets that can be gone on with, page by page, for a day.
CREATE TABLE searches (
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  request_id TEXT NOT NULL, -- the caller's own
  instance_ids TEXT NOT NULL, -- of the buckets, joined by spaces
  partition TEXT NOT NULL,
  input TEXT NOT NULL,
  searched_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, request_id)
);
CREATE INDEX idx_searches_age ON searches (user_id, searched_at);
