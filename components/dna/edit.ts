import { changedKeys } from "../../lib/dna/diff.ts";
import { numberOrText, type ReadObject, readObject } from "../../lib/dna/form-problems.ts";

/** How a value is typed: what JSON calls it, lists and objects as text. */
export type EditType = "number" | "text" | "boolean" | "json";

/** One key as it is being edited. What was typed stays text until it is sent, so that nothing typed is lost. */
export interface EditRow {
  id: number;
  name: string;
  type: EditType;
  text: string;
  removed: boolean;
  /** Made here: its name and type can be chosen, and removing it takes it away. */
  added: boolean;
}

/** An object as it is being edited, key by key or as JSON. */
export type Edit = { mode: "fields"; rows: readonly EditRow[] } | { mode: "json"; text: string };

type Values = Record<string, unknown>;

export const editOf = (values: Values): Edit => ({
  mode: "fields",
  rows: Object.entries(values).map(([name, value], id) => ({
    id,
    name,
    ...typed(value),
    removed: false,
    added: false,
  })),
});

/** How a value is typed. */
export function typed(value: unknown): { type: EditType; text: string } {
  if (typeof value === "number") return { type: "number", text: String(value) };
  if (typeof value === "boolean") return { type: "boolean", text: String(value) };
  if (typeof value === "string") return { type: "text", text: value };
  return { type: "json", text: JSON.stringify(value, null, 2) };
}

/** The object that was typed, else what is wrong with it. */
export function readEdit(edit: Edit): ReadObject {
  if (edit.mode === "json") return readObject(edit.text);
  const entries: [string, unknown][] = [];
  const names = new Set<string>();
  for (const row of edit.rows) {
    if (row.removed) continue;
    const read = rowProblem(row) ?? (names.has(row.name) ? `${row.name} stands here twice.` : null);
    if (read) return { ok: false, problem: read };
    names.add(row.name);
    entries.push([row.name, rowValue(row)]);
  }
  return { ok: true, value: Object.fromEntries(entries) };
}

/** What is wrong with a key by itself; null when nothing is. */
export function rowProblem({ name, type, text }: EditRow): string | null {
  if (name.trim() === "") return "A key needs a name.";
  if (type === "number" && typeof numberOrText(text) !== "number") return `${name} must be a number.`;
  if (type === "json" && jsonIn(text) === undefined) return `${name} is not JSON yet.`;
  return null;
}

function rowValue({ type, text }: EditRow): unknown {
  if (type === "number") return numberOrText(text);
  if (type === "boolean") return text === "true";
  return type === "json" ? jsonIn(text) : text;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The same the other way; unchanged while what was typed can't be read. */
export function inMode(edit: Edit, mode: Edit["mode"]): Edit {
  const read = readEdit(edit);
  if (edit.mode === mode || !read.ok) return edit;
  return mode === "json" ? { mode, text: JSON.stringify(read.value, null, 2) } : editOf(read.value);
}

/** Another base came while one was typing: what was changed is laid over it, all else is the new one's. */
export function rebased(edit: Edit, before: Values, now: Values): Edit {
  const read = readEdit(edit);
  if (!read.ok) return edit;
  const changed = changedKeys(before, read.value);
  const merged = { ...now };
  for (const key of changed) {
    if (Object.hasOwn(read.value, key)) merged[key] = read.value[key];
    else delete merged[key];
  }
  return edit.mode === "json" ? { mode: "json", text: JSON.stringify(merged, null, 2) } : editOf(merged);
}

/** What has to be sent to make `after` of `before`. */
export type Change =
  | { kind: "mutation"; mutation: Values; traits_delta: Values }
  /** A mutation lays over and adds: what it can't say takes a whole snapshot. */
  | { kind: "snapshot"; because: string };

export function changeFrom(
  before: { dna: Values; traits: Values },
  after: { dna: Values; traits: Values },
): Change {
  const removed = [...removedFrom(before.dna, after.dna), ...removedFrom(before.traits, after.traits)];
  if (removed.length > 0)
    return { kind: "snapshot", because: `A mutation can't remove a key (${removed.slice(0, 3).join(", ")})` };
  const mutation = Object.fromEntries(changedKeys(before.dna, after.dna).map((key) => [key, after.dna[key]]));
  const delta = changedKeys(before.traits, after.traits).map((key) => [
    key,
    traitDelta(before.traits[key], after.traits[key]),
  ]);
  return { kind: "mutation", mutation, traits_delta: Object.fromEntries(delta) };
}

const removedFrom = (before: Values, after: Values): string[] =>
  Object.keys(before).filter((key) => !Object.hasOwn(after, key));

// Numbers are added to the trait, where one that isn't a number counts as 0; anything else replaces it.
function traitDelta(before: unknown, after: unknown): unknown {
  if (typeof after !== "number") return after;
  return Math.round((after - (typeof before === "number" ? before : 0)) * 1e10) / 1e10;
}
