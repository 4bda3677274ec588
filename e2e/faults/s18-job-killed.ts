import { MissionCounts } from "../../lib/metrics/api.ts";
import { OWN_JOB } from "../../lib/metrics/cadence.ts";
import { killPoints, leaseKey } from "./kill-points.ts";
import { exactly, type Scenario } from "./scenario.ts";
import { readStream, repeated } from "./stream.ts";
import { needs } from "./until.ts";

const MISSIONS = "brain.events.missions";
const ADDED = 30;
const HOUR_SECONDS = 3600;
const ADD = `for n = 1, tonumber(ARGV[1]) do redis.call('XADD', KEYS[1], '*', 'data', '{"status":"completed"}') end`;
const LEASE = leaseKey(`job:${OWN_JOB}`);
const POINTS = killPoints("metrics.aggregation_started", "metrics.aggregation_completed");

export const jobKilled: Scenario = {
  id: "S18",
  title: "The gateway is killed in the middle of the aggregation job",
  promises:
    "each entry of the missions is counted once, and told of in one run that was completed, wherever the job was killed",
  injects: `SIGKILL before and after Redis has taken the run's begin, and before and after it has taken its result, once each; ${ADDED} new entries each time`,
  injectsInFull: `SIGKILL before and after Redis has taken the run's begin, and before and after it has taken its result, 25 times each; ${ADDED} new entries each time`,
  quick: false,
  defences: [
    "server/metrics/aggregate.ts: counts and the event that tells of them in two steps → entries that completed runs told of (90 of 120)",
    "server/metrics/missions.ts: every run counts from the stream's begin → entries counted in the end (420 of 120)",
  ],
  async run(rig) {
    const redis = await rig.redis();
    const cable = await rig.cable(redis.url);
    const gateway = await rig.gateway(cable.url, { aggregationIntervalSeconds: HOUR_SECONDS });
    const runJob = () => fetch(`${gateway.url}/api/metrics/jobs/${OWN_JOB}/run`, { method: "POST" });
    const counted = async () =>
      MissionCounts.parse(await (await fetch(`${gateway.url}/api/metrics/missions`)).json()).total;
    await runJob();
    const times = rig.full ? 25 : 1;
    let added = 0;
    let miscounted = 0;
    let failed = 0;
    for (let n = 0; n < times; n++) {
      for (const arm of POINTS) {
        await redis.cli("EVAL", ADD, "1", MISSIONS, String(ADDED));
        added += ADDED;
        const before = cable.swallowed();
        arm(cable);
        // Nobody is there any more to answer it.
        void runJob().catch(() => undefined);
        await needs("the job is at the point", () => cable.swallowed() > before);
        await gateway.kill();
        await redis.cli("DEL", LEASE);
        await gateway.start();
        if (!(await runJob()).ok) failed += 1;
        if ((await counted()) !== added) miscounted += 1;
      }
    }
    const told = await completedRuns(gateway.url);
    return [
      exactly("kills", cable.swallowed(), times * POINTS.length),
      exactly("runs afterwards that failed", failed, 0),
      exactly("times that the count was wrong afterwards", miscounted, 0),
      exactly("entries counted in the end", await counted(), added),
      exactly("entries that completed runs told of", told.entries, added),
      exactly("statuses that they told of", told.statuses, added),
      exactly("events in the stream more than once", repeated(await readStream(redis)), 0),
    ];
  },
};

interface Run {
  payload: { entries_processed: number; missions_by_status: Record<string, number> };
}

/** What all completed runs told of together. */
async function completedRuns(url: string): Promise<{ entries: number; statuses: number }> {
  const query = encodeURIComponent("type:metrics.aggregation_completed");
  const answer = await fetch(`${url}/api/events?query=${query}&limit=1000`);
  const { events } = (await answer.json()) as { events: Run[] };
  const sum = (of: (run: Run) => number) => events.reduce((all, run) => all + of(run), 0);
  return {
    entries: sum(({ payload }) => payload.entries_processed),
    statuses: sum(({ payload }) => payload.missions_by_status.completed ?? 0),
  };
}
