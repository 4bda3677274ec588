import { afterAll, beforeAll, expect, test } from "vitest";
import { decide, type Role } from "#lib/access/decide";
import { type Door, everyDoor, VISITORS } from "#server/docs/access-table";
import { startDoors, type TestDoors } from "./test-doors.fixture.ts";
import { ask, tryNamespace, tryPlain, type Visitor } from "./try-doors.fixture.ts";

let doors: TestDoors;
let tokens: Record<string, Visitor>;

beforeAll(async () => {
  doors = await startDoors();
  const make = async (role: Role, robots: string | null = null, expiresAt: number | null = null) =>
    doors.access.tokens.create({ role, robots, label: null, expiresAt }, "test");
  const revoked = await make("admin");
  tokens = {
    none: {},
    viewer: await make("viewer"),
    operator: await make("operator"),
    admin: await make("admin"),
    "robot A": await make("robot", "robot_a"),
    "robot B": await make("robot", "robot_b"),
    expired: await make("admin", null, doors.access.now() - 1),
    revoked,
  };
  await doors.access.tokens.revoke(revoked.id, "test");
});
afterAll(() => doors.close());

// Every route, page and socket event for everybody (reliability.md, S27).
const cases = everyDoor().flatMap((door) =>
  Object.keys(VISITORS).map((who) => ({ door, who, name: door.name })),
);

test.each(cases)("$name for $who", async ({ door, who }) => {
  const visitor = VISITORS[who];
  if (!visitor) throw new Error(`nobody is called ${who}`);
  const expected = decide(visitor, door.action);
  expect(await knock(door, tokens[who] ?? {})).toBe(
    // A robot learns only that it isn't let in.
    door.kind === "robot" && expected === "forbidden" ? "unauthorized" : expected,
  );
});

async function knock({ kind, name }: Door, visitor: Visitor): Promise<string> {
  if (kind === "route" || kind === "page") {
    const [path = "", method = "GET"] = name.split(" ").reverse();
    const answer = await ask(doors.url, method, path.replace(/\{\w+\}/g, "robot_a"), visitor);
    await answer.arrayBuffer();
    if (answer.status === 401 || answer.headers.get("location")?.startsWith("/login")) return "unauthorized";
    return answer.status === 403 ? "forbidden" : "allowed";
  }
  if (name.startsWith("WS")) {
    const headers: Record<string, string> = visitor.token ? { authorization: `Bearer ${visitor.token}` } : {};
    const { outcome, socket } = await tryPlain(doors.url, "/api/telemetry/ws/robot_a", headers);
    socket.close();
    return outcome === "open" ? "allowed" : outcome === "4401" ? "unauthorized" : outcome;
  }
  const [namespace = "", event = ""] = name.split(" ");
  const auth = { robot_id: "robot_a", ...(visitor.token && { token: visitor.token }) };
  const { outcome, socket } = await tryNamespace(doors.url, namespace, auth);
  // What isn't connected can send nothing: who is in is heard.
  const heard = outcome === "open" ? await speak(namespace, event, socket) : false;
  socket.disconnect();
  return heard ? "allowed" : outcome;
}

async function speak(
  namespace: string,
  event: string,
  socket: Awaited<ReturnType<typeof tryNamespace>>["socket"],
) {
  if (event === "telemetry") return "accepted" in (await socket.emitWithAck("telemetry", { cpu_usage: 5 }));
  if (event === "trends") return "from" in (await socket.emitWithAck("trends", ["robot_a"]));
  if (event === "watch") return Array.isArray(await socket.emitWithAck("watch", "robot_a"));
  if (namespace === "/dashboard" && event !== "connect") {
    if (event !== "echo") socket.emit(event, event === "resume" ? null : true);
    await socket.emitWithAck("echo");
  }
  return socket.connected;
}
