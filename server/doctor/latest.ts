import { setTimeout as wait } from "node:timers/promises";

/**
 * What was answered last, where a new answer takes longer than `withinMs`: after a long absence the one who is asked
 * has much to take in first. The first time it is waited for; a failure is the answer's own.
 */
export function createLatest<T>(ask: () => Promise<T>, withinMs: number): () => Promise<T> {
  let last: T | undefined;
  return async () => {
    const asked = ask().then((answer) => {
      last = answer;
      return answer;
    });
    if (last === undefined) return asked;
    // Nobody waits for it any more when it fails later than that.
    asked.catch(() => undefined);
    const late = new AbortController();
    const inTime = wait(withinMs, null, { signal: late.signal }).then(
      () => last as T,
      () => asked,
    );
    return Promise.race([asked, inTime]).finally(() => late.abort());
  };
}
