import { setTimeout as sleep } from "node:timers/promises";
import type { Dashboard } from "../dashboard.ts";
import { atLeast, atMost, exactly, type Scenario } from "../scenario.ts";
import { needs } from "../until.ts";

const BITS_PER_SECOND = 64_000;
const EVENTS_PER_SECOND = 1;
const LOOK_EVERY_MS = 50;

export const slowLine: Scenario = {
  id: "S11",
  title: "A dashboard on a line that is slower than what happens",
  promises:
    "the values that it shows are at most 2 s old, while events leave the line room for them; it gets every event, in order, and is never cut",
  injects:
    "a dashboard at 64 kbit/s, 20 robots at 10 Hz and an event of 1 KB a second for 10 s; beside it one on a fast line",
  injectsInFull:
    "a dashboard at 64 kbit/s, 20 robots at 10 Hz and an event of 1 KB a second for 60 s; beside it one on a fast line",
  quick: true,
  defences: [
    "server/gateway/answers.ts: nobody's answer is waited for → its oldest value (13,193 ms ago), looks at which it was not connected (19)",
  ],
  async run(rig) {
    const redis = await rig.redis();
    const gateway = await rig.gateway(redis.url);
    const cable = await rig.cable(gateway.url);
    const robots = await rig.robots(gateway.url);
    const [slow] = await rig.dashboards(cable.url, 1, { samples: true });
    const [fast] = await rig.dashboards(gateway.url, 1, { samples: true });
    if (!slow || !fast) throw new Error("There is no dashboard");
    await needs("all robots and their values are shown", () =>
      [slow, fast].every((one) => isWhole(one, robots.length)),
    );
    // These come all at once, half a minute after the robots did, and take the line a while.
    if (rig.full) await needs("all connections are measured", () => isMeasured(slow), 60_000);
    cable.narrow(BITS_PER_SECOND);
    const load = rig.load({ url: () => gateway.url, eventsPerSecond: EVENTS_PER_SECOND, batch: 1 });
    const oldestMs = { slow: 0, fast: 0 };
    let away = 0;
    const untilMs = performance.now() + (rig.full ? 60_000 : 10_000);
    while (performance.now() < untilMs) {
      oldestMs.slow = Math.max(oldestMs.slow, oldestValueMs(slow));
      oldestMs.fast = Math.max(oldestMs.fast, oldestValueMs(fast));
      if (slow.saysSo()) away += 1;
      await sleep(LOOK_EVERY_MS);
    }
    await load.stop();
    const exact = await rig.exact(redis, [slow, fast]);
    return [
      atMost("its oldest value was of", oldestMs.slow, 2_000, "ms"),
      atMost("on the fast line", oldestMs.fast, 2_000, "ms"),
      exactly("looks at which it was not connected", away, 0),
      exactly("dashboards cut", gateway.log().split("a client is too slow: cut").length - 1, 0),
      atLeast("events that it got", slow.applied(), load.acknowledged.size),
      ...exact,
    ];
  },
};

function isWhole(dashboard: Dashboard, robots: number): boolean {
  const { live, samples } = dashboard.view();
  return live.kind === "live" && live.state.telemetry.robots.size === robots && samples?.size === robots;
}

function isMeasured(dashboard: Dashboard): boolean {
  const { live } = dashboard.view();
  return live.kind === "live" && [...live.state.telemetry.robots.values()].every(({ quality }) => quality);
}

/** How long ago the oldest of the values that it shows came to the gateway. */
function oldestValueMs(dashboard: Dashboard): number {
  const times = [...(dashboard.view().samples ?? new Map()).values()].map(({ received_at }) => received_at);
  return Date.now() - 1000 * Math.min(...times);
}
