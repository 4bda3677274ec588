import type { Source } from "../follow.ts";
import type { StreamName } from "../port.ts";
import type { RedisPlace } from "../redis-url.ts";
import { openTailConnection } from "./connection.ts";
import { epochKey, streamKey } from "./keys.ts";
import { withScripts } from "./scripts.ts";
import { type RawEntry, readState, toEntry } from "./streams.ts";

// So often a quiet stream is looked at, too: one that was deleted or restored doesn't wake a blocked reader.
const BLOCK_MS = 2000;

/** A follower's view of a stream, on a connection of its own. */
export async function openRedisSource(
  redis: RedisPlace,
  stream: StreamName,
  batchSize: number,
  signal: AbortSignal,
): Promise<Source> {
  const { client, answer, close } = await openTailConnection(redis, streamKey(stream), signal);
  const run = withScripts(client);
  return {
    look: (place) => answer(readState(run, stream, place)),
    async read(place) {
      // Sent together: the look at the stream waits behind the read, and so tells of a later moment.
      const reading = client.xread(
        "COUNT",
        batchSize,
        "BLOCK",
        BLOCK_MS,
        "STREAMS",
        streamKey(stream),
        place,
      );
      const [reply, state] = await answer(Promise.all([reading, readState(run, stream, place)]));
      const entries = (reply?.[0]?.[1] ?? []) as RawEntry[];
      return { entries: entries.map(toEntry), state };
    },
    renewEpoch: async (old) =>
      void (await answer(run("renewEpoch", [epochKey(stream)], [old, crypto.randomUUID()]))),
    close,
  };
}
