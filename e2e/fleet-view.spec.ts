import { expect, expectAccessible, test } from "./fixtures.ts";
import { tellDropped } from "./many-robots.ts";
import { connectRobot } from "./robots.ts";

// A server of its own: its robots are counted.
test.use({ serverSettings: { aggregationIntervalSeconds: 1700 } });

const ROBOTS = 11;

test("all robots as one: the band, who falls out of it, and how connections went", async ({
  page,
  server,
}) => {
  await page.goto("/robots/fleet");
  await expect(page.getByText("No robot has connected yet")).toBeVisible();
  await expectAccessible(page);

  const robots = await Promise.all(
    Array.from({ length: ROBOTS }, (_, index) => connectRobot(server.url, `unit_${index}`)),
  );
  await Promise.all(
    robots.map((robot, index) =>
      robot.report({ cpu_usage: index === 0 ? 97 : 40 + index, arm_angle: 100 + index }),
    ),
  );
  await tellDropped(server.url, ["lost_1", "lost_2", "lost_3", "lost_4", "lost_5"]);

  await page.goto("/robots");
  await page.getByRole("link", { name: "Fleet view" }).click();
  const cpu = page.getByRole("figure", { name: "CPU of all robots, last 24 hours" });
  await expect(cpu.getByText(/^Last: unit_0 is 97 %, Median is 46 %/)).toBeAttached();
  await expect(cpu.locator("[data-range]")).toHaveCount(2);
  await expect(page.getByText("Last 24 hours, 11 robots")).toBeVisible();

  await expect(page.getByText("5 robots within 1 s: it stopped answering")).toBeVisible();
  await expect(page.getByRole("row", { name: /It stopped answering.* 5/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /5 min to 1 h.* 5/ })).toBeVisible();
  const connected = page.getByRole("figure", { name: "Robots connected, last 24 hours" });
  await expect(connected.getByText(/is 16/)).toBeAttached();
  // Nearly all of the day nobody was known, and that is not what is so now.
  await expect(page.getByText(`Last 24 hours, ${ROBOTS} now`)).toBeVisible();
  await expect(connected.getByText("Before the first robot was seen", { exact: true })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("combobox", { name: "Metric" }).selectOption("arm_angle");
  await expect(page.getByRole("figure", { name: "arm_angle of all robots, last 24 hours" })).toBeVisible();
  await expect(page).toHaveURL(/metric=arm_angle/);
  await page.getByRole("combobox", { name: "Metric" }).selectOption("Memory");
  await expect(page.getByText("No robot reported Memory in this time")).toBeVisible();

  await page.goto("/robots/fleet?window=90d");
  const outlier = page.getByRole("region", { name: "Robots outside the band" }).getByRole("link").first();
  await expect(outlier).toContainText("unit_0");
  await outlier.press("Enter");
  await expect(page).toHaveURL(/robot=unit_0&window=90d/);
  await expect(page.getByRole("figure", { name: "CPU of unit_0, last 90 days" })).toBeVisible();
  for (const robot of robots) robot.close();
});

test("the fleet fits a phone", { tag: "@phone" }, async ({ page, server }) => {
  const robot = await connectRobot(server.url, "pocket_1");
  await robot.report({ cpu_usage: 30 });
  await page.goto("/robots/fleet?window=7d");
  await expect(page.getByRole("figure", { name: "CPU of all robots, last 7 days" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Why they ended" })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  await expectAccessible(page);
  robot.close();
});

test("an outage of a month ago is drawn where ninety days are shown", async ({ page, server }) => {
  const month = 30 * 86_400;
  const began = Date.now() / 1000 - month;
  const outage = { id: "long-ago", cause: "server_down", from: began, to: began + 5 * 86_400 };
  await page.route("**/api/history/outages*", async (route) => {
    const from = Date.parse(new URL(route.request().url()).searchParams.get("from") ?? "") / 1000;
    const answer = await (await route.fetch()).json();
    if (from < outage.to) answer.outages.unshift({ ...outage, filled: false, recovered: 0, missing: null });
    await route.fulfill({ json: answer });
  });
  const robot = await connectRobot(server.url, "unit_kept");
  await robot.report({ cpu_usage: 40 });
  const hole = (name: string) => page.getByRole("figure", { name }).locator("[data-hole][data-tip*=running]");

  await page.goto("/robots/fleet?window=90d");
  await expect(hole("CPU of all robots, last 90 days")).toBeVisible();
  await expect(hole("Robots connected, last 90 days")).toBeVisible();
  // From a view for which no more than the last days were asked for.
  await page.goto("/robots?robot=unit_kept");
  await expect(page.getByRole("region", { name: "Last 24 hours" })).toBeVisible();
  // The server's first screen hears no clicks until the code has come.
  await expect(() => page.getByRole("radio", { name: /90/ }).check({ timeout: 2_000 })).toPass();
  await expect(hole("CPU of unit_kept, last 90 days")).toBeVisible();
  robot.close();
});
