import { expect, test } from "vitest";
import type { StoredEvent } from "../../lib/events/envelope.ts";
import { columnsOf, csvHeader, csvRow } from "../../lib/history/csv.ts";
import { capsulePath, createEventCounter, exportPath, nameOf } from "./export.ts";

const parametersOf = (path: string) => Object.fromEntries(new URL(path, "http://x").searchParams);

test("an export asks for exactly what is filtered", () => {
  const path = exportPath({
    query: 'robot:r1 "a b"',
    from: 1_767_225_600,
    to: 1_767_225_660.5,
    format: "csv",
    order: "oldest",
    columns: ["type", "metrics.cpu_usage"],
  });
  expect(parametersOf(path)).toEqual({
    format: "csv",
    query: 'robot:r1 "a b"',
    order: "oldest",
    after: "2026-01-01T00:00:00.000Z",
    before: "2026-01-01T00:01:00.500Z",
    columns: "type,metrics.cpu_usage",
  });
});

test("without a filter and a time everything is asked for, and only a CSV has columns", () => {
  const path = exportPath({
    query: "",
    from: null,
    to: null,
    format: "json",
    order: "newest",
    columns: ["type"],
  });
  expect(parametersOf(path)).toEqual({ format: "json", order: "newest" });
});

test("a capsule carries its notes and what is taken out of it", () => {
  const path = capsulePath({ query: "", from: 1, to: 2, notes: " it fell \n", redact: ["email", "name"] });
  expect(parametersOf(path)).toEqual({
    from: "1970-01-01T00:00:01.000Z",
    to: "1970-01-01T00:00:02.000Z",
    notes: "it fell",
    redact: "email,name",
  });
});

const events = Array.from(
  { length: 7 },
  (_, i): StoredEvent => ({
    stream_id: `${i}-0`,
    id: `e${i}`,
    type: "a.b",
    source: 'say "hi"\nthen go',
    target: null,
    timestamp: i,
    payload: { text: 'one\ntwo, "three"' },
    meta: {},
  }),
);
const columns = columnsOf(["type", "source", "text"]);
const TEXTS = {
  ndjson: events.map((event) => `${JSON.stringify(event)}\n`).join(""),
  json: `[${events.map((event, i) => `${i === 0 ? "\n" : ",\n"}${JSON.stringify(event)}`).join("")}\n]\n`,
  csv: csvHeader(columns) + events.map((event) => csvRow(columns, event)).join(""),
};

test.each(["ndjson", "json", "csv"] as const)(
  "every event of %s is counted once, however it is cut into pieces",
  (format) => {
    const bytes = new TextEncoder().encode(TEXTS[format]);
    for (const size of [1, 7, bytes.length]) {
      const counter = createEventCounter(format);
      let count = 0;
      for (let at = 0; at < bytes.length; at += size) {
        const before = count;
        count = counter.add(bytes.subarray(at, at + size));
        expect(count).toBeGreaterThanOrEqual(before);
      }
      expect(count).toBe(events.length);
    }
  },
);

test("a download has the name that the server gave it", () => {
  expect(nameOf('attachment; filename="brainwave-events-2026.csv"', "x")).toBe("brainwave-events-2026.csv");
  expect(nameOf(null, "events.csv")).toBe("events.csv");
});
