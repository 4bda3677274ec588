import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { answerParent, endWithParent } from "./answer-parent.ts";
import { type Feed, makeBatches } from "./event.ts";

export type Batch = ReturnType<typeof makeBatches>[number];

export interface FedServer {
  send(events: Batch): void;
  /** More than 0 while something has not been handed to the system. */
  buffered(): number;
}

/** A server of the fan-out in a process of its own: it listens, and is fed by the bench's word. */
export function answerFeeds(http: Server, { send, buffered }: FedServer): void {
  let batches: Batch[] = [];
  answerParent({
    listen: () =>
      new Promise((resolve) =>
        http.listen(0, "127.0.0.1", () => resolve((http.address() as AddressInfo).port)),
      ),
    /** Making the events is no part of what is measured. */
    prepare({ events, batch }: Feed) {
      batches = makeBatches(events, batch);
    },
    /** Sends what was prepared, until nothing is buffered any more. */
    async feed({ everyMs }: Feed) {
      for (const events of batches) {
        send(events);
        await sleep(everyMs);
      }
      while (buffered() > 0) await sleep(1);
    },
  });
  endWithParent();
}
