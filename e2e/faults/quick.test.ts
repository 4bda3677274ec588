import { expect, inject, test } from "vitest";
import { play } from "./play.ts";
import { describe } from "./report.ts";
import { SCENARIOS } from "./scenarios/index.ts";

const redisServer = inject("redisServerPath");

test.each(SCENARIOS.filter(({ quick }) => quick))("$id $title", async (scenario) => {
  const result = await play(scenario, { full: false, clock: false, redisServer });
  expect(result.passed, describe(result)).toBe(true);
});
