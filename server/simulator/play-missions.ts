import type { Client } from "./client.ts";
import { advanceMissions, type Mission } from "./missions-model.ts";
import type { Random } from "./random.ts";

/** Plays the missions until the simulator ends: each is queued, runs and ends, for the server's own job to count. */
export async function playMissions(client: Client, random: Random, faultRate: number): Promise<void> {
  let open: Mission[] = [];
  let nextNumber = random.whole(1, 9_000);
  for (;;) {
    const step = advanceMissions(open, { random, failureRate: faultRate, nextNumber });
    open = step.open;
    nextNumber += step.changed.filter(({ status }) => status === "queued").length;
    if (step.changed.length > 0) await client.post("/api/metrics/missions", step.changed);
    await client.pause(random.between(800, 2_200));
  }
}
