import type { APIRequestContext } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures.ts";

// A server of its own, on which few alerts fire.
test.use({ serverSettings: { aggregationIntervalSeconds: 59 } });

const tellJob = (request: APIRequestContext, type: string, job_id: string, payload: object) =>
  request.post("/api/events", {
    data: {
      type: `metrics.aggregation_${type}`,
      source: "metrics_service",
      payload: { job_id, ...payload },
    },
  });
const failJob = (request: APIRequestContext, job: string) =>
  tellJob(request, "failed", job, {
    error_type: "OSError",
    error_message: "full",
    failed_at: Date.now() / 1000,
  });
const completeJob = (request: APIRequestContext, job: string) =>
  tellJob(request, "completed", job, {
    entries_processed: 1,
    duration_ms: 5,
    completed_at: Date.now() / 1000,
  });

test("what comes about below a short list is shown at once, and put in order by a key", async ({
  page,
  request,
}) => {
  await failJob(request, "short_first");
  await page.goto("/alerts");
  const headings = page.getByRole("listitem").getByRole("heading", { level: 2 });
  await expect(headings.first()).toBeVisible();
  const before = await headings.allTextContents();
  for (let n = 0; n < 3; n++) await failJob(request, "short_critical");
  await expect(headings.last()).toHaveText("short_critical");
  expect(await headings.allTextContents()).toEqual([...before, "short_critical"]);
  await expect(
    page
      .getByRole("listitem")
      .filter({ has: page.getByRole("heading", { name: "short_critical" }) })
      .getByText("Critical", { exact: true }),
  ).toBeVisible();
  await page.keyboard.press("n");
  await expect(headings.last()).not.toHaveText("short_critical");
  await expect(page.getByRole("button", { name: /^Show / })).toBeHidden();
});

test("whoever looks at the alerts sees nothing move: what is over stays, what is new is told above until it is asked for", {
  tag: "@phone",
}, async ({ page, request }) => {
  const heading = (job: string) => page.getByRole("heading", { name: job, exact: true });
  for (const job of ["held_first", "held_second"]) await failJob(request, job);
  await page.goto("/alerts");
  await expect(heading("held_first")).toBeVisible();
  await expect(heading("held_second")).toBeVisible();
  const group = page.getByRole("listitem").filter({ has: heading("held_second") });
  const headings = page.getByRole("listitem").getByRole("heading", { level: 2 });
  const before = await headings.allTextContents();
  const places = () =>
    headings.evaluateAll(
      (all, count) => all.slice(0, count).map((one) => one.getBoundingClientRect().top + scrollY),
      before.length,
    );
  const stood = await places();

  // Nobody points at anything.
  for (let n = 0; n < 3; n++) await failJob(request, "held_first");
  const show = page.getByRole("button", { name: /^Show \d+ new alerts?$/ });
  await expect(show).toBeVisible();
  await expect(page.getByText(/^held_first: \d runs failed in a row$/)).toBeVisible();
  await completeJob(request, "held_second");
  await expect(group.getByText("Over", { exact: true })).toBeVisible();
  expect((await headings.allTextContents()).slice(0, before.length)).toEqual(before);
  expect(await places()).toEqual(stood);
  await expectAccessible(page);

  await show.click();
  await expect(headings.first()).toHaveText("held_first");
  await expect(headings.first().getByRole("link")).toBeFocused();
  await expect(group).toHaveCount(0);
  await expect(show).toBeHidden();
});

test("what has ended keeps its place while more ends", async ({ page, request }) => {
  const endJob = async (job: string) => {
    await failJob(request, job);
    await completeJob(request, job);
  };
  const first = await endMany(12);
  await page.goto("/alerts?tab=ended");
  const headings = page.getByRole("listitem").getByRole("heading", { level: 2 });
  await expect(headings).toHaveCount(first);
  const before = await headings.allTextContents();
  await endJob("ends_late");
  await expect(page.getByText("1 more ended since", { exact: true })).toBeVisible();
  expect(await headings.allTextContents()).toEqual(before);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByRole("heading", { name: "ends_late", exact: true })).toBeVisible();

  /** How many entities have ended alerts then: at least as many as are shown whole. */
  async function endMany(count: number): Promise<number> {
    for (let n = 0; n < count; n++) await endJob(`ends_${n}`);
    let jobs = new Set<string>();
    const ended = async () => {
      const { alerts } = await (await request.get("/api/alerts?state=ended")).json();
      jobs = new Set(alerts.map(({ subject }: { subject: { id: string } }) => subject.id));
      return [...jobs].filter((id) => /^ends_\d/.test(id)).length;
    };
    await expect.poll(ended).toBe(count);
    return jobs.size;
  }
});
