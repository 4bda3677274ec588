import type { DatabaseSync } from "node:sqlite";
import { LEAF_KINDS } from "#lib/query/fields";
import type { Indexed, Pattern } from "./requirements.ts";

const NOT_NUMBERS = LEAF_KINDS.text | LEAF_KINDS.boolean | LEAF_KINDS.list;

export type KnownNames = ReturnType<typeof createKnownNames>;

/** The texts that stand once in the file, by number. They never change, and none is ever given another number. */
export function createKnownNames(db: DatabaseSync) {
  const like = db.prepare("SELECT id FROM name WHERE kind = ? AND text LIKE ? ESCAPE '\\'");
  const exact = db.prepare("SELECT id FROM name WHERE kind = ? AND text = ?");
  const types = db.prepare("SELECT id, text FROM name WHERE kind = 'type'");
  const carrying = db.prepare(
    "SELECT type, kinds FROM field WHERE field = (SELECT id FROM name WHERE kind = 'field' AND text = ?)",
  );
  const textOf = db.prepare("SELECT text FROM name WHERE id = ?");

  return {
    /** Those that fit one of the patterns; the case of A–Z doesn't matter. */
    fitting(kind: Indexed | "type", patterns: readonly Pattern[]): number[] {
      const ids = patterns.flatMap((pattern) =>
        (like.all(kind, likeOf(pattern)) as { id: number }[]).map(({ id }) => id),
      );
      return [...new Set(ids)];
    },
    fieldId: (text: string): number | null =>
      (exact.get("field", text) as { id: number } | undefined)?.id ?? null,
    types: (): { id: number; text: string }[] => types.all() as { id: number; text: string }[],
    /** Types seen to carry a field. */
    carrying: (field: string): number[] =>
      (carrying.all(field) as { type: number }[]).map(({ type }) => type),
    /** Whether nothing but numbers (and null) was ever seen in a field. */
    isNumeric: (field: string): boolean =>
      (carrying.all(field) as { kinds: number }[]).every(({ kinds }) => (kinds & NOT_NUMBERS) === 0),
    textOf: (id: number): string => String(textOf.get(id)?.text ?? ""),
  };
}

const likeOf = ({ text, wildcard }: Pattern): string =>
  wildcard ? literally(text).replace(/\*+/g, "%") : literally(text);

/** A text that LIKE takes as it is, with the escape character "\\". */
export const literally = (text: string): string => text.replace(/[\\%_]/g, "\\$&");
