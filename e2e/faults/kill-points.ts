import type { Cable } from "../cable.ts";
import { STREAM } from "./stream.ts";

/**
 * Where a gateway is killed: at each of what Redis is asked for, known by these bytes, while it is on its way, and when it
 * is done and not answered yet.
 */
export const killPoints = (...requests: string[]): ((cable: Cable) => void)[] =>
  requests.flatMap((bytes) => [
    (cable: Cable) => cable.swallowRequest(bytes),
    (cable: Cable) => cable.swallowReply(bytes, "stay_open"),
  ]);

/** A lease whose key is removed has run out: nobody waits 15 s for it at each kill. */
export const leaseKey = (name: string): string => `{${STREAM}}:lease:${name}`;
