import type { Random } from "./random.ts";

const KINDS = ["delivery", "inspection", "patrol", "mapping", "restocking"] as const;
/** Missions under way at once: enough that each status is always there. */
const OPEN_AT_ONCE = 12;

export interface Mission {
  mission_id: string;
  kind: string;
  status: "queued" | "running" | "completed" | "failed";
}

/** The missions a moment later, and the entries that tell of those that changed. */
export function advanceMissions(
  open: readonly Mission[],
  { random, failureRate, nextNumber }: { random: Random; failureRate: number; nextNumber: number },
): { open: Mission[]; changed: Mission[] } {
  const changed: Mission[] = [];
  const moved = open.map((mission) => {
    if (!random.chance(0.35)) return mission;
    const next: Mission = { ...mission, status: statusAfter(mission, failureRate, random) };
    changed.push(next);
    return next;
  });
  const stillOpen = moved.filter(({ status }) => status === "queued" || status === "running");
  const added = random.whole(0, Math.min(3, OPEN_AT_ONCE - stillOpen.length));
  for (let index = 0; index < added; index++) {
    const mission: Mission = {
      mission_id: `mission_${String(nextNumber + index).padStart(5, "0")}`,
      kind: random.pick(KINDS),
      status: "queued",
    };
    stillOpen.push(mission);
    changed.push(mission);
  }
  return { open: stillOpen, changed };
}

function statusAfter(mission: Mission, failureRate: number, random: Random): Mission["status"] {
  if (mission.status === "queued") return "running";
  return random.chance(failureRate) ? "failed" : "completed";
}
