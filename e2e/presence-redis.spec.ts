import { expect, test } from "./fixtures.ts";
import { connectRobot } from "./robots.ts";

// A server of its own: it is killed, and all robots are counted.
test.use({ store: "redis", serverSettings: { aggregationIntervalSeconds: 661 } });

/** From the last sign of life of a gateway to the end of its lease, and as long again for a busy machine. */
const LEASE_MS = 30_000;

test("with Redis a robot is unknown after our restart, until it comes back or its gateway's lease is over", async ({
  page,
  request,
  server,
  expectDisconnects,
}) => {
  test.setTimeout(120_000);
  expectDisconnects();
  const robotAt = async (id: string) => (await request.get(`/api/telemetry/robots/${id}`)).json();
  const [stays, leaves] = await Promise.all([
    connectRobot(server.url, "stays"),
    connectRobot(server.url, "leaves"),
  ]);
  await stays.report({ cpu_usage: 5 });
  await expect.poll(() => robotAt("leaves")).toMatchObject({ state: "online" });
  await page.goto("/robots?robot=leaves");
  await expect(page.getByText(/^Connected since/)).toBeVisible();

  await server.kill("SIGKILL");
  const killedAt = Date.now() / 1000;
  leaves.close();
  await server.start();

  // Another gateway might hold it still: nobody knows, and it is said.
  expect(await robotAt("leaves")).toMatchObject({ state: "unknown", connections: 0 });
  await expect(
    page.getByText(/^It was connected before Brainwave started at .* not been heard of since\.$/),
  ).toBeVisible();

  // The first proof of the one that came back is its own.
  await stays.until("connected");
  await expect.poll(() => robotAt("stays")).toMatchObject({ state: "online", connections: 1 });

  await expect
    .poll(() => robotAt("leaves"), { timeout: LEASE_MS })
    .toMatchObject({ state: "offline", reason: "gateway_lost" });
  await expect(page.getByText(/^Not connected since .*/)).toBeVisible();
  for (const id of ["stays", "leaves"]) {
    const { sessions } = await (await request.get(`/api/telemetry/robots/${id}/sessions`)).json();
    expect(sessions).toMatchObject([{ reason: "gateway_lost" }]);
    const [{ connected_at, disconnected_at, duration_seconds }] = sessions;
    expect(connected_at + duration_seconds).toBeCloseTo(disconnected_at, 2);
    // Its gateway's last sign of life, of which there is one every five seconds.
    expect(disconnected_at).toBeGreaterThan(killedAt - 6);
    expect(disconnected_at).toBeLessThan(killedAt + 1);
  }
  stays.close();
});
