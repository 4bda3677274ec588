import type { DatabaseSync } from "node:sqlite";
import type { FieldList, Histogram, ValuesQuery } from "#lib/history/api";
import type { StreamId } from "#lib/stream-id";
import { firstMs } from "#lib/time";
import { bigIds } from "../big-ids.ts";
import { eventsText } from "../events-text.ts";
import { msOf } from "../key.ts";
import type { Page, PageQuery, TextPage, TextQuery } from "../port.ts";
import { createToEvent, EVENT_COLUMNS, EVENT_TABLES, type EventRow } from "../stored.ts";
import type { Asked } from "./asked.ts";
import { createConnection } from "./connection.ts";
import { createCounting } from "./counting.ts";
import { listFields } from "./fields.ts";
import { readHistogram } from "./histogram.ts";
import { createKnownNames } from "./known-names.ts";
import { createOutageList } from "./outages.ts";
import { type RowPage, readPage } from "./page.ts";
import { createPastStates, type Moment } from "./past-state.ts";
import { createPlanner } from "./plan.ts";
import { createRowText } from "./row-text.ts";
import { createTally } from "./tally.ts";
import { listTypes } from "./types.ts";
import { createValues } from "./values.ts";
import { common, createPlaces, isEmpty, type Window } from "./window.ts";

/** Counting for a person takes this long at most; for a file that is made anyway, longer. */
const HISTOGRAM_MS = 400;
const COUNT_MS = 1000;
const COUNT_BUCKETS = 200;

const encoder = new TextEncoder();

export type ReaderMethods = ReturnType<typeof createQuestions>;

export interface QuestionsOptions {
  file: string;
  /** A clock in milliseconds, for budgets and for what "now" means. */
  now?: () => number;
  /** So many candidates are looked at before the clock is. */
  firstSlice?: number;
}

/** An export asks page after page for little: each must not measure a long way ahead. */
const EXPORT_SLICE = 1000;

/** What the reader's thread answers. */
export function createQuestions({ file, now = Date.now, firstSlice }: QuestionsOptions) {
  const connection = createConnection(file, (db) => openParts(db, now));
  const { read } = connection;

  function rowsOf(parts: Parts, { limit, order, ...asked }: AskedPage, slice = firstSlice): RowPage {
    const window = parts.planner.narrowed(asked, parts.places.between(asked.after, asked.before));
    const route = parts.planner.forReading(asked, window);
    return readPage(parts, route, window, { limit, order, now, firstSlice: slice });
  }

  return {
    ready: (_: null): void => undefined,
    page: (asked: AskedPage): Page =>
      read((parts) => {
        const { rows, next } = rowsOf(parts, asked);
        return { events: rows.map(parts.toEvent), next };
      }),
    text: ({ format, columns, redact, isFirst, ...asked }: AskedPage & Writing): TextPage =>
      read((parts) => {
        const { rows, next } = rowsOf(parts, asked, EXPORT_SLICE);
        const writing = { format, columns, redact: new Set(redact), isFirst };
        const text = eventsText(rows, writing, { event: parts.toEvent, json: parts.rowText });
        return { text: encoder.encode(text), events: rows.length, next };
      }),
    count: (asked: Asked): number | null =>
      read((parts) => {
        const window = parts.clipped(
          parts.planner.narrowed(asked, parts.places.between(asked.after, asked.before)),
        );
        if (!window) return 0;
        const span = { fromMs: msOf(window.low), toMs: msOf(window.high) + 1 };
        const counting = createCounting(parts, asked, window);
        const limits = { ...span, buckets: COUNT_BUCKETS, budgetMs: COUNT_MS, now };
        const { total, complete } = readHistogram(counting, window, limits);
        return complete ? total : null;
      }),
    histogram: ({ from, to, buckets, ...asked }: Asked & HistogramSpan): Histogram =>
      read((parts) => {
        const ends = parts.ends();
        const newestMs = ends ? msOf(ends.last) : 0;
        const toMs = to === undefined ? Math.max(Math.ceil(now()), newestMs + 1) : firstMs(to);
        const oldestMs = ends ? msOf(ends.first) : toMs - 1;
        const fromMs = Math.min(from === undefined ? oldestMs : firstMs(from), toMs - 1);
        const asIs = { low: BigInt(fromMs) << 20n, high: BigInt(toMs) << 20n };
        const window = parts.clipped(parts.planner.narrowed(asked, asIs)) ?? {
          low: asIs.low,
          high: asIs.low,
        };
        const counting = createCounting(parts, asked, window);
        const span = { fromMs, toMs, buckets, budgetMs: HISTOGRAM_MS, now };
        return {
          ...readHistogram(counting, window, span),
          newest: neighbourId(parts, parts.older.get(asIs.high)),
        };
      }),
    event: (streamId: StreamId) =>
      read((parts) => {
        const key = parts.places.keyOf(streamId);
        const row = key === null ? undefined : parts.one.get(key);
        if (key === null || !row) return null;
        const event = parts.toEvent(row as unknown as EventRow);
        return {
          event,
          older: neighbourId(parts, parts.older.get(key)),
          newer: neighbourId(parts, parts.newer.get(key)),
        };
      }),
    fields: (_: null): FieldList =>
      read(({ db, places }) => ({ fields: listFields(db), ...listTypes(db, places) })),
    values: (query: ValuesQuery): string[] => read(({ valuesOf }) => valuesOf(query)),
    stateAt: ({ moment, orFirst }: { moment: Moment; orFirst?: boolean }) =>
      read(({ stateAt }) => stateAt(moment, orFirst === undefined ? {} : { orFirst })),
    stateText: ({ moment }: { moment: Moment }): string | null =>
      read(({ stateAt }) => {
        const found = stateAt(moment);
        return found && JSON.stringify(found);
      }),
    outages: (window: { from?: number | undefined; to?: number | undefined }) =>
      read(({ outages }) => outages(window)),
    close: (_: null): void => connection.close(),
  };
}

type AskedPage = Asked & Pick<PageQuery, "limit" | "order">;
type Writing = Omit<TextQuery, keyof PageQuery>;

interface HistogramSpan {
  from?: number | undefined;
  to?: number | undefined;
  buckets: number;
}

function neighbourId({ places }: Parts, found: unknown): StreamId | null {
  const { id } = found as { id: bigint | null };
  return id === null ? null : places.idOf(id);
}

/** What belongs to one file. */
function openParts(db: DatabaseSync, now: () => number) {
  const names = createKnownNames(db);
  const tally = createTally(db);
  const places = createPlaces(db);
  const toEvent = createToEvent(db);
  const edges = bigIds(
    db,
    "SELECT (SELECT min(id) FROM event) AS first, (SELECT max(id) FROM event) AS last",
  );

  /** The keys of the oldest and the newest event; null while there is none. */
  function ends(): { first: bigint; last: bigint } | null {
    const { first, last } = edges.get() as { first: bigint | null; last: bigint | null };
    return first === null || last === null ? null : { first, last };
  }

  return {
    db,
    names,
    tally,
    places,
    toEvent,
    rowText: createRowText(db),
    ends,
    idOf: places.idOf,
    planner: createPlanner(db, { names, tally, places, now }),
    one: db.prepare(`SELECT ${EVENT_COLUMNS} FROM ${EVENT_TABLES} WHERE e.id = ?`),
    older: bigIds(db, "SELECT max(id) AS id FROM event WHERE id < ?"),
    newer: bigIds(db, "SELECT min(id) AS id FROM event WHERE id > ?"),
    stateAt: createPastStates(db, toEvent, places),
    outages: createOutageList(db),
    valuesOf: createValues(db, names),
    /** The part of a window that has events; null when there is none. */
    clipped(window: Window): Window | null {
      const there = ends();
      if (!there) return null;
      const clip = common(window, { low: there.first, high: there.last + 1n });
      return isEmpty(clip) ? null : clip;
    },
  };
}
export type Parts = ReturnType<typeof openParts>;
