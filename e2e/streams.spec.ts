import { expect, expectAccessible, test } from "./fixtures.ts";

test.use({ store: "redis" });

test("a person sees what is in the streams, who reads them, and BRAiN's daily logs @phone", async ({
  page,
  redis,
  request,
}) => {
  const cli = async (...words: string[]) => redis?.cli(...words);
  const today = new Date().toISOString().slice(0, 10);
  for (let i = 0; i < 3; i++)
    await request.post("/api/events", { data: { type: "test.told", source: "test", payload: { i } } });
  await cli("XGROUP", "CREATE", "brain:events:stream", "group_audit", "0");
  await cli(..."XREADGROUP GROUP group_audit worker-1 COUNT 2 STREAMS brain:events:stream >".split(" "));
  await cli("LPUSH", `brain:events:log:${today}`, "{}", "{}", "{}", "{}");

  await page.goto("/events?tab=streams");
  const events = page.getByRole("region", { name: "brain:events:stream", exact: true });
  await expect(events.getByText(/^holds|^written/)).toBeVisible();
  const group = events.getByRole("row", { name: /^group_audit/ });
  await expect(group).toContainText("2");
  await expect(events.getByRole("row", { name: /^worker-1/ })).toContainText("idle");
  await expect(page.getByRole("region", { name: "Redis", exact: true })).toContainText("noeviction");
  const days = page.getByRole("region", { name: "Daily logs", exact: true });
  await expect(days.getByRole("row", { name: today })).toContainText("4");
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    await page.evaluate(() => window.innerWidth),
  );

  const length = async () => Number(await cli("XLEN", "brain:events:stream"));
  await cli(
    "XADD",
    "brain:events:stream",
    "*",
    "id",
    "from outside",
    "type",
    "a.b",
    "source",
    "c",
    "payload",
    "{}",
  );
  await expect(events.getByText(String(await length()), { exact: true })).toBeVisible();
});

test("looking changes nothing, and holds nobody up", async ({ page, redis }) => {
  // But for how far behind they are: the server's own job may publish meanwhile.
  const groups = async () =>
    (await redis?.cli("XINFO", "GROUPS", "brain:events:stream"))?.replaceAll(/^lag\n\d+$/gm, "");
  await redis?.cli("XGROUP", "CREATE", "brain:events:stream", "group_untouched", "0", "MKSTREAM");
  const before = await groups();
  await page.goto("/events?tab=streams");
  const events = page.getByRole("region", { name: "brain:events:stream", exact: true });
  await expect(events.getByRole("row", { name: /^group_untouched/ })).toBeVisible();
  expect(await groups()).toBe(before);
  expect(await redis?.cli("INFO", "commandstats")).not.toContain("cmdstat_keys:");
});

test("while Redis is away the last look stays and says how old it is", async ({
  page,
  redis,
  expectDisconnects,
}) => {
  await page.goto("/events?tab=streams");
  const shown = page.getByRole("region", { name: "Redis", exact: true });
  await expect(shown).toBeVisible();
  expectDisconnects();
  await redis?.kill();
  await expect(page.getByText(/not any newer: Redis can.t be used/)).toBeVisible();
  await expect(shown).toBeVisible();
  await redis?.start();
  await expect(page.getByText("Looking changes nothing.")).toBeVisible();
});

// BRAiN's publisher (contract section 2) in one step, so that nobody's entry comes between: a stream of its own, written
// as it does, an entry every so often.
const AS_BRAIN_WRITES = `
  if ARGV[4] == "anew" then redis.call("DEL", KEYS[1]) end
  for n = 0, ARGV[1] - 1 do
    local id = ARGV[2] == "*" and "*" or string.format("%.0f-0", ARGV[2] + n * ARGV[3])
    redis.call("XADD", KEYS[1], "MAXLEN", 10000, id, "id", ARGV[4] .. n, "type", "task.created", "source", "planner",
      "timestamp", "2026-01-01T12:00:00.5", "payload", '{"n": ' .. n .. '}', "meta", '{"producer": "event_stream"}')
  end
  return redis.call("XLEN", KEYS[1])`;

test("of a stream that its publisher trims the page says how far it reaches, and who keeps it so short @phone", async ({
  page,
  redis,
  request,
}) => {
  const publish = (...how: (string | number)[]) =>
    redis?.cli("EVAL", AS_BRAIN_WRITES, "1", "brain:events:stream", ...how.map(String));
  // 10,417 of them, of which it keeps 10,000, over 41 hours and a little.
  const everyMs = 14_800;
  const newestMs = Date.now() - 5_000;
  const firstMs = newestMs - 10_416 * everyMs;
  expect(await publish(10_417, firstMs, everyMs, "anew")).toBe("10000");

  await page.goto("/events?tab=streams");
  const events = page.getByRole("region", { name: "brain:events:stream", exact: true });
  await expect(events.getByText("holds 41 h", { exact: true })).toBeVisible();
  await expect(events).toContainText(/kept at (about )?10,000 by a producer/);
  const told = (name: string) =>
    events.getByRole("definition").and(events.locator(`dt:text-is("${name}") + dd`));
  // To its end: who keeps it so short is the answer that a person came for.
  expect(
    await told("Entries").evaluate((shown) => shown.scrollWidth - shown.clientWidth),
  ).toBeLessThanOrEqual(0);
  await expect(told("Left it so far")).toHaveText("417");
  await expect(told("Oldest")).toContainText(`${firstMs + 417 * everyMs}-0`);
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    await page.evaluate(() => window.innerWidth),
  );

  // What others add stands on top of it, until it trims the next time.
  for (let n = 0; n < 3; n++)
    await request.post("/api/events", { data: { type: "test.told", source: "test", payload: { n } } });
  await expect(told("Entries")).toHaveText(/^10,0\d\d\s*kept at about 10,000 by a producer$/);
  // The server's own events may come on top at any moment: then it trims once more.
  await expect(async () => {
    await publish(1, "*", 0, "next");
    await expect(told("Entries")).toHaveText(/^10,000\s*kept at 10,000 by a producer$/, { timeout: 4_000 });
  }).toPass();
});
