import { expect, test } from "vitest";
import { emptyTally, tallyOf, tallyTogether } from "./tally.ts";
import { agentOf } from "./versions.fixture.ts";
import { versionsOf } from "./versions.ts";

const some = versionsOf(
  agentOf([
    { karma: 0.5 },
    { karma: 0.6 },
    { karma: 0.603 },
    {},
    { karma: 0.4 },
    { backTo: 2, karma: 0.6 },
    {},
  ]),
);

test("counts mutations by verdict, and as a success what went up at all", () => {
  expect(tallyOf(some)).toMatchObject({
    mutations: 5,
    verdicts: { improved: 1, neutral: 1, regressed: 1, never: 1, waiting: 1, unknown: 0 },
    judged: 3,
    wentUp: 2,
    successRate: 2 / 3,
    scored: 5,
    meanKarma: expect.closeTo((0.5 + 0.6 + 0.603 + 0.4 + 0.6) / 5, 10),
  });
});

test("of many agents weighs every mutation the same", () => {
  const one = tallyOf(versionsOf(agentOf([{ karma: 0.1 }, { karma: 0.2 }])));
  expect(tallyTogether([tallyOf(some), one])).toMatchObject({ mutations: 6, judged: 4, successRate: 3 / 4 });
});

test("of nothing has no share", () => {
  expect(tallyTogether([])).toEqual(emptyTally);
  expect(tallyOf([])).toEqual(emptyTally);
});
