import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures.ts";
import { connectRobot } from "./robots.ts";

// A server and a Redis of its own: both go away here.
test.use({ store: "redis", serverSettings: { aggregationIntervalSeconds: 3603 } });

const pill = (page: Page) => page.getByRole("banner").getByRole("button", { name: /^Live ·/ });
/** Of a chart's steps of 20 s one at least is empty then. */
const LONG_MS = 45_000;

test("the fleet's charts are hatched where nobody looked, with the cause", async ({
  page,
  redis,
  server,
  expectDisconnects,
}) => {
  test.slow();
  const report = async () => {
    const robot = await connectRobot(server.url, "unit_1");
    await robot.report({ cpu_usage: 40 });
    return robot;
  };
  const chart = (name: string) => page.getByRole("figure", { name: `${name}, last hour` });
  const hole = (name: string, cause: string) => chart(name).locator(`[data-hole][data-tip*="${cause}"]`);

  const before = await report();
  await page.goto("/robots/fleet?window=1h");
  await expect(chart("CPU of all robots")).toBeVisible();
  await expect(chart("Robots connected")).toBeVisible();
  expectDisconnects();
  await server.stop();
  before.close();
  await sleep(LONG_MS);
  await server.start();
  const robot = await report();
  await expect(hole("CPU of all robots", "Brainwave was not running")).toBeVisible({ timeout: 60_000 });
  await expect(hole("Robots connected", "Brainwave was not running")).toBeVisible();

  await redis?.kill();
  await sleep(LONG_MS);
  await redis?.start();
  await expect(pill(page)).toBeVisible();
  await expect(hole("Robots connected", "event store could not be reached")).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  robot.close();
});

test("an export that a restart cuts off says so, and saves nothing", async ({
  page,
  request,
  server,
  expectDisconnects,
}) => {
  test.slow();
  // More than what lies between a server and a browser takes in before it waits.
  const text = "x".repeat(7_000);
  for (let post = 0; post < 130; post++)
    await request.post("/api/events", {
      data: Array.from({ length: 30 }, () => ({ type: "yard.long", source: "yard", payload: { text } })),
    });
  await page.goto(`/events?show=oldest&query=${encodeURIComponent("type:yard.long")}`);
  await page.getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog");
  const network = await page.context().newCDPSession(page);
  const atBytesPerSecond = (downloadThroughput: number) =>
    network.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 0,
      downloadThroughput,
      uploadThroughput: -1,
    });
  await atBytesPerSecond(200_000);
  const saved: string[] = [];
  page.on("download", (download) => saved.push(download.suggestedFilename()));
  await dialog.getByRole("button", { name: "Download", exact: true }).click();
  await expect(dialog.getByText(/events ·/)).toBeVisible();
  expectDisconnects();
  await server.restart();
  // What is on its way already still comes.
  await atBytesPerSecond(-1);
  await expect(dialog.getByRole("alert")).toHaveText(
    "The connection to the server broke before the end. Nothing was saved.",
  );
  expect(saved).toEqual([]);
});

test("a page whose frame can't be fetched to its last part, as the server went away, stays and fetches it later", async ({
  page,
  expectDisconnects,
}) => {
  expectDisconnects();
  let refused = 0;
  // What tells of new alerts is drawn without anybody asking for it.
  await page.route("**/_next/static/chunks/*.js", async (route) => {
    const isIt = refused === 0 && (await (await route.fetch()).text()).includes("new alerts");
    if (!isIt) return route.continue();
    refused++;
    return route.abort("connectionrefused");
  });
  await page.goto("/job");
  await expect.poll(() => refused).toBe(1);
  await page.waitForRequest("**/_next/static/chunks/*.js");
  await expect(page.getByRole("heading", { name: "Job", level: 1 })).toBeVisible();
});
