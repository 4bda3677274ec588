import { messageOf } from "#lib/errors";
import { usualInterval, withGap } from "#lib/telemetry/rhythm";
import { type LatestSample, METRICS_KEPT } from "#lib/telemetry/sample";
import type { Logger } from "#server/log";
import type { Records } from "#server/store/port";

const COLLECTION = "telemetry:latest";
const SAVE_EVERY_MS = 1000;
const SAVED_AT_ONCE = 500;
/** A robot's clock that is further ahead than this is wrong. */
const PLAUSIBLE_AHEAD_SECONDS = 60;
/** A clock whose samples are all late by the same for so long was set back: nothing of them is old. */
const SET_BACK_AFTER_SECONDS = 5;
const SAME_SKEW_SECONDS = 1;

/** What is known of a robot's times beside its values. */
interface Pace {
  /** The newest time by the robot's own clock. */
  robot_time: number | null;
  /** Absent in what an earlier version saved. */
  gaps?: readonly number[];
}

/** What came late without a break. */
interface Late {
  since: number;
  skew: number;
  /** By the robot's own clock. */
  newest: number;
}

/** The latest value of each metric of each robot, in memory, saved once a second so that it survives a restart. */
export async function createLatest(records: Records, logger: Logger) {
  const values = new Map<string, LatestSample>();
  const paces = new Map<string, Pace>();
  const lates = new Map<string, Late>();
  const unsaved = new Set<string>();
  for (const { key, value } of await records.list<LatestSample & Pace>(COLLECTION)) {
    const { robot_time, gaps = [], ...sample } = value;
    values.set(key, sample);
    paces.set(key, { robot_time, gaps });
  }
  let saving: Promise<void> | null = null;

  async function save(): Promise<void> {
    while (unsaved.size > 0) {
      const keys = [...unsaved].slice(0, SAVED_AT_ONCE);
      const puts = keys.flatMap((key) => {
        const value = values.get(key);
        return value ? [{ collection: COLLECTION, key, value: { ...value, ...paces.get(key) } }] : [];
      });
      for (const key of keys) unsaved.delete(key);
      try {
        await records.commit({ puts });
      } catch (error) {
        for (const key of keys) unsaved.add(key);
        logger.warn({ robots: unsaved.size, reason: messageOf(error) }, "latest samples are not saved yet");
        return;
      }
    }
  }

  const startSaving = () => {
    saving ??= save().finally(() => {
      saving = null;
    });
    return saving;
  };
  const timer = setInterval(startSaving, SAVE_EVERY_MS);

  return {
    /** False when the robot's own clock says that it is no newer than the last one. `at` is the receive time. */
    put(robotId: string, metrics: Record<string, number>, robotTime: number | null, at: number): boolean {
      const before = values.get(robotId);
      const pace = paces.get(robotId);
      if (robotTime !== null && isLate(robotTime, pace?.robot_time ?? null, at)) {
        const late = withLate(lates.get(robotId), robotTime, at);
        if (late) lates.set(robotId, late);
        if (!late || at - late.since < SET_BACK_AFTER_SECONDS) return false;
      }
      lates.delete(robotId);
      const gaps = before ? withGap(pace?.gaps ?? [], at - before.received_at) : [];
      const interval = usualInterval(gaps);
      paces.set(robotId, { robot_time: robotTime ?? pace?.robot_time ?? null, gaps });
      values.set(robotId, {
        metrics: newestNames({ ...before?.metrics, ...metrics }, metrics),
        received_at: at,
        ...(interval !== undefined && { interval_seconds: toWholeMs(interval) }),
        ...(robotTime !== null && { clock_skew_seconds: toWholeMs(robotTime - at) }),
      });
      unsaved.add(robotId);
      return true;
    },
    all: (): ReadonlyMap<string, LatestSample> => values,
    async close(): Promise<void> {
      clearInterval(timer);
      await saving;
      await startSaving();
    },
  };
}

// Every dashboard is sent these many times a second, and what is below a millisecond is noise.
const toWholeMs = (seconds: number): number => Math.round(seconds * 1000) / 1000;

// A robot whose clock once ran far ahead must not be deaf until that future comes; the same moment twice is a repeat
// by any clock.
const isLate = (robotTime: number, newest: number | null, at: number): boolean =>
  newest !== null && (robotTime === newest || (robotTime < newest && newest < at + PLAUSIBLE_AHEAD_SECONDS));

/** Null for the same one once more, which says nothing new. */
function withLate(late: Late | undefined, robotTime: number, at: number): Late | null {
  const skew = robotTime - at;
  if (late?.newest === robotTime) return null;
  const goesOn = late && robotTime > late.newest && Math.abs(skew - late.skew) <= SAME_SKEW_SECONDS;
  return { ...(goesOn ? late : { since: at, skew }), newest: robotTime };
}

// A robot that names its metrics anew each time must not grow without bound.
function newestNames(all: Record<string, number>, newest: Record<string, number>): Record<string, number> {
  const names = Object.keys(all);
  if (names.length <= METRICS_KEPT) return all;
  const old = names.filter((name) => !Object.hasOwn(newest, name));
  const kept = [...Object.keys(newest), ...old].slice(0, METRICS_KEPT);
  return Object.fromEntries(kept.map((name) => [name, all[name] ?? 0]));
}
