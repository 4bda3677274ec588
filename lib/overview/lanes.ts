import { type Bar, barsBetween, type Counts } from "../events/counts.ts";
import type { BrainEvent } from "../events/envelope.ts";
import { formatNumber } from "../format.ts";
import { isUnexpectedEnd } from "../telemetry/presence.ts";

/** Everything that happened, on one time axis: a lane for each part of the system. */

export const LANES = ["dna", "job", "robots", "alerts"] as const;
export type Lane = (typeof LANES)[number];

/** The contract calls a change of karma by more than this notable. */
const KARMA_FALL = 0.1;

/** What is a mark of a lane: of a run its end, of a robot its coming and going. The server tells eight types apart. */
const TYPES: Record<string, Lane> = {
  "dna.snapshot_created": "dna",
  "dna.mutation_applied": "dna",
  "dna.karma_updated": "dna",
  "metrics.aggregation_completed": "job",
  "metrics.aggregation_failed": "job",
  "telemetry.connection_established": "robots",
  "telemetry.connection_closed": "robots",
  "alert.fired": "alerts",
};

export const MARKED_QUERY = `type:(${Object.keys(TYPES).join(" or ")})`;

/** Of these what needs a look. `isTrouble` says the same of one event. */
export const TROUBLE_QUERY = [
  "type:(metrics.aggregation_failed or alert.fired)",
  "(type:telemetry.connection_closed reason:* -reason:(client_disconnect or server_shutdown or replaced or kicked))",
  `(type:dna.karma_updated score_delta<-${KARMA_FALL})`,
].join(" or ");

export const isMarked = ({ type }: Pick<BrainEvent, "type">): boolean => Object.hasOwn(TYPES, type);

export function isTrouble({ type, payload }: Pick<BrainEvent, "type" | "payload">): boolean {
  switch (type) {
    case "metrics.aggregation_failed":
    case "alert.fired":
      return true;
    case "telemetry.connection_closed":
      return typeof payload.reason === "string" && isUnexpectedEnd(payload.reason);
    case "dna.karma_updated":
      return typeof payload.score_delta === "number" && payload.score_delta < -KARMA_FALL;
    default:
      return false;
  }
}

/** A stretch of the axis: how many events there were in each lane, and how many of them are trouble. */
export interface LaneBar {
  from: number;
  to: number;
  lanes: Record<Lane, { count: number; trouble: number }>;
}

/** The stretches between two moments (Unix seconds), oldest first. */
export function laneBars(marked: Counts, trouble: Counts | null, from: number, to: number): LaneBar[] {
  const bad = new Map(trouble ? barsBetween(trouble, from, to).map((bar) => [bar.from, bar]) : []);
  return barsBetween(marked, from, to).map((bar) => {
    const counts = byLane(bar, marked.types);
    const worse = byLane(bad.get(bar.from), trouble?.types ?? []);
    const lanes = Object.fromEntries(
      LANES.map((lane) => [lane, { count: counts[lane], trouble: worse[lane] }]),
    ) as LaneBar["lanes"];
    return { from: bar.from, to: bar.to, lanes };
  });
}

function byLane(bar: Bar | undefined, types: readonly string[]): Record<Lane, number> {
  const sums = { dna: 0, job: 0, robots: 0, alerts: 0 };
  for (const [place, count] of (bar?.counts ?? []).entries()) {
    const lane = TYPES[types[place] ?? ""];
    if (lane) sums[lane] += count;
  }
  return sums;
}

export const LANE_NAMES: Record<Lane, string> = {
  dna: "DNA",
  job: "Job",
  robots: "Robots",
  alerts: "Alerts",
};
const TROUBLE_WORDS: Record<Lane, string> = {
  dna: "fell in karma",
  job: "failed",
  robots: "dropped",
  alerts: "fired",
};

/** "12, 1 failed"; a lane in which nothing happened is "none". */
export function laneWords(lane: Lane, bars: readonly LaneBar[]): string {
  let [count, trouble] = [0, 0];
  for (const { lanes } of bars) {
    count += lanes[lane].count;
    trouble += lanes[lane].trouble;
  }
  if (count === 0) return "none";
  if (trouble === 0) return formatNumber(count);
  const told = `${formatNumber(trouble)} ${TROUBLE_WORDS[lane]}`;
  return trouble === count ? told : `${formatNumber(count)}, ${told}`;
}

/** All lanes in one sentence. */
export const barsWords = (bars: readonly LaneBar[]): string =>
  LANES.map((lane) => `${LANE_NAMES[lane]} ${laneWords(lane, bars)}`).join(" · ");
