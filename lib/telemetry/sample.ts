import { z } from "zod";
import { optional } from "../optional.ts";
import { withBatteryAlias } from "./events.ts";
import { STANDARD_METRICS } from "./standard-metrics.ts";

/** A robot may send this many further numeric fields. */
export const MAX_CUSTOM_METRICS = 32;
/** Samples in one message. Far above what a buffering client needs between two heartbeats. */
export const MAX_BATCH = 1000;
/** What is remembered of one robot: the standard ones and twice as many of its own as one sample may have. */
export const METRICS_KEPT = STANDARD_METRICS.length + 2 * MAX_CUSTOM_METRICS;

export const METRIC_NAME = /^[\p{L}\p{N}_.:/ -]{1,64}$/u;
const KNOWN = new Set<string>([...STANDARD_METRICS, "timestamp", "battery_level"]);
const number = z.number({ error: "must be a number" }).min(0, "must be at least 0");
const percent = optional(number.max(100, "must be at most 100: it is a percentage"));

/**
 * One sample as a robot sends it: percent, percent, milliseconds, percent, and at most 32 custom numeric fields.
 * `timestamp` is in Unix seconds, or ISO-8601. A bad sample is refused whole.
 */
export const Sample = z.preprocess(
  withBatteryAlias,
  z
    .object({
      cpu_usage: percent,
      memory_usage: percent,
      network_latency_ms: optional(number),
      battery_percentage: percent,
      timestamp: optional(z.union([z.number(), z.string()], { error: "must be a time" })),
    })
    .catchall(z.number({ error: "must be a number: a custom metric is numeric" }))
    .superRefine((sample, context) => {
      const custom = customNames(sample);
      if (custom.length > MAX_CUSTOM_METRICS)
        context.addIssue({
          code: "custom",
          message: tooMany(custom.length),
        });
      for (const name of custom)
        if (!METRIC_NAME.test(name))
          context.addIssue({
            code: "custom",
            path: [name.slice(0, 80)],
            message: "is not a metric name (1 to 64 letters, digits, _ . : / - or spaces)",
          });
    }),
);
export type Sample = z.infer<typeof Sample>;

/** Whether something is too much for a sample, or can't be one, by its names alone; null when it is neither. */
export function sampleSizeProblem(sample: unknown): string | null {
  if (typeof sample !== "object" || sample === null || Array.isArray(sample)) return null;
  // Socket.IO hands binary on as a buffer, of which every byte would be a field.
  if (ArrayBuffer.isView(sample)) return "expected an object, received binary";
  // Reading it would leave the key out without a word.
  if (Object.hasOwn(sample, "__proto__")) return 'has a key named "__proto__"';
  const names = Object.keys(sample);
  if (names.length <= MAX_CUSTOM_METRICS) return null;
  const custom = names.filter((name) => !KNOWN.has(name)).length;
  return custom > MAX_CUSTOM_METRICS ? tooMany(custom) : null;
}

const tooMany = (custom: number): string => `has ${custom} custom metrics; at most ${MAX_CUSTOM_METRICS}`;

export const SampleMessage = z.union([
  Sample,
  z.array(Sample).min(1, "must have at least one sample").max(MAX_BATCH),
]);

/** The latest value of each metric of one robot, and when it was received (Unix seconds, our clock). */
export interface LatestSample {
  metrics: Record<string, number>;
  received_at: number;
  /** How far apart its samples usually come, in seconds; absent until a few came. */
  interval_seconds?: number;
  /** The robot's clock minus ours, in seconds; absent when it sends no times. */
  clock_skew_seconds?: number;
}

const customNames = (sample: Record<string, unknown>): string[] =>
  Object.keys(sample).filter((name) => !KNOWN.has(name));
