import { messageOf } from "#lib/errors";
import type { LatestSample } from "#lib/telemetry/sample";
import type { Logger } from "#server/log";
import type { Records } from "#server/store/port";

const COLLECTION = "telemetry:latest";
const SAVE_EVERY_MS = 1000;
const SAVED_AT_ONCE = 500;

/** A value per metric, whenever each came. `robot_time` is the newest time by the robot's own clock. */
interface Kept extends LatestSample {
  robot_time: number | null;
}

/** The latest value of each metric of each robot, in memory, saved once a second so that it survives a restart. */
export async function createLatest(records: Records, logger: Logger) {
  const values = new Map<string, Kept>();
  const unsaved = new Set<string>();
  for (const { key, value } of await records.list<Kept>(COLLECTION)) values.set(key, value);
  let saving: Promise<void> | null = null;

  async function save(): Promise<void> {
    while (unsaved.size > 0) {
      const keys = [...unsaved].slice(0, SAVED_AT_ONCE);
      const puts = keys.flatMap((key) => {
        const value = values.get(key);
        return value ? [{ collection: COLLECTION, key, value }] : [];
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
      const lastTime = before?.robot_time ?? null;
      if (robotTime !== null && lastTime !== null && robotTime <= lastTime && isPlausible(lastTime, at))
        return false;
      values.set(robotId, {
        metrics: { ...before?.metrics, ...metrics },
        received_at: at,
        robot_time: robotTime ?? lastTime,
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

// A robot whose clock once ran far ahead must not be deaf until that future comes.
const isPlausible = (robotTime: number, at: number): boolean => robotTime < at + 60;
