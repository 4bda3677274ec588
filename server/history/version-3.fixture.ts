import { renameSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** The tables of version 3, as it made them. */
const TABLES = `
CREATE TABLE name (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  UNIQUE (kind, text)
);
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  type INTEGER NOT NULL,
  source INTEGER NOT NULL,
  agent INTEGER,
  robot INTEGER,
  job INTEGER,
  event_id NOT NULL,
  timestamp REAL NOT NULL,
  payload TEXT NOT NULL,
  meta INTEGER NOT NULL,
  envelope TEXT,
  correlation TEXT,
  late INTEGER
);
CREATE INDEX event_type ON event (type, id);
CREATE INDEX event_source ON event (source, id, type);
CREATE INDEX event_agent ON event (agent, id, type) WHERE agent IS NOT NULL;
CREATE INDEX event_robot ON event (robot, id, type) WHERE robot IS NOT NULL;
CREATE INDEX event_job ON event (job, id, type) WHERE job IS NOT NULL;
CREATE INDEX event_correlation ON event (correlation COLLATE NOCASE, id) WHERE correlation IS NOT NULL;
CREATE TABLE number (
  field INTEGER NOT NULL,
  id INTEGER NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY (field, id)
) WITHOUT ROWID;
CREATE TABLE late (event_id TEXT PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE odd_id (id INTEGER PRIMARY KEY, stream_id TEXT NOT NULL UNIQUE);
CREATE TABLE tally (
  minute INTEGER NOT NULL,
  type INTEGER NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (minute, type)
) WITHOUT ROWID;
CREATE TABLE tally_hour (
  hour INTEGER NOT NULL,
  type INTEGER NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (hour, type)
) WITHOUT ROWID;
CREATE TABLE field (type INTEGER NOT NULL, field INTEGER NOT NULL, kinds INTEGER NOT NULL, PRIMARY KEY (type, field)) WITHOUT ROWID;
CREATE TABLE outage (
  id TEXT PRIMARY KEY,
  cause TEXT NOT NULL,
  began REAL NOT NULL,
  ended REAL,
  filled INTEGER NOT NULL,
  recovered INTEGER NOT NULL,
  missing INTEGER
) WITHOUT ROWID;
CREATE TABLE checkpoint (
  id INTEGER PRIMARY KEY,
  state BLOB NOT NULL
);
CREATE TABLE quarantine (
  epoch TEXT NOT NULL,
  stream_id TEXT NOT NULL,
  field TEXT NOT NULL,
  reason TEXT NOT NULL,
  raw TEXT NOT NULL,
  whole INTEGER NOT NULL,
  seen_at REAL NOT NULL,
  PRIMARY KEY (epoch, stream_id)
);
CREATE INDEX quarantine_stream ON quarantine (stream_id);
CREATE TABLE doctor (name TEXT PRIMARY KEY, report TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
`;

/** Makes a file of today, that nobody has open, one of version 3 with the same in it. */
export function toVersion3(file: string): void {
  renameSync(file, `${file}.today`);
  const db = new DatabaseSync(file);
  db.exec("PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL");
  db.exec(`${TABLES}; PRAGMA user_version = 3`);
  db.prepare("ATTACH ? AS today").run(`${file}.today`);
  const tables = db.prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table'").all();
  for (const { name } of tables) db.exec(`INSERT INTO main.${name} SELECT * FROM today.${name}`);
  db.exec("DELETE FROM note WHERE name = 'mentions'");
  db.close();
}
