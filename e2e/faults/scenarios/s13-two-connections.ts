import { setTimeout as sleep } from "node:timers/promises";
import { type EndedSession, SessionList } from "../../../lib/telemetry/api-sessions.ts";
import { fingerprint } from "../../../lib/telemetry/fingerprint.ts";
import { connectRobot } from "../../robots.ts";
import { atMost, exactly, type Scenario } from "../scenario.ts";
import { needs } from "../until.ts";

const ROBOT = "twice";
const LOOK_EVERY_MS = 50;

export const twoConnections: Scenario = {
  id: "S13",
  title: "One robot has two connections, and one of them comes and goes",
  promises:
    "the robot is online throughout; each connection has its own session, right to a second; that it flaps is seen",
  injects: "one connection that stays, and another one that comes and goes 20 times within 10 s",
  injectsInFull: "one connection that stays, and another one that comes and goes 20 times within a minute",
  quick: true,
  defences: [
    "lib/telemetry/state.ts: the end of one connection is the end of all → looks at which it was not online (42), connections that are open (0 of 1)",
  ],
  async run(rig) {
    const { url } = await rig.gateway();
    const steady = await connectRobot(url, ROBOT);
    rig.atEnd(steady.close);
    await steady.report({ cpu_usage: 1 });
    const path = `${url}/api/telemetry/robots/${ROBOT}`;
    let looks = 0;
    let notOnline = 0;
    const looking = setInterval(async () => {
      const { state } = (await (await fetch(path)).json()) as { state: string };
      looks += 1;
      if (state !== "online") notOnline += 1;
    }, LOOK_EVERY_MS);
    rig.atEnd(() => clearInterval(looking));
    const reporting = setInterval(() => void steady.report({ cpu_usage: 2 }), 500);
    rig.atEnd(() => clearInterval(reporting));

    const times = 20;
    const stays: { from: number; to: number }[] = [];
    for (let n = 0; n < times; n++) {
      const other = await connectRobot(url, ROBOT);
      const from = Date.now() / 1000;
      await sleep((rig.full ? 60_000 : 10_000) / times - 100);
      other.close();
      stays.push({ from, to: Date.now() / 1000 });
      await sleep(100);
    }
    const list = async () => SessionList.parse(await (await fetch(`${path}/sessions`)).json());
    await needs("all are told to have ended", async () => (await list()).sessions.length >= times);
    clearInterval(looking);
    const { open, sessions } = await list();
    const oldestFirst = sessions.toReversed();
    const seen = fingerprint({
      sessions: oldestFirst,
      openSince: open[0]?.connected_at ?? null,
      knownSince: 0,
      now: Date.now() / 1000,
    });
    return [
      exactly("looks at which it was not online", looks === 0 ? Number.NaN : notOnline, 0),
      exactly("connections that are open", open.length, 1),
      exactly("sessions that ended", sessions.length, times),
      exactly("ids of theirs", new Set(sessions.map(({ connection_id }) => connection_id)).size, times),
      atMost("seconds that one is wrong by at most", worst(oldestFirst, stays), 1),
      exactly(`called ${seen.kind} where it flaps`, seen.kind === "flapping" ? 0 : 1, 0),
    ];
  },
};

/** Begin, end and length. */
const worst = (sessions: readonly EndedSession[], stays: readonly { from: number; to: number }[]): number =>
  Math.max(
    ...sessions.flatMap((session, n) => {
      const { from, to } = stays[n] ?? { from: Number.NaN, to: Number.NaN };
      return [
        Math.abs(session.connected_at - from),
        Math.abs(session.disconnected_at - to),
        Math.abs(session.duration_seconds - (to - from)),
      ];
    }),
  );
