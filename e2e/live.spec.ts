import { expect, test } from "./fixtures.ts";
import { connectRobot } from "./robots.ts";

test.use({ store: "redis", serverSettings: { aggregationIntervalSeconds: 2 } });

test("a person sees each thing as it happens, without a reload", async ({ page, request, server, redis }) => {
  await page.goto("/events");
  const list = page.getByRole("region", { name: "Live events" });
  await page.evaluate(() => {
    document.body.dataset.loaded = "once";
  });

  await test.step("a robot connects", async () => {
    const robot = await connectRobot(server.url, "robot_live");
    await expect(list.getByText("Connected").first()).toBeVisible();
    robot.close();
    await expect(list.getByText("it said goodbye").first()).toBeVisible();
  });

  await test.step("an agent's DNA mutates and is scored", async () => {
    await request.post("/api/dna/snapshot", { data: { agent_id: "agent_live", dna: { temperature: 0.5 } } });
    await request.post("/api/dna/agents/agent_live/mutate", {
      data: { mutation: { temperature: 0.7 }, reason: "try warmer" },
    });
    await expect(list.getByText("Mutated to version 2 (temperature): try warmer")).toBeVisible();
    const metrics = {
      success_rate: 1,
      avg_latency_ms: 0,
      policy_violations: 0,
      user_rating_avg: 5,
      credit_consumption_per_task: 0,
    };
    await request.post("/api/karma/agents/agent_live/score", { data: metrics });
    await expect(list.getByText("Karma 0.81 for version 2")).toBeVisible();
  });

  await test.step("the aggregation job runs", async () => {
    await request.post("/api/metrics/missions", { data: [{ status: "completed" }, { status: "failed" }] });
    await expect(list.getByText(/Run completed in .*, 2 entries/)).toBeVisible();
  });

  await test.step("an outside program writes to the Redis Stream", async () => {
    await redis?.cli(
      "XADD",
      "brain:events:stream",
      "*",
      "id",
      "outside-1",
      "type",
      "course.workflow.transitioned",
      "source",
      "planner",
      "timestamp",
      "2026-01-01T00:00:00",
      "payload",
      '{"message":"the course is done"}',
    );
    await expect(list.getByText("the course is done")).toBeVisible();
  });

  expect(await page.evaluate(() => document.body.dataset.loaded)).toBe("once");
});

test("poison in the stream is put aside where a person can read it, and stops nothing", async ({
  page,
  request,
  redis,
}) => {
  await page.goto("/events");
  const list = page.getByRole("region", { name: "Live events" });
  await redis?.cli(
    "XADD",
    "brain:events:stream",
    "*",
    "id",
    "poison",
    "type",
    "dna.karma_updated",
    "source",
    "dna_service",
    "payload",
    "not json",
  );
  await redis?.cli(
    "XADD",
    "brain:events:stream",
    "*",
    "id",
    "behind-poison",
    "type",
    "a.b",
    "source",
    "s",
    "payload",
    '{"message":"behind the poison"}',
  );
  await expect(list.getByText("behind the poison")).toBeVisible();
  const quarantine = await (await request.get("/api/events/quarantine")).json();
  expect(quarantine.entries).toContainEqual(
    expect.objectContaining({ field: "payload", reason: 'is not JSON: it begins with "not json"' }),
  );
});

test("what comes while the page opens is in the list, too", async ({ page, request }) => {
  const COUNT = 60;
  for (let round = 0; round < 6; round++) {
    const publishing = (async () => {
      for (let n = 0; n < COUNT; n++) {
        const event = { type: `opening.round_${round}`, source: "s", payload: { n } };
        expect((await request.post("/api/events", { data: event })).ok()).toBe(true);
      }
    })();
    await page.goto(`/events?query=type:opening.round_${round}`);
    await publishing;
    await expect(page.getByText(`${COUNT} rows, of`)).toBeVisible();
  }
});
