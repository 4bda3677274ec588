import { expect, expectAccessible, test } from "./fixtures.ts";

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
