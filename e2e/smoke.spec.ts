import { expect, expectAccessible, test } from "./fixtures.ts";

test("the server says that it is live and ready", async ({ request }) => {
  const response = await request.get("/api/health");
  expect(response.status()).toBe(200);
  expect(await response.json()).toMatchObject({ ready: true });
});

for (const path of ["/", "/evolution", "/job", "/robots", "/events", "/alerts"]) {
  test(`${path} opens without a complaint`, { tag: "@phone" }, async ({ page }) => {
    const response = await page.goto(path);
    expect(response?.status()).toBe(200);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
  });
}
