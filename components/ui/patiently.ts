const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;
/** About a minute, in which a server starts again. What isn't there by then is gone: a newer version has other files. */
const TRIES = 10;

/**
 * Loads a part of the page that is drawn without anybody asking for it. While the server is away it can't be fetched,
 * and is tried again: a page that was opened just before must not break for good.
 */
export const patiently =
  <T>(load: () => Promise<T>, wait = later): (() => Promise<T>) =>
  async () => {
    for (let ms = FIRST_WAIT_MS, tries = 1; ; ms = Math.min(2 * ms, LONGEST_WAIT_MS), tries++) {
      try {
        return await load();
      } catch (error) {
        if (tries === TRIES) throw error;
        await wait(ms);
      }
    }
  };

const later = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
