import { messageOf } from "#lib/errors";
import type { State } from "#lib/fold";
import type { Logger } from "#server/log";
import type { Cursor } from "#server/store/port";
import { openHistory } from "./index.ts";

/** After a crash, at most so much of the stream is folded again. */
const SAVE_EVERY_MS = 15_000;

/** The history, with the fold's checkpoint saved every 15 s. */
export function keepHistory(dataDir: string, logger: Logger) {
  const history = openHistory(dataDir, logger);
  return {
    ...history,
    /** Starts saving; the returned function stops it. */
    saveEvery(present: () => { state: State; cursor: Cursor }): () => void {
      let savedAt = "";
      const timer = setInterval(() => {
        const { state, cursor } = present();
        if (cursor.streamId === savedAt) return;
        savedAt = cursor.streamId;
        try {
          history.checkpoint.save(state, cursor);
        } catch (error) {
          logger.error({ reason: messageOf(error) }, "the checkpoint was not saved");
        }
      }, SAVE_EVERY_MS);
      return () => clearInterval(timer);
    },
  };
}
