-- Signing in, and what may be done then. Secrets are stored as their hashes alone.

-- How often something was asked in the window that goes on. The name is a keyed hash: of what is counted,
-- and of the number or the address that asked.
CREATE TABLE limits (
  name TEXT PRIMARY KEY,
  began_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  count INTEGER NOT NULL
);
CREATE INDEX idx_limits_end ON limits (ends_at);

-- Codes that were sent, for ten minutes. Tries and sends are counted in `limits`.
DROP TABLE sign_in_codes;
CREATE TABLE sign_in_codes (
  phone TEXT PRIMARY KEY,
  code_hash TEXT, -- empty where a service made the code, and checks it
  adult_confirmed_at INTEGER, -- when whoever asked for it said that they are of age
  expires_at INTEGER NOT NULL
);
CREATE INDEX idx_sign_in_codes_end ON sign_in_codes (expires_at);

-- Sessions are told apart by what opens nothing, and used up by the minute.
ALTER TABLE sign_in_sessions ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE sign_in_sessions ADD COLUMN client TEXT NOT NULL DEFAULT ''; -- in words, such as Firefox on Windows
ALTER TABLE sign_in_sessions ADD COLUMN last_used_at INTEGER NOT NULL DEFAULT 0; -- to the hour
ALTER TABLE sign_in_sessions ADD COLUMN proved_at INTEGER NOT NULL DEFAULT 0; -- that it is them
ALTER TABLE sign_in_sessions ADD COLUMN minute INTEGER NOT NULL DEFAULT 0; -- in which requests were counted
ALTER TABLE sign_in_sessions ADD COLUMN requests INTEGER NOT NULL DEFAULT 0;
UPDATE sign_in_sessions
  SET id = 'signin_' || lower(hex(randomblob(13))), last_used_at = created_at, proved_at = created_at;
CREATE UNIQUE INDEX idx_sign_in_sessions_id ON sign_in_sessions (id);
CREATE INDEX idx_sign_in_sessions_end ON sign_in_sessions (expires_at);

-- When the user last proved that the number is theirs.
ALTER TABLE users ADD COLUMN phone_proved_at INTEGER NOT NULL DEFAULT 0;
UPDATE users SET phone_proved_at = max(created_at, coalesce(
  (SELECT max(created_at) FROM sign_in_sessions WHERE user_id = users.id), 0));

-- By what somebody gets back in who lost their number: each once.
CREATE TABLE recovery_codes (
  code_hash TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  made_at INTEGER NOT NULL
);
CREATE INDEX idx_recovery_codes_user ON recovery_codes (user_id);

-- What a key may do; those made before opened /v1 alone. After a rotation the secret before opens it
-- for a while, too.
ALTER TABLE api_keys ADD COLUMN scopes TEXT NOT NULL DEFAULT 'smart'; -- apart by spaces
ALTER TABLE api_keys ADD COLUMN expires_at INTEGER;
ALTER TABLE api_keys ADD COLUMN last_used_at INTEGER; -- to the hour
ALTER TABLE api_keys ADD COLUMN rotated_at INTEGER;
ALTER TABLE api_keys ADD COLUMN old_hash TEXT;
ALTER TABLE api_keys ADD COLUMN old_until INTEGER;
ALTER TABLE api_keys ADD COLUMN minute INTEGER NOT NULL DEFAULT 0;
ALTER TABLE api_keys ADD COLUMN requests INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX idx_api_keys_old ON api_keys (old_hash) WHERE old_hash IS NOT NULL;

-- Who a user is to the issuer of tokens that whoever runs this trusts.
CREATE TABLE identities (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  linked_at INTEGER NOT NULL,
  unlinked_at INTEGER, -- then it opens nothing, and is linked again by the user alone
  last_used_at INTEGER, -- to the hour
  minute INTEGER NOT NULL DEFAULT 0,
  requests INTEGER NOT NULL DEFAULT 0,
  UNIQUE (issuer, subject)
);
CREATE INDEX idx_identities_user ON identities (user_id);
