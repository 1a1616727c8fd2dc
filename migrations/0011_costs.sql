-- What a call used, each part as whoever knows it tells it, and what that cost: worked out anew when
-- one of them comes, never added to. Money is in millionths of a US dollar.
ALTER TABLE calls ADD COLUMN usage TEXT; -- JSON: what its session used
ALTER TABLE calls ADD COLUMN reading_usage TEXT; -- JSON: tokens of the model that read it
ALTER TABLE calls ADD COLUMN carrier_seconds INTEGER; -- its length, as the carrier told it
ALTER TABLE calls ADD COLUMN uses_told INTEGER NOT NULL DEFAULT 0; -- how often one of these was told
ALTER TABLE calls ADD COLUMN cost TEXT; -- JSON: part by part; cost_usd only where all are known
ALTER TABLE calls ADD COLUMN known_micro_usd INTEGER NOT NULL DEFAULT 0;
ALTER TABLE calls ADD COLUMN carrier_minutes INTEGER NOT NULL DEFAULT 0;
