import { STREAM_START, type StreamId } from "#lib/stream-id";
import type { StreamState } from "../place.ts";
import type { Entry, StreamName } from "../port.ts";
import { epochKey, streamKey } from "./keys.ts";
import type { RunScript } from "./scripts.ts";

/** An entry as Redis gives it: the id, and field, value, field, value ... */
export type RawEntry = [StreamId, string[]];

export function toEntry([id, texts]: RawEntry): Entry {
  const fields: Record<string, string> = {};
  for (let i = 0; i + 1 < texts.length; i += 2) {
    const name = texts[i] as string;
    const value = texts[i + 1] as string;
    // Assigning it would set the prototype, and so lose the field.
    if (name === "__proto__") Object.defineProperty(fields, name, { value, enumerable: true });
    else fields[name] = value;
  }
  return { id, fields };
}

export const toTexts = (fields: Record<string, string>): string[] => Object.entries(fields).flat();

export interface RedisStreamState extends StreamState {
  length: number;
  newest: { id: StreamId; eventId: string | null } | null;
}

/** The stream as it is now, all of it of one moment. Gives the stream an epoch if it has none. */
export async function readState(
  run: RunScript,
  stream: StreamName,
  place: StreamId = STREAM_START,
): Promise<RedisStreamState> {
  const keys = [streamKey(stream), epochKey(stream)];
  const reply = (await run("state", keys, [place, crypto.randomUUID()])) as RawState;
  const [epoch, length, firstId, lastId, removed, newestId, newestEventId, found, eventId] = reply;
  return {
    epoch,
    length,
    firstId,
    lastId,
    removed,
    newest: newestId === null ? null : { id: newestId, eventId: newestEventId },
    entry: found === 1 ? { eventId } : null,
  };
}

type RawState = [
  epoch: string,
  length: number,
  firstId: StreamId | null,
  lastId: StreamId,
  removed: number | null,
  newestId: StreamId | null,
  newestEventId: string | null,
  found: number,
  eventId: string | null,
];
