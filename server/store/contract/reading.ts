import { describe, expect, test } from "vitest";
import { STREAM_START, type StreamId } from "#lib/stream-id";
import { StreamsReport } from "#lib/streams/api";
import { type Bench, cursorAt, event, events, idsOf, numbered, startOf } from "./bench.ts";

const BEYOND_ANY = "18446744073709551615-18446744073709551615";

export function describeReading(bench: Bench): void {
  describe("reading", () => {
    test("a range goes both ways, its bounds are exclusive, its limit is kept", async () => {
      const { log } = bench.store;
      const ids = await log.append("events", events(...numbered(1, 10)));
      const [after, before] = [ids[2] as StreamId, ids[7] as StreamId];
      const range = async (query: Parameters<typeof log.range>[1]) => idsOf(await log.range("events", query));
      expect(await range({ after, before, limit: 100 })).toEqual(numbered(4, 7));
      expect(await range({ after, before, limit: 100, order: "desc" })).toEqual(numbered(4, 7).reverse());
      expect(await range({ after, limit: 2 })).toEqual(["e4", "e5"]);
      expect(await range({ before, limit: 2, order: "desc" })).toEqual(["e7", "e6"]);
      expect(await range({ after: STREAM_START, before: BEYOND_ANY, limit: 100 })).toEqual(numbered(1, 10));
      expect(await range({ limit: 0 })).toEqual([]);
    });

    test("bounds that no entry has are bounds all the same", async () => {
      const { log } = bench.store;
      const [first, last] = await log.append("events", events("a", "b"));
      const ms = String(first).split("-")[0];
      const range = async (query: { after?: string; before?: string }) =>
        idsOf(await log.range("events", { ...query, limit: 10 }));
      expect(await range({ before: STREAM_START })).toEqual([]);
      expect(await range({ after: BEYOND_ANY })).toEqual([]);
      expect(await range({ after: last, before: first })).toEqual([]);
      expect(await range({ after: `${ms}-18446744073709551615`, before: BEYOND_ANY })).not.toContain("a");
      expect(await range({ before: `${ms}-18446744073709551615` })).toContain("a");
      expect(await range({ after: `${Number(ms) - 1}-18446744073709551615` })).toEqual(["a", "b"]);
    });

    test("a stream never written is empty, and its tip is the start", async () => {
      const { log } = bench.store;
      expect(await log.info("events")).toMatchObject({ length: 0, firstId: null, lastId: STREAM_START });
      expect(await log.tip("events")).toEqual(await startOf(bench.store));
      expect(await log.range("events", { limit: 10 })).toEqual([]);
      expect(await log.trim("events", BEYOND_ANY)).toBe(0);
    });

    test("info and tip tell of the newest entry", async () => {
      const { log } = bench.store;
      const [first, , third] = await log.append("events", events("a", "b", "c"));
      const { epoch } = await log.info("events");
      expect(await log.info("events")).toEqual({
        epoch,
        length: 3,
        firstId: first,
        lastId: third,
        removed: 0,
      });
      expect(await log.tip("events")).toEqual({ epoch, streamId: third, eventId: "c" });
      await log.append("events", [{ dedupId: "x", fields: { type: "no id" } }]);
      expect(await log.tip("events")).toMatchObject({ eventId: null });
    });

    test("the oldest place is before every entry, and says how many left before it", async () => {
      const { log } = bench.store;
      const start = await log.oldest("events");
      expect(start).toEqual({ cursor: await startOf(bench.store), removed: expect.toSatisfy((n) => !n) });
      const ids = await log.append("events", events(...numbered(1, 5)));
      await log.trim("events", ids[2] as StreamId);
      const { cursor, removed } = await log.oldest("events");
      expect(removed).toBe(2);
      expect(await log.checkCursor("events", cursor)).toBeNull();
      expect(idsOf(await log.range("events", { after: cursor.streamId, limit: 10 }))).toEqual(numbered(3, 5));
      expect(idsOf(await log.range("events", { after: ids[1], limit: 10 }))).toEqual(numbered(3, 5));
      await log.trim("events", BEYOND_ANY);
      expect(await log.oldest("events")).toMatchObject({ cursor: { streamId: ids[4] }, removed: 5 });
    });

    test("trimming removes what is older, and the last id never goes back", async () => {
      const { log } = bench.store;
      const ids = await log.append("events", events(...numbered(1, 5)));
      expect(await log.trim("events", ids[2] as StreamId)).toBe(2);
      expect(await log.info("events")).toMatchObject({ length: 3, firstId: ids[2], lastId: ids[4] });
      expect(await log.trim("events", BEYOND_ANY)).toBe(3);
      const { epoch } = await log.info("events");
      expect(await log.info("events")).toEqual({
        epoch,
        length: 0,
        firstId: null,
        lastId: ids[4],
        removed: 5,
      });
      expect(await log.tip("events")).toEqual({ epoch, streamId: ids[4], eventId: null });
      await log.append("events", events("later"));
      expect(await log.info("events")).toMatchObject({ length: 1 });
      expect(idsOf(await log.range("events", { after: ids[4], limit: 10 }))).toEqual(["later"]);
    });

    test("the length is right whatever is appended and trimmed between two looks", async () => {
      const { log } = bench.store;
      const lengths: number[] = [];
      const look = async () => void lengths.push((await log.info("events")).length);
      const ids = await log.append("events", events(...numbered(1, 10)));
      await look();
      await log.trim("events", ids[4] as StreamId);
      await log.append("events", events(...numbered(11, 13)));
      await look();
      const more = await log.append("events", events(...numbered(14, 20)));
      await log.trim("events", more[2] as StreamId);
      await look();
      await log.trim("events", BEYOND_ANY);
      await look();
      await log.append("events", events("e21"));
      await look();
      expect(lengths).toEqual([10, 9, 5, 0, 1]);
    });

    test("entries, epoch, last id and dedup outlive a restart", async () => {
      const ids = await bench.store.log.append("events", events("a", "b"));
      const before = await bench.store.log.info("events");
      await bench.store.log.trim("events", ids[1] as StreamId);
      await bench.store.close();
      const { log } = await bench.open();
      expect(await log.info("events")).toEqual({ ...before, length: 1, firstId: ids[1], removed: 1 });
      expect(await log.append("events", events("b"))).toEqual([ids[1]]);
      await log.trim("events", BEYOND_ANY);
      expect((await log.info("events")).lastId).toBe(ids[1]);
    });

    test("a closed store says so", async () => {
      await bench.store.close();
      await expect(bench.store.log.range("events", { limit: 1 })).rejects.toMatchObject({
        code: "store_unavailable",
      });
      await expect(bench.store.log.append("events", events("a"))).rejects.toMatchObject({
        code: "store_unavailable",
      });
      await expect(bench.store.ping()).rejects.toMatchObject({ code: "store_unavailable" });
    });

    test("a look at the store tells what is in its streams, and changes nothing", async () => {
      const { store } = bench;
      const empty = await store.inspect();
      expect(empty).toMatchObject({ store: store.kind });
      expect(empty.streams.slice(0, 2)).toMatchObject([
        { holds: "events", length: 0, first_id: null, newest_id: null, groups: [], problem: null },
        { holds: "missions", length: 0 },
      ]);
      const ids = await store.log.append("events", events(...numbered(1, 5)));
      await store.log.trim("events", ids[2] as StreamId);
      const before = await store.log.info("events");
      const { streams } = StreamsReport.parse(await store.inspect());
      expect(streams[0]).toMatchObject({
        length: 3,
        removed: 2,
        first_id: ids[2],
        newest_id: ids[4],
        last_id: ids[4],
      });
      expect(streams[0]?.bytes).toBeGreaterThan(0);
      expect(await store.log.info("events")).toEqual(before);
    });

    test("a ping tells how long it took", async () => {
      expect(await bench.store.ping()).toBeGreaterThanOrEqual(0);
    });
  });

  describe("checking a cursor", () => {
    test("one whose entry stands, and the start of a whole stream, are fine", async () => {
      const { log } = bench.store;
      expect(await log.checkCursor("events", await startOf(bench.store))).toBeNull();
      await log.append("events", [...events("a"), { dedupId: "x", fields: { data: "no id" } }]);
      for (const entry of await log.range("events", { limit: 10 }))
        expect(await log.checkCursor("events", await cursorAt(bench.store, entry))).toBeNull();
      expect(await log.checkCursor("events", await startOf(bench.store))).toBeNull();
      expect(await log.checkCursor("events", await log.tip("events"))).toBeNull();
    });

    test("one whose entry was trimmed, and the start of a trimmed stream, are trimmed", async () => {
      const { log } = bench.store;
      const ids = await log.append("events", events("a", "b", "c"));
      const { epoch } = await log.info("events");
      const at = (i: number, eventId: string) => ({ epoch, streamId: ids[i] as StreamId, eventId });
      await log.trim("events", ids[2] as StreamId);
      expect(await log.checkCursor("events", at(0, "a"))).toBe("trimmed");
      expect(await log.checkCursor("events", at(1, "b"))).toBe("trimmed");
      expect(await log.checkCursor("events", at(2, "c"))).toBeNull();
      expect(await log.checkCursor("events", await startOf(bench.store))).toBe("trimmed");
      await log.trim("events", BEYOND_ANY);
      expect(await log.checkCursor("events", at(2, "c"))).toBe("trimmed");
      expect(await log.checkCursor("events", await log.tip("events"))).toBeNull();
    });

    test("one of another epoch, of the future, of another event or no cursor at all is of another epoch", async () => {
      const { log } = bench.store;
      const [id] = await log.append("events", [event("a")]);
      const { epoch } = await log.info("events");
      const streamId = id as StreamId;
      const check = (cursor: Partial<Parameters<typeof log.checkCursor>[1]>) =>
        log.checkCursor("events", { epoch, streamId, eventId: "a", ...cursor });
      expect(await check({})).toBeNull();
      expect(await check({ epoch: crypto.randomUUID() })).toBe("epoch");
      expect(await check({ streamId: BEYOND_ANY })).toBe("epoch");
      expect(await check({ eventId: "b" })).toBe("epoch");
      expect(await check({ eventId: null })).toBe("epoch");
      expect(await check({ streamId: "nonsense" })).toBe("epoch");
      expect((await log.info("events")).epoch).toBe(epoch);
    });
  });
}
