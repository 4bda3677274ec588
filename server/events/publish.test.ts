import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createEvent } from "#lib/events/create";
import { createLogger } from "#server/log";
import type { EventLog, NewEntry } from "#server/store/port";
import { createPublisher } from "./publish.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout"] }));
afterEach(() => vi.useRealTimers());

test("a lone event leaves at once, what follows within a moment goes together", async () => {
  const appended: unknown[] = [];
  const append = async (_stream: string, entries: readonly NewEntry[]) => {
    appended.push(entries.map(({ fields }) => JSON.parse(fields.payload ?? "{}").connected_at));
  };
  const publisher = createPublisher({ append } as unknown as EventLog, createLogger("silent"));
  const connect = async (connected_at: number) => {
    const payload = { robot_id: "r", connection_id: `c${connected_at}`, connected_at };
    publisher.publish(createEvent("telemetry.connection_established", payload, connected_at));
    await vi.advanceTimersByTimeAsync(1);
  };
  for (const at of [1, 2, 3, 4]) await connect(at);
  expect(appended).toEqual([[1]]);
  await vi.advanceTimersByTimeAsync(10);
  expect(appended).toEqual([[1], [2, 3, 4]]);
  await vi.advanceTimersByTimeAsync(10);
  await connect(5);
  expect(appended).toEqual([[1], [2, 3, 4], [5]]);
});
