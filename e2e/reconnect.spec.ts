import type { APIRequestContext, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { connectRobot } from "./robots.ts";

const post = (request: APIRequestContext, message: string) =>
  request.post("/api/events", { data: { type: "test.told", source: "test", payload: { message } } });
const pill = (page: Page) => page.getByRole("banner").getByRole("status");

test("a page outlives the server's restart: no reload, nothing lost, nothing twice", async ({
  page,
  request,
  server,
  expectDisconnects,
}) => {
  await page.goto("/events");
  const list = page.getByRole("region", { name: "Live events" });
  await page.evaluate(() => {
    document.body.dataset.loaded = "once";
  });
  await post(request, "before the restart");
  await expect(list.getByText("before the restart")).toBeVisible();

  expectDisconnects();
  await server.stop();
  await expect(pill(page)).toHaveText("Reconnecting");
  await expect(list.getByText("before the restart")).toBeVisible();
  await server.start();
  await post(request, "after the restart");

  await expect(list.getByText("after the restart")).toBeVisible();
  await expect(pill(page)).toHaveText("Live");
  await expect(list.getByText("before the restart")).toHaveCount(1);
  expect(await page.evaluate(() => document.body.dataset.loaded)).toBe("once");
});

test("without a connection a robot's time in its state stands, and its last sign of life grows older", async ({
  page,
  server,
  expectDisconnects,
}) => {
  const robot = await connectRobot(server.url, "watched");
  await robot.report({ cpu_usage: 41 });
  await page.goto("/robots?look=table");
  const times = page.getByRole("row").filter({ hasText: "watched" }).locator("time");
  const since = times.nth(0);
  const seen = times.nth(1);
  await expect(since).toHaveText(/^\d+ s$/);
  await expect(since).not.toHaveAttribute("data-tip");

  expectDisconnects();
  await server.stop();
  await expect(since).toHaveAttribute("data-tip", "When the connection to the server was lost");
  const oneSecondOlder = async () => {
    const before = (await seen.textContent()) ?? "";
    await expect(seen).not.toHaveText(before);
  };
  await oneSecondOlder();
  const stood = (await since.textContent()) ?? "";
  await oneSecondOlder();
  await oneSecondOlder();
  await expect(since).toHaveText(stood);
  robot.close();
  await server.start();
  await expect(since).not.toHaveAttribute("data-tip");
});

test("a server that was killed comes back with everything it had acknowledged", async ({
  request,
  server,
}) => {
  const accepted: string[] = [];
  for (let turn = 0; turn < 20; turn++) {
    const answer = await post(request, `kept ${turn}`);
    accepted.push((await answer.json()).accepted[0].stream_id);
  }
  await server.kill("SIGKILL");
  await server.start();
  const { events } = await (await request.get("/api/events?type=test.told&limit=1000")).json();
  const kept = events.map((event: { stream_id: string }) => event.stream_id);
  expect(kept).toEqual(expect.arrayContaining(accepted));
});
