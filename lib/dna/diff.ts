import { isObject } from "../json.ts";
import { scoreDelta } from "./rules.ts";

/** One leaf of DNA or traits against the version before. `path` is dotted where objects are nested. */
export type Difference =
  | { kind: "added"; path: string; after: unknown }
  | { kind: "removed"; path: string; before: unknown }
  | { kind: "changed"; path: string; before: unknown; after: unknown }
  | { kind: "same"; path: string; after: unknown };

type Values = Record<string, unknown>;

/** Everything in both, leaf by leaf: what changed first, each part by name. Lists are leaves. */
export function differences(before: Values, after: Values): Difference[] {
  const found = compare(before, after, "");
  const byPath = (a: Difference, b: Difference) => (a.path < b.path ? -1 : 1);
  return [
    ...found.filter(({ kind }) => kind !== "same").sort(byPath),
    ...found.filter(({ kind }) => kind === "same").sort(byPath),
  ];
}

/** Names of the top-level keys that are not the same in both, by name. */
export function changedKeys(before: Values, after: Values): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter(
      (name) =>
        Object.hasOwn(before, name) !== Object.hasOwn(after, name) || !isSame(before[name], after[name]),
    )
    .sort();
}

/** One trait in two versions. `delta` is null where either isn't a number; a missing trait counts as 0. */
export interface TraitChange {
  name: string;
  before: unknown;
  after: unknown;
  delta: number | null;
}

/** Every trait of both, the largest change first, then those that aren't numbers, then by name. */
export function traitChanges(before: Values, after: Values): TraitChange[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .map((name) => {
      const [old, now] = [ownOf(before, name), ownOf(after, name)];
      return { name, before: old, after: now, delta: numericChange(old, now) };
    })
    .sort((a, b) => size(b) - size(a) || (a.name < b.name ? -1 : 1));
}

const ownOf = (values: Values, name: string): unknown =>
  Object.hasOwn(values, name) ? values[name] : undefined;

function numericChange(before: unknown, after: unknown): number | null {
  const [old, now] = [before ?? 0, after ?? 0];
  return typeof old === "number" && typeof now === "number" ? scoreDelta(old, now) : null;
}

const size = ({ delta, before, after }: TraitChange): number =>
  delta === null ? (isSame(before, after) ? -2 : -1) : Math.abs(delta);

function compare(before: Values, after: Values, above: string): Difference[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name): Difference[] => {
    const path = above === "" ? name : `${above}.${name}`;
    const [had, has] = [Object.hasOwn(before, name), Object.hasOwn(after, name)];
    const [old, now] = [before[name], after[name]];
    if (isObject(old) && isObject(now) && Object.keys(old).length + Object.keys(now).length > 0)
      return compare(old, now, path);
    if (!had) return [{ kind: "added", path, after: now }];
    if (!has) return [{ kind: "removed", path, before: old }];
    if (isSame(old, now)) return [{ kind: "same", path, after: now }];
    return [{ kind: "changed", path, before: old, after: now }];
  });
}

/** Whether two JSON values are equal, in whatever order their keys stand. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]))
  );
}
