import { expect, expectAccessible, test } from "./fixtures.ts";
import { connectRobot } from "./robots.ts";
import { type ServerProcess, startServer } from "./server-process.ts";

// A server and a Redis of its own: its stream is replaced here.
test.use({ store: "redis", serverSettings: { aggregationIntervalSeconds: 3600 } });

const act = async (server: ServerProcess, robotId: string, name: string, body: object = {}) => {
  const url = `${server.url}/api/telemetry/robots/${encodeURIComponent(robotId)}/${name}`;
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
};
const robotAt = async (server: ServerProcess, robotId: string) => {
  const response = await fetch(`${server.url}/api/telemetry/robots/${encodeURIComponent(robotId)}`);
  return response.status === 200 ? response.json() : { status: response.status };
};
// Alerts of it come when their time has come: they are nobody's act.
const eventsOf = async (server: ServerProcess, robotId: string): Promise<string[]> => {
  const query = encodeURIComponent(`robot:"${robotId}" -type:alert.*`);
  const { events } = await (await fetch(`${server.url}/api/events?query=${query}&limit=100`)).json();
  return events.map(({ type }: { type: string }) => type);
};

test("what an operator does at one gateway reaches the robot at another, is an event, and outlives a restart", async ({
  server,
  redis,
}) => {
  const other = await startServer({ redisUrl: redis?.url, aggregationIntervalSeconds: 3600 });
  try {
    const robot = await connectRobot(other.url, "r one/ä");
    await expect.poll(() => robotAt(server, "r one/ä")).toMatchObject({ state: "online", connections: 1 });

    expect((await act(server, "r one/ä", "archive")).status).toBe(409);
    expect((await act(server, "nobody", "note", { note: "x" })).status).toBe(404);
    expect(await act(server, "r one/ä", "note", { note: "wheel replaced" })).toMatchObject({
      status: 200,
      body: { note: "wheel replaced", closed: 0 },
    });

    const gone = robot.until("away");
    expect((await act(server, "r one/ä", "block", { seconds: 600, reason: "smoke" })).status).toBe(200);
    expect(await gone).toMatchObject({ reason: "io server disconnect" });
    expect(await robot.until("refused")).toMatchObject({ code: "rate_limited" });
    robot.close();
    await expect.poll(() => robotAt(server, "r one/ä")).toMatchObject({ state: "offline", reason: "kicked" });
    for (const gateway of [server, other])
      await expect(connectRobot(gateway.url, "r one/ä")).rejects.toMatchObject({
        code: "rate_limited",
      });

    expect((await act(other, "r one/ä", "archive", { reason: "scrapped" })).status).toBe(200);
    await server.restart();
    expect(await robotAt(server, "r one/ä")).toMatchObject({
      note: "wheel replaced",
      blocked_until: expect.any(String),
      archived_at: expect.any(String),
    });

    expect((await act(server, "r one/ä", "unblock")).body).toMatchObject({ blocked_until: null });
    await expect.poll(() => robotAt(other, "r one/ä")).toMatchObject({ blocked_until: null });
    const back = await connectRobot(other.url, "r one/ä");
    await expect.poll(() => robotAt(server, "r one/ä")).toMatchObject({ state: "online", archived_at: null });
    const backIsGone = back.until("away").then(back.close);
    expect((await act(other, "r one/ä", "disconnect")).body).toMatchObject({ closed: 1 });
    await backIsGone;
    await expect
      .poll(() => eventsOf(server, "r one/ä"))
      .toEqual([
        "telemetry.connection_closed",
        "telemetry.robot_kicked",
        "telemetry.connection_established",
        "telemetry.robot_unblocked",
        "telemetry.robot_archived",
        "telemetry.connection_closed",
        "telemetry.robot_blocked",
        "telemetry.robot_noted",
        "telemetry.connection_established",
      ]);
  } finally {
    await other.close();
  }
});

test("a robot is still known when its stream was replaced", async ({ server, redis }) => {
  const robot = await connectRobot(server.url, "remembered");
  await expect.poll(() => robotAt(server, "remembered")).toMatchObject({ state: "online" });
  expect((await act(server, "remembered", "note", { note: "ours" })).status).toBe(200);
  robot.close();
  await expect.poll(() => robotAt(server, "remembered")).toMatchObject({ state: "offline" });
  // What is written down of robots is written every two seconds, and at the end.
  await server.restart();
  await redis?.cli("DEL", "brain:events:stream");
  await expect
    .poll(() => robotAt(server, "remembered"))
    .toMatchObject({ state: "offline", note: "ours", reason: null });
});

test("an operator notes, blocks, lets in and hides a robot, and is told what came of it @phone", async ({
  page,
  server,
}, { project }) => {
  const id = `operated_${project.name}`;
  const robot = await connectRobot(server.url, id);
  await page.goto(`/robots?robot=${id}`);
  await page.getByRole("button", { name: "Operate" }).click();
  const window = page.getByRole("dialog", { name: id });
  await expect(window.getByText("only one that is gone can be hidden")).toBeVisible();
  await expectAccessible(page);

  await window.getByRole("button", { name: "Note…" }).click();
  await window.getByLabel("Note").fill("wheel <b>replaced</b>");
  await window.getByRole("button", { name: "Save the note" }).click();
  await expect(window.getByText("The note was saved.")).toBeVisible();

  const gone = robot.until("away");
  await window.getByRole("button", { name: "Block…" }).click();
  await window.getByRole("radio", { name: "1 h" }).click();
  await window.getByLabel("Why").fill("smoke");
  await window.getByRole("button", { name: "Block it for 1 h" }).click();
  await expect(window.getByText(/^Blocked until .*; 1 connection was closed\.$/)).toBeVisible();
  expect(await gone).toMatchObject({ reason: "io server disconnect" });
  robot.close();

  await window.getByRole("button", { name: "Let in again" }).click();
  await expect(window.getByText("It may connect again.")).toBeVisible();
  await window.getByRole("button", { name: "Hide…" }).click();
  await window.getByRole("button", { name: "Hide it" }).click();
  await expect(window.getByText("Hidden until it connects again.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("wheel <b>replaced</b>").first()).toBeVisible();
  await expect(page.getByText(/^Hidden since/).first()).toBeVisible();

  const back = await connectRobot(server.url, id);
  await expect(page.getByText(/^Hidden since/)).toHaveCount(0);
  back.close();
});
