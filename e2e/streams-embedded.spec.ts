import { expect, expectAccessible, test } from "./fixtures.ts";

test("without Redis the file is shown, and what there would be with one @phone", async ({
  page,
  request,
}) => {
  await request.post("/api/events", { data: { type: "test.told", source: "test", payload: {} } });
  await page.goto("/events?tab=streams");
  await expect(page.getByRole("region", { name: "Embedded store" })).toContainText("REDIS_URL");
  await expect(page.getByRole("region", { name: "events", exact: true })).toContainText(
    "of about 100,000 kept",
  );
  await expectAccessible(page);
});
