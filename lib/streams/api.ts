import { z } from "zod";
import type { RouteSpec } from "../http/api.ts";

/** What is in the event store, for a person to read. Times are Unix seconds, UTC; ids are stream ids. */

const count = z.int().min(0);

const Consumer = z.object({
  name: z.string(),
  pending: count.describe("Entries that it was given and hasn't acknowledged."),
  idle_seconds: z.number().describe("Since it last asked for something."),
});

const Group = z.object({
  name: z.string(),
  pending: count.describe("Entries given to its consumers and not acknowledged."),
  lag: count.nullable().describe("Entries that it hasn't been given yet; null when the store can't tell."),
  last_delivered_id: z.string(),
  consumers: z.array(Consumer).describe("The busiest first; at most 50."),
});

export const StreamReport = z
  .object({
    name: z.string(),
    holds: z.enum(["events", "missions", "other"]),
    length: count.describe("Entries in it now."),
    keeps: count
      .nullable()
      .describe("About how many entries our own appends leave in it; null without a limit."),
    first_id: z.string().nullable(),
    last_id: z.string().nullable().describe("The newest id ever given; null for a stream never written."),
    newest_id: z.string().nullable().describe("The newest entry there is."),
    removed: count.nullable().describe("Entries that ever left it; null where the store doesn't count them."),
    bytes: count.nullable().describe("In memory or on the disk, estimated; null when it wasn't counted."),
    groups: z.array(Group).describe("At most 50."),
    problem: z.string().nullable().describe("Why nothing can be said of it, for people."),
  })
  .meta({ id: "StreamReport" });
export type StreamReport = z.infer<typeof StreamReport>;
export type StreamGroup = z.infer<typeof Group>;

const DailyLogReport = z.object({
  date: z.string().describe("YYYY-MM-DD, UTC."),
  length: count,
});
export type DailyLogReport = z.infer<typeof DailyLogReport>;

const RedisReport = z.object({
  version: z.string(),
  used_bytes: count,
  max_bytes: count.nullable().describe("Its own limit; null without one."),
  eviction_policy: z
    .string()
    .describe("What it does at its limit; with any other than noeviction events can vanish."),
  aof: z.boolean().describe("Whether it writes every change to a file."),
  fsync: z.string().nullable().describe("How often that file is put on the disk; null when it doesn't tell."),
  last_save: z.number().nullable().describe("Its last snapshot."),
  clock_seconds: z.number().describe("How far its clock is ahead of ours; negative when it is behind."),
});
export type RedisReport = z.infer<typeof RedisReport>;

const FileReport = z.object({
  bytes: count,
  wal_bytes: count.describe("Written, but not yet moved into the file."),
  free_bytes: count.describe("Of the file, empty and used again before it grows."),
});
export type FileReport = z.infer<typeof FileReport>;

const at = z.number().describe("When this was so.");

export const StreamsReport = z
  .discriminatedUnion("store", [
    z.object({
      store: z.literal("redis"),
      at,
      streams: z.array(StreamReport),
      daily_logs: z
        .array(DailyLogReport)
        .describe("BRAiN's lists of the last 90 days that are there, newest first."),
      redis: RedisReport,
    }),
    z.object({ store: z.literal("sqlite"), at, streams: z.array(StreamReport), file: FileReport }),
  ])
  .meta({ id: "StreamsReport" });
export type StreamsReport = z.infer<typeof StreamsReport>;

export const GetStreams = {
  method: "GET",
  path: "/api/streams",
  needs: "viewer",
  tag: "events",
  summary: "What is in the event store: streams, groups, daily logs, and how the store is doing",
  status: 200,
  answer: StreamsReport,
  errors: { 503: "The store can't be reached." },
} satisfies RouteSpec;
