import { describe, expect, test } from "vitest";
import { CORPUS, entryOf, GOOD } from "../events/corpus.fixture.ts";
import { decode } from "../events/decode.ts";
import { kindOf } from "./findings.ts";
import { hasPoints, letter } from "./letter.ts";
import { createDoctor } from "./observe.ts";
import { FINDING_CODES } from "./report.ts";

const AT = 1_767_225_600;

function reportOf(entries: readonly Record<string, string>[]) {
  const doctor = createDoctor();
  entries.forEach((fields, index) => {
    const entry = { id: `${AT + index}000-0`, fields };
    doctor.observe(entry, decode(entry), AT + index);
  });
  return doctor.report();
}
const karma = (change: Record<string, unknown>, others: Record<string, string> = {}) =>
  entryOf(
    "dna.karma_updated",
    { ...GOOD["dna.karma_updated"], ...change },
    { source: "dna_service", ...others },
  );

test("a letter to a producer's owner", () => {
  const report = reportOf([
    karma({ karma_score: 85, mood: "fine" }),
    karma({ karma_score: 91 }),
    karma({ karma_score: "high\nor so" }),
    entryOf("x.y", {}, { source: "somebody else", id: "evt_9" }),
  ]);
  expect(
    letter(report, { source: "dna_service" }),
  ).toBe(`Subject: Events of dna_service and the BRAiN event contract (2 points)

Hello,

Brainwave reads the event stream and has seen 3 entries from dna_service, of the types
dna.karma_updated, the last one at 2026-01-01 00:00:02 UTC. 1 of them could not be read.
This is what deviates from the event contract (Charter v1.0), with an example each.

1. type dna.karma_updated: payload.karma_score must be a number, but is the text
   "high·or so".
   In 1 entry, at 2026-01-01 00:00:02 UTC. First in stream entry 1767225602000-0.
   The contract (section 3) says: the payload of each of the nine types has the fields
   listed there, of these types; what is unknown is left out.
   What Brainwave did: The entry was put aside with this reason. It is in no chart and
   no count, and it can be tried again.

2. type dna.karma_updated: payload.karma_score is outside 0 to 1.
   In 2 entries, from 2026-01-01 00:00:00 UTC to 2026-01-01 00:00:01 UTC. First in
   stream entry 1767225600000-0, where it was: 85.
   The contract (section 6) says: karma in events is 0 to 1. A producer that speaks
   percent is to be declared in the setting KARMA_PERCENT_SOURCES.
   What Brainwave did: The event was read and is shown; the value stands as it came.
   Nothing is rescaled by a guess.

The first entry that could not be read (1767225602000-0), as it came, long values shortened:
   id: 6f1c1d0e-7a0b-4f5e-9b1a-0c2d3e4f5a6b
   type: dna.karma_updated
   source: dna_service
   timestamp: 2026-01-01T00:00:00.000Z
   payload: {"snapshot_id":2,"agent_id":"a","version":2,"karma_score":"high\\nor so","updated_at":1767225600}
   meta: {"version":"1.0","schema_version":1}

Allowed, but worth knowing:
- dna.karma_updated: payload.mood is not in the contract (1 entry).

Nothing was changed in the stream. The Contract tab of Brainwave's events page shows all of it, as it is now.
`);
});

test("one about a type tells each point once, with all of its producers", () => {
  const report = reportOf([karma({ karma_score: 85 }), karma({ karma_score: 3 }, { source: "b" })]);
  const text = letter(report, { type: "dna.karma_updated" });
  expect(text).toContain("Events of type dna.karma_updated and the BRAiN event contract (1 point)");
  expect(text).toContain("1. from dna_service, b: payload.karma_score is outside 0 to 1.");
  expect(text).toContain("In 2 entries, from 2026-01-01 00:00:00 UTC to 2026-01-01 00:00:01 UTC. First in");
});

test("however many producers there are, none hides what another one does", () => {
  const at = (n: number) => new Date((AT + n) * 1000).toISOString();
  const many = Array.from({ length: 100 }, (_, n) =>
    karma({}, { source: `agent_${n}`, timestamp: at(n).replace("Z", "") }),
  );
  const bad = [85, "high"].map((score) => karma({ karma_score: score }, { timestamp: at(100) }));
  const report = reportOf([...many, ...bad]);
  const text = letter(report, { type: "dna.karma_updated" }).replace(/\s+/g, " ");
  expect(text).toContain("has seen 102 entries of type dna.karma_updated");
  expect(text).toContain("1 of them could not be read.");
  expect(text).toContain("(3 points)");
  expect(text).toContain("from dna_service: payload.karma_score is outside 0 to 1.");
  expect(text).toContain(
    "from agent_0, agent_1, agent_2, agent_3, agent_4, agent_5 and further producers: timestamp has no time zone. In 100 entries",
  );
});

test("where nothing deviates there is nothing to write about", () => {
  const report = reportOf([karma({ mood: "fine" })]);
  expect(hasPoints(report, { source: "dna_service" })).toBe(false);
  expect(letter(report, { source: "dna_service" })).toContain("Nothing in them deviates");
  expect(hasPoints(report, { source: "nobody" })).toBe(false);
});

test("whatever a producer sent, the letter is plain text in lines of its own, and always the same", () => {
  const entries = CORPUS.map(({ fields }) => ({
    ...fields,
    ...(fields.source ? { source: "s\u0007<b>" } : {}),
  }));
  const [first, second] = [
    letter(reportOf(entries), { source: "s\u0007<b>" }),
    letter(reportOf(entries), { source: "s\u0007<b>" }),
  ];
  expect(first).toBe(second);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly what must not be there.
  expect(first).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
  expect(first).toContain("further points of this kind");
  expect(first.length).toBeLessThan(20_000);
});

describe.each(FINDING_CODES)("%s", (code) => {
  test("is told in full sentences", () => {
    const { words, says, did, section } = kindOf(code, "payload.x");
    expect(words).toMatch(/^[a-z].*[^.]$/);
    expect(says).toMatch(/^[a-zA-Z].*[.]$/);
    expect(did).toMatch(/^[A-Z].*[.]$/);
    expect(section).toMatch(/^[1-7]/);
  });
});
