import { connectRobot } from "../../robots.ts";
import { openPlainRobot } from "../plain-robot.ts";
import type { Rig } from "../rig.ts";
import { atLeast, atMost, exactly, type Scenario } from "../scenario.ts";
import { needs, until } from "../until.ts";

const HOUR = 3600;
const YEAR_9999 = Date.UTC(9999, 11, 31) / 1000 - Date.now() / 1000;
const ROUNDS = 10;
const SET_BACK_EVERY_MS = 200;

interface ApiRobot {
  robot_id: string;
  state: string;
  metrics: { cpu_usage: number } | null;
  last_sample_at: string;
  clock_skew_seconds: number | null;
}

/** How it sends a sample, `skew` seconds away from the right time. */
type Send = (value: number, skew: number) => Promise<unknown>;

interface Clocked {
  robotId: string;
  /** How wrong its clock is at each round; null when it sends no times. */
  skewAt(round: number): number | null;
  send: Send;
}

const now = () => Date.now() / 1000;
const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
const FORMS: Record<string, (seconds: number) => number | string | undefined> = {
  absent: () => undefined,
  naive: (seconds) => iso(seconds).slice(0, -1),
  microseconds: (seconds) => Math.round(seconds * 1e6),
  iso,
  seconds: (seconds) => seconds,
};

export const robotClocks: Scenario = {
  id: "S15",
  title: "Robots whose clocks are wrong",
  promises:
    "values are in the order in which they came and as old as they are by our clock; how wrong a clock is is shown; a future that was claimed once keeps nothing away, and a clock that was set back is believed within 6 s",
  injects:
    "10 robots over both transports: clocks an hour off either way, no times, without a zone, in microseconds, in the year 9999, put right half-way; then one that is set back by an hour",
  quick: true,
  defences: [
    "server/telemetry/latest.ts: a future that was claimed once counts however far it is → looks at which the latest value was not the last one sent (10), the skew shown",
    "server/telemetry/latest.ts: a clock that was set back is never believed → until it is believed (never)",
  ],
  async run(rig) {
    const { url } = await rig.gateway();
    const robots = await clockedRobots(rig, url);
    const list = async () =>
      ((await (await fetch(`${url}/api/telemetry/robots`)).json()) as { robots: ApiRobot[] }).robots;
    // Their connections are told by the stream, which may come a moment after their greeting.
    await needs("all robots are known", async () => (await list()).length === robots.length);
    let notLatest = 0;
    let skewOff = 0;
    let receivedOff = 0;
    for (let round = 1; round <= ROUNDS; round++) {
      await Promise.all(robots.map(({ send, skewAt }) => send(round, skewAt(round) ?? 0)));
      const seen = await list();
      for (const { robotId, skewAt } of robots) {
        const robot = seen.find(({ robot_id }) => robot_id === robotId);
        if (robot?.metrics?.cpu_usage !== round) notLatest += 1;
        receivedOff = Math.max(receivedOff, Math.abs(now() - Date.parse(robot?.last_sample_at ?? "") / 1000));
        const skew = skewAt(round);
        const off =
          skew === null
            ? Number(robot?.clock_skew_seconds !== null) * HOUR
            : skew - (robot?.clock_skew_seconds ?? Number.NaN);
        skewOff = Math.max(skewOff, Math.abs(off));
      }
    }
    const silentFrom = performance.now();
    const stale = async () => (await list()).filter(({ state }) => state === "stale").length;
    const setBack = believedAfter(rig, url);
    await until(async () => (await stale()) > 0, 20_000);
    const firstMs = performance.now() - silentFrom;
    await until(async () => (await stale()) >= robots.length, 5_000);
    const lastMs = performance.now() - silentFrom;
    return [
      exactly("looks at which the latest value was not the last one sent", notLatest, 0),
      atMost("a value's age is wrong by at most", receivedOff * 1000, 1_000, "ms"),
      atMost("the skew shown is wrong by at most", skewOff * 1000, 1_000, "ms"),
      atLeast("silent robots are called stale from", firstMs, 9_500, "ms"),
      atMost("and all of them by", lastMs, 11_500, "ms"),
      atMost("until a clock that was set back is believed", await setBack, 6_000, "ms"),
    ];
  },
};

async function clockedRobots(rig: Rig, url: string): Promise<Clocked[]> {
  const half = ROUNDS / 2;
  const robots: Omit<Clocked, "send">[] = [
    { robotId: "absent", skewAt: () => null },
    { robotId: "naive", skewAt: () => 0 },
    { robotId: "microseconds", skewAt: () => 0 },
    { robotId: "iso_year_9999", skewAt: () => YEAR_9999 },
    { robotId: "iso_year_9999_until_now", skewAt: (round) => (round > half ? 0 : YEAR_9999) },
    { robotId: "seconds_ahead", skewAt: () => HOUR },
    { robotId: "seconds_behind", skewAt: () => -HOUR },
  ];
  const plain = robots.map(async (robot) => {
    const form = FORMS[robot.robotId.split("_")[0] ?? ""] ?? now;
    return { ...robot, send: await sendPlain(rig, url, robot.robotId, form) };
  });
  const overSocketIo = [
    { robotId: "io_ahead", skewAt: () => HOUR },
    { robotId: "io_behind", skewAt: () => -HOUR },
    { robotId: "io_ahead_until_now", skewAt: (round: number) => (round > half ? 0 : HOUR) },
  ].map(async (robot) => {
    const client = await connectRobot(url, robot.robotId);
    rig.atEnd(client.close);
    const send: Send = (value, skew) => client.report({ cpu_usage: value }, now() + skew);
    return { ...robot, send };
  });
  return Promise.all([...plain, ...overSocketIo]);
}

async function sendPlain(
  rig: Rig,
  url: string,
  robotId: string,
  form: (seconds: number) => number | string | undefined,
): Promise<Send> {
  const robot = await openPlainRobot(url, robotId);
  rig.atEnd(robot.close);
  return (value, skew) => robot.say(JSON.stringify({ cpu_usage: value, timestamp: form(now() + skew) }));
}

/** Milliseconds until what a robot says is taken again after its clock was set back by an hour. */
async function believedAfter(rig: Rig, url: string): Promise<number> {
  const send = await sendPlain(rig, url, "set_back", (seconds) => seconds);
  await send(1, 0);
  const from = performance.now();
  const sending = setInterval(() => void send(2, -HOUR), SET_BACK_EVERY_MS);
  rig.atEnd(() => clearInterval(sending));
  const metrics = async () =>
    ((await (await fetch(`${url}/api/telemetry/robots/set_back`)).json()) as ApiRobot).metrics;
  await needs("its first value is there", async () => (await metrics()) !== null);
  const took = await until(async () => (await metrics())?.cpu_usage === 2, 15_000);
  clearInterval(sending);
  return Number.isFinite(took) ? performance.now() - from : took;
}
