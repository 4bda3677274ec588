import { afterAll, afterEach, beforeAll, beforeEach, describe } from "vitest";
import { describeAppending } from "./contract/appending.ts";
import type { Bench } from "./contract/bench.ts";
import { describeCommits } from "./contract/commits.ts";
import { describeEpochs } from "./contract/epochs.ts";
import { describeFollowing } from "./contract/following.ts";
import { describeGaps } from "./contract/gaps.ts";
import { describeLeases } from "./contract/leases.ts";
import { describeReading } from "./contract/reading.ts";
import { describeRecords } from "./contract/records.ts";
import type { Store } from "./port.ts";

/** What a store's test must be able to do besides using it. */
export interface StoreHarness {
  /** Opens a store on the data there is; several at once are several gateways. */
  open(): Promise<Store>;
  /** An empty place for the next test. */
  reset(): Promise<void>;
  /** Deletes everything behind the open stores' backs. */
  wipe(): Promise<void>;
  /** Remembers the stream of events; the result puts it back as it was, as restoring a backup does. */
  backUpEvents(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** The promises of port.ts, run against a real store. What isn't tested here isn't promised. */
export function describeStore(name: string, start: () => Promise<StoreHarness>): void {
  describe(`${name} store`, () => {
    let harness: StoreHarness;
    let opened: Store[] = [];
    const open = async (): Promise<Store> => {
      const store = await harness.open();
      opened.push(store);
      return store;
    };
    const bench = { open } as Bench;

    beforeAll(async () => {
      harness = await start();
      bench.harness = harness;
    });
    beforeEach(async () => {
      await harness.reset();
      bench.store = await open();
    });
    afterEach(async () => {
      for (const store of opened) await store.close();
      opened = [];
    });
    afterAll(() => harness.close());

    describeAppending(bench);
    describeReading(bench);
    describeFollowing(bench);
    describeGaps(bench);
    describeEpochs(bench);
    describeRecords(bench);
    describeCommits(bench);
    describeLeases(bench);
  });
}
