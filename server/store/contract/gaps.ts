import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareStreamIds, type StreamId } from "#lib/stream-id";
import type { Followed, Store } from "../port.ts";
import {
  type Bench,
  cursorAt,
  entryOf,
  events,
  eventually,
  follow,
  idsOf,
  numbered,
  startOf,
} from "./bench.ts";

const BEYOND_ANY = "18446744073709551615-18446744073709551615";
export function describeGaps(bench: Bench): void {
  describe("a trimmed place", () => {
    test("is a gap before any entry, then come the entries still there", async () => {
      const { store } = bench;
      const ids = await store.log.append("events", events(...numbered(1, 6)));
      const from = await cursorAt(store, await entryOf(store, 0));
      await store.log.trim("events", ids[3] as StreamId);
      const follower = follow(store, from);
      await eventually(() => expect(follower.ids()).toEqual(numbered(4, 6)));
      const [gap, ...rest] = follower.heard;
      expect(gap).toMatchObject({ kind: "gap", reason: "trimmed", from, removed: 3 });
      expect(rest.every(({ kind }) => kind === "entries")).toBe(true);
      if (gap?.kind !== "gap") throw new Error("no gap");
      expect(compareStreamIds(gap.to.streamId, ids[2] as StreamId)).toBeGreaterThanOrEqual(0);
      expect(compareStreamIds(gap.to.streamId, ids[3] as StreamId)).toBeLessThan(0);
      expect(rest[0]).toMatchObject({ from: gap.to.streamId });
      expect(await store.log.checkCursor("events", gap.to)).toBeNull();
    });

    test("is one gap also where the reader wanted to begin at the start", async () => {
      const { store } = bench;
      const ids = await store.log.append("events", events(...numbered(1, 3)));
      await store.log.trim("events", ids[1] as StreamId);
      const follower = follow(store, await startOf(store));
      await eventually(() => expect(follower.ids()).toEqual(numbered(2, 3)));
      expect(follower.gaps()).toMatchObject([{ reason: "trimmed", removed: 1 }]);
    });

    test("under a slow reader is a gap, never a silent jump", async () => {
      const { store } = bench;
      const ids = await store.log.append("events", events(...numbered(1, 9)));
      const stop = new AbortController();
      const options = { signal: stop.signal, batchSize: 2 };
      const reads = store.log.follow("events", await startOf(store), options)[Symbol.asyncIterator]();
      const heard: Followed[] = [(await reads.next()).value];
      await store.log.trim("events", ids[6] as StreamId);
      while (heard.length < 4) heard.push((await reads.next()).value);
      stop.abort();
      expect(heard.map((followed) => (followed.kind === "gap" ? "gap" : idsOf(followed.entries)))).toEqual([
        ["e1", "e2"],
        "gap",
        ["e7", "e8"],
        ["e9"],
      ]);
    });

    test("with nothing left is one gap, and what comes later comes without another", async () => {
      const { store } = bench;
      const ids = await store.log.append("events", events("a", "b", "c"));
      const from = await cursorAt(store, await entryOf(store, 0));
      await store.log.trim("events", BEYOND_ANY);
      const follower = follow(store, from);
      await eventually(() => expect(follower.gaps()).toHaveLength(1));
      expect(follower.gaps()).toMatchObject([
        { reason: "trimmed", removed: 3, to: { streamId: ids[2], eventId: null } },
      ]);
      await store.log.append("events", events("d"));
      await store.log.append("events", events("e"));
      await eventually(() => expect(follower.ids()).toEqual(["d", "e"]));
      expect(follower.gaps()).toHaveLength(1);
    });

    test("whatever is appended, trimmed and read: every entry is delivered once or lies in a gap", async () => {
      const { store } = bench;
      const step = fc.oneof(
        {
          weight: 4,
          arbitrary: fc.record({ do: fc.constant("append" as const), n: fc.integer({ min: 1, max: 5 }) }),
        },
        {
          weight: 2,
          arbitrary: fc.record({ do: fc.constant("trim" as const), n: fc.integer({ min: 0, max: 6 }) }),
        },
        { weight: 3, arbitrary: fc.record({ do: fc.constant("read" as const), n: fc.constant(0) }) },
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
          await accountsForAll(store, steps);
        }),
        { numRuns: 30, seed: 20260101 },
      );
    });
  });
}

type Step = { do: "append" | "trim" | "read"; n: number };

/** One run: a reader that reads now and then, while others append and trim. */
async function accountsForAll(store: Store, steps: readonly Step[]): Promise<void> {
  const stop = new AbortController();
  const tip = await store.log.tip("events");
  const options = { signal: stop.signal, batchSize: 3 };
  const reads = store.log.follow("events", tip, options)[Symbol.asyncIterator]();
  const appended: StreamId[] = [];
  const heard: Followed[] = [];
  const place = () => {
    const last = heard.at(-1);
    if (!last) return tip.streamId;
    return last.kind === "gap" ? last.to.streamId : (last.entries.at(-1)?.id as StreamId);
  };
  const read = async () => heard.push((await reads.next()).value);
  const append = async (n: number) =>
    appended.push(
      ...(await store.log.append("events", events(...Array.from({ length: n }, () => crypto.randomUUID())))),
    );

  for (const { do: what, n } of steps) {
    if (what === "append") await append(n);
    else if (what === "trim") await store.log.trim("events", appended.at(-1 - n) ?? "0-0");
    else if (appended.length > 0 && place() !== appended.at(-1)) await read();
  }
  await append(1);
  while (place() !== appended.at(-1)) await read();
  stop.abort();
  await reads.return?.();

  // Counting what was read, and hearing how many were removed, tells exactly how many a gap holds.
  const { length, removed } = await store.log.info("events");
  let ordinal = length + Number(removed) - appended.length;
  for (const followed of heard) {
    if (followed.kind === "entries") ordinal += followed.entries.length;
    else {
      const lost = appended.filter((id) => inGap(id, followed)).length;
      expect(Number(followed.removed) - ordinal).toBe(lost);
      ordinal = Number(followed.removed);
    }
  }

  const delivered = heard.flatMap((followed) =>
    followed.kind === "entries" ? followed.entries.map(({ id }) => id) : [],
  );
  const inAnyGap = (id: StreamId) => heard.some((followed) => inGap(id, followed));
  expect(delivered).toEqual(appended.filter((id) => !inAnyGap(id)));
  expect(heard.every((followed) => followed.kind === "entries" || followed.reason === "trimmed")).toBe(true);
}

const inGap = (id: StreamId, followed: Followed): boolean =>
  followed.kind === "gap" &&
  compareStreamIds(id, followed.from.streamId) > 0 &&
  compareStreamIds(id, followed.to.streamId) <= 0;
