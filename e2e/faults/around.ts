import { readdirSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { RedisProcess } from "../redis-process.ts";

/** What a database makes and removes beside itself as it goes. */
const PASSING = /-(wal|shm|journal)$/;

/** The files in a folder and below it. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => !PASSING.test(name))
    .sort();

/** What has this in its name where a path with dots in it, or one from the root, may have led from a folder. */
export function outside(folder: string, name: string): string[] {
  const folders = new Set([dirname(folder), tmpdir(), homedir(), process.cwd(), dirname(process.cwd()), "/"]);
  return [...folders].flatMap((one) =>
    readdirSync(one)
      .filter((file) => file.includes(name))
      .map((file) => join(one, file)),
  );
}

/** Each key's kind and name, but for the ids of events, of which there are many. */
const LIST = `local keys = {}
for _, key in ipairs(redis.call('KEYS', '*')) do
  local kind = redis.call('TYPE', key).ok
  if kind ~= 'string' or key:sub(1, #ARGV[1]) ~= ARGV[1] then keys[#keys + 1] = kind .. ' ' .. key end
end
return keys`;
const EVENT_IDS = "{brain:events:stream}:dedup:";
const OURS = [
  /^stream (brain:events:stream|brain\.events\.missions)$/,
  /^string \{(brain:events:stream|brain\.events\.missions)\}:(epoch|lease(-token)?:[\w:-]+|dedup:[\w-]+)$/,
  /^hash \{brain:events:stream\}:records:[a-z:_]+$/,
  /^zset \{brain:events:stream\}:record-names:[a-z:_]+$/,
];

/** Keys in a Redis that are none of ours, or not of the kind that they have to be. */
export async function foreignKeys(redis: RedisProcess): Promise<string[]> {
  const keys = (await redis.cli("EVAL", LIST, "0", EVENT_IDS)).split("\n").filter(Boolean);
  return keys.filter((key) => !OURS.some((ours) => ours.test(key)));
}
