import { LAST_STREAM_ID } from "../../../lib/stream-id.ts";
import { readiness } from "../balancer.ts";
import type { Dashboard } from "../dashboard.ts";
import { handIn } from "../load.ts";
import { atLeast, atMost, exactly, type Scenario } from "../scenario.ts";
import { lost, readStream, repeated, STREAM } from "../stream.ts";
import { needs, until } from "../until.ts";

const DASHBOARDS = 10;
const AHEAD_MS = 3600_000;
const LONG_ENOUGH_MS = 20_000;

export const streamIds: Scenario = {
  id: "S16",
  title: "The clock of Redis has jumped by an hour, and the last possible stream id is used up",
  promises:
    "order is kept over a jump, and nothing is lost; when the stream can take no more, the gateway and every dashboard say so within 5 s, requests are refused within 1 s, and all goes on once the stream is removed",
  injects:
    "an entry an hour ahead, as a clock leaves it that jumped forward and back, under 200 events/s and with 10 dashboards; then one under the last id of all",
  quick: true,
  defences: [
    "server/store/follow.ts: a stream whose last id is used up is read on → until the gateway says that it isn't ready (never), until all dashboards say so (never)",
  ],
  async run(rig) {
    const redis = await rig.redis();
    const gateway = await rig.gateway(redis.url);
    const { url } = gateway;
    const dashboards = await rig.dashboards(url, DASHBOARDS);
    const load = rig.load({ url: () => url });
    const add = (streamId: string, id: string) =>
      redis.cli(
        "XADD",
        STREAM,
        streamId,
        "id",
        id,
        "type",
        "faults.placed",
        "source",
        "faults",
        "payload",
        "{}",
      );
    await needs("the load runs", () => load.acknowledged.size > 200);
    await add(`${Date.now() + AHEAD_MS}-0`, "ahead");
    const before = load.acknowledged.size;
    await needs("the load goes on", () => load.acknowledged.size > before + 400);
    await load.stop();
    const exact = await rig.exact(redis, dashboards);
    const stream = await readStream(redis);

    await add(LAST_STREAM_ID, "last");
    const shown = (one: Dashboard) => one.cursor()?.streamId === LAST_STREAM_ID;
    const lastMs = await until(() => dashboards.every(shown), LONG_ENOUGH_MS);
    const refusedAt = performance.now();
    const taken = await handIn(url, "one-too-many");
    const refusedMs = performance.now() - refusedAt;
    const [notReadyMs, saysSoMs] = await Promise.all([
      until(async () => (await readiness(url)) === "not_ready", LONG_ENOUGH_MS),
      until(() => dashboards.every((one) => one.saysSo()), LONG_ENOUGH_MS),
    ]);
    await redis.cli("DEL", STREAM);
    const readyMs = await until(async () => (await readiness(url)) === "ready", LONG_ENOUGH_MS);
    await needs("events are taken again", () => handIn(url, "again"));
    const backMs = await until(() => dashboards.every((one) => !one.saysSo() && !shown(one)), LONG_ENOUGH_MS);
    return [
      exactly("acknowledged events lost", lost(stream, load.acknowledged), 0),
      exactly("events in the stream more than once", repeated(stream), 0),
      ...exact,
      atMost("until all dashboards have the last event of all", lastMs, 5_000, "ms"),
      exactly("events taken after it", Number(taken), 0),
      atMost("until one more was refused", refusedMs, 1_100, "ms"),
      atMost("until the gateway says that it isn't ready", notReadyMs, 5_000, "ms"),
      atMost("until all dashboards say so", saysSoMs, 5_000, "ms"),
      atMost("until it is ready when the stream was removed", readyMs, 5_000, "ms"),
      atMost("until all dashboards go on", backMs, 5_000, "ms"),
      atLeast("events handed in", load.acknowledged.size, 600),
    ];
  },
};
