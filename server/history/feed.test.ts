import { expect, test, vi } from "vitest";
import { createLogger } from "#server/log";
import type { EventLog } from "#server/store/port";
import { createFeed, type FeedOptions } from "./feed.ts";

/** A writer whose file can't be opened until `there`. */
function feedOf(file: { there: boolean }) {
  const asked: string[] = [];
  const call = async (method: string) => {
    asked.push(method);
    if (!file.there) throw new Error("The disk is away");
    return { start: null, quarantined: 0, setAside: null };
  };
  const feed = createFeed({
    writer: { call } as unknown as FeedOptions["writer"],
    states: { wrote: () => {}, caughtUp: async () => {}, began: () => {} },
    log: {} as EventLog,
    logger: createLogger("silent"),
    present: () => null,
    onFound: () => {},
  });
  feed.startWithout("The disk is away");
  feed.archive.outage({ kind: "ours" } as never);
  return { feed, asked };
}

test("an end doesn't wait for a file that is away: it is tried once more, at once", async () => {
  const { feed, asked } = feedOf({ there: false });
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0));
  const before = asked.length;
  await feed.close(600_000);
  expect(asked.length).toBe(before + 1);
});

test("what waits is written when the file is back by the end", async () => {
  const file = { there: false };
  const { feed, asked } = feedOf(file);
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0));
  file.there = true;
  void feed.close(600_000);
  await vi.waitFor(() => expect(asked).toContain("putOutage"));
});
