-- What is left on the user's answering machine: nothing, or a message that tells nothing private.
ALTER TABLE users ADD COLUMN voicemail TEXT NOT NULL DEFAULT 'nothing'
  CHECK (voicemail IN ('nothing', 'message'));
