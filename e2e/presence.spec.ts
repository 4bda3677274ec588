import type { APIRequestContext } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures.ts";
import { connectRobot } from "./robots.ts";

// A server of its own: it is killed, and all robots are counted.
test.use({ serverSettings: { aggregationIntervalSeconds: 660 } });

/** In a minute (reliability.md, S13). */
const RECONNECTS = 20;

/** As another producer tells it, which this server can ask nothing. */
async function tell(request: APIRequestContext, type: string, payload: object): Promise<void> {
  const at = Date.now() / 1000;
  const told = { robot_id: "elsewhere", connection_id: "elsewhere_1", ...payload };
  const times = { connected_at: at, disconnected_at: at };
  const data = {
    type: `telemetry.connection_${type}`,
    source: "telemetry_service",
    payload: { ...told, ...times },
  };
  expect((await request.post("/api/events", { data })).status()).toBe(202);
}

test("after a crash a robot is unknown until somebody tells of it; what is ours to tell is told at once", {
  tag: "@phone",
}, async ({ page, request, server, expectDisconnects }) => {
  expectDisconnects();
  const robotAt = async (id: string) => (await request.get(`/api/telemetry/robots/${id}`)).json();
  const [stays, leaves] = await Promise.all([
    connectRobot(server.url, "stays"),
    connectRobot(server.url, "leaves"),
  ]);
  await tell(request, "established", {});
  await page.goto("/robots?robot=elsewhere");
  await expect(page.getByText(/^Connected since .* it has not sent a sample yet\.$/)).toBeVisible();

  await server.kill("SIGKILL");
  const killedAt = Date.now() / 1000;
  leaves.close();
  // An outage of less than a second is none.
  await expect.poll(() => Date.now() / 1000 - killedAt).toBeGreaterThan(1.5);
  await server.start();

  await expect(
    page.getByText(/^It was connected before Brainwave started at .* not been heard of since\.$/),
  ).toBeVisible();
  await expect(
    page.getByText(/^Unknown for .*: it was connected, and has not been heard of since/),
  ).toHaveCount(1);
  await expect(page.getByRole("region", { name: "Sessions" }).getByText("Not known")).toBeVisible();
  await expectAccessible(page);
  await page.goto("/robots?state=unknown");
  await expect(page.getByRole("radio", { name: "Unknown 1" })).toBeChecked();
  await expect(page.getByRole("link", { name: "elsewhere" })).toBeVisible();
  await expectAccessible(page);

  await stays.until("connected");
  await expect.poll(() => robotAt("stays")).toMatchObject({ state: "online", connections: 1 });
  expect(await robotAt("leaves")).toMatchObject({ state: "offline", reason: "gateway_lost" });
  const list = await (await request.get("/api/telemetry/robots?state=unknown")).json();
  expect(list).toMatchObject({ counts: { unknown: 1 }, robots: [{ robot_id: "elsewhere", connections: 0 }] });

  await tell(request, "established", {});
  await expect.poll(() => robotAt("elsewhere")).toMatchObject({ state: "online", connections: 1 });
  await tell(request, "closed", { duration_seconds: 1, reason: "client_disconnect" });
  await expect.poll(() => robotAt("elsewhere")).toMatchObject({ state: "offline" });

  await test.step("so it was by hindsight, while nobody looked", async () => {
    await page.goto(`/robots?robot=leaves&at=${new Date((killedAt + 0.5) * 1000).toISOString()}`);
    await expect(
      page.getByText(/^It was connected when Brainwave stopped at .* nobody looked until it ran again\.$/),
    ).toBeVisible();
  });
  stays.close();
});

test("a robot is there while one of its connections is, and each stay is a session of its own", async ({
  page,
  request,
  server,
}) => {
  const robotAt = async () => (await request.get("/api/telemetry/robots/twice")).json();
  const sessions = async () => (await request.get("/api/telemetry/robots/twice/sessions?limit=100")).json();
  const stays = new WebSocket(`${server.url.replace("http", "ws")}/api/telemetry/ws/twice`);
  await new Promise((resolve) => stays.addEventListener("open", resolve, { once: true }));
  const seen: object[] = [];
  for (let i = 0; i < RECONNECTS; i++) {
    const flaps = await connectRobot(server.url, "twice");
    await expect.poll(async () => (await sessions()).open).toHaveLength(2);
    seen.push(await robotAt());
    flaps.close();
    await expect.poll(async () => (await sessions()).sessions).toHaveLength(i + 1);
    seen.push(await robotAt());
  }
  const states = seen.map((one) => one as { state: string; connections: number });
  expect(new Set(states.map(({ state }) => state))).toEqual(new Set(["online"]));
  expect(states.map(({ connections }) => connections)).toEqual(Array.from(states, (_, i) => (i % 2 ? 1 : 2)));

  const told: { connection_id: string; connected_at: number; disconnected_at: number; reason: string }[] = (
    await sessions()
  ).sessions.toReversed();
  expect(new Set(told.map(({ connection_id }) => connection_id)).size).toBe(RECONNECTS);
  for (const [i, { connected_at, disconnected_at, reason }] of told.entries()) {
    expect(reason).toBe("client_disconnect");
    expect(disconnected_at).toBeGreaterThan(connected_at);
    expect(connected_at).toBeGreaterThan(told[i - 1]?.disconnected_at ?? 0);
  }
  await page.goto("/robots?robot=twice");
  await expect(page.getByText(/^Connected since/)).toBeVisible();
  await expect(page.getByText(/Flapping, [\d,]+ drops/)).toBeVisible();
  stays.close();
});
