import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { robotName, tellRobots } from "./many-robots.ts";

// A server of its own: events come all the time, and would disturb whoever counts them.
test.use({ serverSettings: { aggregationIntervalSeconds: 4000 } });

const ROBOTS = 60;
const PAGES = [
  { path: "/", shows: "Needs attention" },
  { path: "/wall", shows: "Needs attention" },
  { path: "/job", shows: "Seven days by the hour" },
  { path: "/events", shows: "Live events" },
  { path: "/events?tab=contract", shows: "Put aside" },
] as const;
/** Of all kinds and lengths, as they are told while a page opens and is looked at. */
const TOLD_MEANWHILE = 60;

test.beforeAll(({ server }) => tellRobots(server.url, ROBOTS));

for (const { path, shows } of PAGES)
  test(`nothing moves while ${path} opens and events come`, { tag: "@phone" }, async ({ page, server }) => {
    const shifts = await watchShifts(page);
    const stream = startTelling(server.url);
    await page.goto(path);
    await expect(page.getByRole("region", { name: shows })).toBeVisible();
    const before = stream.told();
    await expect.poll(stream.told).toBeGreaterThan(before + TOLD_MEANWHILE);
    expect(await shifts()).toBeLessThan(0.01);
    await stream.stop();
  });

/** What the browser's layout shift score adds up to since the page was opened; 0.1 is what people notice. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const seen = { shifts: 0 };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shifts += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
    Object.assign(window, { seen });
  });
  return () => page.evaluate(() => Reflect.get(window, "seen").shifts);
}

const SENT_EVERY_MS = 100;

/** Events of several producers, until it is stopped. */
function startTelling(url: string): { told: () => number; stop: () => Promise<void> } {
  let turn = 0;
  let told = 0;
  let sending = Promise.resolve();
  async function send(): Promise<void> {
    turn++;
    const [robot_id, now] = [robotName(turn % ROBOTS), Date.now() / 1000];
    const telemetry = (type: string, payload: object) => ({
      type: `telemetry.${type}`,
      source: "telemetry_service",
      payload: { robot_id, ...payload },
    });
    const events = [
      telemetry("metrics_published", { metrics: { battery_percentage: turn % 101 }, published_at: now }),
      telemetry("connection_established", { connection_id: `opening-${turn}`, connected_at: now }),
      { type: "course.workflow.transitioned", source: "course_service", payload: { step: turn } },
      { type: "ir.gate", source: "gate", payload: {} },
    ];
    const answer = await fetch(`${url}/api/events`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(events),
    });
    if (answer.status !== 202) throw new Error(`The server answered ${answer.status}.`);
    told += events.length;
  }
  const timer = setInterval(() => {
    sending = sending.then(send);
  }, SENT_EVERY_MS);
  return {
    told: () => told,
    async stop() {
      clearInterval(timer);
      await sending;
    },
  };
}
