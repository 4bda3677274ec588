import type { RedisProcess } from "../redis-process.ts";

export const STREAM = "brain:events:stream";

export interface StreamEntry {
  streamId: string;
  eventId: string;
}

const LIST = `local out = {}
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+')) do
  local id = ''
  for i = 1, #entry[2], 2 do if entry[2][i] == 'id' then id = entry[2][i + 1] end end
  out[#out + 1] = entry[1] .. ' ' .. id
end
return out`;

/** The whole stream as Redis holds it, asked by redis-cli: what everybody else is compared with. */
export async function readStream(redis: RedisProcess): Promise<StreamEntry[]> {
  const lines = (await redis.cli("EVAL", LIST, "1", STREAM)).split("\n").filter(Boolean);
  return lines.map((line) => {
    const [streamId = "", eventId = ""] = line.split(" ");
    return { streamId, eventId };
  });
}

const ADDED = `if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local info = redis.call('XINFO', 'STREAM', KEYS[1])
for i = 1, #info, 2 do if info[i] == 'entries-added' then return info[i + 1] end end`;

/** How many entries the stream has ever taken, also those that were trimmed since. */
export const entriesAdded = async (redis: RedisProcess): Promise<number> =>
  Number(await redis.cli("EVAL", ADDED, "1", STREAM));

/** How often an event stands in the stream more than once, over all of them. */
export const repeated = (stream: readonly StreamEntry[]): number =>
  stream.length - new Set(stream.map(({ eventId }) => eventId)).size;

/** How many of the acknowledged events don't stand in the stream under the id that was answered. */
export function lost(stream: readonly StreamEntry[], acknowledged: ReadonlyMap<string, string>): number {
  const there = new Map(stream.map(({ eventId, streamId }) => [eventId, streamId]));
  return [...acknowledged].filter(([eventId, streamId]) => there.get(eventId) !== streamId).length;
}

const WRITE = `for _, entry in ipairs(cjson.decode(ARGV[1])) do redis.call('XADD', KEYS[1], '*', unpack(entry)) end`;
/** A word on a command line has 128 KiB at most. */
const AT_ONCE = 50;

/** Writes entries of whatever fields, as a producer does that knows nothing of Brainwave. */
export async function writeEntries(
  redis: RedisProcess,
  entries: readonly Readonly<Record<string, string>>[],
): Promise<void> {
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    const flat = entries.slice(from, from + AT_ONCE).map((fields) => Object.entries(fields).flat());
    await redis.cli("EVAL", WRITE, "1", STREAM, JSON.stringify(flat));
  }
}
