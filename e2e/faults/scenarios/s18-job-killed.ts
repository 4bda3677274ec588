import { addMissions, completedRuns, countedMissions, HOURLY, JOB_LEASE, runJob } from "../aggregation.ts";
import { killPoints } from "../kill-points.ts";
import { exactly, type Scenario } from "../scenario.ts";
import { readStream, repeated } from "../stream.ts";
import { needs } from "../until.ts";

const ADDED = 30;
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
    const gateway = await rig.gateway(cable.url, HOURLY);
    await runJob(gateway.url);
    const times = rig.full ? 25 : 1;
    let added = 0;
    let miscounted = 0;
    let failed = 0;
    for (let n = 0; n < times; n++) {
      for (const arm of POINTS) {
        await addMissions(redis, ADDED);
        added += ADDED;
        const before = cable.swallowed();
        arm(cable);
        // Nobody is there any more to answer it.
        void runJob(gateway.url).catch(() => undefined);
        await needs("the job is at the point", () => cable.swallowed() > before);
        await gateway.kill();
        await redis.cli("DEL", JOB_LEASE);
        await gateway.start();
        if (!(await runJob(gateway.url)).ok) failed += 1;
        if ((await countedMissions(gateway.url)) !== added) miscounted += 1;
      }
    }
    const told = await completedRuns(gateway.url);
    return [
      exactly("kills", cable.swallowed(), times * POINTS.length),
      exactly("runs afterwards that failed", failed, 0),
      exactly("times that the count was wrong afterwards", miscounted, 0),
      exactly("entries counted in the end", await countedMissions(gateway.url), added),
      exactly("entries that completed runs told of", told.entries, added),
      exactly("statuses that they told of", told.statuses, added),
      exactly("events in the stream more than once", repeated(await readStream(redis)), 0),
    ];
  },
};
