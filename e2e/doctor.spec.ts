import { toIso } from "../lib/time.ts";
import { expect, expectAccessible, test } from "./fixtures.ts";
import type { RedisProcess } from "./redis-process.ts";

test.use({ store: "redis" });

/** What another program writes, field by field. */
const put = (redis: RedisProcess | null, fields: Record<string, string>) =>
  redis?.cli("XADD", "brain:events:stream", "*", ...Object.entries(fields).flat());

const karma = {
  snapshot_id: 1,
  agent_id: "agent_x",
  version: 1,
  karma_score: 0.5,
  updated_at: 1_767_225_600,
};

/** As a scorer of somebody else's writes it: no meta, no zone, karma in percent. */
const scored = (id: string, change: Record<string, unknown> = {}) => ({
  id,
  type: "dna.karma_updated",
  source: "old_scorer",
  timestamp: toIso(Date.now() / 1000).replace("Z", ""),
  payload: JSON.stringify({ ...karma, ...change }),
});

test("what deviates from the contract is told by type, with its reason and a text for its owner", async ({
  page,
  context,
  redis,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/events");
  await page.getByRole("tab", { name: "Contract" }).click();
  await put(redis, scored("s-1", { karma_score: 85 }));
  await put(redis, scored("s-2", { karma_score: "high" }));
  await put(redis, {
    id: "c-1",
    type: "course.outline.created",
    source: "courses",
    payload: '{"modules_count":5}',
  });

  const types = page.getByRole("region", { name: "All event types" });
  const row = types.getByRole("row", { name: /dna\.karma_updated/ });
  await expect(row).toContainText("Broken");
  await expect(types.getByRole("row", { name: /course\.outline\.created/ })).toBeVisible();
  await expectAccessible(page);

  await row.getByRole("button").click();
  const drawer = page.getByRole("dialog");
  await expect(drawer).toContainText('payload.karma_score must be a number, but is the text "high"');
  await expect(drawer).toContainText("The first entry that could not be read");
  await expect(drawer).toContainText("payload.karma_score is outside 0 to 1");
  await expect(drawer).toContainText("timestamp has no time zone");
  await expect(drawer).toContainText("meta is missing");
  await expect(drawer).toContainText("Event times and the stream's own are in step");
  await expectAccessible(page);

  await expect(drawer.getByRole("link", { name: "Show its events" })).toHaveAttribute(
    "href",
    "/events?query=type%3Adna.karma_updated",
  );
  await drawer.getByRole("button", { name: "Copy the text for its owner" }).click();
  await expect(drawer.getByRole("button", { name: "Copied" })).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain("Subject: Events of type dna.karma_updated and the BRAiN event contract");
  expect(text).toContain("from old_scorer: payload.karma_score is outside 0 to 1.");

  // A link shows the same elsewhere.
  await expect(page).toHaveURL(/tab=contract&contract=dna\.karma_updated/);
  await page.reload();
  await expect(page.getByRole("dialog")).toContainText("could not be read");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Copy the text for the owner of old_scorer" }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain("Subject: Events of old_scorer");
});

test("an entry that could not be read is read, tried again and dropped", async ({ page, request, redis }) => {
  await put(redis, {
    id: "p-1",
    type: "mission.created",
    source: "planner",
    payload: "{'name': 'night shift'}",
  });
  await put(redis, { id: "p-2", type: "mission.created", source: "planner", payload: "" });
  await page.goto("/events?tab=contract");
  const list = page.getByRole("region", { name: "All entries put aside" });
  const entry = list.getByRole("row", { name: /its texts stand in single quotes/ });

  await test.step("it is read as it came", async () => {
    await entry.getByRole("button").click();
    await expect(page.getByRole("dialog")).toContainText("{'name': 'night shift'}");
    await expectAccessible(page);
  });

  await test.step("tried again, it says why it still can't be read", async () => {
    await page.getByRole("dialog").getByRole("button", { name: "Retry" }).click();
    await expect(page.getByRole("dialog").getByRole("status")).toHaveText(
      /It still can't be read: payload is not JSON: its texts stand in single quotes/,
    );
  });

  await test.step("dropping it is asked for once more, and leaves the others", async () => {
    await page.getByRole("dialog").getByRole("button", { name: "Drop" }).click();
    const question = page.getByRole("dialog", { name: "Drop this entry?" });
    await question.getByRole("button", { name: "Keep" }).click();
    await expect(entry).toBeVisible();
    await page.getByRole("dialog").getByRole("button", { name: "Drop" }).click();
    await question.getByRole("button", { name: "Drop this entry" }).click();
    await expect(entry).toBeHidden();
    await expect(list.getByRole("row", { name: /payload is empty|is empty; it must be/ })).toBeVisible();
  });

  await test.step("all of them at once", async () => {
    await page.getByRole("button", { name: "Retry all" }).click();
    await expect(page.getByText(/still can't be/)).toBeVisible();
    await page.getByRole("button", { name: "Drop all" }).click();
    await page
      .getByRole("dialog", { name: /^Drop / })
      .getByRole("button", { name: /^Drop / })
      .click();
    await expect(page.getByText("Nothing is put aside")).toBeVisible();
    expect(await (await request.get("/api/events/quarantine")).json()).toEqual({
      total: 0,
      entries: [],
      next: null,
    });
  });
});

test("a name of three hundred letters leaves the others their room @phone", async ({ page, redis }) => {
  const endless = "T".repeat(300);
  await put(redis, { ...scored("n-1"), type: endless });
  await put(redis, { ...scored("n-2"), type: `long.${endless.slice(50)}`, source: endless.slice(50) });
  await page.goto("/events?tab=contract");
  const types = page.getByRole("region", { name: "All event types" });
  const row = types.getByRole("row", { name: /TTTT.*Broken/ });
  await expect(row).toBeVisible();
  const isWider = () => types.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
  expect(await isWider(), "columns beside the names can't be seen").toBe(false);
  const heights = await types.getByRole("row").evaluateAll((rows) => rows.map((one) => one.clientHeight));
  expect(Math.max(...heights), "one row takes the page").toBeLessThan(100);
  await row.getByRole("button").click();
  await expect(page.getByRole("dialog")).toContainText("is 300 characters long");
  expect(await page.getByRole("dialog").evaluate((one) => one.scrollWidth > one.clientWidth)).toBe(false);
});

test("a type that the contract doesn't list is no fault, and a phone has room for it @phone", async ({
  page,
  request,
}) => {
  await page.goto("/events?tab=contract");
  await request.post("/api/events", { data: { type: "phone.tested", source: "phone_test", payload: {} } });
  const row = page
    .getByRole("region", { name: "All event types" })
    .getByRole("row", { name: /phone\.tested/ });
  await expect(row).toBeVisible();
  await row.getByRole("button").click();
  await expect(page.getByRole("dialog")).toContainText("The contract doesn't know this type");
  await expect(page.getByRole("dialog")).toContainText("phone_test");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  const isWider = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(await isWider()).toBe(false);
  await expectAccessible(page);
});
