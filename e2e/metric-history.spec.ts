import { expect, expectAccessible, test } from "./fixtures.ts";
import { connectRobot } from "./robots.ts";

// A server of its own: it is restarted.
test.use({ serverSettings: { aggregationIntervalSeconds: 1500 } });

test("what a robot measured is there after a restart", async ({ server, request }) => {
  const robot = await connectRobot(server.url, "kept_1");
  for (const cpu_usage of [20, 80, 50]) await robot.report({ cpu_usage, arm_angle: 7 });
  const told = async (path: string) => (await request.get(`/api/telemetry/${path}`)).json();
  const day = { min: 20, max: 80, last: 50, count: 3 };
  const summed = (points: (typeof day)[]) => ({
    min: Math.min(...points.map(({ min }) => min)),
    max: Math.max(...points.map(({ max }) => max)),
    last: points.at(-1)?.last,
    count: points.reduce((sum, { count }) => sum + count, 0),
  });
  expect(summed((await told("robots/kept_1/history?metric=cpu_usage")).points)).toEqual(day);
  robot.close();
  await server.restart();
  expect(summed((await told("robots/kept_1/history?metric=cpu_usage")).points)).toEqual(day);
  expect(await told("fleet/history?metric=arm_angle")).toMatchObject({
    robots: 1,
    step_seconds: 300,
    outliers: [],
  });
  expect(await told("robots/kept_1/history?metric=unheard_of")).toMatchObject({ points: [] });
  expect((await request.get("/api/telemetry/robots/nobody/history?metric=cpu_usage")).status()).toBe(404);
  expect((await request.get("/api/telemetry/fleet/history?metric=cpu_usage&from=2&to=1")).status()).toBe(422);
});

test(
  "a robot's charts look back up to 90 days, with the extremes behind the mean",
  { tag: "@phone" },
  async ({ page, server }, { project }) => {
    const id = `looked_back_${project.name}`;
    const robot = await connectRobot(server.url, id);
    for (const cpu_usage of [20, 95, 30]) await robot.report({ cpu_usage, arm_angle: 7 });
    await page.goto(`/robots?robot=${id}`);
    const spans = page.getByRole("group", { name: "How far back" });
    await spans.getByRole("radio", { name: "Last 90 days" }).click();
    await expect(page).toHaveURL(/window=90d/);
    const cpu = page.getByRole("figure", { name: `CPU of ${id}, last 90 days` });
    await expect(cpu.getByText("Last: Mean is 48 %.")).toBeAttached();
    await expect(cpu.locator("[data-range]")).toHaveAttribute("d", /^M.+z$/);
    await expect(cpu.getByText(/No sample was kept/).first()).toBeAttached();
    await page.getByRole("heading", { name: "arm_angle" }).scrollIntoViewIfNeeded();
    await expect(page.getByRole("figure", { name: `arm_angle of ${id}, last 90 days` })).toBeVisible();
    await expectAccessible(page);

    await page.getByRole("button", { name: "Zoom in" }).press("Enter");
    await expect(page).toHaveURL(/zoom=\d+/);
    await page.getByRole("button", { name: "Last 90 days" }).press("Enter");
    await expect(page).not.toHaveURL(/zoom=/);
    await spans.getByRole("radio", { name: "Last 15 minutes" }).click();
    await expect(page.getByRole("figure", { name: `CPU of ${id}, last 15 minutes` })).toBeVisible();
    robot.close();
  },
);
