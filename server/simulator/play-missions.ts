import type { Client } from "./client.ts";
import type { Random } from "./random.ts";

/** Plays the missions until the simulator ends: a few every second or two, for the server's own job to count. */
export async function playMissions(client: Client, random: Random, faultRate: number): Promise<void> {
  for (let number = 1; ; ) {
    const missions = Array.from({ length: Math.ceil(random.between(1, 6)) }, () => ({
      mission_id: `demo-${number++}`,
      status: random.chance(faultRate * 2)
        ? "failed"
        : random.pick(["queued", "running", "completed", "completed"]),
    }));
    await client.post("/api/metrics/missions", missions);
    if (random.chance(faultRate)) await client.post("/api/events", oddEvent(random));
    await client.pause(random.between(800, 2_200));
  }
}

/** A type that no list knows: legal, and to be shown. */
const oddEvent = (random: Random) => ({
  type: random.pick(["course.workflow.transitioned", "safety.zone_entered", "planner.replanned"]),
  source: "demo_planner",
  payload: {
    message: random.pick([
      "Zone B is occupied, planning around it",
      "The night course was published",
      "A new route was taken",
    ]),
  },
});
