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
