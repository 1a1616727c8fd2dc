-- Requests that owners' programs may repeat, for a day: under the key that came with each.
CREATE TABLE repeats (
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  key_hash TEXT NOT NULL,
  request_hash TEXT NOT NULL, -- what was asked
  answer TEXT, -- empty until it is done
  asked_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, key_hash)
);
CREATE INDEX idx_repeats_age ON repeats (user_id, asked_at);
