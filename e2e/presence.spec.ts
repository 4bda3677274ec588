import type { APIRequestContext } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures.ts";
import { connectRobot } from "./robots.ts";

// A server of its own: it is killed, and all robots are counted.
test.use({ serverSettings: { aggregationIntervalSeconds: 660 } });

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
