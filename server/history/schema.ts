/** Bumped when a table or the meaning of the fold's state changes: older files are rebuilt from the log. */
export const HISTORY_VERSION = 1;

export const SCHEMA = `
CREATE TABLE IF NOT EXISTS quarantine (
  epoch TEXT NOT NULL,
  stream_id TEXT NOT NULL,
  field TEXT NOT NULL,
  reason TEXT NOT NULL,
  raw TEXT NOT NULL,
  seen_at REAL NOT NULL,
  PRIMARY KEY (epoch, stream_id)
);
CREATE TABLE IF NOT EXISTS checkpoint (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  epoch TEXT NOT NULL,
  stream_id TEXT NOT NULL,
  event_id TEXT,
  state TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
`;
