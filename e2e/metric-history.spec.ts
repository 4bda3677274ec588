import { expect, test } from "./fixtures.ts";
import { connectRobot } from "./robots.ts";

// A server of its own: it is restarted.
test.use({ serverSettings: { aggregationIntervalSeconds: 1500 } });

test("what a robot measured is there after a restart", async ({ server, request }) => {
  const robot = await connectRobot(server.url, "kept_1");
  for (const cpu_usage of [20, 80, 50]) await robot.report({ cpu_usage, arm_angle: 7 });
  const told = async (path: string) => (await request.get(`/api/telemetry/${path}`)).json();
  const day = { min: 20, max: 80, last: 50, count: 3 };
  const summed = (points: (typeof day)[]) => ({
    min: Math.min(...points.map(({ min }) => min)),
    max: Math.max(...points.map(({ max }) => max)),
    last: points.at(-1)?.last,
    count: points.reduce((sum, { count }) => sum + count, 0),
  });
  expect(summed((await told("robots/kept_1/history?metric=cpu_usage")).points)).toEqual(day);
  robot.close();
  await server.restart();
  expect(summed((await told("robots/kept_1/history?metric=cpu_usage")).points)).toEqual(day);
  expect(await told("fleet/history?metric=arm_angle")).toMatchObject({
    robots: 1,
    step_seconds: 300,
    outliers: [],
  });
  expect(await told("robots/kept_1/history?metric=unheard_of")).toMatchObject({ points: [] });
  expect((await request.get("/api/telemetry/robots/nobody/history?metric=cpu_usage")).status()).toBe(404);
  expect((await request.get("/api/telemetry/fleet/history?metric=cpu_usage&from=2&to=1")).status()).toBe(422);
});
