import { setTimeout as wait } from "node:timers/promises";
import type { Thread } from "./thread.ts";
import type { WriterMethods } from "./writer/writer.ts";

/** What came since the last time is looked at one by one: so often that it is little, and so rarely that it goes in together. */
const FILL_MS = 10_000;
/** A file of an older version takes many steps: what comes in meanwhile has its turn between them. */
const PAUSE_MS = 50;

/** Sees to it that also what came of late is found by what it mentions, and not by looking at each. */
export function keepFound(writer: Thread<WriterMethods>) {
  const closing = new AbortController();
  const { signal } = closing;

  async function work(): Promise<void> {
    for (let pause = FILL_MS; ; ) {
      await wait(pause, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      // A file that can't be written is told of where events come in.
      const { more } = await writer.call("fillMentions").catch(() => ({ more: false }));
      pause = more ? PAUSE_MS : FILL_MS;
    }
  }
  void work();

  return { close: () => closing.abort() };
}
