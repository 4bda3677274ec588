/**
 * The history's tables. A file with another version is migrated (migrations.ts); one from a newer Brainwave is set
 * aside and built anew from the log.
 *
 * `event.id` is the stream id packed into one integer (key.ts), so that the table's own key is the stream's order.
 * Texts that come again and again stand once, in `name`. `mention` has a row for each name that an event is found by (its
 * type, its source, its agent, robot or job), in the order of their ids; with the type, because one is rarely asked for
 * without the other. It is written in runs, up to the mark that the note `mentions` tells; what comes behind it is found
 * in `event` itself (mentions.ts).
 * `number` holds every numeric leaf of a payload, clustered by field: a comparison reads one narrow range.
 * `late` says where the few events stand that were read late. There is no index of all events' ids: they come in no
 * order, and so each would be written into another page.
 */
export const HISTORY_VERSION = 4;

export const TABLES = `
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
CREATE INDEX event_correlation ON event (correlation COLLATE NOCASE, id) WHERE correlation IS NOT NULL;
CREATE TABLE mention (
  name INTEGER NOT NULL,
  id INTEGER NOT NULL,
  type INTEGER NOT NULL,
  PRIMARY KEY (name, id)
) WITHOUT ROWID;
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
