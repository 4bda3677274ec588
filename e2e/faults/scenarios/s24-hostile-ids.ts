import { isDeepStrictEqual } from "node:util";
import type { RedisProcess } from "../../redis-process.ts";
import { connectRobot } from "../../robots.ts";
import type { ServerProcess } from "../../server-process.ts";
import { filesIn, foreignKeys, outside } from "../around.ts";
import { ask } from "../ask.ts";
import { ESCAPED, ILLEGAL_IDS, LEGAL_IDS, VICTIM } from "../hostile-ids.ts";
import { ID_DOORS, type Outcome } from "../id-doors.ts";
import { inParallel } from "../parallel.ts";
import { atLeast, exactly, type Scenario } from "../scenario.ts";
import { needs } from "../until.ts";

const AT_ONCE = 4;
const IDS = [...LEGAL_IDS, ...ILLEGAL_IDS];
const KINDS =
  "paths with dots in six spellings, globs, names of keys and parts of them, SQL, NUL, right to left, look-alikes, 10 KB";

export const hostileIds: Scenario = {
  id: "S24",
  title: "Ids that are paths, patterns or other keys' names",
  promises:
    "an id is refused, or kept and told as it is: it reaches nobody else's things, and no key or file outside ours, on Redis and on SQLite; every legal one is taken",
  injects: `${IDS.length} ids at ${ID_DOORS.length} doors, at those that make agents and robots on each store, at the others on one of the two: ${KINDS}`,
  injectsInFull: `${IDS.length} ids at ${ID_DOORS.length} doors on each store: ${KINDS}`,
  quick: true,
  defences: [
    "lib/ids.ts: control characters are let in → other ids taken where agents and robots are made (36)",
    "server/dna/keys.ts: an agent's id is part of a key as it is → somebody else's things that changed (2)",
    "server/store/redis/keys.ts: an event's id alone is a key → keys that are none of ours (1,304), answers that tell of anything but the id (5)",
    "server/http/api.ts: the path is taken from the request's URL, where its dots are walked → answers that tell of anything but the id (8)",
    "server/history/reader/values.ts: what LIKE finds is not looked at → answers that tell of anything but the id (2)",
  ],
  async run(rig) {
    const redis = await rig.redis();
    // In the quick form every id knocks at every door, but at those that make nothing on one of the stores only.
    const half = (parity: number) => (n: number, door: number) => rig.full || (n + door) % 2 === parity;
    const onSqlite = await tryAll(await rig.gateway(), null, half(0));
    const onRedis = await tryAll(await rig.gateway(redis.url), redis, half(1));
    const sum = (name: keyof Tried) => onSqlite[name] + onRedis[name];
    return [
      exactly("answers that tell of anything but the id", sum("otherwise"), 0),
      exactly("legal ids refused where agents and robots are made", sum("refused"), 0),
      exactly("other ids taken there", sum("taken"), 0),
      exactly("somebody else's things that changed", sum("changed"), 0),
      exactly("keys that are none of ours", sum("keys"), 0),
      exactly("files made or gone", sum("files"), 0),
      atLeast("times that an id was kept as it is", sum("kept"), (rig.full ? 20 : 10) * LEGAL_IDS.length),
    ];
  },
};

interface Tried {
  otherwise: number;
  kept: number;
  refused: number;
  taken: number;
  changed: number;
  keys: number;
  files: number;
}

async function tryAll(
  gateway: ServerProcess,
  redis: RedisProcess | null,
  isTurn: (id: number, door: number) => boolean,
): Promise<Tried> {
  const tried: Tried = { otherwise: 0, kept: 0, refused: 0, taken: 0, changed: 0, keys: 0, files: 0 };
  const wrong: string[] = [];
  const event = await makeVictim(gateway);
  const before = await stateOf(gateway, event, redis);
  await inParallel(IDS.length, AT_ONCE, async (n) => {
    const id = IDS[n] ?? "";
    for (const [at, door] of ID_DOORS.entries()) {
      if (!door.makes && !isTurn(n, at)) continue;
      const outcome = await door.knock(gateway, id);
      if (outcome === "otherwise") wrong.push(`${door.name} ${JSON.stringify(id)}`);
      if (outcome === "kept") tried.kept += 1;
      if (door.makes) note(tried, outcome, n < LEGAL_IDS.length);
    }
  });
  const after = await stateOf(gateway, event, redis);
  if (wrong.length > 0) process.stderr.write(`${wrong.slice(0, 10).join("\n")}\n`);
  tried.otherwise = wrong.length;
  tried.changed = before.things.filter((thing, n) => !isDeepStrictEqual(thing, after.things[n])).length;
  tried.files = [...differing(before.files, after.files), ...outside(gateway.dataDir, ESCAPED)].length;
  tried.keys = redis ? (await foreignKeys(redis)).length : 0;
  return tried;
}

function note(tried: Tried, outcome: Outcome, isLegal: boolean): void {
  if (isLegal && outcome === "refused") tried.refused += 1;
  if (!isLegal && outcome === "kept") tried.taken += 1;
}

/** An agent, a robot and a source of this id: with DNA, a session, a note, a mute and an event, whose place is answered. */
async function makeVictim({ url, port }: ServerProcess): Promise<string> {
  const send = async (path: string, body: unknown) => {
    const answer = await ask(port, "POST", path, body);
    if (answer.status >= 300) throw new Error(`POST ${path} was answered ${answer.status}: ${answer.text}`);
    return answer.body;
  };
  await send("/api/dna/snapshot", { agent_id: VICTIM, dna: { mine: VICTIM } });
  const client = await connectRobot(url, VICTIM);
  await client.report({ cpu_usage: 1 });
  client.close();
  await send(`/api/telemetry/robots/${VICTIM}/note`, { note: VICTIM });
  await send("/api/alerts/mutes", { subject: { kind: "robot", id: VICTIM } });
  const event = { id: VICTIM, type: "faults.victim", source: VICTIM, payload: { agent_id: VICTIM } };
  const { accepted } = await send("/api/events", event);
  const streamId = (accepted as { stream_id: string }[])[0]?.stream_id ?? "";
  await needs("all of the victim's is known", async () => {
    const robot = await ask(port, "GET", `/api/telemetry/robots/${VICTIM}`);
    const { status } = await ask(port, "GET", `/api/events/${streamId}`);
    return robot.body.state === "offline" && status === 200;
  });
  return streamId;
}

/** What must not change, whatever others are called. */
async function stateOf({ port, dataDir }: ServerProcess, streamId: string, redis: RedisProcess | null) {
  const paths = [
    `/api/dna/agents/${VICTIM}/history`,
    // As it is stored: a history that was asked for once is remembered.
    `/api/dna/agents/${VICTIM}/lineage`,
    `/api/telemetry/robots/${VICTIM}`,
    `/api/events/${streamId}`,
    "/api/alerts",
  ];
  const answers = await Promise.all(paths.map((path) => ask(port, "GET", path)));
  const [history, lineage, robot, event, alerts] = answers.map(({ body }) => body);
  const mutes = (alerts?.mutes ?? []) as { subject: { id: string } }[];
  const epoch = redis ? await redis.cli("GET", "{brain:events:stream}:epoch") : null;
  return {
    things: [
      history,
      lineage,
      robot,
      event?.event,
      mutes.find(({ subject }) => subject.id === VICTIM),
      epoch,
    ],
    files: filesIn(dataDir),
  };
}

const differing = (a: readonly string[], b: readonly string[]): string[] => [
  ...a.filter((one) => !b.includes(one)),
  ...b.filter((one) => !a.includes(one)),
];
