import { setTimeout as sleep } from "node:timers/promises";
import type { StoredEvent } from "../../../lib/events/envelope.ts";
import type { ServerProcess } from "../../server-process.ts";
import { heldMbOf, TELLS_WHAT_IT_HOLDS } from "../held.ts";
import type { Rig } from "../rig.ts";
import { atMost, exactly, quantile, type Scenario } from "../scenario.ts";
import { openStalled, type Stalled } from "../stalled.ts";
import { needs, until } from "../until.ts";
import { holdsConnection } from "../vitals.ts";

const STALLED = 4;
/** At most, each of them. */
const COSTS_MB = 2;
const CAUGHT_UP_AFTER_MS = 5_000;
const DASHBOARDS = 10;
const EVENTS_PER_SECOND = 1_000;
const WARM_UP_EVENTS = 12_000;
const LOOK_EVERY_MS = 1_000;
const CUT_WITHIN_MS = 40_000;
const MOMENTS = 5;
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
    "server/gateway/slow-clients.ts: nobody is cut → memory that they cost (95.3 MB, at about 300 events/s of the 1,000), memory that they left (114 MB), until their connections are gone (never)",
  ],
  async run(rig) {
    const redis = await rig.redis();
    // What happens comes by way of a third gateway, so that the two that are compared do the same.
    const [gateway, control, third] = [
      await rig.gateway(redis.url, TELLS_WHAT_IT_HOLDS),
      await rig.gateway(redis.url, TELLS_WHAT_IT_HOLDS),
      await rig.gateway(redis.url),
    ];
    const others = createLatencies();
    const dashboards = await rig.dashboards(gateway.url, DASHBOARDS, others);
    const compared = await rig.dashboards(control.url, DASHBOARDS);
    const load = rig.load({ url: () => third.url, eventsPerSecond: EVENTS_PER_SECOND });
    // So long that what a gateway keeps in memory anyway is there.
    await needs("the load runs", () => load.acknowledged.size > WARM_UP_EVENTS);
    const more = async () => {
      const [held, without] = await Promise.all([heldMbOf(gateway), heldMbOf(control)]);
      return held - without;
    };
    // What is under way at one moment differs between two gateways: several moments are asked.
    const usual = async () => {
      const moments: number[] = [];
      while (moments.length < MOMENTS) moments.push(await more());
      return quantile(moments, 0.5);
    };
    const before = await usual();
    // Whoever was asked collected garbage: what was late for that is not the stalled ones' doing.
    await sleep(CAUGHT_UP_AFTER_MS);
    others.forget();
    const endAt = performance.now() + (rig.full ? 60_000 : 20_000);
    const first = await stall(rig, gateway);
    await sleep(Math.max(0, endAt - performance.now()));
    const p99 = others.p99();

    // Once more for the memory: whoever collects garbage each second makes others wait.
    const during: number[] = [];
    const second = await stall(rig, gateway, async () => void during.push(await more()));
    const after = await usual();
    await load.stop();
    const exact = await rig.exact(redis, [...dashboards, ...compared]);
    return [
      atMost("until all stalled ones are cut", Math.max(first.cutMs, second.cutMs), CUT_WITHIN_MS, "ms"),
      atMost("most that waited for one", Math.max(...waitingIn(gateway)), COSTS_MB, "MiB"),
      atMost("until their connections are gone", Math.max(first.goneMs, second.goneMs), 1_000, "ms"),
      atMost("memory that they cost", Math.max(...during) - before, STALLED * COSTS_MB, "MB"),
      atMost("memory that they left", after - before, STALLED * COSTS_MB, "MB"),
      exactly("dashboards cut", waitingIn(gateway).length, 2 * STALLED),
      atMost("events to the others, p99", p99, 250, "ms"),
      ...exact,
    ];
  },
};

/** What waited in MiB for each that was cut. */
const waitingIn = (gateway: ServerProcess): number[] =>
  [...gateway.log().matchAll(CUT)].map(([, bytes]) => Number(bytes) / 2 ** 20);

/** Dashboards stop reading, until the last of them is gone; `meanwhile` is called each second. */
async function stall(rig: Rig, gateway: ServerProcess, meanwhile?: () => Promise<void>) {
  const before = waitingIn(gateway).length;
  const stalled: Stalled[] = [];
  for (let n = 0; n < STALLED; n++) {
    const one = await openStalled(gateway.url);
    rig.atEnd(one.close);
    stalled.push(one);
  }
  const areCut = () => waitingIn(gateway).length >= before + STALLED;
  const giveUpAt = performance.now() + CUT_WITHIN_MS;
  const looking = (async () => {
    do {
      await meanwhile?.();
      await sleep(LOOK_EVERY_MS);
    } while (!areCut() && performance.now() < giveUpAt);
  })();
  const cutMs = await until(areCut, CUT_WITHIN_MS);
  const isHeld = ({ port }: Stalled) => holdsConnection(gateway.port, port);
  const goneMs = await until(() => !stalled.some(isHeld), 10_000);
  await looking;
  return { cutMs, goneMs };
}

/** From the moment an event is made to the one at which a dashboard has it. */
function createLatencies() {
  let latenciesMs: number[] = [];
  return {
    onEvents(events: readonly StoredEvent[]): void {
      const now = Date.now();
      for (const { payload } of events)
        if (typeof payload.sent_ms === "number") latenciesMs.push(now - payload.sent_ms);
    },
    forget(): void {
      latenciesMs = [];
    },
    p99: () => quantile(latenciesMs, 0.99),
  };
}
