import { expect, test } from "vitest";
import { emptyState } from "#lib/fold";
import { createLogger } from "#server/log";
import type { Records } from "#server/store/port";
import { createTelemetry } from "./connections.ts";

test("what a robot sent is let go once charts don't reach back to it, when others come", async () => {
  let now = 1_800_000_000;
  const telemetry = await createTelemetry({
    publish: () => undefined,
    records: { list: async () => [], commit: async () => undefined } as unknown as Records,
    state: () => emptyState,
    gatewayId: "bw-00000000",
    metricsPublishedEvents: false,
    logger: createLogger("silent"),
    now: () => now * 1000,
  });
  const report = (robotId: string) => telemetry.connect(robotId, () => {}).accept({ cpu_usage: 1 });
  report("gone");
  now += 600;
  report("quiet");
  now += 500;
  report("new");
  expect(["gone", "quiet", "new"].map((robotId) => telemetry.points(robotId).length)).toEqual([0, 1, 1]);
  expect(telemetry.latest().has("gone")).toBe(true);
  await telemetry.close();
});
