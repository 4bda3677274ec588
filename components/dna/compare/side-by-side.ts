import { changedKeys } from "../../../lib/dna/diff.ts";

export interface SideRow {
  name: string;
  /** Undefined where an agent doesn't have it. */
  values: unknown[];
}

/** One row per key, those that differ apart from those that are the same everywhere. Null is not loaded. */
export function sideBySide(objects: readonly (Record<string, unknown> | null)[]): {
  different: SideRow[];
  same: SideRow[];
} {
  const known = objects.filter((object) => object !== null);
  const [first] = known;
  const differing = new Set(first ? known.flatMap((object) => changedKeys(first, object)) : []);
  const names = [...new Set(known.flatMap((object) => Object.keys(object)))].sort();
  const rows = names.map((name) => ({
    name,
    values: objects.map((object) => (object && Object.hasOwn(object, name) ? object[name] : undefined)),
  }));
  return {
    different: rows.filter(({ name }) => differing.has(name)),
    same: rows.filter(({ name }) => !differing.has(name)),
  };
}
