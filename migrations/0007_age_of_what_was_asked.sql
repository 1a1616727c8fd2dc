-- What is past its day goes in one sweep, whoever asked it.
DROP INDEX idx_searches_age;
CREATE INDEX idx_searches_age ON searches (searched_at);
DROP INDEX idx_repeats_age;
CREATE INDEX idx_repeats_age ON repeats (asked_at);
