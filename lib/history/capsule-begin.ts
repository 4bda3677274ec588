import { streamIdSeconds } from "../stream-id.ts";
import type { Capsule } from "./capsule.ts";

/**
 * The moment that an opened capsule shows first, in Unix seconds: its window's begin, or its first event where nothing
 * had ever happened by then, so that nobody is invited to connect a first robot.
 */
export function capsuleBegin({ from, base, events }: Pick<Capsule, "from" | "base" | "events">): number {
  const [first] = events;
  return base.feed.total === 0 && first ? Math.max(from, streamIdSeconds(first.stream_id)) : from;
}
