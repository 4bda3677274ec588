import { reasonWords } from "../events/sentence.ts";
import { agoWords, clockTime, formatSeconds, plural, type Zone } from "../format.ts";
import type { Presence } from "./presence.ts";
import { type Proof, provenConnections } from "./proof.ts";
import type { LatestSample } from "./sample.ts";
import type { RobotState } from "./state.ts";

/** A connection that was shorter than this is worth a look (contract section 5); exactly as long is not. */
export const SHORT_SESSION_SECONDS = 60;

interface Told {
  robot: RobotState;
  latest: LatestSample | undefined;
  is: Presence;
  /** What `is` was found by. */
  proof: Proof | null;
  /** Unix seconds. */
  now: number;
  zone: Zone;
  /** A moment of which no samples are known: nothing is said of them. */
  past: boolean;
}

/** Whether a robot is there, and why not, for a tired person. */
export function presenceSentence({ robot, latest, is, proof, now, zone, past }: Told): string {
  const count = provenConnections(robot, proof).length;
  const over = count > 1 ? ` over ${plural(count, "connection")}` : "";
  switch (is.word) {
    case "online":
      return `Connected${over} since ${clockTime(is.since, zone)}${past ? "" : `; ${lastWords(latest, now)}`}.`;
    case "stale":
      return `Connected${over}, but it has said nothing since ${clockTime(is.since, zone)}: what stands here is ${formatSeconds(now - is.since)} old.`;
    case "offline": {
      const last = robot.sessions.at(-1);
      const stayed = last ? `, after ${formatSeconds(last.duration_seconds)}` : "";
      const why = last ? `: ${reasonWords(is.reason)}` : "";
      return `Not connected since ${clockTime(is.since, zone)}${stayed}${why}.${past ? "" : ` ${oldWords(robot, latest, now)}`}`;
    }
    case "unknown": {
      const when = clockTime(is.since, zone);
      return past
        ? `It was connected when Brainwave stopped at ${when}; nobody looked until it ran again.`
        : `It was connected before Brainwave started at ${when}; it has not been heard of since.`;
    }
  }
}

const lastWords = (latest: LatestSample | undefined, now: number): string =>
  latest
    ? `its last sample came ${agoWords(Math.max(0, now - latest.received_at))}`
    : "it has not sent a sample yet";

function oldWords({ published }: RobotState, latest: LatestSample | undefined, now: number): string {
  const at = latest?.received_at ?? published?.at;
  return at === undefined
    ? "It never sent a sample."
    : `Its last values are ${formatSeconds(Math.max(0, now - at))} old.`;
}
