import { expect, expectAccessible, test } from "./fixtures.ts";

// A server of its own: what happens around a run is counted, and others publish by the hundred.
test.use({ serverSettings: { aggregationIntervalSeconds: 31 } });

test("the job runs when asked, and says what came of it where it was asked", { tag: "@phone" }, async ({
  page,
  request,
}) => {
  await page.goto("/job");
  await expect(page.getByText("Next run")).toBeVisible();
  await request.post("/api/metrics/missions", {
    data: [{ status: "completed" }, { status: "completed" }, { status: "failed" }],
  });
  await page.getByRole("button", { name: "Run now" }).click();
  await expect(page.getByText(/in .*ms, \d+ entries counted/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Missions by status" })).toBeVisible();
  await expect(page.getByText("completed", { exact: true }).first()).toBeVisible();
  const failed = page.getByRole("region", { name: "Missions failed over time" });
  await expect(failed.getByText(/\d+ in these runs/)).toBeVisible();
  await page
    .getByRole("row", { name: /^completed/ })
    .getByRole("button", { description: /where this value comes/ })
    .click();
  const origin = page.getByRole("dialog", { name: "Where this value comes from" });
  await expect(origin.getByText("The last one that counted some of this status:")).toBeVisible();
  await expect(origin.getByText("metrics.aggregation_completed")).toBeVisible();
  await page.keyboard.press("Escape");
  await expectAccessible(page);
});

test("another producer's job shows up by itself, with its failure", async ({ page, request }) => {
  const send = (type: string, payload: object) =>
    request.post("/api/events", { data: { type: `metrics.${type}`, source: "metrics_service", payload } });
  const now = Date.now() / 1000;
  await page.goto("/job");
  await send("aggregation_started", { job_id: "nightly_report", started_at: now });
  await send("aggregation_failed", {
    job_id: "nightly_report",
    error_message: "disk is full",
    error_type: "OSError",
    failed_at: now + 1,
  });
  await page.goto("/job?job=nightly_report");
  await expect(page.getByText("OSError").first()).toBeVisible();
  await expect(page.getByText("disk is full").first()).toBeVisible();
});

test("a job that has never run has its page, and waits there for its first run", async ({
  page,
  request,
}) => {
  await page.goto("/job?job=weekly_export");
  await expect(page.getByRole("heading", { name: "weekly_export" })).toBeVisible();
  await expect(
    page.getByText("No run has been seen yet. The first one appears here by itself."),
  ).toBeVisible();
  await expect(page.getByText("Unknown", { exact: true })).toBeVisible();
  await expect(page.getByText("No job of this name is known.")).toBeVisible();
  await expectAccessible(page);
  const started = { job_id: "weekly_export", started_at: Date.now() / 1000 };
  await request.post("/api/events", {
    data: { type: "metrics.aggregation_started", source: "exporter", payload: started },
  });
  await expect(page.getByText("Running", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("Another producer runs this job")).toBeVisible();
});

test("the runs read as a table, each to be looked at", { tag: "@phone" }, async ({ page, request }) => {
  const now = Date.now() / 1000;
  const run = (n: number) => ({
    job_id: "tabled_report",
    entries_processed: 7 + n,
    duration_ms: 40,
    completed_at: now,
  });
  const data = [0, 1].map((n) => ({
    type: "metrics.aggregation_completed",
    source: "metrics_service",
    payload: run(n),
  }));
  const { accepted } = await (await request.post("/api/events", { data })).json();
  await page.goto("/job?job=tabled_report");
  await page.getByRole("button", { name: "Table" }).click();
  const table = page.getByRole("region", { name: "Runs, newest first" });
  await expect(table.getByRole("row", { name: /40 ms 8/ })).toBeVisible();
  await expectAccessible(page);
  await table
    .getByRole("row", { name: /40 ms 7/ })
    .getByRole("button")
    .click();
  await expect(page).toHaveURL(new RegExp(`run=${accepted[0].stream_id}`));
});

test("a run's own events are shown however much came before it", async ({ page, request }) => {
  const crowd = Array.from({ length: 300 }, (_, n) => ({
    type: "plan.made",
    source: "crowd",
    payload: { n },
  }));
  await request.post("/api/events", { data: crowd });
  const failure = { job_id: "in_a_crowd", error_type: "Timeout", error_message: "lost in the crowd" };
  const { accepted } = await (
    await request.post("/api/events", {
      data: {
        type: "metrics.aggregation_failed",
        source: "metrics_service",
        payload: { ...failure, failed_at: Date.now() / 1000 },
      },
    })
  ).json();
  await page.goto(`/job?job=in_a_crowd&run=${accepted[0].stream_id}`);
  await page.getByRole("button", { name: "What else happened" }).click();
  const around = page.getByRole("dialog", { name: "Around this run" });
  await expect(around.getByText("lost in the crowd")).toBeVisible();
  await expect(around.getByText("Only the 100 nearest before and after its first event.")).toBeVisible();
});

test("a failed run tells what else happened around it, and its hour is marked", async ({ page, request }) => {
  const now = Date.now() / 1000;
  const failure = { job_id: "hourly_sync", error_type: "Timeout", error_message: "no answer" };
  const { accepted } = await (
    await request.post("/api/events", {
      data: [
        {
          type: "metrics.aggregation_failed",
          source: "metrics_service",
          payload: { ...failure, failed_at: now },
        },
        {
          type: "dna.karma_updated",
          source: "dna_service",
          payload: { snapshot_id: 1, agent_id: "bystander", version: 1, karma_score: 0.5, updated_at: now },
        },
      ],
    })
  ).json();
  await page.goto(`/job?job=hourly_sync&run=${accepted[0].stream_id}`);
  const days = page.getByRole("region", { name: "Runs by day and hour" });
  await expect(days.getByRole("link", { name: /1 run, 1 failed/ })).toBeVisible();
  await page.getByRole("button", { name: "What else happened" }).click();
  const around = page.getByRole("dialog", { name: "Around this run" });
  await expect(around.getByText("no answer")).toBeVisible();
  await expect(around.getByText("bystander")).toBeVisible();
  await expectAccessible(page);
});

test("keys walk the durations and pick a run, on a linear and on a log axis", async ({ page, request }) => {
  const now = Date.now() / 1000;
  const run = (n: number) => ({
    job_id: "walked_report",
    entries_processed: n,
    duration_ms: 40 * 10 ** n,
    completed_at: now - 60 + 10 * n,
  });
  const data = [1, 2, 3].map((n) => ({
    type: "metrics.aggregation_completed",
    source: "metrics_service",
    payload: run(n),
  }));
  const { accepted } = await (await request.post("/api/events", { data })).json();
  await page.goto("/job?job=walked_report");
  const walk = page.getByRole("slider", { name: /^Duration of each run/ });
  await walk.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(walk).toHaveAttribute("aria-valuetext", /slow, 40\.0 s$/);
  await page.keyboard.press("Home");
  await expect(walk).toHaveAttribute("aria-valuetext", /completed, 400 ms$/);
  await page.getByRole("radio", { name: "Log" }).click();
  await walk.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`run=${accepted[1].stream_id}`));
  await expectAccessible(page);
});
