import { formatNumber, plural, spanWords } from "../format.ts";
import { streamIdSeconds } from "../stream-id.ts";
import type { RedisReport, StreamGroup, StreamReport } from "./api.ts";

/** Seconds from the oldest to the newest entry; null where there is nothing to measure. */
export function spanSeconds({ first_id, newest_id }: StreamReport): number | null {
  if (first_id === null || newest_id === null) return null;
  return Math.max(0, streamIdSeconds(newest_id) - streamIdSeconds(first_id));
}

/** "holds 41 h": for how long an event can be read from the stream alone. */
export function holdsWords(stream: StreamReport): string {
  const span = spanSeconds(stream);
  if (span === null) return stream.last_id === null || stream.last_id === "0-0" ? "never written" : "empty";
  if (stream.length === 1) return "holds one entry";
  return span < 1 ? "written within a second" : `holds ${spanWords(span)}`;
}

/** A producer's limit is a round number, and what others add stands on top of it until that producer's next entry. */
const CAP_STEP = 1000;
const ON_TOP = 0.01;

/** Others trim too, and the strictest wins: a length at a round number far below our own limit is theirs. */
export function observedCap({ length, removed, keeps }: StreamReport): number | null {
  const cap = Math.floor(length / CAP_STEP) * CAP_STEP;
  if (!removed || cap === 0 || length - cap > cap * ON_TOP) return null;
  return keeps === null || cap < keeps / 2 ? cap : null;
}

/** What limits it, in a few words. */
export function keepsWords(stream: StreamReport): string {
  const { length, removed, keeps } = stream;
  const cap = observedCap(stream);
  if (cap !== null) return `kept at ${length === cap ? "" : "about "}${formatNumber(cap)} by a producer`;
  if (keeps === null) return "";
  // Ours never leave so few.
  return removed && length < keeps / 2
    ? `somebody else trims it: we keep about ${formatNumber(keeps)}`
    : `of about ${formatNumber(keeps)} kept`;
}

/** After this long another consumer may take over what one was given (reliability.md, D8). */
const FORGOTTEN_SECONDS = 60;

/** Why a group doesn't get on, in a sentence; null while it does. */
export function groupTrouble({ pending, consumers }: StreamGroup): string | null {
  if (pending === 0) return null;
  const idle = Math.min(...consumers.map(({ idle_seconds }) => idle_seconds));
  if (idle < FORGOTTEN_SECONDS) return null;
  const since = Number.isFinite(idle) ? ` for ${spanWords(idle)}` : "";
  return `Nobody has worked on ${plural(pending, "entry", "entries")} given out${since}`;
}

export interface Caution {
  title: string;
  text: string;
}

/** A clock this far off makes ages and gaps read wrong. */
export const CLOCK_LIMIT_SECONDS = 2;

/** What is dangerous about a Redis's settings, and what to do. */
export function cautionsOf({
  eviction_policy,
  aof,
  fsync,
  clock_seconds,
  max_bytes,
  used_bytes,
}: RedisReport): Caution[] {
  const cautions: Caution[] = [];
  if (eviction_policy !== "noeviction" && eviction_policy !== "unknown")
    cautions.push({
      title: `Events can vanish when memory is full (${eviction_policy})`,
      text: "Set maxmemory-policy to noeviction.",
    });
  if (!aof)
    cautions.push({
      title: "A restart of Redis loses what came since its last snapshot",
      text: "Set appendonly to yes.",
    });
  if (aof && fsync === "no")
    cautions.push({
      title: "The system decides when events reach the disk (appendfsync no)",
      text: "Set appendfsync to everysec.",
    });
  if (max_bytes !== null && used_bytes > 0.9 * max_bytes)
    cautions.push({
      title: "Redis's memory is almost full",
      text: "Raise maxmemory, or let the streams keep less.",
    });
  if (Math.abs(clock_seconds) > CLOCK_LIMIT_SECONDS)
    cautions.push({
      title: `Redis's clock is ${spanWords(Math.abs(clock_seconds))} ${clock_seconds > 0 ? "ahead of" : "behind"} this server's`,
      text: "Stream ids carry its time: ages are off by as much. Set both clocks by NTP.",
    });
  return cautions;
}

/** How durable what Redis acknowledges is, in a few words. */
export function durabilityWords({ aof, fsync }: RedisReport): string {
  if (!aof) return "snapshots only";
  if (fsync === "always") return "every write is on the disk";
  if (fsync === "everysec") return "on the disk within a second";
  return fsync === "no" ? "on the disk when the system likes" : "append-only file";
}
