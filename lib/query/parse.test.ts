import { describe, expect, test } from "vitest";
import { parse } from "./parse.ts";
import type { Expression } from "./syntax.ts";

const NOW = 1_767_225_600;

/** A filter as a short text: what belongs together is in brackets, and places are left out. */
function read(text: string): string {
  const parsed = parse(text, NOW);
  return parsed.kind === "query" ? shown(parsed.query) : `problem: ${parsed.problem.message}`;
}

function shown(query: Expression): string {
  switch (query.kind) {
    case "all":
      return "all";
    case "and":
    case "or":
      return `[${query.parts.map(shown).join(` ${query.kind} `)}]`;
    case "not":
      return `not ${shown(query.part)}`;
    case "text":
      return `${query.wildcard ? "~" : ""}"${query.text}"`;
    case "compare": {
      const { field, comparison, value } = query;
      const name = field.kind === "envelope" ? field.name : `/${field.path.join("/")}`;
      return `${name} ${comparison} ${value.wildcard ? "~" : ""}${value.text}`;
    }
  }
}

const problemIn = (text: string): string | null => {
  const parsed = parse(text, NOW);
  return parsed.kind === "problem" ? text.slice(parsed.problem.from, parsed.problem.to) : null;
};

test.each([
  ["", "all"],
  [" \n\t ", "all"],
  [
    'type:telemetry.* robot:robot_00* duration_seconds<60 -source:simulator "free text"',
    '[type : ~telemetry.* and robot : ~robot_00* and /duration_seconds < 60 and not source : simulator and "free text"]',
  ],
  ["a or b c", '["a" or ["b" and "c"]]'],
  ["a and b OR c", '[["a" and "b"] or "c"]'],
  ["(a or b) c", '[["a" or "b"] and "c"]'],
  ["not a b", '[not "a" and "b"]'],
  ["-(a b) --c", '[not ["a" and "b"] and not not "c"]'],
  ["not(a)b", '[not "a" and "b"]'],
  ["or:1 not=2 and!=3", "[/or : 1 and /not : 2 and /and != 3]"],
  ['"or" "not"', '["or" and "not"]'],
  ["robot_id:r1 timestamp>5", "[robot : r1 and time > 5]"],
  ["payload.type:x payload.payload.x:1 payload:5", "[/type : x and /payload/x : 1 and /payload : 5]"],
  ["metrics.cpu_usage>=9.5", "/metrics/cpu_usage >= 9.5"],
  ['"a.b"."".c:1', "/a.b//c : 1"],
  ["type.x:1", "/type/x : 1"],
  [
    "type:(dna.* or (not course.* metrics.*))",
    "[type : ~dna.* or [not type : ~course.* and type : ~metrics.*]]",
  ],
  ["step:(-5 or 2026-01-01T10:00Z)", "[/step : -5 or /step : 2026-01-01T10:00Z]"],
  ['x:"a \\"b\\" \\\\ \\u00e9*"', 'x : a "b" \\ é*'.replace("x", "/x")],
  ['x:"two\nlines"', "/x : two\nlines"],
  ["x:http://host/a=b", "/x : http://host/a=b"],
  ['x:"" y:*', "[/x :  and /y : ~*]"],
  ["*karma* a*b", '["karma" and ~"a*b"]'],
  ["wow! a!b", '["wow!" and "a!b"]'],
  ["x:-5 x:or", "[/x : -5 and /x : or]"],
])("%s", (text, meaning) => {
  expect(read(text)).toBe(meaning);
});

test.each([
  ["type:", "type:"],
  ["type: x", "type:"],
  ["duration < 60", "<"],
  ["type<5", "5"],
  ["x<many", "many"],
  ["x<5*", "5*"],
  ["time:yesterday", "yesterday"],
  ["received>2026*", "2026*"],
  ["a or", "or"],
  ["or b", "or"],
  ["a or or b", "or"],
  ["a and or b", "and"],
  ["not", "not"],
  ["a - b", "-"],
  ["(a", "("],
  ["(", "("],
  ["()", "()"],
  ["a)", ")"],
  ["x:(a", "("],
  ["x:(a) y:(b c", "("],
  ["x!=(a or b)", "!="],
  ['"a', '"a'],
  ['x:"a b', '"a b'],
  ['"a\\x"', '"a\\x"'],
  ['ab"c"', 'ab"c"'],
  ['x:"a"b', "b"],
  ["x:a(b)", "("],
  ["x:(a(b))", "("],
  ["x==5", "=5"],
  ["x:>5", ">5"],
  ["a..b:1", "a..b"],
  [".a:1", ".a"],
  ['"a""b":1', '"a""b"'],
  ["metrics.*:1", "metrics.*"],
  ["a \u0007 b", "\u0007"],
  ["a\ud800", "\ud800"],
])("%s has a problem, and it stands at %s", (text, place) => {
  expect(problemIn(text)).toBe(place);
});

test("a problem is told in a sentence that says what would be right", () => {
  expect(read("type<5")).toBe('problem: "<" compares numbers and times; type is a text: use : or !=.');
  expect(read("time:noon")).toMatch(/This is not a time: write one like .*-15m/);
});

describe("a value", () => {
  const valueIn = (text: string) => {
    const parsed = parse(text, NOW);
    return parsed.kind === "query" && parsed.query.kind === "compare" ? parsed.query.value : null;
  };

  test.each([
    ["x:60", 60],
    ["x:-0.5", -0.5],
    ["x:+1.5E3", 1500],
    ["x:.5", 0.5],
    ['x:"7"', 7],
    ["x:0x10", null],
    ["x:1e999", null],
    ["x:6*", null],
    ["x:Infinity", null],
    ['x:""', null],
  ])("%s is the number %s", (text, number) => {
    expect(valueIn(text)?.number).toBe(number);
  });

  test.each([
    ["time>2026-01-01T00:00:01Z", NOW + 1],
    ["time>2026-01-01T02:00+02:00", NOW],
    ["time>2026-01-01", NOW],
    ["time>now", NOW],
    ["time>-15m", NOW - 900],
    ["time>-1.5h", NOW - 5400],
    ["time>-2d", NOW - 172_800],
    ["time>-1w", NOW - 604_800],
    ["time>1767225600.25", NOW + 0.25],
    ["time>1767225600250", NOW + 0.25],
    ["created_at>-30s", NOW - 30],
  ])("%s is the moment %s", (text, seconds) => {
    expect(valueIn(text)?.seconds).toBe(seconds);
  });

  test("is open where it isn't in quotes", () => {
    expect(valueIn("x:a*")?.wildcard).toBe(true);
    expect(valueIn('x:"a*"')?.wildcard).toBe(false);
  });
});

test("every part knows where it stands, with the parentheses around it", () => {
  const text = " a (b or -c:1)  x:(d e) ";
  const parsed = parse(text, NOW);
  if (parsed.kind !== "query" || parsed.query.kind !== "and") throw new Error("not read");
  const places = parsed.query.parts.map(
    (part) => part.kind !== "all" && text.slice(part.at.from, part.at.to),
  );
  expect(places).toEqual(["a", "(b or -c:1)", "x:(d e)"]);
});

test("a filter is as long, as deep and as rich as the limits allow, and no further", () => {
  expect(read("a".repeat(2000))).not.toContain("problem");
  expect(read("a".repeat(2001))).toContain("2000 characters");
  expect(read(`${"(".repeat(32)}a${")".repeat(32)}`)).toBe('"a"');
  expect(read(`${"(".repeat(33)}a${")".repeat(33)}`)).toContain("32 deep");
  expect(read(`${"not ".repeat(32)}a`)).not.toContain("problem");
  expect(read(`${"-".repeat(1999)}a`)).toContain("32 deep");
  expect(read("a ".repeat(100))).not.toContain("problem");
  expect(read("a ".repeat(101))).toContain("100 terms");
  expect(read("(".repeat(2000))).toContain("32 deep");
});
