import type { Version } from "#lib/dna/versions";

const LISTED = 2;

const MAKERS: Record<Version["madeBy"], string> = {
  manual: "By hand",
  system: "System",
  mutation: "Mutation",
  snapshot: "Snapshot",
  unknown: "Not seen",
};

/** Who or what made a version, and which keys it changed. */
export function madeByWords({ madeBy, changed, parentId }: Version): { who: string; what: string } {
  const who = MAKERS[madeBy];
  if (changed === null || (changed.length === 0 && parentId === null)) return { who, what: "" };
  if (changed.length === 0) return { who, what: "no key changed" };
  const more = changed.length - LISTED;
  return { who, what: changed.slice(0, LISTED).join(", ") + (more > 0 ? ` +${more}` : "") };
}
