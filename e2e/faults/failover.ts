import type { RedisProcess } from "../redis-process.ts";
import type { Dashboard } from "./dashboard.ts";
import { handIn, type Load } from "./load.ts";
import { wasToldOfLoss } from "./replicas.ts";
import type { Rig } from "./rig.ts";
import { atMost, exactly, type Figure } from "./scenario.ts";
import { lost, readStream, repeated } from "./stream.ts";
import { until } from "./until.ts";

const LONG_ENOUGH_MS = 30_000;
/** A second of the load: Redis replicates what it has acknowledged already. */
const NOT_REPLICATED = 200;

/** Milliseconds since the kill. */
export interface Failover {
  backMs: number;
  liveMs: number;
}

/** Kills a primary, and waits until its successor takes writes and all dashboards get what happens. */
export async function killUnderLoad(at: {
  victim: RedisProcess;
  url: string;
  dashboards: readonly Dashboard[];
}): Promise<Failover> {
  const { victim, url, dashboards } = at;
  await victim.kill();
  const killedAt = performance.now();
  const backMs = await until(() => handIn(url, `after-${victim.port}`), LONG_ENOUGH_MS);
  const applied = dashboards.map((one) => one.applied());
  const isLive = (one: Dashboard, n: number) => !one.saysSo() && one.applied() > (applied[n] ?? 0);
  const live = await until(() => dashboards.every(isLive), LONG_ENOUGH_MS);
  return { backMs, liveMs: Number.isFinite(live) ? performance.now() - killedAt : live };
}

export async function failoverFigures(
  rig: Rig,
  seen: {
    failovers: readonly Failover[];
    withinMs: number;
    /** Who is it in the end. */
    primary: RedisProcess;
    dashboards: readonly Dashboard[];
    load: Load;
  },
): Promise<Figure[]> {
  const { failovers, withinMs, primary, dashboards, load } = seen;
  const exact = await rig.exact(primary, dashboards);
  const stream = await readStream(primary);
  const notReplicated = lost(stream, load.acknowledged);
  const untold = notReplicated === 0 ? 0 : dashboards.filter((one) => !wasToldOfLoss(one)).length;
  const toldAgain = dashboards.reduce((sum, one) => sum + repeatedIn(one), 0);
  return [
    atMost(
      "until a write was taken again",
      Math.max(...failovers.map(({ backMs }) => backMs)),
      withinMs,
      "ms",
    ),
    atMost(
      "until every dashboard was live",
      Math.max(...failovers.map(({ liveMs }) => liveMs)),
      withinMs,
      "ms",
    ),
    atMost("acknowledged events that had not been replicated", notReplicated, NOT_REPLICATED),
    exactly("dashboards that were not told of them", untold, 0),
    exactly("events that dashboards were told again", toldAgain, 0),
    exactly("events in the stream more than once", repeated(stream), 0),
    ...exact,
  ];
}

/** Also after a gap, behind which the same events may stand in another stream. */
function repeatedIn({ told }: Dashboard): number {
  const ids = told.flatMap((each) => (each.kind === "events" ? each.ids : []));
  return ids.length - new Set(ids).size;
}
