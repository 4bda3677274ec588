/** Where DNA lies in the records. */
export const AGENTS = "dna:agents";
export const SNAPSHOTS = "dna:snapshots";
/** The newest score of each version that was scored, under the version's key. */
export const EVALUATIONS = "dna:evaluations";
/** The key of each snapshot, by its id. */
export const SNAPSHOT_KEYS = "dna:snapshot_keys";
export const COUNTERS = "dna:counter";

/** The record in `COUNTERS` with the last snapshot id given out. */
export const SNAPSHOT_IDS = "snapshot_id";

// 10 digits: one version a second for 300 years, and keys sort as versions do.
const VERSION_DIGITS = 10;

/** What the keys of an agent's snapshots begin with. An encoded id holds no slash, so no two agents share one. */
export const snapshotPrefix = (agentId: string): string => `${encodeURIComponent(agentId)}/`;

export const snapshotKey = (agentId: string, version: number): string =>
  snapshotPrefix(agentId) + String(version).padStart(VERSION_DIGITS, "0");

/** The key of a snapshot's key. */
export const snapshotIdKey = (id: number): string => String(id).padStart(VERSION_DIGITS, "0");
