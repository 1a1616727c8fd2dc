-- An owner's schedules are gathered without going through everybody's.
CREATE INDEX idx_schedules_user ON schedules (user_id, due_at);
