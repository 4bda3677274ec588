import type { StreamName } from "../port.ts";

/** BRAiN's names (contract section 2). */
const STREAMS: Record<StreamName, string> = {
  events: "brain:events:stream",
  missions: "brain.events.missions",
};

/**
 * Every key of ours carries a stream's name in braces, so that it lives in the stream's own hash slot
 * (without braces a key's slot is that of its whole name) and a script may change both in one step.
 */
const beside = (stream: StreamName, rest: string): string => `{${STREAMS[stream]}}:${rest}`;

/**
 * BRAiN's list of a day, newest first. No braces: in a cluster each day has a slot of its own, so no script and no
 * transaction may take it together with the stream, only commands that name one key.
 */
export const dailyLogKey = (date: string): string => `brain:events:log:${date}`;

export const streamKey = (stream: StreamName): string => STREAMS[stream];
export const epochKey = (stream: StreamName): string => beside(stream, "epoch");
export const dedupKey = (stream: StreamName, dedupId: string): string => beside(stream, `dedup:${dedupId}`);

/** A hash: a record's key to `<revision>:<value as JSON>`. */
export const recordsKey = (collection: string): string => beside("events", `records:${collection}`);
/** A sorted set of the record keys, all with score 0: Redis keeps them in the order of their bytes. */
export const recordNamesKey = (collection: string): string => beside("events", `record-names:${collection}`);

/** The holder, for as long as the lease lasts. */
export const leaseKey = (name: string): string => beside("events", `lease:${name}`);
/** The token of the newest holder; outlives the lease, so that it never goes back. */
export const leaseTokenKey = (name: string): string => beside("events", `lease-token:${name}`);
