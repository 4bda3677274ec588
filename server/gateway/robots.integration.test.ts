import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Server as SocketServer } from "socket.io";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import type { BrainEvent } from "#lib/events/envelope";
import { emptyState } from "#lib/fold";
import { robotOf } from "#lib/telemetry/robot.fixture";
import type { RobotState } from "#lib/telemetry/state";
import { createLogger } from "#server/log";
import { everyone } from "#server/security/everyone.fixture";
import { createOriginCheck } from "#server/security/origin";
import { openStore } from "#server/store/open";
import type { Store } from "#server/store/port";
import { createTelemetry, type Telemetry } from "#server/telemetry/index";
import { freeHalfOpen } from "./half-open.ts";
import { admitNonNumbers } from "./non-numbers.ts";
import { serveRobots } from "./robots.ts";
import { createRobotWebSockets } from "./robots-websocket.ts";
import { dispatchUpgrades } from "./upgrades.ts";

const logger = createLogger("silent");
let dataDir: string;
let store: Store;
let telemetry: Telemetry;
let published: BrainEvent[];
let url: string;
let mayConnect: boolean;
let blockedUntil: number | null;
let openSockets: () => Promise<number>;
let close: () => Promise<void>;
let clients: { close(): void }[];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-"));
  store = await openStore({ dataDir });
  // Its own list: what the test before is still ending must not show up here.
  const events: BrainEvent[] = [];
  published = events;
  clients = [];
  mayConnect = true;
  blockedUntil = null;
  telemetry = await createTelemetry({
    publish: (event) => events.push(event),
    records: store.records,
    state: () => ({
      ...emptyState,
      telemetry: { robots: new Map([["r", robotOf({ blocked_until: blockedUntil })]]) },
    }),
    gatewayId: "bw-00000000",
    metricsPublishedEvents: true,
    logger,
  });
  const server = createServer();
  const sockets = new SocketServer(server, {
    serveClient: false,
    destroyUpgrade: false,
    pingInterval: 200,
    pingTimeout: 200,
  });
  freeHalfOpen(sockets);
  admitNonNumbers(sockets);
  serveRobots({
    namespace: sockets.of("/robots"),
    telemetry,
    mayConnect: () => mayConnect,
    ...everyone,
    logger,
  });
  const robots = createRobotWebSockets({
    telemetry,
    mayConnect: () => mayConnect,
    ...everyone,
    logger,
    heartbeatMs: 1000,
  });
  dispatchUpgrades({
    server,
    nextServer: null,
    originCheck: createOriginCheck([]),
    accepting: () => true,
    robots,
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  openSockets = promisify(server.getConnections.bind(server));
  close = async () => {
    for (const client of clients) client.close();
    robots.close();
    await sockets.close();
    await telemetry.close();
    await store.close();
    rmSync(dataDir, { recursive: true });
  };
});
afterEach(() => close());

function connect(options: Parameters<typeof io>[1]): Socket {
  const socket = io(`${url}/robots`, {
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
    ...options,
  });
  clients.push(socket);
  return socket;
}
const connected = (socket: Socket) => new Promise<void>((resolve) => socket.once("connect", () => resolve()));
const refusal = (socket: Socket) =>
  new Promise((resolve) =>
    socket.once("connect_error", (error) =>
      resolve({ ...(error as Error & { data: object }).data, message: error.message }),
    ),
  );

function plain(path: string, headers: Record<string, string> = {}): WebSocket {
  const socket = new WebSocket(url.replace("http", "ws") + path, { headers });
  clients.push(socket);
  return socket;
}
const opened = (socket: WebSocket) => new Promise<void>((resolve) => socket.once("open", () => resolve()));
const closedWith = (socket: WebSocket) => new Promise<number>((resolve) => socket.once("close", resolve));
const closedSaying = (socket: WebSocket) =>
  new Promise<string>((resolve) => socket.once("close", (code, why) => resolve(`${code} ${String(why)}`)));
const refusedWith = (socket: WebSocket) =>
  new Promise<string>((resolve) => socket.once("error", ({ message }) => resolve(message)));
function ask(socket: WebSocket, text: string): Promise<string> {
  const answer = new Promise<string>((resolve) => socket.once("message", (data) => resolve(String(data))));
  socket.send(text);
  return answer;
}
const webSocketOf = (robot: Socket) => (robot.io.engine.transport as unknown as { ws: WebSocket }).ws;
const closeReasons = () =>
  published.filter(({ type }) => type === "telemetry.connection_closed").map(({ payload }) => payload.reason);

describe("over Socket.IO", () => {
  test("connects with auth or with the query, reports, and says good-bye", async () => {
    const one = connect({ auth: { robot_id: "r1" } });
    const two = connect({ query: { robot_id: "r2" } });
    await Promise.all([connected(one), connected(two)]);
    expect(await one.emitWithAck("telemetry", [{ cpu_usage: 1 }, { cpu_usage: 2, speed: 3 }])).toEqual({
      accepted: 2,
    });
    expect(telemetry.latest().get("r1")?.metrics).toEqual({ cpu_usage: 2, speed: 3 });
    one.disconnect();
    await vi.waitFor(() => expect(closeReasons()).toEqual(["client_disconnect"]));
    expect(telemetry.activeConnections()).toBe(1);
  });

  test("a bad sample is refused whole and the connection stays", async () => {
    const robot = connect({ auth: { robot_id: "r" } });
    await connected(robot);
    expect(await robot.emitWithAck("telemetry", [{ cpu_usage: 1 }, { cpu_usage: 200 }])).toMatchObject({
      error: { code: "invalid_sample" },
    });
    expect(telemetry.latest().size).toBe(0);
    expect(await robot.emitWithAck("telemetry", { cpu_usage: 1 })).toEqual({ accepted: 1 });
  });

  test("a message without a sample is refused too, and answered", async () => {
    const robot = connect({ auth: { robot_id: "r" } });
    await connected(robot);
    expect(await robot.emitWithAck("telemetry")).toMatchObject({ error: { code: "invalid_sample" } });
    expect(await robot.emitWithAck("telemetry", { cpu_usage: 1 }, "more")).toEqual({ accepted: 1 });
  });

  test("a NaN, as Python writes it, is refused by name and the connection stays", async () => {
    const robot = connect({ auth: { robot_id: "r" } });
    await connected(robot);
    const answer = new Promise((resolve) => robot.io.engine.once("data", resolve));
    webSocketOf(robot).send('42/robots,7["telemetry",{"cpu_usage":NaN,"battery_percentage":50}]');
    expect(await answer).toMatch(/^3\/robots,7.*"invalid_sample".*cpu_usage: must be a number/);
    expect(telemetry.latest().size).toBe(0);
    expect(await robot.emitWithAck("telemetry", { cpu_usage: 1 })).toEqual({ accepted: 1 });
  });

  test.each([
    [{}, "robot_id_missing"],
    [{ auth: { robot_id: "a\u0000" } }, "robot_id_invalid"],
    [{ auth: { robot_id: "x".repeat(129) } }, "robot_id_invalid"],
  ])("%j is refused", async (options, code) => {
    expect(await refusal(connect(options))).toMatchObject({ code });
  });

  test("too many handshakes are refused", async () => {
    mayConnect = false;
    expect(await refusal(connect({ auth: { robot_id: "r" } }))).toEqual({
      code: "rate_limited",
      message: "Too many new connections from this address: try again in a few seconds",
    });
  });

  test("a robot that an operator has blocked is told so, and until when", async () => {
    blockedUntil = 4_000_000_000;
    expect(await refusal(connect({ auth: { robot_id: "r" } }))).toEqual({
      code: "rate_limited",
      message: "Blocked by an operator until 2096-10-02T07:06:40.000Z",
    });
    expect(await closedSaying(plain("/api/telemetry/ws/r"))).toBe(
      "4429 Blocked by an operator until 2096-10-02T07:06:40.000Z",
    );
  });

  test("a robot whose network broke has a true reason", async () => {
    const robot = connect({ auth: { robot_id: "r" } });
    await connected(robot);
    webSocketOf(robot).terminate();
    await vi.waitFor(() => expect(closeReasons()).toEqual(["transport_error"]));
  });

  test("a robot that closes its WebSocket in order, without Socket.IO's good-bye, meant to leave", async () => {
    const robot = connect({ auth: { robot_id: "r" } });
    await connected(robot);
    webSocketOf(robot).close(1000);
    await vi.waitFor(() => expect(closeReasons()).toEqual(["client_disconnect"]));
  });

  test("a robot that no longer answers is gone with heartbeat_timeout, and its TCP connection with it", async () => {
    const robot = plain("/socket.io/?EIO=4&transport=websocket");
    await opened(robot);
    robot.send('40/robots,{"robot_id":"r"}');
    await vi.waitFor(() => expect(telemetry.activeConnections()).toBe(1));
    robot.pause();
    await vi.waitFor(() => expect(closeReasons()).toEqual(["heartbeat_timeout"]), { timeout: 5000 });
    await vi.waitFor(async () => expect(await openSockets()).toBe(0), { timeout: 5000 });
  });

  test("a key that can't be kept is no reason to lose a sample in silence", async () => {
    const robot = connect({ auth: { robot_id: "r" } });
    await connected(robot);
    const answer = await robot.emitWithAck("telemetry", JSON.parse('{"cpu_usage":1,"__proto__":5}'));
    expect(answer).toEqual({ error: { code: "invalid_sample", message: 'has a key named "__proto__"' } });
    expect(await robot.emitWithAck("telemetry", { cpu_usage: 1 })).toEqual({ accepted: 1 });
  });

  test("above 50 messages a second it is told, and the answer comes for each", async () => {
    const robot = connect({ auth: { robot_id: "r" } });
    await connected(robot);
    const answers = await Promise.all(
      Array.from({ length: 150 }, () => robot.emitWithAck("telemetry", { cpu_usage: 1 })),
    );
    const accepted = answers.filter((answer) => "accepted" in answer).length;
    expect(accepted).toBeGreaterThanOrEqual(100);
    expect(accepted).toBeLessThan(150);
    expect(answers.at(-1)).toMatchObject({ error: { code: "rate_limited" } });
  });

  test("one that floods on is closed and refused for a while; others go on", async () => {
    const flood = connect({ auth: { robot_id: "flood" } });
    const other = connect({ auth: { robot_id: "other" } });
    await Promise.all([connected(flood), connected(other)]);
    const ended = new Promise((resolve) => flood.once("disconnect", resolve));
    for (let i = 0; i < 1000; i++) flood.emit("telemetry", { cpu_usage: 1 });
    await ended;
    expect(await refusal(connect({ auth: { robot_id: "flood" } }))).toEqual({
      code: "rate_limited",
      message: expect.stringContaining("This robot sent too many messages: refused until "),
    });
    expect(await other.emitWithAck("telemetry", { cpu_usage: 1 })).toEqual({ accepted: 1 });
    expect(closeReasons()).toEqual(["kicked"]);
  });
});

describe("over plain WebSocket", () => {
  test("echoes text and takes telemetry", async () => {
    const robot = plain("/api/telemetry/ws/robot%2F1");
    await opened(robot);
    expect(await ask(robot, "hello")).toBe("Echo: hello");
    expect(await ask(robot, '{"battery_level": 7}')).toBe('{"accepted":1}');
    expect(JSON.parse(await ask(robot, '{"cpu_usage": "x"}'))).toMatchObject({
      error: { code: "invalid_sample" },
    });
    expect(JSON.parse(await ask(robot, '{"cpu_usage": NaN}'))).toMatchObject({
      error: { code: "invalid_sample" },
    });
    expect(telemetry.latest().get("robot/1")?.metrics).toEqual({ battery_percentage: 7 });
    robot.close();
    await vi.waitFor(() => expect(closeReasons()).toEqual(["client_disconnect"]));
  });

  test.each([
    "/api/telemetry/ws/",
    `/api/telemetry/ws/${"x".repeat(129)}`,
    "/api/telemetry/ws/a%00",
    "/api/telemetry/ws/%zz",
  ])("%s is closed with 4400", async (path) => {
    expect(await closedWith(plain(path))).toBe(4400);
  });

  test("too many handshakes are closed with 4429", async () => {
    mayConnect = false;
    expect(await closedSaying(plain("/api/telemetry/ws/r"))).toBe(
      "4429 Too many new connections from this address: try again in a few seconds",
    );
  });

  test("a message above 64 KiB ends the connection with 1009", async () => {
    const robot = plain("/api/telemetry/ws/r");
    await opened(robot);
    const ended = closedWith(robot);
    robot.send("x".repeat(64 * 1024 + 1));
    expect(await ended).toBe(1009);
  });

  test("a flood of text that is no telemetry is limited like any other, and closed with 4429", async () => {
    const robot = plain("/api/telemetry/ws/chatty");
    await opened(robot);
    const ended = closedWith(robot);
    for (let i = 0; i < 1000; i++) robot.send("hello");
    expect(await ended).toBe(4429);
    await vi.waitFor(() => expect(closeReasons()).toEqual(["kicked"]));
    expect(await closedSaying(plain("/api/telemetry/ws/chatty"))).toContain(
      "4429 This robot sent too many messages: refused until ",
    );
  });

  test("a flood that doesn't stop at the end of its connection is still told why it ended", async () => {
    const robot = plain("/api/telemetry/ws/deaf");
    await opened(robot);
    const ended = closedWith(robot);
    // What is answered to these, once nobody listens any more, would be more than a robot may leave unread.
    for (let i = 0; i < 30_000; i++) robot.send("hello");
    expect(await ended).toBe(4429);
    await vi.waitFor(() => expect(closeReasons()).toEqual(["kicked"]));
  });

  test("a robot that leaves its answers unread goes on without them, and is told how many there were when it reads", async () => {
    const robot = plain("/api/telemetry/ws/unread");
    await opened(robot);
    robot.pause();
    const answers: string[] = [];
    robot.on("message", (data) => answers.push(String(data)));
    const warned = vi.spyOn(logger, "warn");
    for (let i = 0; i < 140; i++) robot.send("x".repeat(64_000));
    await vi.waitFor(() => expect(warned).toHaveBeenCalled(), { timeout: 5000 });
    // So many at once were too many: the first that is let through again counts. Each is a sign of life, too.
    let sent = 140;
    const sends = (value: number, is: () => void) =>
      vi.waitFor(
        () => {
          robot.send(JSON.stringify({ cpu_usage: value }));
          sent += 1;
          is();
        },
        { timeout: 5000, interval: 25 },
      );
    await sends(77, () => expect(telemetry.latest().get("unread")?.metrics).toEqual({ cpu_usage: 77 }));
    expect(answers).toEqual([]);

    robot.resume();
    await sends(78, () => expect(answers.at(-1)).toBe('{"accepted":1}'));
    const told = answers.filter((text) => text.includes("unread_answers")).map((text) => JSON.parse(text));
    expect(told).toHaveLength(1);
    const leftOut = Number(/^(\d+) answers/.exec(told[0].error.message)?.[1]);
    expect(leftOut).toBeGreaterThan(0);
    await vi.waitFor(() => expect(answers.length - told.length + leftOut).toBe(sent));
    expect(closeReasons()).toEqual([]);
  });

  test("a robot that no longer answers is gone with heartbeat_timeout", async () => {
    const robot = plain("/api/telemetry/ws/r");
    await opened(robot);
    robot.pause();
    await vi.waitFor(() => expect(closeReasons()).toEqual(["heartbeat_timeout"]), { timeout: 5000 });
  });

  test("an unknown path is answered 404, another site's page 403", async () => {
    expect(await refusedWith(plain("/elsewhere"))).toContain("404");
    expect(await refusedWith(plain("/api/telemetry/ws/r", { origin: "http://evil.example" }))).toContain(
      "403",
    );
  });
});

test("two connections of one robot are two sessions, and their ids differ", async () => {
  const [one, two] = [connect({ auth: { robot_id: "r" } }), plain("/api/telemetry/ws/r")];
  await Promise.all([connected(one), opened(two)]);
  const ids = published.map(({ payload }) => payload.connection_id);
  expect(new Set(ids).size).toBe(2);
  expect(telemetry.activeConnections()).toBe(2);
});

test("to a stream that took the place of another one only those robots are announced that it doesn't know", async () => {
  const told: BrainEvent[] = [];
  const robots = new Map<string, RobotState>();
  const own = await createTelemetry({
    publish: (event) => told.push(event),
    records: store.records,
    state: () => ({ ...emptyState, telemetry: { robots } }),
    gatewayId: "bw-00000001",
    metricsPublishedEvents: true,
    logger,
  });
  const known = own.connect("known", () => {});
  own.connect("lost", () => {});
  const open = { connection_id: known.id, connected_at: 1, stream_id: "1-0" };
  robots.set("known", robotOf({ robot_id: "known", connections: [open] }));
  told.length = 0;
  await own.announceAgain();
  expect(told.map(({ payload }) => payload.robot_id)).toEqual(["lost"]);
  await own.closeAll("server_shutdown");
  await own.close();
});

test("the latest values survive a restart", async () => {
  const robot = connect({ auth: { robot_id: "r" } });
  await connected(robot);
  await robot.emitWithAck("telemetry", { cpu_usage: 5 });
  await telemetry.close();
  const again = await createTelemetry({
    publish: () => {},
    records: store.records,
    state: () => emptyState,
    gatewayId: "bw-00000001",
    metricsPublishedEvents: true,
    logger,
  });
  expect(again.latest().get("r")?.metrics).toEqual({ cpu_usage: 5 });
  await again.close();
});

test("a late sample doesn't move a robot back in time", async () => {
  const robot = connect({ auth: { robot_id: "r" } });
  await connected(robot);
  const now = Date.now() / 1000;
  await robot.emitWithAck("telemetry", { cpu_usage: 5, timestamp: now });
  expect(await robot.emitWithAck("telemetry", { cpu_usage: 9, timestamp: now - 30 })).toEqual({
    accepted: 1,
  });
  expect(telemetry.latest().get("r")?.metrics).toEqual({ cpu_usage: 5 });
});

describe("a connection's quality", () => {
  const qualityOf = (robotId: string) =>
    published.find(
      ({ type, payload }) => type === "telemetry.quality_measured" && payload.robot_id === robotId,
    )?.payload;

  test("is measured by the heartbeats that every client answers, on both transports", async () => {
    const robot = connect({ auth: { robot_id: "sio" } });
    await connected(robot);
    await robot.emitWithAck("telemetry", { cpu_usage: 1 });
    const socket = plain("/api/telemetry/ws/plain");
    await opened(socket);
    await ask(socket, '{"cpu_usage": 200}');
    for (const robotId of ["sio", "plain"])
      await vi.waitFor(() => expect(qualityOf(robotId)).toBeDefined(), { timeout: 10_000 });
    expect(qualityOf("sio")).toMatchObject({ probes: 3, missed_probes: 0, refused_messages: 0 });
    expect(qualityOf("plain")).toMatchObject({ probes: 3, missed_probes: 0, refused_messages: 1 });
    for (const robotId of ["sio", "plain"]) {
      const { latency_ms, bytes_per_second } = qualityOf(robotId) as Record<string, number>;
      expect(latency_ms).toBeGreaterThan(0);
      expect(bytes_per_second).toBeGreaterThan(0);
    }
  });
});
