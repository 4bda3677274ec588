import { setImmediate as nextTurn } from "node:timers/promises";
import { compareStreamIds, isStreamId, STREAM_START } from "#lib/stream-id";
import { followFrom, type Source } from "../follow.ts";
import { beforeOldest, judge, type StreamState } from "../place.ts";
import type { EventLog, StreamName } from "../port.ts";
import { type Append, prepareEntry } from "./append.ts";
import type { Changes } from "./changes.ts";
import { reading } from "./errors.ts";
import type { Stream } from "./streams.ts";
import type { Writer } from "./writer.ts";

const BATCH = 500;

export interface SqliteLogParts {
  streams: Record<StreamName, Stream>;
  append: Append;
  writer: Writer;
  changes: Changes;
  closing: AbortSignal;
}

/** The event log in SQLite. */
export function createSqliteLog({ streams, append, writer, changes, closing }: SqliteLogParts): EventLog {
  const lengths = { events: createLength(streams.events), missions: createLength(streams.missions) };

  return {
    async append(stream, entries) {
      if (entries.length === 0) return [];
      const prepared = entries.map(prepareEntry);
      return writer.run(() => append.append(stream, prepared));
    },
    async range(stream, query) {
      return reading(() => streams[stream].range(query));
    },
    async info(stream) {
      return reading(() => {
        const state = streams[stream].state(STREAM_START);
        const { epoch, firstId, lastId, removed } = state;
        return { epoch, length: lengths[stream](state), firstId, lastId, removed };
      });
    },
    async tip(stream) {
      return reading(() => {
        const { epoch, lastId } = streams[stream].state(STREAM_START);
        const [newest] = streams[stream].range({ limit: 1, order: "desc" });
        return { epoch, streamId: newest?.id ?? lastId, eventId: newest?.fields.id ?? null };
      });
    },
    oldest: async (stream) => reading(() => beforeOldest(streams[stream].state(STREAM_START))),
    async checkCursor(stream, cursor) {
      if (!isStreamId(cursor.streamId)) return "epoch";
      return reading(() => judge({ cursor, removed: null }, streams[stream].state(cursor.streamId)));
    },
    follow(stream, cursor, { signal, onLink, batchSize = BATCH }) {
      const connect = async (until: AbortSignal) => openSource(streams[stream], changes, batchSize, until);
      return followFrom(cursor, { connect, signal: AbortSignal.any([signal, closing]), onLink });
    },
    async trim(stream, before) {
      let removed = 0;
      for (;;) {
        const step = await writer.run(() => streams[stream].trimStep(before));
        if (step === 0) return removed;
        removed += step;
      }
    },
  };
}

function openSource(stream: Stream, changes: Changes, limit: number, signal: AbortSignal): Source {
  return {
    look: async (place) => reading(() => stream.state(place)),
    async read(place) {
      let entries = reading(() => stream.range({ after: place, limit }));
      // A long way to catch up must not keep everybody else waiting.
      if (entries.length > 0) await nextTurn();
      else {
        await changes.next(signal);
        entries = reading(() => stream.range({ after: place, limit }));
      }
      return { entries, state: reading(() => stream.state(place)) };
    },
    renewEpoch: async (old) => reading(() => stream.renewEpoch(old)),
    close: () => undefined,
  };
}

/**
 * Counting costs a walk through the table: only what came since the last time is counted, and what was trimmed of it is
 * taken off. Trimming takes the oldest: while any that was counted stands, all that went were counted too.
 */
function createLength(stream: Stream): (state: StreamState) => number {
  let counted = { epoch: "", removed: 0, upTo: STREAM_START, length: 0 };
  return ({ epoch, removed, firstId, lastId }) => {
    const gone = (removed ?? 0) - counted.removed;
    const goOn = counted.epoch === epoch && firstId !== null && compareStreamIds(firstId, counted.upTo) <= 0;
    const before = goOn ? { ...counted, length: counted.length - gone } : { upTo: STREAM_START, length: 0 };
    const length = before.length + stream.countBetween(before.upTo, lastId);
    counted = { epoch, removed: removed ?? 0, upTo: lastId, length };
    return length;
  };
}
