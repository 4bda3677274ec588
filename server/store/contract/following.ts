import { describe, expect, test } from "vitest";
import { type Bench, cursorAt, events, eventually, follow, numbered, startOf } from "./bench.ts";

export function describeFollowing(bench: Bench): void {
  describe("following", () => {
    test("what is there comes in order and once, then what is appended", async () => {
      const { store } = bench;
      await store.log.append("events", events(...numbered(1, 25)));
      const follower = follow(store, await startOf(store), { batchSize: 10 });
      await eventually(() => expect(follower.ids()).toEqual(numbered(1, 25)));
      await store.log.append("events", events("e26"));
      await store.log.append("events", events(...numbered(27, 60)));
      await eventually(() => expect(follower.ids()).toEqual(numbered(1, 60)));
      expect(follower.gaps()).toEqual([]);
      expect(follower.links).toEqual([{ up: true }]);
    });

    test("each read says where it went on from, and holds no more than a batch", async () => {
      const { store } = bench;
      await store.log.append("events", events(...numbered(1, 25)));
      const follower = follow(store, await startOf(store), { batchSize: 10 });
      await eventually(() => expect(follower.entries()).toHaveLength(25));
      let place = "0-0";
      for (const followed of follower.heard) {
        if (followed.kind !== "entries") throw new Error("a gap");
        expect(followed.from).toBe(place);
        expect(followed.entries.length).toBeLessThanOrEqual(10);
        place = followed.entries.at(-1)?.id ?? "";
      }
    });

    test("it begins behind its cursor", async () => {
      const { store } = bench;
      await store.log.append("events", events("a", "b", "c"));
      const [first] = await store.log.range("events", { limit: 1 });
      if (!first) throw new Error("no entry");
      const fromFirst = follow(store, await cursorAt(store, first));
      const fromTip = follow(store, await store.log.tip("events"));
      await eventually(() => expect(fromTip.isUp()).toBe(true));
      await store.log.append("events", events("d"));
      await eventually(() => expect(fromTip.ids()).toEqual(["d"]));
      await eventually(() => expect(fromFirst.ids()).toEqual(["b", "c", "d"]));
    });

    test("the first entry of a stream never written comes without a gap", async () => {
      const { store } = bench;
      const follower = follow(store, await store.log.tip("events"));
      await eventually(() => expect(follower.isUp()).toBe(true));
      await store.log.append("events", events("first"));
      await eventually(() => expect(follower.ids()).toEqual(["first"]));
      expect(follower.gaps()).toEqual([]);
    });

    test("several followers hear the same, also of another gateway's and of commits", async () => {
      const { store } = bench;
      const other = await bench.open();
      const start = await startOf(store);
      const followers = [follow(store, start), follow(store, start), follow(other, start)];
      for (let i = 1; i <= 20; i += 2) {
        await store.log.append("events", events(`e${i}`));
        const [entry] = events(`e${i + 1}`);
        if (entry) await other.records.commit({ appends: [{ stream: "events", entry }] });
      }
      for (const follower of followers)
        await eventually(() => expect(follower.ids()).toEqual(numbered(1, 20)));
    });

    test("the stream of missions is followed like that of events", async () => {
      const { store } = bench;
      const follower = follow(store, await startOf(store, "missions"), { stream: "missions" });
      const append = (status: string) =>
        store.log.append("missions", [{ dedupId: status, fields: { data: JSON.stringify({ status }) } }]);
      await append("running");
      await eventually(() => expect(follower.entries()).toHaveLength(1));
      await append("done");
      await eventually(() =>
        expect(follower.entries().map(({ fields }) => fields.data)).toEqual([
          '{"status":"running"}',
          '{"status":"done"}',
        ]),
      );
    });

    test("an abort ends it, before, during and between reads", async () => {
      const { store } = bench;
      const start = await startOf(store);
      const before = new AbortController();
      before.abort();
      for await (const _ of store.log.follow("events", start, { signal: before.signal }))
        throw new Error("went on");

      const during = follow(store, start);
      await eventually(() => expect(during.isUp()).toBe(true));
      await during.stop();

      await store.log.append("events", events(...numbered(1, 30)));
      const between = new AbortController();
      let reads = 0;
      for await (const _ of store.log.follow("events", start, { signal: between.signal, batchSize: 10 })) {
        reads += 1;
        between.abort();
      }
      expect(reads).toBe(1);
    });

    test("a reader that leaves is let go", async () => {
      const { store } = bench;
      await store.log.append("events", events("a"));
      const { signal } = new AbortController();
      for await (const followed of store.log.follow("events", await startOf(store), { signal })) {
        expect(followed.kind).toBe("entries");
        break;
      }
    });

    test("closing the store ends its followers", async () => {
      const follower = follow(bench.store, await startOf(bench.store));
      await eventually(() => expect(follower.isUp()).toBe(true));
      await bench.store.close();
      await follower.ended;
    });
  });
}
