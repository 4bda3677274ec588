import { expect, test } from "vitest";
import type { Outage } from "../../lib/history/outage.ts";
import { sampleBands } from "./sample-bands.ts";

const outage = (part: Partial<Outage>): Outage => ({
  id: "1",
  cause: "store_down",
  from: 400,
  to: 500,
  filled: true,
  recovered: 0,
  missing: null,
  ...part,
});
const at = (...times: number[]) => times.map((time) => ({ at: time }));
const window = { from: 0, to: 900 };

test("an outage in which no sample came is hatched, with its reason", () => {
  const bands = sampleBands([outage({})], at(100, 399, 501), window);
  expect(bands).toMatchObject([{ from: 400, to: 500, faint: false }]);
  expect(bands[0]?.reason).toContain("no sample was recorded");
});

test("a lost connection whose samples were told afterwards hides nothing", () => {
  expect(sampleBands([outage({ cause: "browser" })], at(100, 450, 501), window)).toEqual([]);
});

test("what came before a restart is gone as well, and says so", () => {
  const bands = sampleBands([outage({ cause: "server_down" })], at(501, 600), window);
  expect(bands).toMatchObject([
    { from: 0, to: 500, reason: expect.stringContaining("before the last start") },
  ]);
});
