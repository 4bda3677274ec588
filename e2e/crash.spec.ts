import { WebSocket } from "ws";
import { expect, test } from "./fixtures.ts";
import { connectRobot } from "./robots.ts";

// A server of its own: no other test's robots are counted.
test.use({ serverSettings: { aggregationIntervalSeconds: 600 } });

const ROBOTS = 50;

interface Told {
  type: string;
  payload: { connection_id: string; duration_seconds: number; reason?: string; disconnected_at: number };
}

test("after the server was killed with 50 robots connected, each session is closed once, with its true length", async ({
  server,
  request,
}) => {
  const robots = await Promise.all(
    Array.from({ length: ROBOTS }, (_, index) => connectRobot(server.url, `crash_${index}`)),
  );
  const told = async (type: string): Promise<Told[]> => {
    const query = encodeURIComponent(`type:telemetry.${type} robot:crash_*`);
    return (await (await request.get(`/api/events?query=${query}&limit=1000`)).json()).events;
  };
  await expect.poll(async () => (await told("connection_established")).length).toBe(ROBOTS);
  const opened = await told("connection_established");
  const killedAt = Date.now() / 1000;
  await server.kill("SIGKILL");
  for (const robot of robots) robot.close();
  await server.start();

  await expect.poll(async () => (await told("connection_closed")).length).toBe(ROBOTS);
  await server.restart();
  const closed = await told("connection_closed");
  expect(closed.map(({ payload }) => payload.connection_id).sort()).toEqual(
    opened.map(({ payload }) => payload.connection_id).sort(),
  );
  for (const { payload } of closed) {
    expect(payload.reason).toBe("gateway_lost");
    // The last sign of life is at most as old as the time between two of them.
    expect(payload.disconnected_at).toBeGreaterThan(killedAt - 6);
    expect(payload.disconnected_at).toBeLessThan(killedAt + 1);
  }

  const sessions = await (await request.get("/api/telemetry/robots/crash_7/sessions")).json();
  expect(sessions).toMatchObject({
    open: [],
    sessions: [{ robot_id: "crash_7", reason: "gateway_lost" }],
    next: null,
  });
  const fleet = await (await request.get("/api/telemetry/fleet/sessions")).json();
  expect(fleet).toMatchObject({
    complete: true,
    reasons: [{ reason: "gateway_lost", count: ROBOTS }],
    incidents: [{ reason: "gateway_lost", count: ROBOTS }],
  });
});

test("a server ends in order though its robots don't answer the good-bye, and closes each session", async ({
  server,
  request,
}) => {
  const address = server.url.replace("http", "ws");
  const plain = new WebSocket(`${address}/api/telemetry/ws/mute_plain`);
  const socketIo = new WebSocket(`${address}/socket.io/?EIO=4&transport=websocket`);
  const admitted = new Promise<void>((resolve) =>
    socketIo.on("message", (data) => {
      if (String(data).startsWith("0")) socketIo.send('40/robots,{"robot_id":"mute_sio"}');
      if (String(data).startsWith("40/robots,")) resolve();
    }),
  );
  await Promise.all([admitted, new Promise((resolve) => plain.once("open", resolve))]);
  for (const robot of [plain, socketIo]) robot.pause();

  // Throws when the server had to be ended the hard way.
  await server.restart();
  for (const id of ["mute_plain", "mute_sio"]) {
    const answer = await request.get(`/api/telemetry/robots/${id}/sessions`);
    expect((await answer.json()).sessions).toMatchObject([{ reason: "server_shutdown" }]);
  }
  for (const robot of [plain, socketIo]) robot.terminate();
});
