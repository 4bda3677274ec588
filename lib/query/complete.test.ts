import fc from "fast-check";
import { expect, test } from "vitest";
import { complete, type Known } from "./complete.ts";

const known: Known = {
  fields: [
    { name: "type", kind: "text", types: [] },
    { name: "robot", kind: "text", types: [] },
    { name: "received", kind: "time", types: [] },
    { name: "duration_seconds", kind: "number", types: ["telemetry.connection_closed"] },
    { name: "metrics.cpu_usage", kind: "number", types: ["a.b", "c.d"] },
    { name: "ok", kind: "boolean", types: ["a.b"] },
    { name: 'metrics."odd key"', kind: "mixed", types: ["a.b"] },
  ],
  valuesOf: (field, prefix) => {
    if (field === "type") return ["dna.karma_updated", "dna.mutation_applied", "telemetry.x"];
    return field === "robot" && prefix === "" ? ["robot 1", "robot_2"] : null;
  },
};

/** What the text becomes with each option, the caret being where `|` stands. */
function offered(marked: string): string[] {
  const caret = marked.indexOf("|");
  const text = marked.replace("|", "");
  const { from, to, options } = complete(text, caret, known);
  return options.map((option) => text.slice(0, from) + option.text + text.slice(to));
}

test.each([
  ["ro|", ["robot:"]],
  ["-ro|", ["-robot:"]],
  ["(a or ro|", ["(a or robot:"]],
  ["CPU|", ["metrics.cpu_usage"]],
  ["metrics.|", ["metrics.cpu_usage", 'metrics."odd key"']],
  ['metrics."od|', ['metrics."odd key"']],
  ["dur|ation type:x", ["duration_seconds type:x"]],
  ["ok|", ["ok:", "ok!="]],
  ["received|", ["received:", "received!=", "received<", "received<=", "received>", "received>="]],
  ["robot:|", ['robot:"robot 1"', "robot:robot_2"]],
  ["robot:| ok:true", ['robot:"robot 1" ok:true', "robot:robot_2 ok:true"]],
  ["type:dna.*|", ["type:dna.karma_updated", "type:dna.mutation_applied"]],
  ["type=tele|", ["type=telemetry.x"]],
  ["type:KARMA|", ["type:dna.karma_updated"]],
  ['type:"tele| ok:true', ["type:telemetry.x ok:true"]],
  ["type:telemetry.x|", []],
  ["type:(dna.* or tele|)", ["type:(dna.* or telemetry.x)"]],
  ["type:(telemetry.x dna.m|", ["type:(telemetry.x dna.mutation_applied"]],
  ["ok:t|", ["ok:true"]],
  ["received>-1|", ["received>-15m", "received>-1h"]],
  ["duration_seconds<|", []],
  ['"ro|', []],
  ['"ro|"', []],
  ["a or|", ["a or "]],
])("%s", (text, expected) => {
  expect(offered(text)).toEqual(expected);
});

test("values that nobody has asked for yet are wanted, by what they begin with", () => {
  expect(complete("robot:", 6, known).wantsValuesOf).toBeNull();
  expect(complete("robot_id:ro*", 12, known).wantsValuesOf).toEqual({ field: "robot", prefix: "ro" });
  expect(complete('x."a b":"c', 10, known).wantsValuesOf).toEqual({ field: 'x."a b"', prefix: "c" });
  expect(complete("x<5", 3, known).wantsValuesOf).toBeNull();
});

test("a field says what it is and where it occurs", () => {
  const details = (text: string) => complete(text, text.length, known).options.map(({ detail }) => detail);
  expect(details("dur")).toEqual(["number in telemetry.connection_closed"]);
  expect(details("cpu")).toEqual(["number in 2 types"]);
  expect(details("robot")).toEqual(["is", "is not"]);
});

test('"or" and "and" are offered after a term only', () => {
  const labels = (text: string) => complete(text, text.length, known).options.map(({ label }) => label);
  expect(labels("")).not.toContain("or");
  expect(labels("")).toContain("not");
  expect(labels("a ")).toEqual(expect.arrayContaining(["or", "and", "not"]));
});

test("wherever the caret is, what an option replaces is around it", () => {
  const texts = fc
    .array(
      fc.constantFrom("type", ":", "robot", "(", ")", '"', " ", "or", "-", "dna", "ok", "<", "\\", "."),
      {
        maxLength: 9,
      },
    )
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(texts, fc.nat(20), (text, at) => {
      const caret = Math.min(at, text.length);
      const { from, to } = complete(text, caret, known);
      expect([0 <= from, from <= caret, caret <= to, to <= text.length]).toEqual([true, true, true, true]);
    }),
    { numRuns: 1000 },
  );
});
