import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StoredEvent } from "../events/envelope.ts";
import { parseCsv } from "./csv.fixture.ts";
import { columnsOf, csvCell, csvHeader, csvLine, csvRow, csvText } from "./csv.ts";

const event: StoredEvent = {
  stream_id: "1767225600123-4",
  id: "e1",
  type: "telemetry.connection_closed",
  source: "telemetry_service",
  target: null,
  timestamp: 1767225600.5,
  payload: {
    robot_id: "r1",
    duration_seconds: -12.5,
    reason: "=1+1",
    nested: { list: [1, "two"] },
    "a.b": true,
  },
  meta: { correlation_id: "c1" },
};

describe("a cell", () => {
  test.each([
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "  =1",
    "\u3000＝1",
    "＋1",
    "－1",
    "＠x",
    "'=1",
    "\ufeff=1",
  ])("of the text %j can't be taken for a formula", (text) => {
    const [[cell]] = parseCsv(csvLine([text])) as [[string]];
    expect(cell.startsWith("'")).toBe(true);
    expect(csvText(cell)).toBe(text);
  });

  // Each of these came back as something else from a spreadsheet, in English or in German.
  test.each([
    "007",
    "1e5",
    "1.50",
    ".5",
    "1,234.5",
    "12,5",
    "1234567890123456",
    " 12",
    "12 ",
    "(5)",
    "5 %",
    "$5",
    "5 €",
    "1/2",
    "1 1/2",
    "3-4",
    "2026-1-1",
    "2026-01-01T00:00:00",
    "1.2.3",
    "192.168.100.100",
    "10:30",
    "5 PM",
    "Jan 5",
    "5-Jan",
    "MAR1",
    "March 1, 2026",
    "true",
    "False",
    "'007",
  ])("of the text %j can't be taken for a number, a date or a truth value", (text) => {
    const [[cell]] = parseCsv(csvLine([text])) as [[string]];
    expect(cell).toBe(`'${text}`);
    expect(csvText(cell)).toBe(text);
  });

  test.each([
    "0",
    "17",
    "123456789012345",
    "1.5",
    "1767225600123-4",
    "2026-01-01T00:00:00.123Z",
    "3 agents",
    "robot_1",
    "may",
    "marvin2",
    "a1",
    "'17",
  ])("of the text %j is that text: a spreadsheet writes it back as it was", (text) => {
    expect(csvCell(text)).toBe(text);
  });

  test.each([
    [-5, "-5"],
    [-0.25, "-0.25"],
    [1e21, "1e+21"],
    [true, "true"],
    [null, ""],
    [undefined, ""],
    ["", '""'],
    ["a;b", '"a;b"'],
    [{ a: [1] }, '"{""a"":[1]}"'],
  ])("of %j is %s", (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  test.each([" ", "\u00a0", "1", "1 ", "(", "1.", "jan 1", "'"])(
    "of very many %j in front of a letter is looked at once",
    (piece) => {
      const text = `${piece.repeat(300_000)}x`;
      expect(csvCell(text)).toContain(text);
    },
  );

  test("comes back exactly as it was, whatever is in it", () => {
    const texts = fc.array(fc.array(fc.oneof(fc.string({ unit: "binary" }), awkward), { minLength: 1 }));
    fc.assert(
      fc.property(texts, (rows) => {
        const written = rows.map((cells) => csvLine(cells)).join("");
        expect(parseCsv(written).map((cells) => cells.map(csvText))).toEqual(rows);
      }),
    );
  });
});

describe("the columns", () => {
  test("are the usual ones unless others are asked for", () => {
    const lines = parseCsv(csvHeader(columnsOf(null)) + csvRow(columnsOf(null), event));
    expect(Object.fromEntries(zip(lines))).toEqual({
      stream_id: "1767225600123-4",
      received: "2026-01-01T00:00:00.123Z",
      time: "2026-01-01T00:00:00.500Z",
      type: "telemetry.connection_closed",
      source: "telemetry_service",
      agent: "",
      robot: "r1",
      job: "",
      summary: expect.stringContaining("Disconnected"),
      id: "e1",
      payload: JSON.stringify(event.payload),
    });
  });

  test("can be any fields of the filter language: numbers stay numbers, nested ones are JSON", () => {
    const columns = columnsOf([
      "robot",
      "duration_seconds",
      "reason",
      "nested",
      "nested.list",
      "missing",
      "correlation",
    ]);
    expect(csvRow(columns, event)).toBe(`r1,-12.5,'=1+1,"{""list"":[1,""two""]}","[1,""two""]",,c1\r\n`);
  });

  test("of a name that is no field's are refused by that name", () => {
    expect(() => columnsOf(["robot", "(("])).toThrow(
      expect.objectContaining({
        code: "invalid",
        problems: [expect.objectContaining({ loc: ["query", "columns"] })],
      }),
    );
  });
});

const awkward = fc.stringMatching(/^['"=+\-@\t\r\n,; ＝ae0-9.:/]{0,8}$/);

function zip([names = [], values = []]: string[][]): [string, string][] {
  return names.map((name, index) => [name, values[index] ?? ""]);
}
