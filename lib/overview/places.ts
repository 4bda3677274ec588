import type { State } from "../fold.ts";
import { isStreamId } from "../stream-id.ts";

/** Somewhere that can be gone to by its name. */
export interface Place {
  kind: "agent" | "robot" | "job" | "run" | "event";
  id: string;
  /** What stands beside it. */
  about: string;
}

const SHOWN = 12;

/**
 * The agents, robots and jobs whose names have the words of `text`, those that begin with it first, at most twelve; and the
 * run or event that it is the stream id of. Where no name has them, those that have their letters in that order.
 */
export function findPlaces(state: Pick<State, "dna" | "metrics" | "telemetry">, text: string): Place[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const streamId = byStreamId(state, text.trim());
  const exact = fitting(state, words, (name, word) => name.includes(word));
  if (exact.length > 0 || streamId.length > 0) return [...streamId, ...exact];
  return fitting(state, words, hasInOrder);
}

function fitting(
  { dna, telemetry, metrics }: Pick<State, "dna" | "metrics" | "telemetry">,
  words: readonly string[],
  has: (name: string, word: string) => boolean,
): Place[] {
  const found: { place: Place; rank: number }[] = [];
  const look = (kind: Place["kind"], id: string, about: string): void => {
    const name = id.toLowerCase();
    if (!words.every((word) => has(name, word) || kind.startsWith(word))) return;
    const rank = name === words.join(" ") ? 0 : name.startsWith(words[0] ?? "") ? 1 : 2;
    found.push({ place: { kind, id, about }, rank });
  };
  for (const id of dna.agents.keys()) look("agent", id, "Agent");
  for (const id of telemetry.robots.keys()) look("robot", id, "Robot");
  for (const id of metrics.jobs.keys()) look("job", id, "Job");
  return found
    .sort((a, b) => a.rank - b.rank || (a.place.id < b.place.id ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ place }) => place);
}

function hasInOrder(name: string, letters: string): boolean {
  let from = 0;
  for (const letter of letters) {
    const at = name.indexOf(letter, from);
    if (at < 0) return false;
    from = at + letter.length;
  }
  return true;
}

function byStreamId({ metrics }: Pick<State, "metrics">, text: string): Place[] {
  if (!isStreamId(text)) return [];
  const job = [...metrics.jobs.values()].find(({ runs }) => runs.some(({ id }) => id === text));
  const run: Place[] = job ? [{ kind: "run", id: text, about: `Run of ${job.job_id}` }] : [];
  return [...run, { kind: "event", id: text, about: "Event" }];
}
