import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { promisify } from "node:util";
import { type Socket, Server as SocketServer } from "socket.io";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { createLogger } from "#server/log";
import { createSlowClients, LOOK_EVERY_MS, transportOf, waitingPackets } from "./slow-clients.ts";

const MIB = 1024 * 1024;
const LOOKS_IN_TEN_SECONDS = 10_000 / LOOK_EVERY_MS;
/** More than the kernel's buffers on a loopback connection take. */
const MORE_THAN_THE_KERNEL_TAKES = 16 * MIB;

let server: Server;
let io: SocketServer;
let slow: ReturnType<typeof createSlowClients>;
let url: string;

beforeEach(async () => {
  server = createServer();
  io = new SocketServer(server, { serveClient: false, perMessageDeflate: false });
  slow = createSlowClients(io.sockets.sockets, createLogger("silent"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => io.close());

async function connect() {
  const client = new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`);
  const connected = once(io, "connection");
  await once(client, "open");
  client.send("40");
  const [socket] = await connected;
  return { client, socket };
}

const send = (bytes: number) => {
  for (let sent = 0; sent < bytes; sent += MIB / 4) io.emit("x", "y".repeat(MIB / 4));
};
const checks = (count: number) => {
  for (let n = 0; n < count; n++) slow.check();
};
const there = () => io.sockets.sockets.size;

test("a client that doesn't read is cut at the first look, and its connection is gone; another one stays", async () => {
  const { client } = await connect();
  client.pause();
  const { socket: other } = await connect();
  send(MORE_THAN_THE_KERNEL_TAKES);
  await vi.waitFor(() => expect(waiting(other)).toBe(0));
  slow.check();
  await vi.waitFor(() => expect([...io.sockets.sockets.keys()]).toEqual([other.id]));
  const connections = promisify(server.getConnections.bind(server));
  await vi.waitFor(async () => expect(await connections()).toBe(1));
});

test("what comes in bursts between two looks costs one burst above the limit, not all of them", async () => {
  const { client, socket } = await connect();
  client.pause();
  while (waiting(socket) === 0) {
    send(MIB / 4);
    await settled(socket);
  }
  let bursts = 0;
  while (there() > 0 && bursts < 20) {
    bursts += 1;
    slow.willSend(MIB / 2);
    send(MIB / 2);
    await nextTurn();
  }
  // Two are above the limit; the third isn't sent any more.
  expect(bursts).toBe(3);
  await vi.waitFor(() => expect(there()).toBe(0));
});

test.each([
  ["something", false],
  ["what it asked for", true],
])("a client for which %s waits for more than ten seconds, however little, is cut", async (_what, asked) => {
  const { client, socket } = await connect();
  client.pause();
  while (waiting(socket) === 0) {
    send(MIB / 2);
    await settled(socket);
  }
  expect(waiting(socket)).toBeLessThan(MIB);
  if (asked) slow.gave(socket);
  checks(LOOKS_IN_TEN_SECONDS);
  expect(there()).toBe(1);
  checks(1);
  await vi.waitFor(() => expect(there()).toBe(0));
});

test("what a client asked for may be large, while some of it leaves; then it is a client as any other", async () => {
  const { client, socket } = await connect();
  client.pause();
  send(3 * MORE_THAN_THE_KERNEL_TAKES);
  slow.gave(socket);
  let toRead = 0;
  client.on("message", () => {
    toRead -= 1;
    if (toRead <= 0) client.pause();
  });
  for (let n = 0; n < 15; n++) {
    toRead = 8;
    client.resume();
    await vi.waitFor(() => expect(client.isPaused).toBe(true));
    slow.check();
  }
  expect(waiting(socket)).toBeGreaterThan(MIB);
  expect(there()).toBe(1);
  send(2 * MIB);
  slow.check();
  await vi.waitFor(() => expect(there()).toBe(0));
});

test("a client over long polling that doesn't ask any more is cut too", async () => {
  const poll = `${url}/socket.io/?EIO=4&transport=polling`;
  const { sid } = JSON.parse((await (await fetch(poll)).text()).slice(1));
  const connected = once(io, "connection");
  await fetch(`${poll}&sid=${sid}`, { method: "POST", body: "40" });
  await connected;
  slow.check();
  expect(there()).toBe(1);
  send(2 * MIB);
  slow.check();
  await vi.waitFor(() => expect(there()).toBe(0));
});

type Client = Pick<Socket, "conn">;

const waiting = (socket: Client): number =>
  (transportOf(socket).socket?.bufferedAmount ?? 0) +
  waitingPackets(socket as Socket).reduce((sum, { data }) => sum + String(data).length, 0);

/** The kernel takes no more. */
async function settled(socket: Client): Promise<void> {
  let before = -1;
  const isSame = () => {
    const same = waiting(socket) === before;
    before = waiting(socket);
    return same;
  };
  await vi.waitFor(() => expect(isSame()).toBe(true), { interval: 100, timeout: 10_000 });
}
