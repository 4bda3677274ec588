import { isAppError } from "#lib/errors";
import { ownToken } from "#server/config";
import { createClient } from "./client.ts";
import { readOptions, type SimulatorOptions, USAGE } from "./options.ts";
import { CARES, type Care, playAgent } from "./play-agent.ts";
import { playJob } from "./play-job.ts";
import { playMissions } from "./play-missions.ts";
import { playRobot } from "./play-robot.ts";
import { playStrangers } from "./play-strangers.ts";
import { playTruth } from "./play-truth.ts";
import { createRandom } from "./random.ts";

/** Those that move robots, and those that don't, in turns. */
const AGENT_NAMES = [
  "navigator",
  "planner",
  "dispatcher",
  "librarian",
  "inspector",
  "negotiator",
  "scout",
  "translator",
];
/** The same complaint is told again after this long: a server that is away must not fill the log. */
const COMPLAIN_EVERY_MS = 30_000;
const PARENT_CHECK_MS = 500;
/** For the robots' good-byes. */
const END_WITHIN_MS = 1_500;

const options = optionsOrEnd();
const ending = new AbortController();
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => ending.abort());
const parent = process.ppid;
setInterval(() => process.ppid !== parent && ending.abort(), PARENT_CHECK_MS).unref();
// Nobody reads what it says any more: its parent is gone.
process.stderr.on("error", () => ending.abort());

const outcomes = await Promise.allSettled(actors(options));
const broken = outcomes.filter((outcome) => outcome.status === "rejected" && !ending.signal.aborted);
for (const outcome of broken) process.stderr.write(`${String((outcome as PromiseRejectedResult).reason)}\n`);
process.exitCode = broken.length > 0 ? 1 : 0;
setTimeout(() => process.exit(), END_WITHIN_MS).unref();

function actors(options: SimulatorOptions): Promise<void>[] {
  const { url, seed, speed, agents, robots, faultRate, truth } = options;
  const client = createClient({
    url,
    token: ownToken(),
    signal: ending.signal,
    speed,
    complain: createComplaints(),
  });
  const random = createRandom(seed);
  const times = <T>(count: number, make: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => make(index));
  if (truth !== null)
    return times(agents, (index) => {
      const agentId = `truth_${index + 1}`;
      return playTruth(client, { agentId, mutations: truth, random: random.of(agentId) });
    });
  return [
    ...times(agents, (index) => {
      const agentId = agentName(index);
      return playAgent(client, {
        agentId,
        movesRobots: index % 2 === 0,
        care: CARES[index % CARES.length] as Care,
        random: random.of(agentId),
        faultRate,
      });
    }),
    ...times(robots, (index) => {
      const robotId = `robot_${String(index + 1).padStart(3, "0")}`;
      return playRobot(client, { robotId, plain: index % 2 === 1, random: random.of(robotId), faultRate });
    }),
    playMissions(client, random.of("missions"), faultRate),
    playJob(client, random.of("job"), faultRate),
    playStrangers(client, random.of("strangers"), faultRate),
  ];
}

function agentName(index: number): string {
  const name = AGENT_NAMES[index % AGENT_NAMES.length] ?? "agent";
  const round = Math.floor(index / AGENT_NAMES.length);
  return `demo_${name}${round > 0 ? `_${round + 1}` : ""}`;
}

function createComplaints(): (text: string) => void {
  const told = new Map<string, number>();
  return (text) => {
    const kind = text.slice(0, 40);
    const now = performance.now();
    if (now - (told.get(kind) ?? Number.NEGATIVE_INFINITY) < COMPLAIN_EVERY_MS) return;
    told.set(kind, now);
    process.stderr.write(`${text}\n`);
  };
}

function optionsOrEnd(): SimulatorOptions {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    if (!isAppError(error)) throw error;
    process.stderr.write(`${error.message}\n${USAGE}\n`);
    process.exit(2);
  }
}
