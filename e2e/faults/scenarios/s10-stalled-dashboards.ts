import { setTimeout as sleep } from "node:timers/promises";
import type { ServerProcess } from "../../server-process.ts";
import { atMost, exactly, quantile, type Scenario } from "../scenario.ts";
import { openStalled, type Stalled } from "../stalled.ts";
import { needs, until } from "../until.ts";
import { holdsConnection, residentMbOf } from "../vitals.ts";

const STALLED = 4;
const DASHBOARDS = 10;
const EVENTS_PER_SECOND = 1_000;
const WARM_UP_EVENTS = 12_000;
const CUT = /"waiting":(\d+),"msg":"a client is too slow: cut"/g;

export const stalledDashboards: Scenario = {
  id: "S10",
  title: "Dashboards that stop reading",
  promises:
    "each is cut before it costs more than 2 MiB, its TCP connection is gone within 1 s, and nobody else waits",
  injects: "4 stalled dashboards beside 10 others, 1,000 events/s for 20 s",
  injectsInFull: "4 stalled dashboards beside 10 others, 1,000 events/s for 60 s",
  quick: false,
  defences: [
    "server/gateway/slow-clients.ts: who is too slow is logged and not cut → most that waited for one (7.9 MiB), until their connections are gone (7,440 ms), events to the others, p99 (567 ms)",
  ],
  async run(rig) {
    const redis = await rig.redis();
    const gateway = await rig.gateway(redis.url);
    const latenciesMs: number[] = [];
    const dashboards = await rig.dashboards(gateway.url, DASHBOARDS, {
      onEvents(events) {
        const now = Date.now();
        for (const { payload } of events)
          if (typeof payload.sent_ms === "number") latenciesMs.push(now - payload.sent_ms);
      },
    });
    // Another gateway with the same dashboards, all of which read: what the stalled ones cost is the difference. What
    // happens comes by way of a third one, so that both do the same.
    const third = await rig.gateway(redis.url);
    const control = await rig.gateway(redis.url);
    const beside = await rig.dashboards(control.url, DASHBOARDS);
    const load = rig.load({ url: () => third.url, eventsPerSecond: EVENTS_PER_SECOND });
    // So long that what a gateway keeps in memory anyway is there.
    await needs("the load runs", () => load.acknowledged.size > WARM_UP_EVENTS);
    const forMs = rig.full ? 60_000 : 20_000;
    const before = residentMbOf(gateway.pid()) - residentMbOf(control.pid());
    latenciesMs.length = 0;
    const stalled: Stalled[] = [];
    for (let n = 0; n < STALLED; n++) {
      const one = await openStalled(gateway.url);
      rig.atEnd(one.close);
      stalled.push(one);
    }
    const most = Promise.all([mostMemory(gateway, forMs), mostMemory(control, forMs)]);
    const waiting = () => [...gateway.log().matchAll(CUT)].map(([, bytes]) => Number(bytes) / 2 ** 20);
    const cutMs = await until(() => waiting().length >= STALLED, 40_000);
    const isHeld = ({ port }: Stalled) => holdsConnection(gateway.port, port);
    const goneMs = await until(() => !stalled.some(isHeld), 10_000);
    const [mb, controlMb] = await most;
    await load.stop();
    const others = await rig.exact(redis, [...dashboards, ...beside]);
    return [
      atMost("until all stalled ones are cut", cutMs, 40_000, "ms"),
      atMost("most that waited for one", Math.max(...waiting()), 2, "MiB"),
      atMost("until their connections are gone", goneMs, 1_000, "ms"),
      atMost("memory that they cost", mb - controlMb - before, 32, "MB"),
      exactly("dashboards cut", waiting().length, STALLED),
      atMost("events to the others, p99", quantile(latenciesMs, 0.99), 250, "ms"),
      ...others,
    ];
  },
};

async function mostMemory(gateway: ServerProcess, forMs: number): Promise<number> {
  let most = 0;
  for (const endAt = performance.now() + forMs; performance.now() < endAt; await sleep(200))
    most = Math.max(most, residentMbOf(gateway.pid()));
  return most;
}
