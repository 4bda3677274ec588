import { isDeepStrictEqual } from "node:util";
import { packState, type Snapshot } from "../../../lib/live/protocol.ts";
import type { Dashboard } from "../dashboard.ts";
import type { ToldAt } from "../exact.ts";
import { handIn } from "../load.ts";
import { atMost, exactly, type Scenario } from "../scenario.ts";
import { STREAM } from "../stream.ts";
import { needs } from "../until.ts";

const DASHBOARDS = 50;
const MISSED = 50;
const KEPT = 10;

export const cursorTrimmed: Scenario = {
  id: "S07",
  title: "The place where a dashboard stands is trimmed away while it is offline",
  promises:
    "one gap, told before any event and shown; a picture within 2 s; what is shown equals what the API answers",
  injects: `a gateway with ${DASHBOARDS} dashboards is stopped; ${MISSED} events by way of another one, all but ${KEPT} trimmed; it is started again`,
  quick: true,
  defences: [
    "server/gateway/resume.ts: why a cursor can't be resumed from is ignored → dashboards without exactly one gap (50)",
  ],
  async run(rig) {
    const redis = await rig.redis();
    const gateway = await rig.gateway(redis.url);
    const other = await rig.gateway(redis.url);
    for (let n = 0; n < 20; n++) await handIn(other.url, `before-${n}`);
    const dashboards = await rig.dashboards(gateway.url, DASHBOARDS);
    await gateway.stop();
    const told = dashboards.map((one) => one.told.length);
    for (let n = 0; n < MISSED; n++) await handIn(other.url, `missed-${n}`);
    await redis.cli("XTRIM", STREAM, "MAXLEN", String(KEPT));
    await gateway.start();
    await needs("every dashboard is connected", () => dashboards.every((one) => !one.saysSo()));
    const since = (one: Dashboard, n: number) => one.told.slice(told[n]);
    await handIn(other.url, "after");
    await needs("all have the last event", () =>
      dashboards.every((one, n) => since(one, n).at(-1)?.kind === "events"),
    );
    const { snapshot } = (await (await fetch(`${gateway.url}/api/live`)).json()) as {
      snapshot: Snapshot;
    };
    const isShown = (one: Dashboard) => {
      const { live } = one.view();
      return live.kind === "live" && live.cursor.streamId === snapshot.cursor.streamId;
    };
    await needs("all show the last event", () => dashboards.every(isShown));
    const count = (wrong: (one: Dashboard, n: number) => boolean) => dashboards.filter(wrong).length;
    return [
      exactly(
        "dashboards without exactly one gap, of the right reason",
        count((one, n) => {
          const gaps = since(one, n).filter((each) => each.kind === "gap");
          return gaps.length !== 1 || gaps[0]?.reason !== "trimmed";
        }),
        0,
      ),
      exactly(
        "dashboards that were told something else first",
        count((one, n) => since(one, n)[0]?.kind !== "gap"),
        0,
      ),
      exactly(
        "dashboards that don't show the gap",
        count((one) => gapsShown(one) !== 1),
        0,
      ),
      atMost(
        "from the gap to the new picture, longest",
        Math.max(...dashboards.map((one, n) => picturedMs(since(one, n)))),
        2_000,
        "ms",
      ),
      exactly(
        "dashboards that show something else than the API",
        count((one) => !isDeepStrictEqual(shown(one), snapshot.state)),
        0,
      ),
    ];
  },
};

const gapsShown = (one: Dashboard): number => {
  const { live } = one.view();
  return live.kind === "live" ? live.gaps.length : 0;
};

/** As it would travel. */
const shown = (one: Dashboard): unknown => {
  const { live } = one.view();
  return live.kind === "live" ? JSON.parse(JSON.stringify(packState(live.state))) : null;
};

function picturedMs(told: readonly ToldAt[]): number {
  const timeOf = (kind: ToldAt["kind"]) => told.find((one) => one.kind === kind)?.toldMs ?? Number.NaN;
  return timeOf("snapshot") - timeOf("gap");
}
