import type { Redis } from "ioredis";
import { isStreamId, LAST_STREAM_ID, STREAM_START, type StreamId } from "#lib/stream-id";
import { followFrom } from "../follow.ts";
import { beforeOldest, judge } from "../place.ts";
import type { EventLog, NewEntry, StreamName } from "../port.ts";
import type { RedisPlace } from "../redis-url.ts";
import { asking } from "./errors.ts";
import { openRedisSource } from "./follow.ts";
import { dedupKey, streamKey } from "./keys.ts";
import type { RunScript } from "./scripts.ts";
import { type RawEntry, readState, toEntry, toTexts } from "./streams.ts";

const BATCH = 500;
/** Entries per script call: Redis does nothing else meanwhile, about 1 ms. */
const APPENDED_AT_ONCE = 100;

export interface RedisServerParts {
  client: Redis;
  run: RunScript;
}

export interface RedisLogParts {
  place: RedisPlace;
  /** By stream: in a cluster each has a server of its own. */
  servers: Record<StreamName, RedisServerParts>;
  /** "0": as long as it gets. */
  maxLength: string;
  closing: AbortSignal;
}

/** The event log in Redis Streams. */
export function createRedisLog({ place, servers, maxLength, closing }: RedisLogParts): EventLog {
  function appendSome(stream: StreamName, entries: readonly NewEntry[]): Promise<StreamId[]> {
    const keys = entries.map(({ dedupId }) => dedupKey(stream, dedupId));
    const args = entries.map(({ fields }) => toTexts(fields)).flatMap((texts) => [texts.length, ...texts]);
    const { run } = servers[stream];
    return asking(run("append", [streamKey(stream), ...keys], [maxLength, ...args])) as Promise<StreamId[]>;
  }

  return {
    async append(stream, entries) {
      const ids: StreamId[] = [];
      // One after the other: if one fails, none behind it may be in the stream before it.
      for (let at = 0; at < entries.length; at += APPENDED_AT_ONCE)
        ids.push(...(await appendSome(stream, entries.slice(at, at + APPENDED_AT_ONCE))));
      return ids;
    },
    async range(stream, { after, before, limit, order }) {
      // Redis takes "nothing is before the first id" for a mistake.
      if (limit <= 0 || after === LAST_STREAM_ID || before === STREAM_START) return [];
      const { client } = servers[stream];
      const key = streamKey(stream);
      const from = after === undefined ? "-" : `(${after}`;
      const to = before === undefined ? "+" : `(${before}`;
      const reply =
        order === "desc"
          ? client.xrevrange(key, to, from, "COUNT", limit)
          : client.xrange(key, from, to, "COUNT", limit);
      return ((await asking(reply)) as RawEntry[]).map(toEntry);
    },
    async info(stream) {
      const { epoch, length, firstId, lastId, removed } = await asking(
        readState(servers[stream].run, stream),
      );
      return { epoch, length, firstId, lastId, removed };
    },
    async tip(stream) {
      const { epoch, lastId, newest } = await asking(readState(servers[stream].run, stream));
      return { epoch, streamId: newest?.id ?? lastId, eventId: newest?.eventId ?? null };
    },
    oldest: async (stream) => beforeOldest(await asking(readState(servers[stream].run, stream))),
    async checkCursor(stream, cursor) {
      if (!isStreamId(cursor.streamId)) return "epoch";
      return judge(
        { cursor, removed: null },
        await asking(readState(servers[stream].run, stream, cursor.streamId)),
      );
    },
    follow(stream, cursor, { signal, onLink, batchSize = BATCH }) {
      const connect = (until: AbortSignal) => openRedisSource(place, stream, batchSize, until);
      return followFrom(cursor, { connect, signal: AbortSignal.any([signal, closing]), onLink });
    },
    async trim(stream, before) {
      return Number(await asking(servers[stream].client.xtrim(streamKey(stream), "MINID", before)));
    },
  };
}
