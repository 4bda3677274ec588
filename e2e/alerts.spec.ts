import type { APIRequestContext } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures.ts";
import { connectRobot } from "./robots.ts";
import { readSpoken } from "./spoken.ts";
import { tabTo } from "./tab-walk.ts";

// A server of its own: it counts what would have fired.
test.use({ serverSettings: { aggregationIntervalSeconds: 53 } });

/** How many alerts of these entities fire: what a page finds when it opens is in order, what comes later waits. */
async function firing(request: APIRequestContext, subjects: RegExp): Promise<number> {
  const { alerts } = await (await request.get("/api/alerts?state=active")).json();
  return alerts.filter(({ subject }: { subject: { id: string } }) => subjects.test(subject.id)).length;
}

test("a rule is tried on the past while its slider moves", { tag: "@phone" }, async ({ page, request }) => {
  const done = { job_id: "slow_report", entries_processed: 1, completed_at: Date.now() / 1000 };
  for (const duration_ms of [6_000, 8_000])
    await request.post("/api/events", {
      data: {
        type: "metrics.aggregation_completed",
        source: "metrics_service",
        payload: { ...done, duration_ms },
      },
    });
  await page.goto("/alerts?tab=rules");
  await page.getByRole("button", { name: "Run slow" }).click();
  const rule = page.getByRole("dialog", { name: "Run slow" });
  await rule.getByRole("textbox", { name: /Which jobs/ }).fill("slow_*");
  await expect(rule.getByText(/^It would have fired once in the .* held\.$/)).toBeVisible();
  await expect(rule.getByRole("cell", { name: "slow_report" })).toBeVisible();
  await expectAccessible(page);

  await rule.getByRole("slider", { name: /Threshold/ }).fill("9000");
  await expect(rule.getByText("A run takes longer than 9.00 s.", { exact: false })).toBeVisible();
  await expect(rule.getByText(/^It would not have fired in the .* held\.$/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/alerts\?tab=rules$/);
});

test("what fires is listed by entity, acknowledged with a note, and muted in sight", {
  tag: "@phone",
}, async ({ page, request }) => {
  const failure = { job_id: "billing_export", error_type: "OSError", error_message: "disk is full" };
  await page.goto("/alerts");
  await request.post("/api/events", {
    data: {
      type: "metrics.aggregation_failed",
      source: "metrics_service",
      payload: { ...failure, failed_at: Date.now() / 1000 },
    },
  });
  const group = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: "billing_export" }) });
  await expect(group.getByText("A run failed.")).toBeVisible();
  await expect(page).toHaveTitle(/^\(\d+\) Alerts/);
  await expect(page.locator('link[rel="icon"]').first()).toHaveAttribute("href", /^data:image\/svg/);

  await group.getByRole("button", { name: "Acknowledge" }).click();
  await page.getByRole("textbox", { name: "Note" }).fill("The disk is being grown");
  await page.getByRole("button", { name: "I look after it" }).click();
  await expect(group.getByText("The disk is being grown")).toBeVisible();
  await group.getByRole("button", { name: "Mute" }).click();
  await page.getByRole("textbox", { name: "Reason" }).fill("Known until Friday");
  await page.getByRole("button", { name: "Until unmuted" }).click();
  await expect(page.getByRole("region", { name: "Muted" }).getByText("Known until Friday")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("tab", { name: /Incidents/ }).click();
  await expect(page.getByText(/billing_export/).first()).toBeVisible();
  await expectAccessible(page);
});

test("screen readers hear of new alerts while others go on to come", async ({ page, request }) => {
  await page.goto("/alerts");
  await expect(page.getByRole("tab", { name: /Active/ })).toBeVisible();
  // Each as soon as the one before is there: a flood never pauses for long.
  for (let n = 0; n < 8; n++) {
    const failure = { job_id: `flood_${n}`, error_type: "OSError", error_message: "disk is full" };
    const type = "metrics.aggregation_failed";
    const payload = { ...failure, failed_at: Date.now() / 1000 };
    await request.post("/api/events", { data: { type, source: "metrics_service", payload } });
    await expect(page.getByRole("heading", { name: `flood_${n}` })).toBeVisible();
  }
  expect(
    await page
      .getByRole("status")
      .filter({ hasText: /new alert/i })
      .count(),
  ).toBe(1);
});

test("a new alert rings once, whatever tabs are open, leads to the alerts, and doesn't ring again when it flaps", async ({
  context,
  page,
  request,
}) => {
  const tell = (type: string, payload: object) =>
    request.post("/api/events", {
      data: { type, source: "metrics_service", payload: { job_id: "rings_once", ...payload } },
    });
  const fail = () =>
    tell("metrics.aggregation_failed", {
      error_type: "OSError",
      error_message: "disk is full",
      failed_at: Date.now() / 1000,
    });
  const end = () =>
    tell("metrics.aggregation_completed", {
      entries_processed: 1,
      duration_ms: 20,
      completed_at: Date.now() / 1000,
    });
  // A browser that may notify.
  await context.addInitScript(() => {
    const rung: { title: string; onclick: (() => void) | null }[] = [];
    class Notice {
      static permission = "default";
      static async requestPermission() {
        Notice.permission = "granted";
        localStorage.setItem("was_granted", "yes");
        return Notice.permission;
      }
      onclick = null;
      title: string;
      constructor(title: string) {
        this.title = title;
        rung.push(this);
      }
      close() {}
    }
    // A tab that hasn't gone anywhere yet has no storage.
    if (location.protocol === "http:" && localStorage.getItem("was_granted")) Notice.permission = "granted";
    Object.assign(window, { Notification: Notice, rung });
  });
  await page.goto("/alerts?tab=delivery");
  await page.getByRole("button", { name: "Notify in this browser" }).click();
  await expect(page.getByRole("button", { name: "Don't notify in this browser" })).toBeVisible();

  const another = await context.newPage();
  for (const tab of [page, another]) {
    await tab.goto("/job");
    await expect(tab.getByText("Next run").first()).toBeVisible();
    await tab.evaluate(() => {
      Object.defineProperty(document, "hidden", { get: () => true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
  }
  const titles = async () =>
    (
      await Promise.all(
        [page, another].map((tab) =>
          tab.evaluate(() =>
            (window as unknown as { rung: { title: string }[] }).rung.map(({ title }) => title),
          ),
        ),
      )
    ).flat();
  await fail();
  await expect.poll(titles).toEqual(["rings_once: Run failed"]);
  for (const tab of [page, another]) await expect(tab).toHaveTitle(/^\(\d+\) Job/);
  const active = async () =>
    JSON.stringify((await (await request.get("/api/alerts?state=active")).json()).alerts).includes(
      "rings_once",
    );
  for (let flap = 0; flap < 3; flap++) {
    await end();
    await expect.poll(active).toBe(false);
    await fail();
    await expect.poll(active).toBe(true);
  }
  const failure = { error_type: "OSError", error_message: "disk is full", failed_at: Date.now() / 1000 };
  await request.post("/api/events", {
    data: {
      type: "metrics.aggregation_failed",
      source: "metrics_service",
      payload: { job_id: "rings_too", ...failure },
    },
  });
  await expect.poll(titles).toHaveLength(2);
  expect((await titles()).sort()).toEqual(["rings_once: Run failed", "rings_too: Run failed"]);

  const rang =
    (await page.evaluate(() => (window as unknown as { rung: unknown[] }).rung.length)) > 0 ? page : another;
  await rang.evaluate(() => (window as unknown as { rung: { onclick: () => void }[] }).rung[0]?.onclick());
  await expect(rang).toHaveURL(/\/alerts$/);
});

test("a browser that allows it really shows the notification", async ({ context, page, request, server }) => {
  await context.grantPermissions(["notifications"], { origin: server.url });
  // The browser's own, listened to.
  await context.addInitScript(() => {
    const shown: string[] = [];
    class Watched extends Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        this.addEventListener("show", () => shown.push(title));
      }
    }
    Object.assign(window, { Notification: Watched, shown });
  });
  await page.goto("/alerts?tab=delivery");
  await page.getByRole("button", { name: "Notify in this browser" }).click();
  await expect(page.getByRole("button", { name: "Don't notify in this browser" })).toBeVisible();
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { get: () => true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  const failure = { job_id: "rings_really", error_type: "OSError", error_message: "disk is full" };
  await request.post("/api/events", {
    data: {
      type: "metrics.aggregation_failed",
      source: "metrics_service",
      payload: { ...failure, failed_at: Date.now() / 1000 },
    },
  });
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { shown: string[] }).shown))
    .toEqual(["rings_really: Run failed"]);
});

test("why a browser doesn't notify is said where it was asked for", async ({ page }) => {
  await page.addInitScript(() => {
    const answers = ["default", "denied"];
    Object.assign(window, {
      Notification: { permission: "default", requestPermission: async () => answers.shift() },
    });
  });
  await page.goto("/alerts?tab=delivery");
  const ask = page.getByRole("button", { name: "Notify in this browser" });
  await ask.click();
  await expect(page.getByText("The browser asked, and got no answer", { exact: false })).toBeVisible();
  await ask.click();
  await expect(page.getByText("The browser doesn't allow it", { exact: false })).toBeVisible();
  await expect(ask).toHaveAttribute("aria-pressed", "false");
});

test("charts of alerts are asked for as they come into sight; of a robot that is gone there is no data", async ({
  page,
  request,
  server,
}) => {
  const count = 24;
  const robots = await Promise.all(
    Array.from({ length: count }, (_, n) => connectRobot(server.url, `low_${n}`)),
  );
  for (const robot of robots) await robot.report({ battery_percentage: 5 });
  const low = async () => {
    const { alerts } = await (await request.get("/api/alerts?state=active")).json();
    return alerts.filter(({ kind }: { kind: string }) => kind === "battery_low").length;
  };
  await expect.poll(low, { timeout: 40_000 }).toBe(count);

  const asked: string[] = [];
  page.on("request", (sent) => sent.url().includes("/history?metric=battery") && asked.push(sent.url()));
  await page.goto("/alerts");
  await expect(page.getByRole("img", { name: /limit 20 %/ }).first()).toBeVisible();
  await expect(page.getByRole("heading", { name: /^low_/ })).toHaveCount(count);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.length).toBeLessThan(count);

  await page.getByRole("tab", { name: "Rules" }).click();
  await page.getByRole("button", { name: "Battery low" }).click();
  const rule = page.getByRole("dialog", { name: "Battery low" });
  await expect(rule.getByText(/^It would have fired about 24 times in the .* held\.$/)).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: /Active/ }).click();

  const { alerts } = await (await request.get("/api/alerts?state=active&subject_id=low_0")).json();
  expect(alerts[0].no_data).toBe(false);
  for (const robot of robots) robot.close();
  const group = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: "low_0", exact: true }) });
  await expect(group.getByText("No data", { exact: true })).toBeVisible();
});

test("an alert is acknowledged and snoozed by keys, which go on beside what is gone", async ({
  page,
  request,
}) => {
  const failure = {
    job_id: "by_keys",
    error_type: "OSError",
    error_message: "full",
    failed_at: Date.now() / 1000,
  };
  await request.post("/api/events", {
    data: { type: "metrics.aggregation_failed", source: "metrics_service", payload: failure },
  });
  await expect.poll(() => firing(request, /^by_keys$/)).toBe(1);
  await page.goto("/alerts");
  const group = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "by_keys" }) });
  await expect(group).toBeVisible();
  // Into the list.
  await page.keyboard.press("j");
  const button = (name: string) => group.getByRole("button", { name, exact: true });
  const press = async (name: string) => {
    await tabTo(page, button(name));
    await page.keyboard.press("Enter");
  };
  const named = (verb: string) => `${verb}: Run failed, by_keys`;
  await press(named("Acknowledge"));
  await press("I look after it");
  await expect(button(named("Acknowledge"))).toHaveCount(0);
  await expect(group.getByRole("link", { name: "Around it" })).toBeFocused();
  await press(named("Snooze"));
  await press("1 hour");
  await expect(button(named("End snooze"))).toBeVisible();
  await expect(group.getByRole("link", { name: "Around it" })).toBeFocused();
  await press(named("End snooze"));
  await expect(button(named("Snooze"))).toBeVisible();
  await expect(group.getByRole("link", { name: "Around it" })).toBeFocused();
});

test("of many alerts the first are whole and the others a line each, which keys and a search in the page reach", async ({
  page,
  request,
}) => {
  const count = 40;
  const failed = (_: unknown, n: number) => ({
    type: "metrics.aggregation_failed",
    source: "metrics_service",
    payload: {
      job_id: `many_${n}`,
      error_type: "OSError",
      error_message: "full",
      failed_at: Date.now() / 1000,
    },
  });
  await request.post("/api/events", { data: Array.from({ length: count }, failed) });
  await expect.poll(() => firing(request, /^many_/)).toBe(count);
  await page.goto("/alerts");
  const heads = page.getByRole("heading", { level: 2, name: /^many_/ });
  await expect(heads).toHaveCount(count);
  const acts = page.getByRole("button", { name: /^Acknowledge: / });
  const few = await acts.count();
  expect(few).toBeGreaterThan(0);
  expect(few).toBeLessThan(count);
  // Heard one by one, or chosen by voice, no two are the same.
  const named = (await readSpoken(page))
    .map(({ name }) => name)
    .filter((name) => /^(Acknowledge|Snooze|Mute|Around it): /.test(name));
  expect(named.length).toBeGreaterThan(few);
  expect(new Set(named).size).toBe(named.length);
  await expectAccessible(page);

  const lines = page.getByRole("listitem").getByRole("button", { name: /^many_/, expanded: false });
  const name = (await lines.last().textContent()) ?? "";
  expect(name).toMatch(/^many_\d+$/);
  // As the browser's own search does.
  expect(
    await page.evaluate((text) => "find" in window && (window.find as (text: string) => boolean)(text), name),
  ).toBe(true);

  await page.keyboard.press("j");
  const walked = page.getByRole("listitem").getByRole("heading", { level: 2 }).getByRole("button");
  await expect(walked.first()).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("k");
  await page.keyboard.press("ArrowDown");
  await expect(walked.last()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(walked.last()).toHaveAttribute("aria-expanded", "true");
  await expect(walked.last()).toBeFocused();
  const opened = await walked.last().textContent();
  await expect(page.getByRole("link", { name: new RegExp(`^Open \\w+: ${opened}$`) })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(walked.last()).toHaveAttribute("aria-expanded", "false");

  await page.getByRole("button", { name: /^Open all, / }).click();
  await expect(lines).toHaveCount(0);
  await page.getByRole("button", { name: "Fold all but the first" }).click();
  await expect(lines.first()).toBeVisible();
});

test.describe("before any code has come", () => {
  test.use({ javaScriptEnabled: false });

  test("the page has its tabs and says that it loads", { tag: "@phone" }, async ({ page, troubles }) => {
    // Here it never comes.
    troubles.expect(/csp \(.*_next\/static/);
    await page.goto("/alerts?tab=rules");
    await expect(page.getByRole("tab", { name: "Rules" })).toHaveAttribute("aria-selected", "true");
    await expect(page.getByRole("status").filter({ hasText: "Loading the alerts" })).toBeAttached();
  });
});
