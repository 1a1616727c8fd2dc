-- What a change of retention, an erased call and the page of whoever runs this look for.
CREATE INDEX idx_actors_user ON actors (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX idx_calls_on ON calls (status) WHERE status <> 'ended';
