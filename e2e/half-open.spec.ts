import { layCable } from "./cable.ts";
import { expect, test } from "./fixtures.ts";
import { connectRobot } from "./robots.ts";

// A server of its own: all its connections are counted.
test.use({ serverSettings: { aggregationIntervalSeconds: 720 } });

/** By their heartbeats (reliability.md, D11): 10 s and 5 s to answer; 15 s twice. */
const FOUND_WITHIN_SECONDS = { over_socket_io: 16, over_websocket: 31 };
/** A machine with other work may look later. */
const BUSY_SECONDS = 4;

test("robots whose cable was pulled are found by their heartbeats, and their connections are freed", async ({
  page,
  request,
  server,
}) => {
  test.setTimeout(120_000);
  const cable = await layCable(server.url);
  const robot = await connectRobot(cable.url, "over_socket_io");
  const plain = new WebSocket(`${cable.url.replace("http", "ws")}/api/telemetry/ws/over_websocket`);
  await new Promise((resolve) => plain.addEventListener("open", resolve, { once: true }));
  await robot.report({ cpu_usage: 1 });
  plain.send('{"cpu_usage": 1}');
  const robots = ["over_socket_io", "over_websocket"] as const;
  const sessionsOf = async (id: string) =>
    (await (await request.get(`/api/telemetry/robots/${id}/sessions`)).json()) as {
      open: { connected_at: number }[];
      sessions: { reason: string; connected_at: number; disconnected_at: number; duration_seconds: number }[];
    };
  const openedAt: Record<string, number | undefined> = {};
  for (const id of robots) {
    await expect.poll(async () => (await sessionsOf(id)).open).toHaveLength(1);
    openedAt[id] = (await sessionsOf(id)).open[0]?.connected_at;
  }
  await page.goto("/robots?robot=over_websocket");
  await expect(page.getByText(/^Connected since/)).toBeVisible();
  expect(cable.held()).toBe(2);

  const pulledAt = cable.pull();

  await expect(page.getByText(/^Not connected since .*: it stopped answering\./)).toBeVisible({
    timeout: 60_000,
  });
  for (const id of robots) {
    const { open, sessions } = await sessionsOf(id);
    expect(open).toEqual([]);
    expect(sessions).toMatchObject([{ reason: "heartbeat_timeout" }]);
    const [{ connected_at, disconnected_at, duration_seconds }] = sessions as [(typeof sessions)[0]];
    expect(connected_at).toBeCloseTo(openedAt[id] ?? 0, 2);
    expect(connected_at + duration_seconds).toBeCloseTo(disconnected_at, 2);
    expect(disconnected_at).toBeGreaterThan(pulledAt);
    expect(disconnected_at).toBeLessThan(pulledAt + FOUND_WITHIN_SECONDS[id] + BUSY_SECONDS);
  }
  await expect.poll(() => cable.held()).toBe(0);
  expect(await (await request.get("/api/telemetry/info")).json()).toMatchObject({ active_connections: 0 });
  plain.close();
  robot.close();
  await cable.close();
});

test("a browser whose cable was pulled finds out and says so, its connections are freed, and it comes back", async ({
  page,
  request,
  server,
  expectDisconnects,
}) => {
  test.setTimeout(120_000);
  expectDisconnects();
  const dashboards = async () => (await (await request.get("/api/health")).json()).dashboards;
  const pill = page.getByRole("banner").getByRole("status");
  const cable = await layCable(server.url);
  await page.goto(`${cable.url}/robots`);
  await expect(pill).toHaveText("Live");
  await expect.poll(dashboards).toBe(1);
  expect(cable.held()).toBeGreaterThan(0);

  cable.pull();

  const withinMs = 1000 * (FOUND_WITHIN_SECONDS.over_socket_io + BUSY_SECONDS);
  await expect(pill).toHaveText("Reconnecting", { timeout: withinMs });
  await expect.poll(dashboards, { timeout: 30_000 }).toBe(0);
  await expect.poll(() => cable.held(), { timeout: 30_000 }).toBe(0);

  cable.plug();
  await expect(pill).toHaveText("Live", { timeout: 30_000 });
  await page.close();
  await cable.close();
});
