import { describe, expect, test } from "vitest";
import type { Snapshot } from "./api.ts";
import type { VersionPoint } from "./state.ts";
import { mergeVersions, outlinesOf } from "./versions.ts";

const snapshot = (
  version: number,
  over: Partial<Snapshot> = {},
  source: Snapshot["meta"]["source"] = "mutation",
) =>
  ({
    id: 100 + version,
    agent_id: "a",
    version,
    dna: { v: version, same: 1 },
    traits: {},
    karma_score: null,
    created_at: new Date(version * 1000).toISOString(),
    meta: { reason: null, source, parent_snapshot_id: version === 1 ? null : 99 + version },
    ...over,
  }) satisfies Snapshot;

const point = (version: number, over: Partial<VersionPoint> = {}): VersionPoint => ({
  version,
  snapshot_id: 100 + version,
  kind: "mutation",
  source: "mutation",
  parent_snapshot_id: version === 1 ? null : 99 + version,
  karma: null,
  evaluated: false,
  before: null,
  delta: null,
  mutation_keys: ["told"],
  dna_size: null,
  traits_count: null,
  reason: null,
  created_at: version,
  evaluated_at: null,
  first_evaluated_at: null,
  stream_id: `${version}-0`,
  ...over,
});

describe("merging what events told with what is stored", () => {
  test("takes the karma of the events and the DNA of the store, each version once, in order", () => {
    const merged = mergeVersions(
      [point(2, { karma: 0.7, evaluated: true, before: 0.6 }), point(3, { karma: 0.7 })],
      [snapshot(1, {}, "manual"), snapshot(2, { karma_score: 0.6 })],
    );
    expect(merged.map(({ version, karma, scored, madeBy }) => [version, karma, scored, madeBy])).toEqual([
      [1, null, "none", "manual"],
      [2, 0.7, "evaluated", "mutation"],
      [3, 0.7, "inherited", "mutation"],
    ]);
    expect(merged[1]).toMatchObject({ delta: 0.1, verdict: "improved", changed: ["v"] });
    expect(merged[2]).toMatchObject({ changed: ["told"], snapshot: null });
  });

  test("takes a stored mutation with its parent's karma as not scored yet", () => {
    const merged = mergeVersions(
      [],
      [snapshot(1, { karma_score: 0.4 }, "manual"), snapshot(2, { karma_score: 0.4 })],
    );
    expect(merged.map(({ scored }) => scored)).toEqual(["evaluated", "inherited"]);
  });

  test("measures a change against the parent when the event told none", () => {
    const [, second] = mergeVersions(
      [point(1, { karma: 0.5, evaluated: true }), point(2, { karma: 0.25, evaluated: true })],
      [],
    );
    expect(second).toMatchObject({ delta: -0.25, verdict: "regressed" });
  });
});

describe("outlines", () => {
  const points = [point(1), point(2, { mutation_keys: ["v"] }), point(3)];

  test("stay the same when DNA is loaded that tells nothing else", () => {
    const before = outlinesOf(mergeVersions(points, [snapshot(1, {}, "manual"), snapshot(2)]), []);
    const loaded = mergeVersions(points, [snapshot(1, {}, "manual"), snapshot(2), snapshot(1, {}, "manual")]);
    expect(outlinesOf(loaded, before)).toBe(before);
  });

  test("of the versions that are told anew change, and no others", () => {
    const before = outlinesOf(mergeVersions(points, []), []);
    const scored = [...points.slice(0, 2), point(3, { karma: 0.5, evaluated: true })];
    const after = outlinesOf(mergeVersions(scored, []), before);
    expect(after[2]?.karma).toBe(0.5);
    expect(after[2]).not.toBe(before[2]);
    expect(after.slice(0, 2).map((outline, at) => outline === before[at])).toEqual([true, true]);
    expect(after[0]).not.toHaveProperty("snapshot");
  });

  test("of a version that changed other keys are new, however the keys are named", () => {
    const before = outlinesOf(mergeVersions([point(2, { mutation_keys: ["a", "b"] })], []), []);
    const after = outlinesOf(mergeVersions([point(2, { mutation_keys: ["a,b"] })], []), before);
    expect(after[0]?.changed).toEqual(["a,b"]);
  });

  test("of what is learnt from DNA are new", () => {
    const before = outlinesOf(mergeVersions([point(1, { kind: "snapshot" }), point(2)], []), []);
    const loaded = mergeVersions(
      [point(1, { kind: "snapshot" }), point(2)],
      [snapshot(1, {}, "manual"), snapshot(2)],
    );
    expect(outlinesOf(loaded, before)[1]?.changed).toEqual(["v"]);
  });
});
