import { parseQuery } from "#server/events/parse-query";
import type { Filter, HistoryReader } from "../port.ts";
import { createThread } from "../thread.ts";
import type { Asked } from "./asked.ts";
import type { ReaderMethods } from "./questions.ts";

export interface ReaderOptions {
  /** The SQLite file; it needn't be there yet. */
  file: string;
  /** Hears why a thread ended that nobody closed; the next question starts another one. */
  onEnd?: (reason: string) => void;
}

// Left to itself a thread takes 100 MB for what an export throws away page by page. Less than this is no better:
// what should die young is then kept for long.
const LIMITS = { maxYoungGenerationSizeMb: 12 };

/**
 * The reading side of the history. Two threads: one answers people, one does what takes long (past states, exports,
 * counting), so that neither waits for the other.
 */
export function createReader({ file, onEnd }: ReaderOptions): HistoryReader {
  const begin = () =>
    createThread<ReaderMethods>(new URL("./worker.ts", import.meta.url), { file }, onEnd, LIMITS);
  const quick = begin();
  const patient = begin();
  // A thread takes a tenth of a second and 35 MB to begin: before the first question, not in the middle of it.
  for (const lane of [quick, patient]) lane.call("ready", null).catch(() => undefined);
  return {
    page: async ({ limit, order, ...filter }) => quick.call("page", { ...toAsked(filter), limit, order }),
    text: async ({ query, type, after, before, ...writing }) =>
      patient.call("text", { ...toAsked({ query, type, after, before }), ...writing }),
    count: async (filter) => patient.call("count", toAsked(filter)),
    histogram: async ({ query, type, from, to, buckets }) =>
      quick.call("histogram", { ...toAsked({ query, type }), from, to, buckets }),
    event: async (streamId) => quick.call("event", streamId),
    fields: async () => quick.call("fields", null),
    values: async (query) => quick.call("values", query),
    stateAt: async (moment, options = {}) => patient.call("stateAt", { moment, ...options }),
    stateText: async (moment) => patient.call("stateText", { moment }),
    outages: async (window) => quick.call("outages", window),
    async close() {
      await Promise.all([quick.close(), patient.close()]);
    },
  };
}

/** The query parsed here, where its problem keeps its place: a thread's errors are a code and a sentence. */
function toAsked({ query, type, after, before }: Filter): Asked {
  return { query: parseQuery(query), type: type ?? null, after: after ?? null, before: before ?? null };
}
