import { SAMPLE_LEVELS } from "#lib/telemetry/history-window";

/** A file of another version is set aside, and another begun. */
export const SAMPLES_VERSION = 1;

/** Where each level's rollups stand, and how much time one row of one robot's metric holds. */
export const PAGES = SAMPLE_LEVELS.map((level, index) => ({
  ...level,
  table: `page_${level.seconds}`,
  pageSeconds: [600, 3600, 86_400][index] ?? 86_400,
}));

/** Which page it is, as one integer: metric, time, robot, so that a fleet's pages of one metric stand together. */
export const KEY = { metricShift: 44, chunkShift: 21 } as const;
export const MOST_ROBOTS = 2 ** KEY.chunkShift - 1;
export const MOST_CHUNKS = 2 ** (KEY.metricShift - KEY.chunkShift) - 1;
/** Far more than a fleet that means its names has; names beyond are not kept. */
export const MOST_METRICS = 4096;

/**
 * `frame` is the journal: what all robots measured in ten seconds, in one row (frame.ts). Once its ten minutes are
 * over it is folded into the pages of all levels (page.ts), so that each is written a few times, not with each sample.
 */
export const SAMPLES_TABLES = `
CREATE TABLE robot (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE metric (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE frame (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, data BLOB NOT NULL);
${PAGES.map(({ table }) => `CREATE TABLE ${table} (key INTEGER PRIMARY KEY, data BLOB NOT NULL);`).join("\n")}
`;
