import { readPicture } from "./picture-text.ts";
import { PICTURE_PATH } from "./protocol.ts";
import type { LiveStore } from "./store.ts";

/** Whoever waits longer asks over the socket, which comes back by itself. */
const PATIENCE_MS = 3_000;

/**
 * Brings the first picture into the store. The page's first bytes have asked for it (app/layout.tsx), so that it is here
 * when this code is, and the socket's handshakes don't delay it. Never rejects: without it the socket asks for its own.
 */
export async function fetchPicture(store: LiveStore): Promise<void> {
  try {
    const response = await fetch(PICTURE_PATH, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.ok) store.picture(await readPicture(await response.text()), answeredAt(response));
  } catch {
    // The server is away, or slow: the connection's own state tells it.
  }
}

/** When the server answered, in milliseconds of this clock: the answer may have waited here for a while. */
function answeredAt({ url }: Response): number {
  const [timing] = performance.getEntriesByName(url).slice(-1) as PerformanceResourceTiming[];
  return timing ? performance.timeOrigin + timing.responseStart : Date.now();
}
