import { describe, expect, test } from "vitest";
import { type Bench, cursorAt, entryOf, events, eventually, follow, startOf } from "./bench.ts";

const BEYOND_ANY = "18446744073709551615-18446744073709551615";

export function describeEpochs(bench: Bench): void {
  describe("a stream that isn't the same any more", () => {
    test("wiped under a follower: a gap of a new epoch, then what is new", async () => {
      const { store } = bench;
      await store.log.append("events", events("a", "b"));
      const from = await startOf(store);
      const follower = follow(store, from);
      await eventually(() => expect(follower.ids()).toEqual(["a", "b"]));
      await bench.harness.wipe();
      await eventually(() => expect(follower.gaps()).toHaveLength(1));
      await store.log.append("events", events("c"));
      await eventually(() => expect(follower.ids()).toEqual(["a", "b", "c"]));
      const { epoch } = await store.log.info("events");
      expect(epoch).not.toBe(from.epoch);
      expect(follower.gaps()).toMatchObject([{ reason: "epoch", to: { epoch } }]);
    });

    test("wiped and written at once: the gap comes first, then every new entry", async () => {
      const { store } = bench;
      await store.log.append("events", events("a", "b"));
      const follower = follow(store, await startOf(store));
      await eventually(() => expect(follower.entries()).toHaveLength(2));
      await bench.harness.wipe();
      await store.log.append("events", events("c", "d"));
      await eventually(() => expect(follower.ids()).toEqual(["a", "b", "c", "d"]));
      const kinds = follower.heard.map(({ kind }) => kind);
      expect(kinds.indexOf("gap")).toBeGreaterThan(0);
      expect(follower.heard[kinds.indexOf("gap") + 1]).toMatchObject({ kind: "entries" });
      expect(follower.gaps()).toMatchObject([{ reason: "epoch" }]);
    });

    test("restored from an older backup: a new epoch, and what there is from its start", async () => {
      const { store } = bench;
      await store.log.append("events", events("a", "b"));
      const restore = await bench.harness.backUpEvents();
      await store.log.append("events", events("c", "d"));
      const follower = follow(store, await startOf(store));
      await eventually(() => expect(follower.entries()).toHaveLength(4));
      const survivor = await cursorAt(store, await entryOf(store, 0));
      await restore();
      await eventually(() => expect(follower.gaps()).toHaveLength(1));
      await eventually(() => expect(follower.ids()).toEqual(["a", "b", "c", "d", "a", "b"]));
      expect(follower.gaps()).toMatchObject([{ reason: "epoch" }]);
      expect(await store.log.checkCursor("events", survivor)).toBe("epoch");
      await store.log.append("events", events("f"));
      await eventually(() => expect(follower.ids().at(-1)).toBe("f"));
      expect(follower.gaps()).toHaveLength(1);
    });

    test("two followers of one restored stream agree on one new epoch", async () => {
      const { store } = bench;
      const other = await bench.open();
      await store.log.append("events", events("a"));
      const restore = await bench.harness.backUpEvents();
      await store.log.append("events", events("b"));
      const start = await startOf(store);
      const followers = [follow(store, start), follow(other, start)];
      for (const follower of followers) await eventually(() => expect(follower.entries()).toHaveLength(2));
      await restore();
      for (const follower of followers) await eventually(() => expect(follower.gaps()).toHaveLength(1));
      const { epoch } = await store.log.info("events");
      for (const follower of followers)
        expect(follower.gaps()).toMatchObject([{ reason: "epoch", to: { epoch } }]);
    });

    test("a cursor of the future or of another event is answered with a new epoch and everything there is", async () => {
      const { store } = bench;
      await store.log.append("events", events("a", "b"));
      const cursor = await cursorAt(store, await entryOf(store, 0));
      for (const wrong of [
        { ...cursor, streamId: BEYOND_ANY },
        { ...cursor, eventId: "z" },
      ]) {
        const { epoch } = await store.log.info("events");
        const follower = follow(store, { ...wrong, epoch });
        await eventually(() => expect(follower.ids()).toEqual(["a", "b"]));
        expect(follower.gaps()).toMatchObject([{ reason: "epoch" }]);
        expect((await store.log.info("events")).epoch).not.toBe(epoch);
        await follower.stop();
      }
    });

    test("a cursor of another epoch is answered with a gap and everything there is", async () => {
      const { store } = bench;
      await store.log.append("events", events("a", "b"));
      const cursor = await cursorAt(store, await entryOf(store, 0));
      const { epoch } = await store.log.info("events");
      const follower = follow(store, { ...cursor, epoch: crypto.randomUUID() });
      await eventually(() => expect(follower.ids()).toEqual(["a", "b"]));
      expect(follower.gaps()).toMatchObject([{ reason: "epoch", to: { epoch } }]);
      expect((await store.log.info("events")).epoch).toBe(epoch);
    });
  });
}
