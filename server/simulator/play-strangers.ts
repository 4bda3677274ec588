import type { Client } from "./client.ts";
import type { Random } from "./random.ts";

/** The fault rate is per so many milliseconds here. */
const CHANCE_EVERY_MS = 4_000;

// Types that no list knows: legal, and to be shown.
const EVENTS = [
  {
    type: "course.workflow.transitioned",
    source: "course_service",
    payload: { course: "night shift", to: "published" },
  },
  {
    type: "planner.replanned",
    source: "planner",
    severity: "INFO",
    payload: { message: "Zone B is occupied: going around it" },
  },
  {
    type: "safety.zone_entered",
    source: "safety_service",
    severity: "WARNING",
    payload: { zone: "B", distance_m: 1.4 },
  },
  {
    type: "weather.gust_expected",
    source: "yard-sensor 7",
    payload: { metres_per_second: [11.2, 14.8], until: null },
  },
] as const;

/** Now and then another program of BRAiN publishes an event of a type of its own. */
export async function playStrangers(client: Client, random: Random, faultRate: number): Promise<void> {
  for (;;) {
    await client.pause(CHANCE_EVERY_MS);
    if (random.chance(faultRate)) await client.post("/api/events", random.pick(EVENTS));
  }
}
