import { expect, expectAccessible, test } from "./fixtures.ts";

// A server of its own: its Redis is full for a while.
test.use({ store: "redis", serverSettings: { aggregationIntervalSeconds: 1750 } });

/** A gateway that isn't asked to save anything finds out by its own sign of life, every 5 s. */
const NOTICED_MS = 15_000;

test("a page says that nothing can be saved, and why, to who is there and to who comes, until it is over", async ({
  page,
  anotherPage,
  request,
  redis,
}) => {
  const notice = /^Nothing can be saved \(The memory of Redis is full .*\)\. .* Since/;
  await page.goto("/");
  await expect(page.getByRole("button", { name: /^Live ·/ })).toBeVisible();
  await expect(page.getByText(notice)).toHaveCount(0);

  await redis?.cli("CONFIG", "SET", "maxmemory", "1");
  await expect(page.getByText(notice)).toBeVisible({ timeout: NOTICED_MS });
  await expectAccessible(page);
  const newcomer = await anotherPage();
  await newcomer.goto("/robots");
  await expect(newcomer.getByText(notice)).toBeVisible();
  await newcomer.getByRole("button", { name: /^Live ·/ }).click();
  await expect(newcomer.getByRole("dialog").getByText(/^No: The memory of Redis is full/)).toBeVisible();
  const health = await request.get("/api/health");
  expect(health.status()).toBe(200);
  expect(await health.json()).toMatchObject({ status: "degraded", ready: true, store: { saves: false } });

  await redis?.cli("CONFIG", "SET", "maxmemory", "0");
  await expect(page.getByText(notice)).toHaveCount(0, { timeout: NOTICED_MS });
  await expect(newcomer.getByText(notice)).toHaveCount(0, { timeout: NOTICED_MS });
  expect(await (await request.get("/api/health")).json()).toMatchObject({ status: "ok" });
});
