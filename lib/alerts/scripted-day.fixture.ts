import type { StoredEvent } from "../events/envelope.ts";

/** A day begins here, Unix seconds. */
export const DAY_START = 1_800_000_000;
export const DAY_SECONDS = 86_400;

/** What happens in it, `s` seconds after its beginning; halves of seconds, so that sums of them are exact. */
export type Happening =
  | { s: number; type: string; source: string; payload: Record<string, unknown> }
  | { s: number; robot_id: string; metrics: Record<string, number> };

export type DayEvent = Extract<Happening, { type: string }>;

/** A seeded day in which everything that the rules look at happens, also exactly at its limit. In order of time. */
export function scriptedDay(seed: number): Happening[] {
  const random = randomOf(seed);
  const day = [
    ...ownJob(random),
    ...otherJob(random),
    ...robots(random),
    ...agent(random),
    ...planner(random),
  ];
  return day.filter(({ s }) => s < DAY_SECONDS).sort((a, b) => a.s - b.s);
}

/** As the stream has it: taken when it happened. */
export const stored = ({ s, ...event }: DayEvent, n: number): StoredEvent =>
  ({
    ...event,
    stream_id: `${(DAY_START + s) * 1000}-${n}`,
    id: `e${n}`,
    timestamp: DAY_START + s,
  }) as unknown as StoredEvent;

type Random = () => number;

function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const among = <T>(random: Random, ...choice: [T, ...T[]]): T =>
  choice[Math.floor(random() * choice.length)] ?? choice[0];
const halves = (random: Random, from: number, to: number): number =>
  from + Math.floor(random() * (to - from) * 2) / 2;

const metrics = (s: number, what: string, job_id: string, more: Record<string, unknown>): DayEvent => ({
  s,
  type: `metrics.aggregation_${what}`,
  source: job_id === OWN ? "metrics_service" : `${job_id}_service`,
  payload: { job_id, ...more },
});
const OWN = "aggregate_mission_metrics";

/** Starts every 30 s, mostly; takes too long, fails for a while, ends never, or is not there. */
function* ownJob(random: Random): Generator<DayEvent> {
  for (let s = 0, failing = 0; s < DAY_SECONDS; ) {
    yield metrics(s, "started", OWN, { started_at: DAY_START + s });
    const fate = random();
    if (failing === 0 && fate < 0.02) failing = among(random, 1, 2, 3, 6);
    const seconds =
      fate > 0.995 ? 70 : fate > 0.99 ? 50 : fate > 0.985 ? 60 : fate > 0.98 ? 61 : halves(random, 0.5, 9);
    if (failing > 0) {
      failing -= 1;
      yield failed(s + seconds, OWN);
    } else if (fate < 0.97 || seconds > 9)
      yield completed(s + seconds, OWN, among(random, 900, 1_200, 1_500, 3_000, 4_999, 5_000, 5_001));
    s +=
      Math.max(30, seconds > 9 ? seconds + 0.5 : 0) +
      (random() < 0.02 ? among(random, 15, 15.5, 30, 30.5, 200) : 0);
  }
}

/** Of another producer: its cadence has to be learned, and changes at noon. */
function* otherJob(random: Random): Generator<DayEvent> {
  for (let s = 7; s < DAY_SECONDS; ) {
    yield metrics(s, "started", "reindex", { started_at: DAY_START + s });
    if (random() < 0.97) yield completed(s + halves(random, 1, 20), "reindex", 2_000);
    const usual = s < DAY_SECONDS / 2 ? 120 : 90;
    s += random() < 0.03 ? usual * among(random, 1.5, 2, 4) : usual + halves(random, -3, 3);
  }
}

const failed = (s: number, job_id: string): DayEvent =>
  metrics(s, "failed", job_id, {
    failed_at: DAY_START + s,
    error_type: "Timeout",
    error_message: "no answer",
  });
const completed = (s: number, job_id: string, duration_ms: number): DayEvent =>
  metrics(s, "completed", job_id, { completed_at: DAY_START + s, duration_ms, entries_processed: 1 });

const REASONS = [
  "client_disconnect",
  "transport_error",
  "heartbeat_timeout",
  "kicked",
  "server_shutdown",
  "replaced",
  "gateway_lost",
] as const;

function* robots(random: Random): Generator<Happening> {
  for (let n = 0; n < 12; n++) yield* robot(random, `robot_${n}`, n < 3);
}

/** Comes and goes, for a moment or for long; some say how they are while they are there. */
function* robot(random: Random, robot_id: string, speaks: boolean): Generator<Happening> {
  const connection = (s: number, what: string, more: Record<string, unknown>): DayEvent => ({
    s,
    type: `telemetry.connection_${what}`,
    source: "telemetry_service",
    payload: { robot_id, ...more },
  });
  for (let s = halves(random, 0, 600), count = 0; s < DAY_SECONDS; count++) {
    const connection_id = `${robot_id} ${count}`;
    const seconds = among(random, 30, 59.5, 60, 60.5, 400, 3_000, 3_000);
    yield connection(s, "established", { connection_id, connected_at: DAY_START + s });
    if (speaks) yield* samples(random, robot_id, s + 0.5, s + seconds - 0.5);
    s += seconds;
    yield connection(s, "closed", {
      connection_id,
      duration_seconds: seconds,
      reason: among(random, ...REASONS),
      disconnected_at: DAY_START + s,
    });
    s += among(random, 5, 10, 10.5, 40, 60, 120, 900);
  }
}

/** Every five seconds: around the limits mostly, and for as long as the rules wait. */
function* samples(random: Random, robot_id: string, from: number, to: number): Generator<Happening> {
  let [battery, cpu] = [50, 50];
  for (let s = from; s < to; s += 5) {
    if (random() < 0.08) battery = among(random, 15, 19.5, 20, 22, 25, 60);
    if (random() < 0.08) cpu = among(random, 95, 90.5, 90, 87, 85, 40);
    yield { s, robot_id, metrics: { battery_percentage: battery, cpu_usage: cpu } };
  }
}

/** Mutates and is scored; falls for a while, and goes back to what was best. */
function* agent(random: Random): Generator<DayEvent> {
  const agent_id = "coder";
  const dna = (s: number, type: string, more: Record<string, unknown>): DayEvent => ({
    s,
    type,
    source: "dna_service",
    payload: { agent_id, ...more },
  });
  let best = { karma: -1, snapshot_id: 0 };
  for (let version = 1, s = 60; s < DAY_SECONDS - 200; version++) {
    const snapshot = { snapshot_id: version, version, created_at: DAY_START + s };
    const back = version > 1 && random() < 0.15;
    if (version === 1 || back)
      yield dna(s, "dna.snapshot_created", {
        ...snapshot,
        source: back ? "system" : "manual",
        parent_snapshot_id: back ? best.snapshot_id : null,
        dna_size: 3,
        traits_count: 1,
      });
    else
      yield dna(s, "dna.mutation_applied", {
        ...snapshot,
        parent_snapshot_id: version - 1,
        mutation_keys: ["temperature"],
        traits_delta: {},
      });
    const karma_score = among(random, 0.5, 0.7, 0.75, 0.75, 0.8);
    s += 45;
    yield dna(s, "dna.karma_updated", {
      snapshot_id: version,
      version,
      karma_score,
      updated_at: DAY_START + s,
    });
    if (karma_score > best.karma) best = { karma: karma_score, snapshot_id: version };
    s += halves(random, 200, 800);
  }
}

/** Speaks every 20 s by habit, and is silent at times. */
function* planner(random: Random): Generator<DayEvent> {
  for (
    let s = 3;
    s < DAY_SECONDS;
    s += random() < 0.01 ? among(random, 100, 110.5, 400) : halves(random, 18, 22)
  )
    yield { s, type: "plan.made", source: "planner", payload: {} };
}
