import { parseArgs } from "node:util";
import { createClient } from "./client.ts";
import { playAgent } from "./play-agent.ts";
import { playMissions } from "./play-missions.ts";
import { playRobot } from "./play-robot.ts";
import { createRandom } from "./random.ts";

const AGENT_NAMES = [
  "navigator",
  "dispatcher",
  "inspector",
  "planner",
  "librarian",
  "negotiator",
  "welder",
  "scout",
];
/** The same complaint is told again after this long: a server that is away must not fill the log. */
const COMPLAIN_EVERY_MS = 30_000;
/** The parent's end is noticed within this time. */
const PARENT_CHECK_MS = 1_000;

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:3000" },
    robots: { type: "string", default: "8" },
    agents: { type: "string", default: "6" },
    "fault-rate": { type: "string", default: "0.05" },
    seed: { type: "string", default: String(Date.now() % 100_000) },
    speed: { type: "string", default: "1" },
  },
});

const ending = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => ending.abort());
const parent = process.ppid;
setInterval(() => process.ppid !== parent && ending.abort(), PARENT_CHECK_MS).unref();

const seed = numberOf("seed", 0, 1_000_000);
const faultRate = numberOf("fault-rate", 0, 1);
const client = createClient(values.url, ending.signal, numberOf("speed", 0.1, 100), createComplaints());
// Each actor has random numbers of its own: what one does doesn't change what the others do.
const random = (index: number) => createRandom(seed * 1000 + index);

const actors = [
  ...Array.from({ length: numberOf("agents", 0, 500) }, (_, index) =>
    playAgent(client, agentName(index), random(index), faultRate),
  ),
  ...Array.from({ length: numberOf("robots", 0, 5_000) }, (_, index) =>
    playRobot(
      client,
      `robot_${String(index + 1).padStart(3, "0")}`,
      index % 3 === 2,
      random(500 + index),
      faultRate,
    ),
  ),
  playMissions(client, random(999), faultRate),
];
const outcomes = await Promise.allSettled(actors);
const broken = outcomes.filter((outcome) => outcome.status === "rejected" && !ending.signal.aborted);
for (const outcome of broken) process.stderr.write(`${String((outcome as PromiseRejectedResult).reason)}\n`);
process.exitCode = broken.length > 0 ? 1 : 0;

function numberOf(
  name: "seed" | "fault-rate" | "speed" | "agents" | "robots",
  min: number,
  max: number,
): number {
  const value = Number(values[name]);
  if (value >= min && value <= max) return value;
  process.stderr.write(`--${name} must be a number from ${min} to ${max} (it is "${values[name]}")\n`);
  process.exit(2);
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
