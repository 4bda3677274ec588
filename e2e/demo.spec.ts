import { expect, expectAccessible, test } from "./fixtures.ts";

// A server of its own: this one must never have seen anything.
test.use({ serverSettings: { aggregationIntervalSeconds: 3 } });

test("an empty overview invites to the demo, and the demo brings it to life", async ({ page, request }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Nothing has been seen yet" })).toBeVisible();
  await expect(page.getByRole("radio", { name: /JavaScript/ })).toBeVisible();
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await expectAccessible(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("button", { name: "Start demo" }).click();

  const header = page.getByRole("banner");
  await expect(header.getByText("Demo")).toBeVisible();
  await expect(page.getByText("of 8 online")).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText("6 agents")).toBeVisible({ timeout: 15_000 });
  await expect
    .poll(async () => (await (await request.get("/api/metrics/missions")).json()).total, { timeout: 15_000 })
    .toBeGreaterThan(0);

  await request.post("/api/demo", { data: { running: false } });
  await expect(header.getByText("Demo")).toBeHidden();
  await expect(page.getByRole("main")).toContainText(/0\s*of 8 online/);
});
