import { closeSync, copyFileSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createReader } from "./index.ts";
import { type Past, writePast } from "./past.fixture.ts";

let past: Past;
let reader: ReturnType<typeof createReader>;
const ended: string[] = [];
beforeEach(() => {
  past = writePast({ events: 500 });
  reader = createReader({ file: past.file, onEnd: (reason) => ended.push(reason) });
});
afterEach(async () => {
  await reader.close();
  past.remove();
  expect(ended).toEqual([]);
});

const newest = () => reader.page({ limit: 1, order: "newest" });
const unavailable = expect.objectContaining({ code: "history_unavailable" });

test("answers in either lane alike", async () => {
  const page = { limit: 100, order: "oldest" } as const;
  const { events, next } = await reader.page(page);
  expect(events).toEqual(past.events.slice(0, 100));
  const ndjson = { format: "ndjson", columns: null, redact: [], isFirst: true } as const;
  const text = await reader.text({ ...page, ...ndjson });
  expect({ ...text, text: Buffer.from(text.text).toString() }).toEqual({
    text: events.map((event) => `${JSON.stringify(event)}\n`).join(""),
    events: 100,
    next,
  });
  expect(await reader.count({})).toBe(500);
});

test("tells what is wrong with a filter, and where", async () => {
  const wrong = { code: "invalid", problems: [{ loc: ["query", "query"], ctx: { from: 9 } }] };
  for (const ask of [
    () => reader.page({ query: "type:a.b (source:x", limit: 1, order: "newest" }),
    () => reader.histogram({ query: "type:a.b (source:x", buckets: 5 }),
    () => reader.count({ query: "type:a.b (source:x" }),
  ])
    await expect(ask()).rejects.toMatchObject(wrong);
});

test("tells the outages that touch a window, oldest first", async () => {
  const outage = (id: string, from: number, to: number | null) =>
    ({ id, cause: "server_down", from, to, filled: to !== null, recovered: 3, missing: null }) as const;
  const [first, second, open] = [outage("a", 10, 20), outage("b", 30, 40), outage("c", 50, null)];
  const own = writePast({ events: 1, outages: [open, second, first] });
  const asking = createReader({ file: own.file });
  expect(await asking.outages({})).toEqual([first, second, open]);
  expect(await asking.outages({ from: 20, to: 29 })).toEqual([first]);
  expect(await asking.outages({ from: 45 })).toEqual([open]);
  await asking.close();
  own.remove();
});

describe("is unavailable", () => {
  test("until there is a file", async () => {
    const later = `${past.file}.later`;
    const early = createReader({ file: later });
    await expect(early.page({ limit: 1, order: "newest" })).rejects.toEqual(unavailable);
    await expect(early.stateAt({ seconds: 1 })).rejects.toEqual(unavailable);
    copyFileSync(past.file, later);
    expect((await early.page({ limit: 1, order: "newest" })).events).toEqual(past.events.slice(-1));
    await early.close();
  });

  test("while the file is no database, and answers again once another took its place", async () => {
    const copy = `${past.file}.copy`;
    copyFileSync(past.file, copy);
    expect((await newest()).events).toHaveLength(1);
    renameSync(past.file, `${past.file}.damaged`);
    writeFileSync(past.file, "this is a letter to my aunt, not a database");
    await expect(newest()).rejects.toEqual(unavailable);
    rmSync(past.file);
    await expect(newest()).rejects.toEqual(unavailable);
    renameSync(copy, past.file);
    expect((await newest()).events).toEqual(past.events.slice(-1));
  });

  test("when pages in the middle of the file are damaged; nothing else is touched", async () => {
    const file = openSync(past.file, "r+");
    writeSync(file, Buffer.alloc(200_000, 7), 0, 200_000, 8192);
    closeSync(file);
    await expect(reader.page({ limit: 500, order: "oldest" })).rejects.toEqual(unavailable);
    await expect(reader.count({})).rejects.toEqual(unavailable);
  });

  test("once it is closed", async () => {
    await reader.close();
    await expect(newest()).rejects.toEqual(unavailable);
  });
});
