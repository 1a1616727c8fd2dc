-- What owners note on the tables and columns that their programs ask about.
CREATE TABLE smart_sql_notes (
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL, -- empty where the note is on the table itself
  note TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, table_name, column_name)
);
