import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Dashboard } from "../dashboard.ts";
import { handIn } from "../load.ts";
import type { Rig } from "../rig.ts";
import { atMost, exactly, type Figure, type Scenario } from "../scenario.ts";
import { STREAM } from "../stream.ts";
import { needs, until } from "../until.ts";

const DASHBOARDS = 20;
const LONG_ENOUGH_MS = 15_000;

export const anotherStream: Scenario = {
  id: "S08",
  title: "The stream under everybody's feet is replaced",
  promises: "every dashboard is told of a gap with the reason within 5 s, and of what comes afterwards",
  injects: `the stream deleted; FLUSHALL; an older copy of the data restored; ${DASHBOARDS} dashboards each`,
  quick: true,
  defences: [
    "server/store/follow.ts: the follower's place isn't judged → dashboards told of the gap (0 of 20, three times)",
  ],
  async run(rig) {
    const redis = await rig.redis();
    const { url } = await rig.gateway(redis.url);
    const files = join(redis.folder, "appendonlydir");
    const copy = join(redis.folder, "copy");
    for (let n = 0; n < 10; n++) await handIn(url, `older-${n}`);
    await redis.kill("SIGTERM");
    await cp(files, copy, { recursive: true });
    await redis.start();
    await needs("it is written again", () => handIn(url, "newer-0"));
    for (let n = 1; n < 10; n++) await handIn(url, `newer-${n}`);
    return [
      ...(await replaced(rig, url, "the stream was deleted", () => redis.cli("DEL", STREAM))),
      ...(await replaced(rig, url, "FLUSHALL", () => redis.cli("FLUSHALL"))),
      ...(await replaced(rig, url, "an older copy was restored", async () => {
        await redis.kill();
        await rm(files, { recursive: true });
        await cp(copy, files, { recursive: true });
        await redis.start();
      })),
    ];
  },
};

async function replaced(
  rig: Rig,
  url: string,
  what: string,
  replace: () => Promise<unknown>,
): Promise<Figure[]> {
  await needs("an event stands in it", () => handIn(url, `${what}: before`));
  const dashboards = await rig.dashboards(url, DASHBOARDS);
  await replace();
  const isTold = (one: Dashboard) => one.told.some((each) => each.kind === "gap" && each.reason === "epoch");
  const gapMs = await until(() => dashboards.every(isTold), LONG_ENOUGH_MS);
  const told = dashboards.filter(isTold).length;
  await needs("it takes events", () => handIn(url, `${what}: after`));
  const isOn = (one: Dashboard) => one.told.at(-1)?.kind === "events";
  const onMs = await until(() => dashboards.every(isOn), LONG_ENOUGH_MS);
  for (const one of dashboards) one.close();
  return [
    exactly(`dashboards told of the gap when ${what}`, told, DASHBOARDS),
    atMost("until all were", gapMs, 5_000, "ms"),
    atMost("until all had the next event", onMs, 5_000, "ms"),
  ];
}
