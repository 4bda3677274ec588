import type { VersionOutline } from "../../../lib/dna/versions.ts";
import { formatNumber, formatSigned, MISSING, plural } from "../../../lib/format.ts";
import { verdictWord } from "../verdict-badge.tsx";
import { madeByWords } from "../version-words.ts";
import type { PlacedNode } from "./tree-layout.ts";

export const karmaText = (karma: number | null): string =>
  karma === null ? MISSING : formatNumber(karma, karma < 0 || karma > 1 ? 1 : 2);

/** All that the drawing shows of a node, as a sentence. */
export function nodeWords({ node, edge }: PlacedNode): string {
  if (node.kind === "run") {
    const { first, last } = endsOf(node.versions);
    const karma = `karma ${karmaText(first?.karma ?? null)} to ${karmaText(last?.karma ?? null)}`;
    return `${plural(node.versions.length, "version")}, ${first?.version} to ${last?.version}, ${karma}. Opens.`;
  }
  const { version } = node;
  const { who, what } = madeByWords(version);
  const delta = version.delta === null ? "" : ` (${formatSigned(version.delta)})`;
  return [
    `Version ${version.version}`,
    edge?.branch ? `${who}, goes back to an older one` : who,
    what,
    scoredWords(version) + delta,
    verdictWord(version.verdict).toLowerCase(),
    isOrphan(node, edge) ? "its parent was not seen" : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** It has a parent, but nobody told of it. */
export const isOrphan = (node: PlacedNode["node"], edge: PlacedNode["edge"]): boolean =>
  node.kind === "version" && node.version.parentId !== null && edge === null;

function scoredWords({ scored, karma }: VersionOutline): string {
  if (scored === "none") return "no karma";
  return `karma ${karmaText(karma)}${scored === "inherited" ? " of its parent" : ""}`;
}

export const endsOf = (versions: readonly VersionOutline[]) => ({
  first: versions[0],
  last: versions.at(-1),
});

/** What stands on the edge to a version: the keys that changed, as much of them as there is room for between two boxes. */
export function edgeText(changed: readonly string[] | null): string {
  const [first, ...more] = changed ?? [];
  if (first === undefined) return "";
  const others = more.length > 0 ? ` +${more.length}` : "";
  const room = LONGEST - others.length;
  return (first.length > room ? `${first.slice(0, room - 1)}…` : first) + others;
}
const LONGEST = 11;
