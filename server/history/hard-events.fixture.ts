import fc from "fast-check";
import { CARRIED_FIELDS, type StoredEvent } from "#lib/events/envelope";

/** Events that are hard to search. */

export const NOW = 1_767_225_600;

// Few enough that one event's values are another's too; all of them mean something to JSON, GLOB, LIKE or the language.
const TEXTS = [
  ...[
    "",
    "abc",
    "ABC",
    "aBd",
    "a*c",
    "a?c",
    "[a]c",
    "a]c",
    "*",
    "null",
    "TRUE",
    "5",
    "5.0",
    "1e3",
    "-5",
    "or",
    "%",
    "_",
  ],
  ...[
    "x\0y",
    "\0",
    "é",
    "É",
    "😀",
    "\ud800",
    "\ufffd",
    "two\nlines",
    'q"uote',
    "back\\slash",
    "\u007f",
    "a b",
    "(a)",
    "\\u0000",
  ],
];
const NUMBERS = [
  ...[
    0,
    -0,
    5,
    -5,
    0.1,
    1000,
    1e21,
    2 ** 53 + 2,
    2 ** 60,
    -(2 ** 63),
    5e-324,
    1.7e308,
    NOW,
    Number.POSITIVE_INFINITY,
  ],
];
const KEYS = [
  ...[
    "a",
    "b",
    "a.b",
    "a_at",
    "type",
    "payload",
    "agent_id",
    "time",
    'k"q',
    "",
    "é",
    "k\\",
    "*",
    "or",
    "[0]",
    "0",
    "\ud800",
    "-x",
  ],
];
const NAMES = ["r1", "R1", "r*", "x\0y", 'r"1', "é", "\ud800"];

export const text = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: "binary", maxLength: 4 }));
export const number = fc.oneof(
  fc.constantFrom(...NUMBERS),
  fc.double({ noNaN: true }),
  fc.integer({ min: -6, max: 6 }),
);
export const scalar = fc.oneof(text, number, fc.boolean(), fc.constant(null));
// The reader of events takes neither of the first two, and V8 itself confuses keys that begin with a backslash:
// once it has read {"\\\\":1}, it reads {"\\n":1} as that.
export const key = fc
  .oneof({ weight: 9, arbitrary: fc.constantFrom(...KEYS) }, fc.string({ unit: "binary", maxLength: 3 }))
  .filter((name) => name !== "__proto__" && !name.includes("\0") && !name.startsWith("\\"));

const { value, object } = fc.letrec<{ value: unknown; object: Record<string, unknown> }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 3, arbitrary: scalar },
    fc.array(tie("value"), { maxLength: 3 }),
    tie("object"),
  ),
  object: fc.dictionary(key, tie("value"), { maxKeys: 3, noNullPrototype: true }),
}));
const entity = fc.oneof(fc.constantFrom(...NAMES), scalar);
const payload = fc
  .tuple(
    fc.record(
      { agent_id: entity, robot_id: entity, job_id: entity, a: value, b: value },
      { requiredKeys: [] },
    ),
    object,
  )
  .map((parts): Record<string, unknown> => Object.assign({}, ...parts));

const filled = fc.oneof(fc.constantFrom(...NAMES), text).filter((some) => some !== "");
const carried = fc.record(Object.fromEntries(CARRIED_FIELDS.map((name) => [name, filled])), {
  requiredKeys: [],
});
const event = fc
  .tuple(
    fc.record({
      id: text.map((id) => `${id}!`),
      type: fc.constantFrom("dna.karma_updated", "telemetry.metrics", "course.made"),
      source: fc.oneof(fc.constantFrom("sim", "SIM", "Sim[1]"), filled),
      target: fc.option(text),
      timestamp: fc.constantFrom(NOW, NOW + 0.001, NOW - 60),
      payload,
      meta: fc.oneof(fc.constant({}), fc.record({ correlation_id: scalar })),
    }),
    carried,
  )
  .map(([envelope, rare]) => ({ ...envelope, ...rare }));

// Those that don't fit a key get one that says nothing of their time.
const STREAM_IDS = [
  ...["0-1", `${NOW}000-0`, `${NOW}001-0`, `${NOW}001-1`, `${NOW}060-7`, `${NOW}061-9999999`],
  ...["99999999999999-3", "18446744073709551615-0"],
];

export const events: fc.Arbitrary<StoredEvent[]> = fc
  .tuple(fc.array(event, { minLength: 1, maxLength: 4 }), fc.shuffledSubarray(STREAM_IDS, { minLength: 4 }))
  .map(([list, ids]) => {
    const inOrder = ids.slice(0, list.length).sort((a, b) => STREAM_IDS.indexOf(a) - STREAM_IDS.indexOf(b));
    return list.map((one, index) => ({ stream_id: inOrder[index] ?? "0-1", ...one }));
  });

export type Plain = string | number | boolean | null;

/** Every value that an event's payload has, with its path; lists by their elements. */
export function leavesOf({ payload: all }: StoredEvent): { path: string[]; leaf: Plain }[] {
  const leaves: { path: string[]; leaf: Plain }[] = [];
  const visit = (inside: unknown, path: string[], isListed: boolean): void => {
    if (Array.isArray(inside)) {
      if (!isListed) for (const item of inside) visit(item, path, true);
    } else if (typeof inside === "object" && inside !== null) {
      if (!isListed) for (const [name, item] of Object.entries(inside)) visit(item, [...path, name], false);
    } else
      leaves.push({
        path,
        leaf: Number.isFinite(inside) || typeof inside !== "number" ? (inside as Plain) : null,
      });
  };
  visit(all, [], false);
  return leaves;
}
