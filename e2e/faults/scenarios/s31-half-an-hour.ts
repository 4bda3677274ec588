import { setTimeout as sleep } from "node:timers/promises";
import { STREAM_START } from "../../../lib/stream-id.ts";
import { keptMbOf, TELLS_WHAT_IT_HOLDS } from "../held.ts";
import { loopLagMs } from "../metric.ts";
import { atLeast, atMost, exactly, type Scenario } from "../scenario.ts";
import { entriesAdded, readStream } from "../stream.ts";
import { floors, growthPer, type Sample } from "../trend.ts";
import { needs, until } from "../until.ts";

const BETWEEN_LOOKS_MS = 17_000;
const MINUTE_MS = 60_000;
const FULL = { minutes: 30, warmUpMinutes: 5 };
const SHORT = { minutes: 4, warmUpMinutes: 2 };
/** What the gateway was just doing when it was asked is not what it keeps. */
const FLOOR_MINUTES = 2;
const LOAD = "200 events/s, 20 robots at 10 Hz, 50 dashboards";

export const halfAnHour: Scenario = {
  id: "S31",
  title: "Half an hour of the base load",
  promises:
    "after 5 minutes the memory that is kept, at its lowest of every 2 minutes, grows by at most 1 MB in 10 minutes; the gateway's loop is never behind for more than 50 ms (p99); every dashboard gets every event",
  injects: `nothing but the load, ${LOAD}, and for ${SHORT.minutes} minutes only: too short to tell anything of memory`,
  injectsInFull: `nothing but the load, ${LOAD}, for ${FULL.minutes} minutes`,
  quick: false,
  byNameOnly: true,
  defences: [
    "server/gateway/ring.ts: MAX_EVENTS a thousand and MAX_CHARS a hundred times as large → memory that is kept, growth in 10 minutes (148 MB)",
  ],
  async run(rig) {
    const { minutes, warmUpMinutes } = rig.full ? FULL : SHORT;
    const redis = await rig.redis();
    const gateway = await rig.gateway(redis.url, TELLS_WHAT_IT_HOLDS);
    const { url } = gateway;
    const dashboards = await rig.dashboards(url, undefined, { notes: false });
    let addedBefore = 0;
    await needs("nothing is on its way", async () => {
      addedBefore = await entriesAdded(redis);
      const last = (await readStream(redis)).at(-1)?.streamId ?? STREAM_START;
      return dashboards.every((one) => one.cursor()?.streamId === last);
    });
    const before = dashboards.map((one) => one.applied());
    await rig.robots(url);
    const load = rig.load({ url: () => url });
    const startedAt = performance.now();
    const memory: Sample[] = [];
    async function watchUntil(minute: number): Promise<void> {
      for (let atMs = 0; atMs < minute * MINUTE_MS; await sleep(BETWEEN_LOOKS_MS)) {
        const value = await keptMbOf(gateway);
        atMs = performance.now() - startedAt;
        memory.push({ atMs, value });
      }
    }
    await watchUntil(warmUpMinutes);
    await loopLagMs(url);
    await watchUntil(minutes);
    const lagMs = await loopLagMs(url);
    await load.stop();
    const settled = memory.filter(({ atMs }) => atMs > warmUpMinutes * MINUTE_MS);
    const growthMb = growthPer(10 * MINUTE_MS, floors(FLOOR_MINUTES * MINUTE_MS, settled));
    const took = async () => (await entriesAdded(redis)) - addedBefore;
    const got = () => dashboards.map((one, n) => one.applied() - (before[n] ?? 0));
    // The server tells of itself, too: what was added and what arrived are held against each other at one moment.
    let events = 0;
    let counts: number[] = [];
    await until(async () => {
      [events, counts] = [await took(), got()];
      return counts.every((count) => count === events);
    }, 15_000);
    return [
      ...(rig.full ? [atMost("memory that is kept, growth in 10 minutes", growthMb, 1, "MB")] : []),
      atMost("the gateway's loop behind, p99", lagMs, 50, "ms"),
      atLeast("events", events, minutes * 60 * 200),
      exactly(
        "dashboards that got more or less of them",
        counts.filter((count) => count !== events).length,
        0,
      ),
      exactly("requests that were refused", load.refused(), 0),
    ];
  },
};
