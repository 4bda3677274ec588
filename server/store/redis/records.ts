import type { Redis } from "ioredis";
import type { StreamId } from "#lib/stream-id";
import { leaseConflict, recordConflict, refuseUnfitCommit } from "../commit-rules.ts";
import type { Commit, Records, StoredRecord } from "../port.ts";
import { asking } from "./errors.ts";
import { dedupKey, leaseKey, leaseTokenKey, recordNamesKey, recordsKey, streamKey } from "./keys.ts";
import type { RunScript } from "./scripts.ts";
import { toTexts } from "./streams.ts";

export interface RedisRecordsParts {
  client: Redis;
  run: RunScript;
  maxLength: string;
}

/** The records in Redis: a commit is one script. */
export function createRedisRecords({ client, run, maxLength }: RedisRecordsParts): Omit<Records, LeaseVerb> {
  return {
    async get<T>(collection: string, key: string) {
      const text = await asking(client.hget(recordsKey(collection), key));
      return text === null ? null : toRecord<T>(key, text);
    },

    async list<T>(collection: string, { prefix = "", after, limit = -1 }: ListOptions = {}) {
      const from = after !== undefined && isBehind(after, prefix) ? `(${after}` : `[${prefix}`;
      // No UTF-8 has a byte 255: behind `prefix` and 255 nothing starts with `prefix`.
      const to = Buffer.concat([Buffer.from(`(${prefix}`), Buffer.of(255)]);
      const keys = [recordNamesKey(collection), recordsKey(collection)];
      const found = (await asking(run("list", keys, [from, to, limit]))) as string[];
      const records: StoredRecord<T>[] = [];
      for (let i = 0; i < found.length; i += 2)
        records.push(toRecord<T>(found[i] as string, found[i + 1] as string));
      return records;
    },

    async commit(commit) {
      refuseUnfitCommit(commit);
      const { keys, args } = commitScriptInput(commit, maxLength);
      const script = commit.evenWhenFull ? "commitEvenWhenFull" : "commit";
      const [outcome, ...rest] = (await asking(run(script, keys, args))) as [string, ...unknown[]];
      if (outcome === "lease") throw leaseConflict(commit.fence?.name ?? "");
      const failed = outcome === "record" && commit.checks?.[Number(rest[0]) - 1];
      if (failed) throw recordConflict(failed.collection, failed.key);
      return rest as StreamId[];
    },
  };
}

/** What the commit script takes, in the order in which it takes it. */
function commitScriptInput(commit: Commit, maxLength: string) {
  const { appends = [], fence, checks = [], puts = [], deletes = [] } = commit;
  const keys: string[] = [streamKey("events")];
  const args: (string | number)[] = [maxLength, appends.length];
  for (const { stream, entry } of appends) {
    const texts = toTexts(entry.fields);
    keys.push(dedupKey(stream, entry.dedupId));
    args.push(texts.length, ...texts);
  }
  if (fence) {
    keys.push(leaseKey(fence.name), leaseTokenKey(fence.name));
    args.push("fenced", fence.holder, fence.token);
  } else args.push("free");
  args.push(checks.length);
  for (const { collection, key, revision } of checks) {
    keys.push(recordsKey(collection));
    args.push(key, revision);
  }
  args.push(puts.length);
  for (const { collection, key, value } of puts) {
    keys.push(recordsKey(collection), recordNamesKey(collection));
    args.push(key, JSON.stringify(value));
  }
  args.push(deletes.length);
  for (const { collection, key } of deletes) {
    keys.push(recordsKey(collection), recordNamesKey(collection));
    args.push(key);
  }
  return { keys, args };
}

type ListOptions = NonNullable<Parameters<Records["list"]>[1]>;
type LeaseVerb = "acquireLease" | "renewLease" | "releaseLease" | "leaseHolder";

const isBehind = (key: string, other: string): boolean =>
  Buffer.compare(Buffer.from(key), Buffer.from(other)) >= 0;

function toRecord<T>(key: string, text: string): StoredRecord<T> {
  const colon = text.indexOf(":");
  return { key, revision: Number(text.slice(0, colon)), value: JSON.parse(text.slice(colon + 1)) };
}
