import { expect, expectAccessible, test } from "./fixtures.ts";
import { tellDropped } from "./many-robots.ts";
import { connectRobot } from "./robots.ts";

// A server of its own: it counts what happened.
test.use({ serverSettings: { aggregationIntervalSeconds: 47 } });

const OURS = { source: "metrics_service" };

test.beforeEach(async ({ request }) => {
  const now = Date.now() / 1000;
  const failed = { job_id: "nightly_report", error_type: "OSError", error_message: "disk is full" };
  await request.post("/api/events", {
    data: [
      { ...OURS, type: "metrics.aggregation_failed", payload: { ...failed, failed_at: now } },
      {
        source: "dna_service",
        type: "dna.karma_updated",
        payload: { snapshot_id: 1, agent_id: "scout", version: 1, karma_score: 0.9, updated_at: now },
      },
    ],
  });
});

test("lanes show what happened when; a stretch of it narrows the page and stands in its address", async ({
  page,
}) => {
  await page.goto("/");
  const lanes = page.getByRole("region", { name: "What happened when" });
  const axis = lanes.getByRole("slider", { name: /Choose a stretch of time/ });
  await expect(axis).toHaveAttribute("aria-valuetext", /Job \d+, \d+ failed/);

  await axis.focus();
  await page.keyboard.press("ArrowLeft");
  for (let i = 0; i < 3; i++) await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/window=/);
  const then = page.getByRole("region", { name: "What happened then" });
  await expect(then.getByText("disk is full").first()).toBeVisible();

  await page.reload();
  await expect(then.getByText("disk is full").first()).toBeVisible();
  await lanes.getByRole("link", { name: "Open in Events" }).click();
  await expect(page).toHaveURL(/\/events\?.*window=/);
  await page.goBack();
  await lanes.getByRole("button", { name: "Show all again" }).click();
  await expect(page).not.toHaveURL(/window=/);
});

test("the lanes read as a table, and the page is accessible", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Table" }).click();
  const table = page.getByRole("region", { name: "The lanes as a table" });
  await expect(table.getByRole("cell", { name: /failed/ }).first()).toBeVisible();
  await expectAccessible(page);
});

test("Ctrl-K goes to an agent by a part of its name, and to an event by its id", async ({
  page,
  request,
}) => {
  await page.goto("/job");
  await expect(page.getByText("Next run")).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Go to" }).fill("sco");
  await expect(page.getByRole("option", { name: /scout/ })).toHaveAttribute("aria-selected", "true");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/evolution\?agent=scout/);

  const { events } = await (await request.get("/api/events?limit=1")).json();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Go to" }).fill(events[0].stream_id);
  await page.getByRole("option", { name: /Event/ }).first().click();
  await expect(page).toHaveURL(new RegExp(`/events\\?event=${events[0].stream_id}`));
});

test("the wall shows the tiles and what needs attention, and nothing to press around it", async ({
  page,
}) => {
  await page.goto("/wall");
  await expect(page.getByRole("heading", { name: "Evolution" })).toBeVisible();
  const needing = page.getByRole("region", { name: "Needs attention" });
  await expect(needing.getByText("nightly_report")).toBeVisible();
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await expectAccessible(page);
});

test("the job's tile tells of another producer's job that failed, and leads to it", async ({ page }) => {
  await page.goto("/");
  const tile = page.getByRole("region", { name: "Job nightly_report" });
  await expect(tile.getByText("Failed", { exact: true })).toBeVisible();
  await tile.getByRole("link", { name: "Job nightly_report" }).click();
  await expect(page).toHaveURL(/\/job\?job=nightly_report$/);
  await expect(page.getByRole("heading", { name: "nightly_report" })).toBeVisible();
});

test("a line of several robots leads to exactly those", async ({ page, server }) => {
  const gone = ["gone_1", "gone_2", "gone_3", "gone_4"];
  const robot = await connectRobot(server.url, "here_1");
  await tellDropped(server.url, gone);
  await page.goto("/");
  // An alert waits for ten seconds whether they come back.
  await page
    .getByRole("region", { name: "Needs attention" })
    .getByRole("link", { name: /4 robots dropped/ })
    .click({ timeout: 30_000 });
  await expect(page).toHaveURL(/needs=robot_dropped/);
  const rows = page.getByRole("grid", { name: "Robots" }).getByRole("row");
  for (const id of gone) await expect(rows.filter({ hasText: id })).toHaveCount(1);
  await expect(rows).toHaveCount(1 + gone.length);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Show all robots" }).click();
  await expect(rows.filter({ hasText: "here_1" })).toHaveCount(1);
  robot.close();
});

test("a line of several agents leads to exactly those", async ({ page, request }) => {
  const scored = (agent_id: string, version: number, karma_score: number) => {
    const payload = { snapshot_id: version, agent_id, version, karma_score, updated_at: Date.now() / 1000 };
    return { source: "dna_service", type: "dna.karma_updated", payload };
  };
  const fallen = ["fallen_1", "fallen_2", "fallen_3"];
  await request.post("/api/events", {
    data: [
      scored("steady_1", 2, 0.8),
      ...fallen.flatMap((id) => [0.9, 0.6, 0.55].map((karma, place) => scored(id, place + 1, karma))),
    ],
  });
  await page.goto("/");
  await page
    .getByRole("region", { name: "Needs attention" })
    .getByRole("link", { name: /3 agents lost karma/ })
    .click();
  await expect(page).toHaveURL(/needs=karma_fallen/);
  const rows = page.getByRole("grid", { name: "Agents" }).getByRole("row");
  for (const id of fallen) await expect(rows.filter({ hasText: id })).toHaveCount(1);
  await expect(rows).toHaveCount(1 + fallen.length);
  await expectAccessible(page);

  await page.getByRole("searchbox", { name: "Find an agent" }).fill("steady");
  await page.getByRole("button", { name: "Show all", exact: true }).click();
  await expect(page).not.toHaveURL(/needs=|q=/);
  await expect(rows.filter({ hasText: "steady_1" })).toHaveCount(1);
});

test("what needs attention is what fires: it is gone when somebody looks after it", async ({
  page,
  request,
}) => {
  await page.goto("/");
  const list = page.getByRole("region", { name: "Needs attention" });
  const line = list.getByRole("link", { name: /nightly_report/ });
  await expect(line).toContainText("disk is full");
  await expect(line.locator("time")).not.toBeEmpty();

  const { alerts } = await (await request.get("/api/alerts?state=active&subject_id=nightly_report")).json();
  for (const { alert_id } of alerts)
    await request.post(`/api/alerts/${encodeURIComponent(alert_id)}/acknowledge`, { data: {} });
  await expect(line).toBeHidden();
});

test("on the narrowest screen what can be done about an alert stands in one row", async ({
  page,
  request,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const failed = { job_id: "weekly_report", error_type: "OSError", error_message: "disk is full" };
  const type = "metrics.aggregation_failed";
  await request.post("/api/events", {
    data: { ...OURS, type, payload: { ...failed, failed_at: Date.now() / 1000 } },
  });
  await page.goto("/alerts");
  const group = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: "weekly_report" }) });
  const acts = [
    group.getByRole("link", { name: "Around it" }).first(),
    group.getByRole("button", { name: "Acknowledge" }).first(),
    group.getByRole("button", { name: "Snooze" }).first(),
  ];
  const middles = await Promise.all(
    acts.map(async (act) => {
      await expect(act).toBeVisible();
      const box = await act.boundingBox();
      return box && Math.round(box.y + box.height / 2);
    }),
  );
  expect(new Set(middles).size).toBe(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await expectAccessible(page);
});

test("what is routine is offered where there is some", async ({ page }) => {
  const offer = page.getByRole("button", { name: /^Show .*routine$/ });
  await page.goto("/");
  await expect(offer).toBeVisible();
  await page.goto("/?window=2020-01-01T00:00:00Z..2020-01-01T01:00:00Z");
  await expect(page.getByRole("heading", { name: "What happened then" })).toBeVisible();
  await expect(page.getByText("Nothing happened then")).toBeVisible();
  await expect(offer).toBeHidden();
});

test("no line crosses an outage, also while the outages are not known yet", async ({
  page,
  server,
  expectDisconnects,
}) => {
  const robot = await connectRobot(server.url, "there_before_and_after");
  await page.goto("/");
  const tile = page.getByRole("region", { name: "Robots" });
  const line = tile.getByRole("img", { name: /^Connected robots over time/ });
  await expect(line).toBeVisible();
  expectDisconnects();
  await server.stop();
  await expect(page.getByText("No connection to the server.")).toBeVisible();
  await server.start();
  await robot.until("connected");

  const held = Promise.withResolvers<void>();
  await page.route("**/api/history/outages*", async (route) => {
    await held.promise;
    await route.continue();
  });
  const asked = page.waitForRequest("**/api/history/outages*");
  await page.reload();
  await asked;
  await expect(tile).toContainText(/1\s*of \d+ online/);
  await expect(line).toBeHidden();
  held.resolve();
  await expect(line).toBeVisible();
  await expect(tile.locator("[data-hole]")).toHaveAttribute("data-tip", /Brainwave was not running/);
  robot.close();
});

test("on the narrowest screen what a tile's chart shows is told whole", async ({ page, request }) => {
  const established = { robot_id: "elsewhere", connection_id: "one", connected_at: Date.now() / 1000 };
  const type = "telemetry.connection_established";
  await request.post("/api/events", { data: { type, source: "telemetry_service", payload: established } });
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/");
  for (const [name, caption] of [
    ["Robots", /^Connected, last/],
    ["Job nightly_report", /^Last 40 runs, worst of \d+ jobs/],
    ["Evolution", /^Mean of ten, now/],
    ["Alerts", /alerts?, last 24 hours/],
  ] as const) {
    const told = page.getByRole("region", { name }).getByRole("paragraph").filter({ hasText: caption });
    await expect(told).toBeVisible();
    expect(await told.evaluate((it) => it.scrollWidth - it.clientWidth), name).toBe(0);
  }
});

test("a screen of 1440 × 900 shows all seven lines that need attention", async ({ page, request }) => {
  const failed = { job_id: "monthly_report", error_type: "OSError", error_message: "disk is full" };
  const type = "metrics.aggregation_failed";
  await request.post("/api/events", {
    data: { ...OURS, type, payload: { ...failed, failed_at: Date.now() / 1000 } },
  });
  await page.goto("/");
  const list = page.getByRole("region", { name: "Needs attention" });
  await expect(list.getByRole("link", { name: /monthly_report/ })).toBeVisible();
  await expect(page.getByRole("slider", { name: /Choose a stretch of time/ })).toBeVisible();
  const line = await list.getByRole("listitem").first().boundingBox();
  expect(line).not.toBeNull();
  if (line) expect(line.y + 7 * line.height).toBeLessThanOrEqual(900);
});

test("what needs attention holds still while it is pointed at", async ({ page, request }) => {
  const fail = (job_id: string) => {
    const failed = {
      job_id,
      error_type: "OSError",
      error_message: "disk is full",
      failed_at: Date.now() / 1000,
    };
    return request.post("/api/events", {
      data: { ...OURS, type: "metrics.aggregation_failed", payload: failed },
    });
  };
  await fail("daily_report");
  await page.goto("/");
  const list = page.getByRole("region", { name: "Needs attention" });
  await expect(list.getByRole("link", { name: /daily_report/ })).toBeVisible();
  const lines = list.getByRole("link");
  await lines.first().hover();
  const before = await lines.evaluateAll((all) => all.map((line) => line.getAttribute("href")));
  for (let n = 0; n < 3; n++) await fail("worst_report");
  const alerts = page.getByRole("region", { name: "Alerts" });
  await expect(alerts).toContainText("1 critical");
  await expect(list.getByText("held while you look at them")).toBeVisible();
  expect(await lines.evaluateAll((all) => all.map((line) => line.getAttribute("href")))).toEqual(before);
  await page.mouse.move(0, 0);
  await expect(lines.first()).toContainText("worst_report");
});

test("a line of several sources leads to exactly their alerts", async ({ page, request }) => {
  const silent = ["line_1", "line_2", "line_3"];
  await request.post("/api/events", { data: silent.map(fellSilent) });
  await page.goto("/");
  await page
    .getByRole("region", { name: "Needs attention" })
    .getByRole("link", { name: /3 sources fell silent/ })
    .click();
  await expect(page).toHaveURL(/\/alerts\?needs=source_silent/);
  await expect(page.getByText("Only those of the overview's line: sources fell silent, 3")).toBeVisible();
  const groups = page.getByRole("tabpanel").getByRole("heading");
  for (const id of silent) await expect(groups.filter({ hasText: id })).toHaveCount(1);
  await expect(groups).toHaveCount(silent.length);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Show all alerts" }).click();
  await expect(page).toHaveURL(/\/alerts$/);
  await expect(groups.filter({ hasText: "nightly_report" })).toHaveCount(1);
});

test("of jobs, robots, agents and sources each kind in trouble has a line, however many jobs failed", async ({
  page,
  request,
  server,
}) => {
  const now = Date.now() / 1000;
  const failed = (job_id: string) => {
    const payload = { job_id, error_type: "OSError", error_message: "disk is full", failed_at: now };
    return { ...OURS, type: "metrics.aggregation_failed", payload };
  };
  const scored = (version: number, karma_score: number) => {
    const payload = {
      snapshot_id: version,
      agent_id: "sunk",
      version,
      karma_score,
      updated_at: now + version,
    };
    return { source: "dna_service", type: "dna.karma_updated", payload };
  };
  const jobs = Array.from({ length: 9 }, (_, n) => failed(`report_${n}`));
  const fallen = [0.9, 0.6, 0.55].map((karma, place) => scored(place + 1, karma));
  await tellDropped(server.url, ["lost_1"]);
  await request.post("/api/events", { data: [...jobs, ...fallen, fellSilent("pump")] });
  await page.goto("/");
  const lines = page.getByRole("region", { name: "Needs attention" }).getByRole("listitem");
  // An alert waits for ten seconds whether a robot comes back.
  for (const kind of [/report_\d/, /lost_1|robots dropped/, /sunk|agents lost karma/, /pump|fell silent/])
    await expect(lines.filter({ hasText: kind }).first()).toBeVisible({ timeout: 30_000 });
  await expect(lines).toHaveCount(7);
});

/** An alert about a producer of events. */
function fellSilent(id: string) {
  const at = Date.now() / 1000;
  const alert = { alert_id: `source_silent ${id}`, rule_id: "source_silent", kind: "source_silent" };
  const figures = { value: 60, threshold: 10, worst: 60, flaps: 0, shown_by: null };
  const subject = { kind: "source", id };
  const payload = { ...alert, ...figures, severity: "warning", subject, since: at, fired_at: at };
  return { source: "alerts", type: "alert.fired", payload };
}
