-- When a user may be called unasked, how much of a day may go by telephone (empty: as much as whoever runs
-- this allows), and by what they prove in a call of theirs that it is them.
ALTER TABLE users ADD COLUMN hours_from INTEGER NOT NULL DEFAULT 8;
ALTER TABLE users ADD COLUMN hours_to INTEGER NOT NULL DEFAULT 21;
ALTER TABLE users ADD COLUMN calls_a_day INTEGER;
ALTER TABLE users ADD COLUMN minutes_a_day INTEGER;
ALTER TABLE users ADD COLUMN cents_a_day INTEGER;
ALTER TABLE users ADD COLUMN pin_hash TEXT;
ALTER TABLE users ADD COLUMN pin_misses INTEGER NOT NULL DEFAULT 0; -- tries since it was last right, or set

-- In which voice a persona speaks to the user, where it is another than their own, and in which language.
ALTER TABLE user_persona_relationships ADD COLUMN voice TEXT;
ALTER TABLE user_persona_relationships ADD COLUMN language TEXT NOT NULL DEFAULT 'en';

-- Who called whom: outbound where the persona called the user.
ALTER TABLE calls ADD COLUMN direction TEXT NOT NULL DEFAULT 'outbound'
  CHECK (direction IN ('outbound', 'inbound'));
-- 1 where somebody says that they are the user, and has not proved it: it is not the user's doing.
ALTER TABLE calls ADD COLUMN unproven INTEGER NOT NULL DEFAULT 0;
UPDATE calls SET direction = 'inbound' WHERE channel = 'browser';
