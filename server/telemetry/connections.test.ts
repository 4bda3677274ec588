import { expect, test, vi } from "vitest";
import { emptyState } from "#lib/fold";
import { createPublisher } from "#server/events/publish";
import { createLogger } from "#server/log";
import type { EventLog, NewEntry, Records } from "#server/store/port";
import { createTelemetry } from "./connections.ts";

const records = { list: async () => [], commit: async () => undefined } as unknown as Records;

test("a fleet larger than the outbox is announced to a new stream, and closed, without one being dropped", async () => {
  const told = { established: 0, closed: 0 };
  const append = async (_stream: string, entries: readonly NewEntry[]) => {
    for (const { fields } of entries)
      told[fields.type === "telemetry.connection_closed" ? "closed" : "established"] += 1;
  };
  const logger = createLogger("silent");
  const publisher = createPublisher({ append } as unknown as EventLog, logger);
  const telemetry = await createTelemetry({
    publish: publisher.publish,
    room: publisher.room,
    records,
    state: () => emptyState,
    gatewayId: "bw-00000000",
    metricsPublishedEvents: false,
    logger,
  });
  const allTold = () => vi.waitFor(() => expect(publisher.stats().events).toBe(0), 10_000);
  for (let robot = 0; robot < 12_000; robot++) {
    telemetry.connect(`robot-${robot}`, () => {});
    if (robot % 5_000 === 0) await allTold();
  }
  await allTold();
  await telemetry.announceAgain();
  await allTold();
  expect(told).toEqual({ established: 24_000, closed: 0 });
  await telemetry.closeAll("server_shutdown");
  await allTold();
  expect(told).toEqual({ established: 24_000, closed: 12_000 });
  expect(publisher.stats().dropped).toBe(0);
  await telemetry.close();
});

test("what a robot sent is let go once charts don't reach back to it, when others come", async () => {
  let now = 1_800_000_000;
  const telemetry = await createTelemetry({
    publish: () => undefined,
    records,
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
