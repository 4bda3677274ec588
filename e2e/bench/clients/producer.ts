import { setTimeout as sleep } from "node:timers/promises";
// biome-ignore lint/style/noRestrictedImports: this is the outside program that writes to Redis, not the product.
import { Redis } from "ioredis";
import { answerParent, endWithParent } from "../answer-parent.ts";
import { makeEvent, nowMicroseconds } from "../event.ts";

/** Another program that publishes events, as BRAiN does: XADD to the stream, pipelined as they come. */

const STREAM = "brain:events:stream";
const redis = new Redis(process.argv[2] ?? "");

answerParent({
  /** So many events at an even pace; answers when Redis has taken the last one. */
  async produce({ events, perSecond }: { events: number; perSecond: number }) {
    const startedAt = performance.now();
    let last: Promise<unknown> = Promise.resolve();
    for (let sent = 0; sent < events; ) {
      const due = Math.min(events, Math.ceil(((performance.now() - startedAt) / 1000) * perSecond));
      for (; sent < due; sent++) last = redis.xadd(STREAM, "*", ...fieldsOf(makeEvent()));
      await sleep(1);
    }
    await last;
  },
});
endWithParent();

function fieldsOf({
  payload,
  meta,
  timestamp,
  target: _broadcast,
  ...event
}: ReturnType<typeof makeEvent>): string[] {
  payload.sent_us = nowMicroseconds();
  const texts = {
    ...event,
    timestamp: new Date(timestamp * 1000).toISOString(),
    payload: JSON.stringify(payload),
    meta: JSON.stringify(meta),
  };
  return Object.entries(texts).flat();
}
