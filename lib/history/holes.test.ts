import { describe, expect, test } from "vitest";
import { mergeOutages, outageBands } from "./holes.ts";
import type { Outage } from "./outage.ts";

const outage = (part: Partial<Outage>): Outage => ({
  id: "1",
  cause: "server_down",
  from: 100,
  to: 200,
  filled: true,
  recovered: 0,
  missing: null,
  ...part,
});
const loss = (from: number, to: number | null) => outage({ id: `b${from}`, cause: "browser", from, to });

describe("one list of outages", () => {
  test("leaves out a browser's loss that the server's own outage explains", () => {
    expect(mergeOutages([outage({})], [loss(101, 201)], 300)).toEqual([outage({})]);
  });

  test("keeps the part that it doesn't explain", () => {
    const merged = mergeOutages([outage({})], [loss(50, 260)], 300);
    expect(merged.map(({ cause, from, to }) => [cause, from, to])).toEqual([
      ["browser", 50, 100],
      ["server_down", 100, 200],
      ["browser", 200, 260],
    ]);
  });

  test("keeps one that lasts, in the order of time", () => {
    const merged = mergeOutages([outage({ from: 500, to: null })], [loss(300, null)], 600);
    expect(merged.map(({ from, to }) => [from, to])).toEqual([
      [300, 500],
      [500, null],
    ]);
  });
});

describe("bands", () => {
  const window = { from: 150, to: 400 };

  test("end where the window ends, and one that lasts goes on to its edge", () => {
    const bands = outageBands(
      [outage({}), outage({ from: 300, to: null }), outage({ from: 10, to: 20 })],
      window,
    );
    expect(bands.map(({ from, to }) => [from, to])).toEqual([
      [150, 200],
      [300, 400],
    ]);
  });

  test("are faint where no event was lost, and say so", () => {
    const [band] = outageBands([outage({})], window);
    expect(band).toMatchObject({ faint: true, reason: "Brainwave was not running; no event was lost" });
    expect(outageBands([outage({ filled: false, missing: 3 })], window)[0]?.faint).toBe(false);
  });

  test("of samples are never faint: nobody recorded them", () => {
    const [band] = outageBands([outage({})], { ...window, samples: true });
    expect(band).toMatchObject({ faint: false });
    expect(band?.reason).toContain("no sample was recorded");
  });
});
