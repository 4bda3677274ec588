import { isDeepStrictEqual } from "node:util";
import { connectRobot } from "../robots.ts";
import { type Answer, ask } from "./ask.ts";
import { ruleFor, scoreOf } from "./bodies.ts";
import { openNamespace } from "./doors.ts";
import { openPlainRobot } from "./plain-robot.ts";
import { until } from "./until.ts";

/** What becomes of an id at a door. Kept: whatever is answered tells of exactly this id. */
export type Outcome = "refused" | "kept" | "otherwise";

/** A door that takes an id. */
export interface IdDoor {
  name: string;
  /** Where an id of an agent or a robot is made: each legal one has to be taken there, and no other. */
  makes?: true;
  knock(server: { url: string; port: number }, id: string): Promise<Outcome>;
}

const KNOWN_WITHIN_MS = 10_000;
const NOBODY = { token: null, address: "127.0.0.1" };

/** The dots, too: whoever walks a path before it is decoded walks these. */
export const inPath = (id: string): string => encodeURIComponent(id).replaceAll(".", "%2E");

function outcomeOf({ status, body }: Answer, isKept: (body: Answer["body"]) => boolean): Outcome {
  if (status >= 400 && status < 500) return "refused";
  return status < 300 && isKept(body) ? "kept" : "otherwise";
}

/** A door of the APIs; `{id}` in its path is the id. */
function api(
  name: string,
  bodyOf: ((id: string) => unknown) | null,
  isKept: (body: Answer["body"], id: string) => boolean,
): IdDoor {
  const [method = "", path = ""] = name.split(" ");
  return {
    name,
    async knock({ port }, id) {
      const answer = await ask(port, method, path.replace("{id}", inPath(id)), bodyOf?.(id));
      return outcomeOf(answer, (body) => isKept(body, id));
    },
  };
}

/** Nothing is known by such a name: whatever is taken there is too much. */
const never = () => false;
const nothing = () => ({});
const ofRobot = ({ robot_id }: Answer["body"], id: string) => robot_id === id;
const ofAgent = ({ agent_id }: Answer["body"], id: string) => agent_id === id;

export const ID_DOORS: readonly IdDoor[] = [
  {
    name: "POST /api/dna/snapshot",
    makes: true,
    async knock({ port }, id) {
      const made = await ask(port, "POST", "/api/dna/snapshot", { agent_id: id, dna: { mine: id } });
      const outcome = outcomeOf(made, ({ agent_id }) => agent_id === id);
      if (outcome !== "kept") return outcome;
      const { body } = await ask(port, "GET", `/api/dna/agents/${inPath(id)}/history`);
      const [first] = (body.snapshots ?? []) as {
        agent_id: string;
        version: number;
        dna: { mine: string };
      }[];
      const isOwn = first?.agent_id === id && first.version === 1 && first.dna.mine === id;
      return isOwn ? "kept" : "otherwise";
    },
  },
  api("POST /api/dna/agents/{id}/mutate", () => ({ mutation: { a: 1 } }), ofAgent),
  api("POST /api/dna/agents/{id}/rollback", () => ({ version: 1 }), ofAgent),
  api("GET /api/dna/agents/{id}/lineage", null, ofAgent),
  api("POST /api/karma/agents/{id}/score", () => scoreOf(1), ofAgent),
  api("GET /api/karma/agents/{id}/evaluations", null, ofAgent),
  {
    name: "/robots connect",
    makes: true,
    async knock({ url, port }, id) {
      const robot = await connectRobot(url, id).catch(() => null);
      if (!robot) return "refused";
      await robot.report({ cpu_usage: 42 });
      const { body } = await ask(port, "GET", `/api/telemetry/robots/${inPath(id)}/metrics`);
      robot.close();
      return body.robot_id === id && body.cpu_usage === 42 ? "kept" : "otherwise";
    },
  },
  {
    name: "WS /api/telemetry/ws/{id}",
    async knock({ url, port }, id) {
      const robot = await openPlainRobot(url, inPath(id)).catch(() => null);
      const answer = await robot?.say('{"cpu_usage":43}');
      const { body } = await ask(port, "GET", `/api/telemetry/robots/${inPath(id)}/metrics`);
      robot?.close();
      if (answer !== '{"accepted":1}') return "refused";
      return body.robot_id === id && body.cpu_usage === 43 ? "kept" : "otherwise";
    },
  },
  {
    name: "/dashboard watch",
    async knock({ url }, id) {
      const { socket } = await openNamespace(url, "/dashboard", NOBODY);
      const points = (await socket.emitWithAck("watch", id)) as unknown[];
      socket.disconnect();
      return points.length > 0 ? "kept" : "refused";
    },
  },
  api("GET /api/telemetry/robots/{id}", null, ofRobot),
  api("GET /api/telemetry/robots/{id}/sessions", null, ofRobot),
  api("GET /api/telemetry/robots/{id}/history?metric=cpu_usage", null, ofRobot),
  api(
    "POST /api/telemetry/robots/{id}/note",
    (note) => ({ note }),
    (body, id) => ofRobot(body, id) && body.note === id,
  ),
  api("POST /api/telemetry/robots/{id}/block", (reason) => ({ seconds: 600, reason }), ofRobot),
  api("POST /api/telemetry/robots/{id}/disconnect", nothing, ofRobot),
  api("POST /api/telemetry/robots/{id}/archive", (reason) => ({ reason }), ofRobot),
  {
    name: "POST /api/events",
    async knock({ port }, id) {
      const places = { id, source: id, target: id, mission_id: id, correlation_id: id };
      const event = { ...places, type: "faults.hostile_id", payload: { [id]: id, agent_id: id } };
      const made = await ask(port, "POST", "/api/events", event);
      const [accepted] = (made.body.accepted ?? []) as { id: string; stream_id: string }[];
      const outcome = outcomeOf(made, () => accepted?.id === id);
      if (outcome !== "kept") return outcome;
      const found = await findEvent(port, accepted?.stream_id ?? "");
      const isOwn = Object.entries(places).every(([name, value]) => found[name] === value);
      return isOwn && isDeepStrictEqual(found.payload, event.payload) ? "kept" : "otherwise";
    },
  },
  {
    name: "GET /api/events?query=agent:{id}",
    async knock({ port }, id) {
      const query = encodeURIComponent(`type:faults.hostile_id agent:${JSON.stringify(id)}`);
      const answer = await ask(port, "GET", `/api/events?query=${query}`);
      const found = (answer.body.events ?? []) as { payload: { agent_id: string } }[];
      // Texts compare without regard to the case of A to Z.
      const isOwn = found.every(({ payload }) => payload.agent_id.toLowerCase() === id.toLowerCase());
      return outcomeOf(answer, () => isOwn);
    },
  },
  {
    name: "GET /api/events/values?field=agent&prefix={id}",
    async knock({ port }, id) {
      const path = `/api/events/values?field=agent&limit=100&prefix=${encodeURIComponent(id)}`;
      const answer = await ask(port, "GET", path);
      const found = (answer.body.values ?? []) as string[];
      const begins = (value: string) => value.toLowerCase().startsWith(id.toLowerCase());
      return outcomeOf(answer, () => found.every(begins));
    },
  },
  api("GET /api/events/{id}", null, never),
  api("GET /api/dna/snapshots/{id}", null, never),
  api(
    "POST /api/metrics/missions",
    (status) => ({ status }),
    () => true,
  ),
  api("POST /api/metrics/jobs/{id}/run", nothing, never),
  api(
    "POST /api/alerts/mutes",
    (id) => ({ subject: { kind: "robot", id }, reason: id, by: id }),
    ({ subject, reason }, id) => (subject as { id: string }).id === id && reason === id,
  ),
  api(
    "DELETE /api/alerts/mutes/robot/{id}",
    null,
    ({ subject }, id) => (subject as { id: string }).id === id,
  ),
  api(
    "PUT /api/alerts/rules/{id}",
    ruleFor,
    ({ rule }, id) => (rule as { id: string; scope: string }).id === id,
  ),
  api("POST /api/alerts/{id}/acknowledge", nothing, never),
  api("DELETE /api/alerts/channels/{id}", null, never),
  api("POST /api/access/users/{id}/remove", nothing, never),
  api("POST /api/access/tokens/{id}/revoke", nothing, never),
  api("POST /api/access/sessions/{id}/end", nothing, never),
  ...["/_next/static/{id}", "/_next/static/../{id}", "/{id}"].map(
    (path): IdDoor => ({
      name: `GET ${path}`,
      async knock({ port }, id) {
        const { status, headers } = await ask(port, "GET", path.replace("{id}", inPath(id)));
        // Two dots may lead to one of our pages: what isn't one is a file.
        const isPage = headers["content-type"]?.startsWith("text/html") ?? false;
        return isPage || (status >= 300 && status < 500) ? "refused" : "otherwise";
      },
    }),
  ),
];

/** An event as it is kept, once it is. */
async function findEvent(port: number, streamId: string): Promise<Record<string, unknown>> {
  let found: Answer | null = null;
  await until(async () => {
    found = await ask(port, "GET", `/api/events/${streamId}`);
    return found.status === 200;
  }, KNOWN_WITHIN_MS);
  return ((found as Answer | null)?.body.event ?? {}) as Record<string, unknown>;
}
