import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { APIRequestContext, Locator, Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures.ts";

// One run of the job, at the start: what is stepped over is what the test has sent.
test.use({ serverSettings: { aggregationIntervalSeconds: 3600 } });

const pill = (page: Page) => page.getByRole("banner").getByRole("status");
const dock = (page: Page) => page.getByRole("region", { name: "Time machine" });
const feed = (page: Page) => page.getByRole("region", { name: "What happens" });
const versions = (page: Page) => page.getByRole("grid", { name: "Versions, newest first" });

/** Sends events, and returns where they stand in the stream. */
async function tell(request: APIRequestContext, ...messages: string[]): Promise<string[]> {
  const data = messages.map((message) => ({ type: "test.told", source: "test", payload: { message } }));
  const answer = await (await request.post("/api/events", { data })).json();
  return answer.accepted.map(({ stream_id }: { stream_id: string }) => stream_id);
}

const secondsOf = (streamId: string): number => Number(streamId.split("-")[0]) / 1000;
// Rounded: a thousandth of a second more must not be lost to a float.
const isoOf = (seconds: number): string => new Date(Math.round(seconds * 1000)).toISOString();

async function mutate(request: APIRequestContext, agentId: string, temperature: number): Promise<void> {
  await request.post(`/api/dna/agents/${agentId}/mutate`, { data: { mutation: { temperature } } });
}

/** The stream id of the newest event by now. */
async function newest(request: APIRequestContext): Promise<string> {
  return (await (await request.get("/api/events?limit=1")).json()).events[0].stream_id;
}

test(
  "every page shows a past moment as it was then",
  { tag: "@phone" },
  async ({ page, request }, { project }) => {
    const agent = `agent_past_${project.name}`;
    await request.post("/api/dna/snapshot", { data: { agent_id: agent, dna: { temperature: 0.5 } } });
    await mutate(request, agent, 0.6);
    await page.goto(`/evolution?agent=${agent}`);
    await expect(versions(page).getByRole("link", { name: "2", exact: true })).toBeVisible();
    const then = await newest(request);
    await mutate(request, agent, 0.7);
    await mutate(request, agent, 0.8);
    await expect(versions(page).getByRole("link", { name: "4", exact: true })).toBeVisible();

    await page.goto(`/evolution?agent=${agent}&at=${then}`);
    await expect(pill(page)).toHaveText("Replay");
    await expect(versions(page).getByRole("link", { name: "2", exact: true })).toBeVisible();
    await expect(versions(page).getByRole("link", { name: "3", exact: true })).toHaveCount(0);
    await expectAccessible(page);

    await test.step("a reload, another page and a new tab's link keep the moment", async () => {
      await page.reload();
      await expect(versions(page).getByRole("link", { name: "2", exact: true })).toBeVisible();
      const job = page
        .getByRole("navigation", { name: "Pages" })
        .getByRole("link", { name: "Job" })
        .filter({ visible: true });
      await expect(job).toHaveAttribute("href", `/job?at=${then}`);
      await job.click();
      await expect(page).toHaveURL(new RegExp(`/job\\?at=${then}`));
      await expect(page.getByRole("heading", { name: "Missions by status" })).toBeVisible();
      await expect(page.getByText(/kept of the present only/)).toBeVisible();
      await expect(pill(page)).toHaveText("Replay");
    });

    await test.step("the present is one press away", async () => {
      await dock(page).getByRole("button", { name: "Return to live" }).click();
      await expect(pill(page)).toHaveText("Live");
      await expect(page).not.toHaveURL(/at=/);
    });
  },
);

test("what is written down of a moment is what a live page had", async ({ page, request }) => {
  const [first] = await tell(request, "the one", "the other");
  const past = await (await request.get(`/api/history/state?at=${first}`)).json();
  const told = past.state.feed.recent.map(
    (event: { payload: { message?: string } }) => event.payload.message,
  );
  expect(told).toContain("the one");
  expect(told).not.toContain("the other");
  await page.goto(`/?at=${first}`);
  await expect(feed(page).getByText("the one")).toBeVisible();
  await expect(feed(page).getByText("the other")).toHaveCount(0);
});

test("the past is stepped through by event, and played", async ({ page, request }) => {
  const [first] = await tell(request, "step one", "step two", "step three");
  await page.goto(`/?at=${first}`);
  const seen = (text: string): Locator => feed(page).getByText(text);
  await expect(seen("step one")).toBeVisible();

  await page.keyboard.press("ArrowRight");
  await expect(seen("step two")).toBeVisible();
  await expect(seen("step three")).toHaveCount(0);
  await page.keyboard.press("ArrowLeft");
  await expect(seen("step two")).toHaveCount(0);
  await expect(seen("step one")).toBeVisible();

  await page.getByRole("combobox", { name: "Speed" }).selectOption("60");
  await dock(page).getByRole("button", { name: "Play" }).click();
  await expect(seen("step three")).toBeVisible();
  // It goes over into the present when it has caught up.
  await expect(pill(page)).toHaveText("Live", { timeout: 20_000 });
  await tell(request, "live again");
  await expect(seen("live again")).toBeVisible();
});

test("the past can't be changed, and says so; L returns to where it can", async ({ page, request }) => {
  await request.post("/api/dna/snapshot", { data: { agent_id: "agent_kept", dna: {} } });
  const then = await newest(request);
  await page.goto(`/evolution?agent=agent_kept&at=${then}`);
  const button = page.getByRole("button", { name: "Mutate" });
  await expect(button).toBeDisabled();
  await expect(button).toHaveAccessibleDescription(/You are looking at \d\d:\d\d\. Return to live/);
  await expect(page.getByText("Read-only in the past")).toBeVisible();
  await page.goto(`/job?at=${then}`);
  await expect(page.getByRole("button", { name: "Run now" })).toBeDisabled();
  await expect(page.getByText(/Return to live to change something/)).toBeVisible();

  await page.keyboard.press("l");
  await expect(pill(page)).toHaveText("Live");
  await expect(page.getByRole("button", { name: "Run now" })).toBeEnabled();
});

test("a moment before the first event invites nobody to begin, and shows none that came later", async ({
  page,
  request,
}) => {
  await tell(request, "long after");
  const before = "at=2020-01-01T00:00:00Z";
  await page.goto(`/?${before}`);
  await expect(page.getByText("Nothing had been seen by then")).toBeVisible();
  await expect(page.getByText("Start demo")).toHaveCount(0);
  await page.goto(`/robots?${before}`);
  await expect(page.getByText("No robot had been seen by then")).toBeVisible();
  await page.goto(`/evolution?${before}`);
  await expect(page.getByText("No agent had been seen by then")).toBeVisible();
  await page.goto(`/events?${before}`);
  const list = page.getByRole("region", { name: "Live events" });
  await expect(list.getByText("0 rows")).toBeVisible();
  await expect(list.getByText(/searching/)).toHaveCount(0);
  await expect(list.getByRole("gridcell")).toHaveCount(0);
});

test("an incident's mark is reached and followed with the keyboard", async ({ page, request }) => {
  const failed = (message: string) => ({
    type: "metrics.aggregation_failed",
    source: "metrics_service",
    payload: {
      job_id: "aggregate_mission_metrics",
      error_message: message,
      error_type: "TimeoutError",
      failed_at: Date.now() / 1000,
    },
  });
  await request.post("/api/events", { data: [failed("first broken"), failed("then broken")] });
  await page.goto("/robots");
  await expect(pill(page)).toHaveText("Live");
  await page.getByRole("button", { name: "15 m", exact: true }).filter({ visible: true }).click();
  const marks = dock(page).getByRole("list", { name: "Incidents" }).getByRole("button");
  await expect(marks).toHaveCount(2);
  await dock(page).getByRole("slider", { name: "Time" }).focus();
  await page.keyboard.press("Tab");
  await expect(marks.last()).toBeFocused();
  await expect(marks.last()).toHaveAccessibleName(/then broken/);
  await page.keyboard.press("ArrowLeft");
  await expect(marks.first()).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(pill(page)).toHaveText("Replay");
});

test("the scrubber works with the keyboard, and Back undoes it", { tag: "@phone" }, async ({
  page,
  request,
}) => {
  await tell(request, "on the scrubber");
  await page.goto("/robots");
  await expect(pill(page)).toHaveText("Live");
  const phone = (page.viewportSize()?.width ?? 0) < 768;
  await page
    .getByRole("button", { name: phone ? "Time machine" : "15 m", exact: true })
    .filter({ visible: true })
    .click();
  const slider = dock(page).getByRole("slider", { name: "Time" });
  await expect(slider).toHaveAttribute("aria-valuetext", /^The present/);
  await slider.press("ArrowLeft");
  await expect(slider).toHaveAttribute("aria-valuetext", /ago/);
  await expect(pill(page)).toHaveText("Replay");
  await expect(page).toHaveURL(/at=\d{4}-/);
  await expectAccessible(page);
  await page.goBack();
  await expect(pill(page)).toHaveText("Live");
});

test("a stretch of one's own is chosen from one moment to another, and a link brings it back", {
  tag: "@phone",
}, async ({ page, anotherPage, request }) => {
  const [first] = await tell(request, "within the stretch");
  const second = Math.floor(secondsOf(first ?? "")) + 1;
  await expect.poll(() => Date.now() / 1000).toBeGreaterThan(second + 1);
  await tell(request, "after the stretch");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/?span=15m");
  await page
    .getByRole("button", { name: /^(Custom|Choose from and to)$/ })
    .filter({ visible: true })
    .click();
  const form = page.getByRole("dialog", { name: "Look at a stretch of time" });
  const [from, to] = [form.getByLabel("From (local time)"), form.getByLabel("To (local time)")];
  await expect(from).not.toHaveValue("");
  await expect(form.getByText(/Events are kept from \d{4}-\d{2}-\d{2}/)).toBeVisible();
  await expectAccessible(page);

  const typed = (seconds: number) => localText(page, seconds);
  await to.fill(await typed(second + 86_400));
  await form.getByRole("button", { name: "Show it" }).click();
  await expect(to).toHaveAccessibleDescription(/That is still to come/);
  await from.fill(await typed(second));
  await to.fill(await typed(second));
  await form.getByRole("button", { name: "Show it" }).click();
  await expect(to).toHaveAccessibleDescription("It must end after it begins.");
  await from.fill("2001-01-01T00:00:00");
  await form.getByRole("button", { name: "Show it" }).click();
  await expect(from).toHaveAccessibleDescription(/Nothing is kept from before/);

  await from.fill(await typed(second - 1));
  await to.fill(await typed(second));
  await to.press("Enter");
  await expect(form).toBeHidden();
  await expect(pill(page)).toHaveText("Replay");
  await expect(feed(page).getByText("within the stretch")).toBeVisible();
  await expect(feed(page).getByText("after the stretch")).toHaveCount(0);
  const address = new URL(page.url());
  expect(address.searchParams.get("span")).toBe(`${isoOf(second - 1)}..${isoOf(second)}`);
  expect(address.searchParams.get("at")).toBe(isoOf(second));

  const other = await anotherPage();
  await other.goto(address.href);
  const slider = dock(other).getByRole("slider", { name: "Time" });
  await expect(slider).toHaveAttribute("aria-valuemin", String(second - 1));
  await expect(slider).toHaveAttribute("aria-valuemax", String(second));
  await expect(feed(other).getByText("within the stretch")).toBeVisible();

  await dock(other).getByRole("button", { name: "Return to live" }).click();
  await expect(pill(other)).toHaveText("Live");
  await expect(slider).toHaveAttribute("aria-valuetext", /no moment chosen/);
});

/** A moment as a field for date and time holds it, in the browser's zone. */
const localText = (page: Page, seconds: number): Promise<string> =>
  page.evaluate((ms) => {
    const date = new Date(ms);
    return new Date(ms - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
  }, seconds * 1000);

test("an incident capsule opens read-only, shows the same, and asks the server nothing", async ({
  page,
  request,
}) => {
  const [first, last] = await tell(request, "capsule begins", "capsule ends");
  const from = isoOf(secondsOf(first as string) - 0.001);
  const to = isoOf(secondsOf(last as string) + 0.001);
  const file = await (
    await request.get("/api/history/capsule", { params: { from, to, notes: "What the test did" } })
  ).body();
  await tell(request, "after the capsule");

  await page.goto("/?span=15m");
  await expect(feed(page).getByText("after the capsule")).toBeVisible();
  const asked: string[] = [];
  page.on(
    "request",
    (one) => /\/api\/(events(?!\/quarantine)|history|dna|metrics)/.test(one.url()) && asked.push(one.url()),
  );
  await page
    .getByLabel("Incident capsule", { exact: true })
    .first()
    .setInputFiles({ name: "incident.json", mimeType: "application/json", buffer: file });
  await expect(dock(page).getByText("Capsule: What the test did · read-only")).toBeVisible();
  asked.length = 0;
  await expect(feed(page).getByText("after the capsule")).toHaveCount(0);
  await expect(feed(page).getByText("capsule begins")).toHaveCount(0);
  await page.keyboard.press("ArrowRight");
  await expect(feed(page).getByText("capsule begins")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(feed(page).getByText("capsule ends")).toBeVisible();
  await page
    .getByRole("navigation", { name: "Pages" })
    .getByRole("link", { name: "Evolution" })
    .filter({ visible: true })
    .click();
  await expect(page.getByRole("heading", { name: "Evolution" })).toBeVisible();
  await expect(dock(page).getByText("read-only")).toBeVisible();
  await expectAccessible(page);

  await test.step("the events are the capsule's own", async () => {
    const pages = page.getByRole("navigation", { name: "Pages" });
    await pages.getByRole("link", { name: "Events" }).filter({ visible: true }).click();
    const list = page.getByRole("region", { name: "Live events" });
    await expect(list.getByText("capsule begins").first()).toBeVisible();
    await expect(list.getByText("after the capsule")).toHaveCount(0);
  });
  expect(asked).toEqual([]);

  await page.keyboard.press("l");
  await expect(pill(page)).toHaveText("Live");
});

test("a file that is no capsule says what is wrong with it", async ({ page }) => {
  await page.goto("/?span=15m");
  const picker = page.getByLabel("Incident capsule", { exact: true }).first();
  await picker.setInputFiles({
    name: "x.json",
    mimeType: "application/json",
    buffer: Buffer.from("not json"),
  });
  await expect(page.getByRole("alert").getByText(/not JSON/)).toBeVisible();
  await page.getByRole("dialog", { name: "Capsule" }).getByRole("button", { name: "Close" }).first().click();
  await expect(pill(page)).toHaveText("Live");
});

test(
  "a value leads to the event that it came from",
  { tag: "@phone" },
  async ({ page, request }, { project }) => {
    const agent = `agent_truth_${project.name}`;
    await request.post("/api/dna/snapshot", { data: { agent_id: agent, dna: { a: 1 }, reason: "begun" } });
    const { events } = await (await request.get("/api/events?type=dna.snapshot_created&limit=1")).json();
    await page.goto(`/evolution?agent=${agent}`);
    await page.getByRole("button", { name: "1", exact: true, description: /where this value comes/ }).click();
    const origin = page.getByRole("dialog", { name: "Where this value comes from" });
    await expect(origin.getByText("dna.snapshot_created")).toBeVisible();
    await expectAccessible(page);
    await origin.getByRole("link", { name: "Open the event" }).click();
    await expect(page).toHaveURL(new RegExp(`event=${events[0].stream_id}`));

    await page.goto("/");
    await page.getByRole("button", { name: /^\d+ agents?$/, description: /where this value comes/ }).click();
    await expect(origin).toContainText("Counted over all agents");
    await expect(origin.getByText("dna.snapshot_created")).toBeVisible();

    // In a list too, whose rows are opened beside it.
    await page.goto(`/evolution?q=${agent}`);
    const row = page.getByRole("row").filter({ hasText: agent });
    await row.getByRole("button", { name: "1", exact: true, description: /where this value comes/ }).click();
    await expect(origin.getByText("dna.snapshot_created")).toBeVisible();
    await expectAccessible(page);
    await expect(page).toHaveURL(/\/evolution\?q=[^&]*$/);
  },
);

test("an outage is listed with its cause, and drawn where time is", async ({
  page,
  request,
  server,
  expectDisconnects,
}) => {
  await tell(request, "before the outage");
  await page.goto("/?span=15m");
  await expect(pill(page)).toHaveText("Live");
  expectDisconnects();
  await server.stop();
  // Said after a second and a half; who is back sooner was not away.
  await expect(page.getByText("No connection to the server.")).toBeVisible();
  await server.start();
  await expect(pill(page)).toHaveText("Live");
  await expect(async () => {
    const { outages } = await (await request.get("/api/history/outages")).json();
    expect(outages).toContainEqual(expect.objectContaining({ cause: "server_down" }));
  }).toPass();
  await page.reload();
  await expect(dock(page).locator("[data-hole]").first()).toHaveAttribute(
    "data-tip",
    /Brainwave was not running/,
  );
  await page
    .getByRole("banner")
    .getByRole("button", { name: /^Live ·/ })
    .click();
  const drawer = page.getByRole("dialog", { name: "Connection" });
  await expect(drawer.getByText(/Brainwave was not running/).first()).toBeVisible();
});

test("each side of a stream's replacement is shown from its own stream, stepped over both ways", async ({
  page,
  request,
  server,
  expectDisconnects,
}) => {
  const [old] = await tell(request, "in the old stream");
  expectDisconnects();
  await server.stop();
  for (const part of ["", "-wal", "-shm"])
    await rm(join(server.dataDir, `brainwave.sqlite${part}`), { force: true });
  await server.start();
  const [first] = await tell(request, "in the new stream");
  const inOld = feed(page).getByText("in the old stream");
  const inNew = feed(page).getByText("in the new stream");

  await page.goto(`/?at=${old}`);
  await expect(inOld).toBeVisible();
  await expect(inNew).toHaveCount(0);
  await page.goto(`/?at=${first}`);
  await expect(inNew).toBeVisible();
  await expect(inOld).toHaveCount(0);

  // What the server itself tells when it starts lies between.
  const stepUntil = (key: string, seen: Locator) =>
    expect(async () => {
      await page.keyboard.press(key);
      await expect(seen).toBeVisible({ timeout: 1000 });
    }).toPass();
  await stepUntil("ArrowLeft", inOld);
  await expect(inNew).toHaveCount(0);
  await stepUntil("ArrowRight", inNew);
  await expect(inOld).toHaveCount(0);
});
