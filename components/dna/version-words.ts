import type { PointShape } from "#components/chart/line-chart";
import type { VersionOutline } from "#lib/dna/versions";

const LISTED = 2;

const MAKERS: Record<VersionOutline["madeBy"], string> = {
  manual: "By hand",
  system: "System",
  mutation: "Mutation",
  snapshot: "Snapshot",
  unknown: "Not seen",
};

/** Who or what made a version, and which keys it changed. */
export function madeByWords({ madeBy, changed, parentId }: VersionOutline): { who: string; what: string } {
  const who = MAKERS[madeBy];
  if (changed === null || (changed.length === 0 && parentId === null)) return { who, what: "" };
  if (changed.length === 0) return { who, what: "no key changed" };
  const more = changed.length - LISTED;
  return { who, what: changed.slice(0, LISTED).join(", ") + (more > 0 ? ` +${more}` : "") };
}

/** How a version is drawn in a chart: round or square by who made it, hollow while its karma is its parent's. */
export function pointShape(version: VersionOutline | undefined): PointShape | null {
  if (!version || version.scored === "none") return null;
  if (version.madeBy === "mutation" || version.madeBy === "unknown")
    return version.scored === "evaluated" ? "dot" : "ring";
  return version.scored === "evaluated" ? "square" : "frame";
}

const SCORED: Record<VersionOutline["scored"], string> = {
  evaluated: "scored",
  inherited: "its parent's karma, not scored",
  none: "no karma",
};

/** The same in words: "Version 7, mutation, scored". */
export const pointWords = (version: VersionOutline | undefined): string =>
  version
    ? `Version ${version.version}, ${MAKERS[version.madeBy].toLowerCase()}, ${SCORED[version.scored]}`
    : "A version that is not loaded";
