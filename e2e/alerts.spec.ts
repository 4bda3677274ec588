import { expect, expectAccessible, test } from "./fixtures.ts";

// A server of its own: it counts what would have fired.
test.use({ serverSettings: { aggregationIntervalSeconds: 53 } });

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
  await page.goto("/alerts");
  await page.getByRole("button", { name: "Run slow" }).click();
  const rule = page.getByRole("dialog", { name: "Run slow" });
  await rule.getByRole("textbox", { name: /Which jobs/ }).fill("slow_*");
  await expect(rule.getByText("It would have fired once in 7 days.")).toBeVisible();
  await expect(rule.getByRole("cell", { name: "slow_report" })).toBeVisible();
  await expectAccessible(page);

  await rule.getByRole("slider", { name: /Threshold/ }).fill("9000");
  await expect(rule.getByText("A run takes longer than 9.00 s.", { exact: false })).toBeVisible();
  await expect(rule.getByText("It would not have fired in 7 days.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/alerts$/);
});
