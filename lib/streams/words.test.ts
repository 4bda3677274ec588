import { describe, expect, test } from "vitest";
import type { RedisReport, StreamReport } from "./api.ts";
import {
  cautionsOf,
  durabilityWords,
  groupTrouble,
  holdsWords,
  keepsWords,
  observedCap,
  spanSeconds,
} from "./words.ts";

const stream = (more: Partial<StreamReport> = {}): StreamReport => ({
  name: "brain:events:stream",
  holds: "events",
  length: 10,
  keeps: 100_000,
  first_id: "1767225600000-0",
  last_id: "1767373200000-3",
  newest_id: "1767373200000-3",
  removed: 0,
  bytes: 1,
  groups: [],
  problem: null,
  ...more,
});
const redis = (more: Partial<RedisReport> = {}): RedisReport => ({
  version: "7.0.15",
  used_bytes: 1000,
  max_bytes: null,
  eviction_policy: "noeviction",
  aof: true,
  fsync: "everysec",
  last_save: null,
  clock_seconds: 0,
  ...more,
});

describe("what a stream holds", () => {
  test("is told as the time from its oldest to its newest entry", () => {
    expect(spanSeconds(stream())).toBe(41 * 3600);
    expect(holdsWords(stream())).toBe("holds 41 h");
    expect(holdsWords(stream({ length: 1, first_id: "5-0", newest_id: "5-0" }))).toBe("holds one entry");
    expect(holdsWords(stream({ first_id: "5-0", newest_id: "904-0" }))).toBe("written within a second");
  });

  test("nothing any more is told from nothing ever", () => {
    const gone = { length: 0, first_id: null, newest_id: null };
    expect(holdsWords(stream(gone))).toBe("empty");
    expect(holdsWords(stream({ ...gone, last_id: "0-0" }))).toBe("never written");
    expect(holdsWords(stream({ ...gone, last_id: null }))).toBe("never written");
    expect(spanSeconds(stream(gone))).toBeNull();
  });

  test("another producer's exact limit is recognised, ours and chance are not", () => {
    expect(observedCap(stream({ length: 10_000, removed: 5 }))).toBe(10_000);
    expect(observedCap(stream({ length: 10_000, removed: 0 }))).toBeNull();
    expect(observedCap(stream({ length: 10_417, removed: 5 }))).toBeNull();
    expect(observedCap(stream({ length: 100_000, removed: 5 }))).toBeNull();
    expect(observedCap(stream({ length: 10_000, removed: 5, keeps: null }))).toBe(10_000);
    expect(observedCap(stream({ length: 0, removed: 5 }))).toBeNull();
    expect(keepsWords(stream({ length: 10_000, removed: 5 }))).toBe("kept at 10,000 by a producer");
    expect(keepsWords(stream())).toBe("of about 100,000 kept");
    expect(keepsWords(stream({ length: 100_000, removed: 5 }))).toBe("of about 100,000 kept");
    expect(keepsWords(stream({ keeps: null }))).toBe("");
  });
});

describe("a stream that is shorter than what we keep, though entries left it", () => {
  test("is near a producer's limit: ours come on top of it until that producer's next", () => {
    const between = stream({ length: 10_017, removed: 5 });
    expect(observedCap(between)).toBe(10_000);
    expect(keepsWords(between)).toBe("kept at about 10,000 by a producer");
  });

  test("is trimmed by somebody, whatever their limit is", () => {
    expect(keepsWords(stream({ length: 7_432, removed: 5 }))).toBe(
      "somebody else trims it: we keep about 100,000",
    );
    expect(keepsWords(stream({ length: 7_432, removed: 0 }))).toBe("of about 100,000 kept");
  });
});

describe("a group", () => {
  const group = (pending: number, ...idle: number[]) => ({
    name: "g",
    pending,
    lag: 0,
    last_delivered_id: "1-0",
    consumers: idle.map((idle_seconds, i) => ({ name: `c${i}`, pending: 1, idle_seconds })),
  });

  test("that was given entries and does nothing with them is in trouble", () => {
    expect(groupTrouble(group(2, 240, 300))).toBe("Nobody has worked on 2 entries given out for 4 min");
    expect(groupTrouble(group(1))).toBe("Nobody has worked on 1 entry given out");
    expect(groupTrouble(group(2, 240, 1))).toBeNull();
    expect(groupTrouble(group(0, 9999))).toBeNull();
  });
});

describe("what is dangerous about a Redis", () => {
  const titles = (more: Partial<RedisReport>) => cautionsOf(redis(more)).map(({ title }) => title);

  test("nothing, when it is set up well", () => {
    expect(titles({})).toEqual([]);
    expect(titles({ max_bytes: 2000, clock_seconds: -1.9, fsync: "always" })).toEqual([]);
  });

  test("is named setting by setting", () => {
    expect(titles({ eviction_policy: "allkeys-lru" })).toEqual([
      "Events can vanish when memory is full (allkeys-lru)",
    ]);
    expect(titles({ aof: false })).toEqual(["A restart of Redis loses what came since its last snapshot"]);
    expect(titles({ fsync: "no" })).toEqual([
      "The system decides when events reach the disk (appendfsync no)",
    ]);
    expect(titles({ used_bytes: 95, max_bytes: 100 })).toEqual(["Redis's memory is almost full"]);
    expect(titles({ clock_seconds: -3600 })).toEqual(["Redis's clock is 1 h behind this server's"]);
    expect(titles({ clock_seconds: 30 })).toEqual(["Redis's clock is 30 s ahead of this server's"]);
  });

  test("how durable it is fits in a few words", () => {
    expect(durabilityWords(redis({ aof: false }))).toBe("snapshots only");
    expect(durabilityWords(redis())).toBe("on the disk within a second");
    expect(durabilityWords(redis({ fsync: null }))).toBe("append-only file");
  });
});
