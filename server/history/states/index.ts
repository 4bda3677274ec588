import { createBackoff } from "#lib/backoff";
import { messageOf } from "#lib/errors";
import { createThread, type Thread } from "../thread.ts";
import type { WriterMethods } from "../writer/writer.ts";
import type { KeeperMethods } from "./keeper.ts";

/** So many entries are worth a look: fewer would wake the thread for little. */
const LOOK_AT = 1_000;
/** Where few come, time alone makes a state due. */
const LOOK_EVERY_MS = 60_000;

const WORKER = new URL("./worker.ts", import.meta.url);
// Left to itself a thread takes 100 MB for what it throws away from page to page.
const LIMITS = { maxYoungGenerationSizeMb: 12 };

export interface KeepStatesOptions {
  file: string;
  writer: Thread<WriterMethods>;
  onTrouble(reason: string): void;
}

export type States = ReturnType<typeof keepStates>;

/**
 * Saves the fold's state now and then, for the time machine and for the next start. It is folded in a thread of its
 * own, along what is in the file already: writing never waits for it, and what a crash leaves out is made up for.
 */
export function keepStates({ file, writer, onTrouble }: KeepStatesOptions) {
  const keeper = createThread<KeeperMethods>(WORKER, { file }, undefined, LIMITS);
  // A thread takes a tenth of a second and 35 MB to begin: at the start, not in the middle of a load.
  keeper.call("ready", null).catch(() => undefined);
  const backoff = createBackoff(500, 60_000);
  let written = 0;
  let anew = false;
  let working: Promise<void> | null = null;
  let resting: NodeJS.Timeout | null = null;
  let closed = false;

  async function saveDue(): Promise<void> {
    // While one waits for the writer's turn, the next is made.
    let putting: Promise<void> = Promise.resolve();
    while (!closed) {
      const isAnew = anew;
      anew = false;
      const [packed] = await Promise.all([keeper.call("next", { anew: isAnew }), putting]);
      if (!packed) return;
      putting = writer.call("putState", packed);
    }
    await putting;
  }

  async function work(): Promise<void> {
    while (written > 0 && !closed && !resting) {
      const before = written;
      try {
        await saveDue();
        written -= before;
        backoff.reset();
      } catch (error) {
        if (!closed) rest(messageOf(error));
      }
    }
  }

  function rest(reason: string): void {
    onTrouble(reason);
    // One that was made may not be in the file.
    anew = true;
    resting = setTimeout(() => {
      resting = null;
      look();
    }, backoff.nextMs()).unref();
  }

  function look(): void {
    working ??= work().finally(() => {
      working = null;
    });
  }
  const looking = setInterval(look, LOOK_EVERY_MS).unref();

  return {
    /** So many more entries are in the file. */
    wrote(entries: number): void {
      written += entries;
      if (written >= LOOK_AT) look();
    },
    /** Once every state that is due is saved, or none can be for now. */
    async caughtUp(): Promise<void> {
      look();
      await working;
    },
    /** The fold began anew, with a state that is in the file. */
    began(): void {
      anew = true;
    },
    /** What isn't saved by now is folded by the next start. */
    async close(): Promise<void> {
      closed = true;
      clearInterval(looking);
      if (resting) clearTimeout(resting);
      await keeper.close();
      await working;
    },
  };
}
