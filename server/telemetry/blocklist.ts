import { ROBOT_BLOCKED_MS } from "#server/security/limits";

/** Robots that are shut out for flooding, each for a minute. */
export function createBlocklist(now: () => number) {
  const until = new Map<string, number>();
  return {
    add: (robotId: string): void => void until.set(robotId, now() + ROBOT_BLOCKED_MS),
    has(robotId: string): boolean {
      const end = until.get(robotId);
      if (end === undefined) return false;
      if (end > now()) return true;
      until.delete(robotId);
      return false;
    },
  };
}
