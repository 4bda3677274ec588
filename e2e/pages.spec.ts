import { whatIsCut } from "./fits.ts";
import { expect, expectAccessible, test } from "./fixtures.ts";
import { connectRobot, type TestRobot } from "./robots.ts";
import { listen, readSpoken, unclear } from "./spoken.ts";
import { walkByTab } from "./tab-walk.ts";

// A server of its own: something of everything is there, and nothing else.
test.use({ serverSettings: { aggregationIntervalSeconds: 71 } });

const AGENT = "agent_on_every_page";
const ROBOT = "robot_on_every_page";
/** Where, and what stands there once it is drawn. Pages of robots, events and access have such tests of their own. */
const PAGES = [
  ["/", "Needs attention"],
  ["/evolution", AGENT],
  [`/evolution?agent=${AGENT}`, "Evolution tree"],
  ["/evolution?view=impact", "How mutations did"],
  ["/evolution?view=compare", "Agents to compare"],
  ["/job", "Missions by status"],
  ["/job?job=broken_report", "disk is full"],
  ["/alerts", "broken_report"],
  ["/alerts?tab=incidents", "broken_report"],
  ["/alerts?tab=ended", "mended_report"],
  ["/alerts?tab=rules", "Battery low"],
  ["/alerts?tab=delivery", "Channels"],
] as const;

/** Of those only what is heard, and what fits, is looked at here. A wall of tiles has no columns, and so no heads. */
const OTHERS = [
  ["/robots", ROBOT],
  [`/robots?robot=${ROBOT}`, "Sessions"],
  ["/robots/fleet", "p10"],
  ["/robots/connect", "Connect"],
  ["/events", "metrics.aggregation_failed"],
  ["/events?tab=contract", "metrics.aggregation_failed"],
  ["/events?tab=streams", "Embedded store"],
  ["/access", "Make an admin"],
] as const;

let robot: TestRobot | undefined;
test.afterAll(() => robot?.close());
test.beforeAll(async ({ server }) => {
  const post = (path: string, data: unknown) =>
    fetch(server.url + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(data),
    });
  robot = await connectRobot(server.url, ROBOT);
  await robot.report({ battery_percentage: 80, cpu_usage: 20, memory_usage: 30, network_latency_ms: 12 });
  await post("/api/dna/snapshot", { agent_id: AGENT, dna: { depth: 1, width: 2 } });
  await post(`/api/dna/agents/${AGENT}/mutate`, { mutation: { depth: 2 }, reason: "deeper" });
  const now = Date.now() / 1000;
  const told = (type: string, job_id: string, payload: object) => ({
    type: `metrics.aggregation_${type}`,
    source: "metrics_service",
    payload: { job_id, ...payload },
  });
  const failure = { error_type: "OSError", error_message: "disk is full", failed_at: now };
  const done = { entries_processed: 3, duration_ms: 20, completed_at: now + 1 };
  await post("/api/events", [
    told("failed", "broken_report", failure),
    told("failed", "mended_report", failure),
  ]);
  await post("/api/metrics/missions", [{ status: "completed" }, { status: "failed" }]);
  const alerts = async () => (await (await fetch(`${server.url}/api/alerts?state=active`)).json()).alerts;
  await expect.poll(async () => (await alerts()).length).toBe(2);
  await post("/api/events", told("completed", "mended_report", done));
  await expect.poll(async () => (await alerts()).length).toBe(1);
});

for (const [path, wanted] of PAGES) {
  test(`the Tab key alone goes through ${path}: each stop is seen and has a name`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole("main")).toContainText(wanted);
    const stops = await walkByTab(page);
    expect(stops.length).toBeGreaterThan(8);
    expect(stops.filter(({ shown, name }) => !shown || name === "")).toEqual([]);
  });

  test(`${path} is accessible in both themes, and fits 320 px`, async ({ page }) => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      await expect(page.getByRole("main")).toContainText(wanted);
      await expectAccessible(page);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
}

for (const [path, wanted] of [...PAGES, ...OTHERS, ["/wall", "Needs attention"]] as const)
  test(`${path} is read out with names, in order, and doesn't speak of every event`, async ({
    page,
    request,
  }) => {
    await page.goto(path);
    await expect(page.getByRole("main")).toContainText(wanted);
    expect(unclear(await readSpoken(page))).toEqual([]);

    const said = await listen(page);
    for (let n = 0; n < 12; n++) {
      await request.post("/api/events", {
        data: { type: "robot.moved", source: "planner", payload: { robot_id: "r", n } },
      });
      await request.post(`/api/karma/agents/${AGENT}/score`, {
        data: {
          success_rate: 0.9,
          avg_latency_ms: 100 + n,
          policy_violations: 0,
          user_rating_avg: 4,
          credit_consumption_per_task: 1,
        },
      });
    }
    const told = await (await request.get("/api/events?limit=1")).json();
    expect(told.events[0].type).toBe("dna.karma_updated");
    // So long that each moment in words ("3 s ago") is written anew.
    const second = () => Math.floor(Date.now() / 1000);
    const now = second();
    await expect.poll(second).toBeGreaterThan(now + 2);
    expect((await said()).length, (await said()).join("\n")).toBeLessThanOrEqual(2);
  });

const FITTING = [...PAGES, ...OTHERS].filter(([path]) => /^\/(alerts|events|access)/.test(path));
for (const [path, wanted] of FITTING)
  test(`nothing of ${path} is cut on the narrowest screen, or at 200 %`, async ({ page }) => {
    // The second is a window 1,280 px wide at 200 %.
    for (const width of [320, 640]) {
      await page.setViewportSize({ width, height: 640 });
      await page.goto(path);
      await expect(page.getByRole("main")).toContainText(wanted);
      expect(await whatIsCut(page), `${width} px`).toEqual([]);
    }
  });
