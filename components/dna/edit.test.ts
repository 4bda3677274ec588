import { expect, test } from "vitest";
import { changeFrom, type Edit, editOf, inMode, readEdit, rebased } from "./edit.ts";

const dna = { model: "a", temperature: 0.5, on: true, nested: { a: [1] }, nothing: null };

function typedInto(edit: Edit, name: string, over: object): Edit {
  if (edit.mode === "json") return edit;
  return { ...edit, rows: edit.rows.map((row) => (row.name === name ? { ...row, ...over } : row)) };
}

test("what is not touched comes out as it went in, either way", () => {
  expect(readEdit(editOf(dna))).toEqual({ ok: true, value: dna });
  expect(readEdit(inMode(inMode(editOf(dna), "json"), "fields"))).toEqual({ ok: true, value: dna });
});

test("values keep their type; a decimal comma is one", () => {
  const edit = typedInto(typedInto(editOf(dna), "temperature", { text: "0,7" }), "on", { text: "false" });
  expect(readEdit(edit)).toMatchObject({ ok: true, value: { temperature: 0.7, on: false } });
});

test("what can't be read is said, and no way of editing loses it", () => {
  const edit = typedInto(editOf(dna), "temperature", { text: "warm" });
  expect(readEdit(edit)).toEqual({ ok: false, problem: "temperature must be a number." });
  expect(inMode(edit, "json")).toBe(edit);
  expect(rebased(edit, dna, { other: 1 })).toBe(edit);
  const twice = editOf({ a: 1, b: 2 });
  expect(readEdit(typedInto(twice, "b", { name: "a" }))).toMatchObject({ ok: false });
  expect(readEdit(typedInto(twice, "b", { name: " " }))).toMatchObject({ ok: false });
});

test("on a newer version, what was typed is kept and all else is the newer one's", () => {
  const edit = typedInto(typedInto(editOf(dna), "temperature", { text: "1" }), "on", { removed: true });
  const merged = rebased(edit, dna, { ...dna, model: "b", fresh: 1 });
  expect(readEdit(merged)).toEqual({
    ok: true,
    value: { model: "b", temperature: 1, nested: { a: [1] }, nothing: null, fresh: 1 },
  });
});

test("a mutation has only what changed, traits as deltas", () => {
  const before = { dna, traits: { calm: 0.7, mood: "wild", gone: 1 } };
  const after = { dna: { ...dna, temperature: 1 }, traits: { calm: 0.8, mood: 3, gone: "none", fresh: 2 } };
  expect(changeFrom(before, after)).toEqual({
    kind: "mutation",
    mutation: { temperature: 1 },
    traits_delta: { calm: 0.1, mood: 3, gone: "none", fresh: 2 },
  });
});

test("a removed key takes a whole snapshot, and says why", () => {
  const { on: _, ...rest } = dna;
  expect(changeFrom({ dna, traits: {} }, { dna: rest, traits: {} })).toMatchObject({
    kind: "snapshot",
    because: "A mutation can't remove a key (on)",
  });
});
