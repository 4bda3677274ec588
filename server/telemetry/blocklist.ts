import { ROBOT_BLOCKED_MS } from "#server/security/limits";

/** Robots that are shut out for flooding, each for a minute. */
export function createBlocklist(now: () => number) {
  const until = new Map<string, number>();
  return {
    add: (robotId: string): void => void until.set(robotId, now() + ROBOT_BLOCKED_MS),
    /** When it is let in again, in milliseconds of the clock; null when it isn't shut out. */
    until(robotId: string): number | null {
      const end = until.get(robotId);
      if (end === undefined) return null;
      if (end > now()) return end;
      until.delete(robotId);
      return null;
    },
  };
}
