import { SAMPLE_LEVELS } from "#lib/telemetry/history-window";

/** A file of a newer version is set aside, and another begun (migrations.ts leads from the older ones). */
export const SAMPLES_VERSION = 3;

/** Where each level's rollups stand, and how much time one row of one robot's metric holds. */
export const PAGES = SAMPLE_LEVELS.map((level, index) => ({
  ...level,
  table: `page_${level.seconds}`,
  pageSeconds: [600, 3600, 86_400][index] ?? 86_400,
}));

const DAY_SECONDS = 86_400;

/**
 * What the fleet is asked for by day, by week and by 90 days, kept across robots (column.ts), coarsest last: so that
 * 90 days of 10,000 robots are a few hundred rows, not a million. The longer ones are kept at least as long as the
 * pages of that step, the first one less. `madeFrom` is the level whose pages tell the same.
 */
export const COLUMNS = [
  { seconds: 300, madeFrom: 60, keptSeconds: 2 * DAY_SECONDS, likePages: false, table: "column_300" },
  { seconds: 3600, madeFrom: 3600, keptSeconds: 90 * DAY_SECONDS, likePages: true, table: "column_3600" },
  { seconds: 28_800, madeFrom: 3600, keptSeconds: 90 * DAY_SECONDS, likePages: true, table: "column_28800" },
] as const;

/** Which page it is, as one integer: metric, time, robot, so that a fleet's pages of one metric stand together. */
export const KEY = { metricShift: 44, chunkShift: 21 } as const;
export const MOST_ROBOTS = 2 ** KEY.chunkShift - 1;
export const MOST_CHUNKS = 2 ** (KEY.metricShift - KEY.chunkShift) - 1;
/** Far more than a fleet that means its names has; names beyond are not kept. */
export const MOST_METRICS = 4096;

/** A column's key is a page's, with robot 0. */
export const COLUMNS_TABLES = COLUMNS.map(
  ({ table }) => `CREATE TABLE ${table} (key INTEGER PRIMARY KEY, data BLOB NOT NULL);`,
).join("\n");

/** How far the columns of a file from before them are made, per level of pages that they are made of (filling.ts). */
export const FILLING_TABLE =
  "CREATE TABLE IF NOT EXISTS filling (seconds INTEGER PRIMARY KEY, chunk INTEGER NOT NULL, metric INTEGER NOT NULL, last INTEGER NOT NULL);";

/**
 * `frame` is the journal: what all robots measured in ten seconds, in one row (frame.ts). Once its ten minutes are
 * over it is folded into the pages of all levels (page.ts) and the columns, so that each is written a few times, not with each sample.
 */
export const SAMPLES_TABLES = `
CREATE TABLE robot (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE metric (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE frame (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, data BLOB NOT NULL);
${PAGES.map(({ table }) => `CREATE TABLE ${table} (key INTEGER PRIMARY KEY, data BLOB NOT NULL);`).join("\n")}
${COLUMNS_TABLES}
${FILLING_TABLE}
`;
