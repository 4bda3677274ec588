import { setTimeout as wait } from "node:timers/promises";

/** What the simulator's parts share: the server's address, and a way to its API that outlives its restarts. */
export interface Client {
  readonly url: string;
  readonly signal: AbortSignal;
  /** The answer's body; null for an answer that is an error, which is told once. Waits while the server is away. */
  post<T>(path: string, body: unknown): Promise<T | null>;
  get<T>(path: string): Promise<T | null>;
  /** Rejects with AbortError when the simulator ends. */
  pause(ms: number): Promise<void>;
}

const RETRY_MS = 1_000;

/** `speed` divides every pause: 2 plays twice as fast. */
export function createClient(
  url: string,
  signal: AbortSignal,
  speed: number,
  complain: (text: string) => void,
): Client {
  async function request<T>(path: string, init: RequestInit): Promise<T | null> {
    for (;;) {
      signal.throwIfAborted();
      try {
        const response = await fetch(url + path, { ...init, signal });
        if (response.ok) return (await response.json()) as T;
        complain(
          `${init.method} ${path} was answered ${response.status}: ${(await response.text()).slice(0, 200)}`,
        );
        return null;
      } catch (error) {
        signal.throwIfAborted();
        complain(`${init.method} ${path} failed: ${String(error)}`);
        await wait(RETRY_MS, undefined, { signal });
      }
    }
  }
  return {
    url,
    signal,
    post: (path, body) =>
      request(path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    get: (path) => request(path, { method: "GET" }),
    pause: (ms) => wait(ms / speed, undefined, { signal }),
  };
}
