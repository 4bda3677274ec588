import { expect, test } from "./fixtures.ts";

// A server and a Redis of its own: its stream is replaced here.
test.use({ store: "redis", serverSettings: { aggregationIntervalSeconds: 3602 } });

test("the list of types counts what is searched, also after the stream was replaced", async ({
  page,
  redis,
  request,
}) => {
  const tell = (type: string, n: number) =>
    request.post("/api/events", {
      data: Array.from({ length: n }, () => ({ type, source: "yard", payload: {} })),
    });
  await tell("yard.before", 5);
  await page.goto("/events");
  const types = page.getByRole("navigation", { name: "Types" });
  await expect(types.getByRole("button", { name: /^yard\..*before 5$/ })).toBeVisible();
  await redis?.cli("DEL", "brain:events:stream");
  await tell("yard.after", 2);
  await expect(types.getByRole("button", { name: /^yard\..*after 2$/ })).toBeVisible();
  await expect(types.getByRole("button", { name: /^yard\..*before 5$/ })).toBeVisible();
  await page.reload();
  await expect(types.getByRole("button", { name: /^yard\..*before 5$/ })).toBeVisible();
  await tell("yard.after", 3);
  await expect(types.getByRole("button", { name: /^yard\..*after 5$/ })).toBeVisible();
  await types.getByRole("button", { name: /^yard\..*before 5$/ }).click();
  const rows = page
    .getByRole("grid", { name: /^Events, / })
    .getByRole("row")
    .filter({ hasText: "yard" });
  await expect(rows).toHaveCount(5);
});
