import type { Redis } from "ioredis";
import { messageOf } from "#lib/errors";
import { CLOCK_LIMIT_SECONDS } from "#lib/streams/words";
import { toSeconds } from "#lib/time";
import { storeError } from "./errors.ts";

/** By how many seconds the clock of Redis is ahead of ours. */
export async function secondsAhead(client: Redis): Promise<number> {
  const askedAt = Date.now();
  const [seconds, microseconds] = (await client.time()).map(Number) as [number, number];
  // Its clock told the time somewhere between the question and the answer.
  return seconds + microseconds / 1e6 - toSeconds((askedAt + Date.now()) / 2);
}

/** What is wrong with the clock of Redis, in a sentence; none when it is right, or this user may not ask. */
export async function checkClock(client: Redis): Promise<string[]> {
  try {
    const ahead = await secondsAhead(client);
    if (Math.abs(ahead) <= CLOCK_LIMIT_SECONDS) return [];
    const how = `${Math.abs(ahead).toFixed(1)} s ${ahead > 0 ? "ahead of" : "behind"}`;
    return [
      `The clock of Redis is ${how} the clock here: when an event was received is wrong by that much, set both by NTP`,
    ];
  } catch (error) {
    if (messageOf(error).startsWith("NOPERM")) return [];
    throw storeError(error);
  }
}
