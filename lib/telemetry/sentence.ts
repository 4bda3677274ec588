import { reasonWords } from "../events/sentence.ts";
import { agoWords, clockTime, formatSeconds, plural, type Zone } from "../format.ts";
import type { Presence } from "./presence.ts";
import type { LatestSample } from "./sample.ts";
import type { RobotState } from "./state.ts";

/** A connection that was shorter than this is worth a look (contract section 5); exactly as long is not. */
export const SHORT_SESSION_SECONDS = 60;

/**
 * Whether a robot is there, and why not, for a tired person. `now` is in Unix seconds. `samplesKept` is false for a
 * moment of which no samples are known: then nothing is said of them.
 */
export function presenceSentence(
  robot: RobotState,
  latest: LatestSample | undefined,
  is: Presence,
  now: number,
  zone: Zone,
  samplesKept = true,
): string {
  const count = robot.connections.length;
  const over = count > 1 ? ` over ${plural(count, "connection")}` : "";
  switch (is.word) {
    case "online":
      return `Connected${over} since ${clockTime(is.since, zone)}${samplesKept ? `; ${lastWords(latest, now)}` : ""}.`;
    case "stale":
      return `Connected${over}, but it has said nothing since ${clockTime(is.since, zone)}: what stands here is ${formatSeconds(now - is.since)} old.`;
    case "offline": {
      const last = robot.sessions.at(-1);
      const stayed = last ? `, after ${formatSeconds(last.duration_seconds)}` : "";
      const why = last ? `: ${reasonWords(is.reason)}` : "";
      return `Not connected since ${clockTime(is.since, zone)}${stayed}${why}.${samplesKept ? ` ${old(latest, now)}` : ""}`;
    }
  }
}

const lastWords = (latest: LatestSample | undefined, now: number): string =>
  latest
    ? `its last sample came ${agoWords(Math.max(0, now - latest.received_at))}`
    : "it has not sent a sample yet";

const old = (latest: LatestSample | undefined, now: number): string =>
  latest ? `Its last values are ${formatSeconds(now - latest.received_at)} old.` : "It never sent a sample.";
