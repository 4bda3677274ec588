import { isStreamId, type StreamId, streamIdSeconds } from "../stream-id.ts";
import { parseTimestamp } from "../time.ts";

/** A moment of the past: a time in Unix seconds, or a stream id, which means just after that event. */
export type Moment = { seconds: number } | { streamId: StreamId };

/** The moment that an address names, or null for anything that isn't one. */
export function parseMoment(text: string | null): Moment | null {
  if (!text) return null;
  if (isStreamId(text)) return { streamId: text };
  const seconds = parseTimestamp(text)?.seconds;
  return seconds === undefined ? null : { seconds: wholeMs(seconds) };
}

/** As an address carries it: ISO-8601 UTC with milliseconds, or the stream id. */
export const momentText = (moment: Moment): string =>
  // Rounded: the product of seconds may fall short of its millisecond.
  "streamId" in moment ? moment.streamId : new Date(Math.round(moment.seconds * 1000)).toISOString();

/** Unix seconds of a moment. */
export const momentSeconds = (moment: Moment): number =>
  "streamId" in moment ? streamIdSeconds(moment.streamId) : moment.seconds;

/** Stream ids carry whole milliseconds: a moment has no finer ones, so that its text brings it back exactly. */
export const wholeMs = (seconds: number): number => Math.floor(Math.round(seconds * 1e6) / 1e3) / 1e3;
