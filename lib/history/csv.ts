import { AppError } from "../errors.ts";
import type { StoredEvent } from "../events/envelope.ts";
import { sentence } from "../events/sentence.ts";
import { envelopeSeconds, envelopeText, leafAt } from "../query/fields.ts";
import { parse } from "../query/parse.ts";
import type { EnvelopeField } from "../query/syntax.ts";
import { toIso } from "../time.ts";
import { isMisread } from "./misread.ts";

/**
 * Events as RFC 4180 has it, for spreadsheets: lines end in CRLF, and a byte order mark stands in front, without which
 * Excel takes UTF-8 for something else. Numbers stay numbers, also negative ones; lists and objects are JSON.
 * A text that a spreadsheet would take for a formula, a number or a date gets an apostrophe in front, which `csvText`
 * takes away again.
 */
export const BYTE_ORDER_MARK = "\ufeff";

/** One column: its heading, and what an event has there. */
export interface Column {
  name: string;
  cellOf(event: StoredEvent): unknown;
}

export const csvHeader = (columns: readonly Column[]): string =>
  BYTE_ORDER_MARK + csvLine(columns.map(({ name }) => name));

export const csvRow = (columns: readonly Column[], event: StoredEvent): string =>
  csvLine(columns.map(({ cellOf }) => cellOf(event)));

export const csvLine = (values: readonly unknown[]): string => `${values.map(csvCell).join(",")}\r\n`;

/** Nothing for null and undefined, `""` for an empty text, so that the two stay apart. */
export function csvCell(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = typeof value === "string" ? safeText(value) : JSON.stringify(value);
  return text === "" || NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The text that a cell was made of, once its quotes are gone. */
export const csvText = (cell: string): string =>
  cell.startsWith("'") && needsApostrophe(cell.slice(1)) ? cell.slice(1) : cell;

const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/;
// Apostrophes in front are let through so that a text which has one of its own isn't taken for one that was made safe.
const needsApostrophe = (text: string): boolean => isMisread(text.replace(/^'+/, ""));

const safeText = (text: string): string => (needsApostrophe(text) ? `'${text}` : text);

/**
 * The columns of these names: as the filter language writes a field, or one of those that every export has.
 * Null for the usual ones. Throws "invalid" with a problem at `columns` for a name that is no field's.
 */
export function columnsOf(names: readonly string[] | null): readonly Column[] {
  if (!names || names.length === 0) return USUAL_COLUMNS;
  return names.map((name) => {
    const usual = USUAL_COLUMNS.find((column) => column.name === name);
    if (usual) return usual;
    const result = parse(`${name}:x`);
    if (result.kind !== "query" || result.query.kind !== "compare") throw noField(name);
    const { field } = result.query;
    return {
      name,
      cellOf:
        field.kind === "envelope" ? inEnvelope(field.name) : ({ payload }) => leafAt(payload, field.path),
    };
  });
}

const USUAL_COLUMNS: readonly Column[] = [
  { name: "stream_id", cellOf: ({ stream_id }) => stream_id },
  ...(["received", "time", "type", "source", "agent", "robot", "job"] as const).map((name) => ({
    name,
    cellOf: inEnvelope(name),
  })),
  { name: "summary", cellOf: (event) => sentence(event) },
  { name: "id", cellOf: inEnvelope("id") },
  { name: "payload", cellOf: ({ payload }) => payload },
];

function inEnvelope(name: EnvelopeField): Column["cellOf"] {
  if (name !== "time" && name !== "received") return (event) => envelopeText(event, name);
  return (event) => toIso(envelopeSeconds(event, name));
}

function noField(name: string): AppError {
  const msg = `"${name.slice(0, 80)}" is not the name of a field`;
  return new AppError("invalid", msg, {
    problems: [{ loc: ["query", "columns"], msg, type: "value_error" }],
  });
}
