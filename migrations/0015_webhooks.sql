-- Where users' own programs want to be told what happened.
CREATE TABLE webhooks (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  events TEXT NOT NULL, -- JSON: which kinds of them
  secret TEXT NOT NULL, -- as it is: each message is signed with it
  created_at INTEGER NOT NULL,
  failing_since INTEGER, -- empty while it takes what it is told
  disabled_at INTEGER -- it is told nothing any more
);
CREATE INDEX idx_webhooks_user ON webhooks (user_id, created_at);

-- What they are told, once each: ids and moments, nothing that was said or is remembered.
CREATE TABLE webhook_messages (
  id TEXT PRIMARY KEY, -- made of the webhook and of what happened
  webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  event TEXT NOT NULL,
  body TEXT NOT NULL, -- JSON, as it is sent
  happened_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER, -- empty once it was taken, or given up
  taken_at INTEGER,
  status INTEGER -- of the last answer; empty where there was none
);
CREATE INDEX idx_webhook_messages_due ON webhook_messages (next_attempt_at)
  WHERE next_attempt_at IS NOT NULL;
CREATE INDEX idx_webhook_messages_webhook ON webhook_messages (webhook_id, happened_at DESC, id);
CREATE INDEX idx_webhook_messages_age ON webhook_messages (happened_at);
