import { expect, test } from "vitest";
import { AppError } from "#lib/errors";
import type { StreamsReport } from "#lib/streams/api";
import { createStreams } from "./index.ts";

const report = (at: number): StreamsReport => ({
  store: "sqlite",
  at,
  streams: [],
  file: { bytes: 0, wal_bytes: 0, free_bytes: 0 },
});

test("many who look at once make one question, a later one another", async () => {
  let asked = 0;
  let now = 0;
  const streams = createStreams({ inspect: async () => report(++asked) }, () => now);
  expect(await Promise.all([streams.report(), streams.report()])).toMatchObject([{ at: 1 }, { at: 1 }]);
  now = 1999;
  expect(await streams.report()).toMatchObject({ at: 1 });
  now = 2000;
  expect(await streams.report()).toMatchObject({ at: 2 });
});

test("a failure isn't remembered", async () => {
  let fails = true;
  const inspect = async () => {
    if (fails) throw new AppError("store_unavailable", "gone");
    return report(1);
  };
  const streams = createStreams({ inspect }, () => 0);
  await expect(streams.report()).rejects.toMatchObject({ code: "store_unavailable" });
  fails = false;
  expect(await streams.report()).toMatchObject({ at: 1 });
});
