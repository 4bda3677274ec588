import { expect, test } from "vitest";
import { emptyState, fold } from "../fold.ts";
import { byTheRules } from "./by-the-rules.fixture.ts";
import { DEFAULT_RULES } from "./default-rules.ts";
import { createEngine } from "./engine.ts";
import { DAY_SECONDS, DAY_START, type Happening, scriptedDay, stored } from "./scripted-day.fixture.ts";
import type { Transition } from "./track.ts";

const SEEDS = [1, 7, 42];

test.each(SEEDS)("day %d has exactly the alerts that the rules say", (seed) => {
  const day = scriptedDay(seed);
  const expected = byTheRules(day).map(line).sort();
  expect(told(day).sort()).toEqual(expected);
  expect(expected.length).toBeGreaterThan(1_000);
});

test("every rule that the day is about has something to say in it", () => {
  const rules = new Set(byTheRules(scriptedDay(1)).map(({ rule }) => rule));
  const untold = DEFAULT_RULES.map(({ id }) => id).filter((id) => !rules.has(id));
  // What holds for battery and CPU holds for them.
  expect(untold).toEqual(["memory_high", "latency_high"]);
});

test("the same day is the same when the engine is started anew every ten minutes", () => {
  const day = scriptedDay(7);
  expect(told(day, 600)).toEqual(told(day));
});

/** What the engine tells of a day, in its order; started anew every so often with what it wrote down. */
function told(day: readonly Happening[], restartSeconds = Number.POSITIVE_INFINITY): string[] {
  let state = emptyState;
  const begin = { rules: DEFAULT_RULES, intervalSeconds: 30, lookingSince: DAY_START };
  let engine = createEngine({ ...begin, state });
  let restartAt = restartSeconds;
  const all: Transition[] = [];
  for (const [n, one] of day.entries()) {
    for (; one.s >= restartAt; restartAt += restartSeconds) {
      const saved = JSON.parse(JSON.stringify({ tracks: engine.tracks(), cadences: engine.cadences() }));
      engine = createEngine({ ...begin, ...saved, state });
    }
    if ("type" in one) {
      const event = stored(one, n);
      all.push(...engine.events([event]));
      state = fold(state, [event]);
    } else all.push(...engine.sample(one.robot_id, one.metrics, DAY_START + one.s));
  }
  all.push(...engine.tick(DAY_START + DAY_SECONDS));
  return all.map(({ kind, at, alert }) =>
    line({ rule: alert.rule_id, subject: alert.subject.id, kind, at: at - DAY_START, flaps: alert.flaps }),
  );
}

const line = ({ rule, subject, kind, at, flaps }: ReturnType<typeof byTheRules>[number]): string =>
  `${rule} ${subject} ${kind} at ${at}, flaps ${flaps}`;
