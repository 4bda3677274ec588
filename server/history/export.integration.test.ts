import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toFields } from "#lib/events/fields";
import { EXPORT_TOTAL_HEADER, ExportQuery } from "#lib/history/api";
import { exportEvents } from "./export.ts";
import type { HistoryReader } from "./port.ts";
import { createReader } from "./reader/index.ts";
import { type Past, someEvent, writePast } from "./reader/past.fixture.ts";

let past: Past;
let reader: HistoryReader;
beforeAll(() => {
  past = writePast({ events: 2600 });
  reader = createReader({ file: past.file });
});
afterAll(async () => {
  await reader.close();
  past.remove();
});

const ask = (query: Record<string, string> = {}, from = reader) =>
  exportEvents(from, ExportQuery.parse(query));

describe("an export", () => {
  test("as NDJSON has every event on a line of its own", async () => {
    const answer = await ask();
    expect(answer.headers.get(EXPORT_TOTAL_HEADER)).toBe("2600");
    const lines = (await answer.text()).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(past.events);
  });

  test("as JSON is one list, also an empty one", async () => {
    expect(await (await ask({ format: "json", order: "newest" })).json()).toEqual(past.events.toReversed());
    expect(await (await ask({ format: "json", type: "no.such" })).json()).toEqual([]);
  });

  test("as CSV has a heading and a line for each event", async () => {
    const answer = await ask({ format: "csv", columns: "stream_id,type" });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const lines = bytes.toString("utf8").trimEnd().split("\r\n");
    expect(lines[0]).toBe("\ufeffstream_id,type");
    expect(lines.slice(1)).toEqual(past.events.map(({ stream_id, type }) => `${stream_id},${type}`));
  });

  test("has exactly what is filtered, and is saved as a file", async () => {
    const [after, before] = [past.events[9], past.events[1700]].map((event) => event?.stream_id ?? "");
    const answer = await ask({ type: "telemetry.*", after: after ?? "", before: before ?? "" });
    const expected = past.events.slice(10, 1700).filter(({ type }) => type.startsWith("telemetry."));
    expect(answer.headers.get(EXPORT_TOTAL_HEADER)).toBe(String(expected.length));
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; filename="brainwave-events-\d{8}T\d{6}Z\.ndjson"$/,
    );
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    const lines = (await answer.text()).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(expected);
  });

  test("ends with what was there when it began", async () => {
    const own = writePast({ events: 600 });
    const asking = createReader({ file: own.file });
    const answer = await ask({}, asking);
    own.add([{ id: "1900000000000-0", fields: toFields(someEvent(9999)) }]);
    expect((await answer.text()).trimEnd().split("\n")).toHaveLength(600);
    await asking.close();
    own.remove();
  });

  test("reads no further than it is read, and stops when nobody wants more", async () => {
    const { watched, asked } = watching(reader);
    const answer = await ask({}, watched);
    const body = (answer.body as ReadableStream<Uint8Array>).getReader();
    expect(asked()).toBe(0);
    await body.read();
    await body.read();
    expect(asked()).toBe(2);
    await body.cancel();
    await reader.count({});
    expect(asked()).toBe(2);
  });

  test("that fails on the way breaks off instead of ending as if it were whole", async () => {
    const { watched } = watching(reader, 3);
    await expect((await ask({}, watched)).text()).rejects.toThrow("gone");
  });

  test("that can't begin fails before anything is sent", async () => {
    const missing = createReader({ file: `${past.file}.missing` });
    await expect(ask({}, missing)).rejects.toMatchObject({ code: "history_unavailable" });
    await missing.close();
  });
});

/** Counts the pages that are asked for; the one of this number fails. */
function watching(real: HistoryReader, failing = Number.POSITIVE_INFINITY) {
  let pages = 0;
  const watched: HistoryReader = {
    ...real,
    text(query) {
      if (++pages >= failing) return Promise.reject(new Error("gone"));
      return real.text(query);
    },
  };
  return { watched, asked: () => pages };
}
