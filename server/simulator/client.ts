import { setTimeout as wait } from "node:timers/promises";
import { createBackoff } from "#lib/backoff";
import { messageOf } from "#lib/errors";

/** What the simulator's parts share: the server's address, and a way to its API that outlives its restarts. */
export interface Client {
  readonly url: string;
  /** Undefined where nobody is asked for one. */
  readonly token: string | undefined;
  /** The answer's body; null for an answer that is an error, which is told once. Waits while the server is away. */
  post<T>(path: string, body: unknown): Promise<T | null>;
  get<T>(path: string): Promise<T | null>;
  /** Rejects with AbortError when the simulator ends. */
  pause(ms: number): Promise<void>;
  /** Tells a person of something that should not be. */
  complain(text: string): void;
}

const FIRST_RETRY_MS = 300;
const LAST_RETRY_MS = 3_000;
/** A server that takes longer has forgotten the request. */
const ANSWER_WITHIN_MS = 10_000;

export interface ClientOptions {
  url: string;
  token: string | undefined;
  signal: AbortSignal;
  /** Divides every pause: 2 plays twice as fast. */
  speed: number;
  complain(text: string): void;
}

export function createClient({ url, token, signal, speed, complain }: ClientOptions): Client {
  const authorization: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};

  async function request<T>(path: string, init: RequestInit): Promise<T | null> {
    const backoff = createBackoff(FIRST_RETRY_MS, LAST_RETRY_MS);
    for (;;) {
      signal.throwIfAborted();
      try {
        const late = AbortSignal.timeout(ANSWER_WITHIN_MS);
        const response = await fetch(url + path, { ...init, signal: AbortSignal.any([signal, late]) });
        if (response.ok) return (await response.json()) as T;
        const text = (await response.text()).slice(0, 200);
        // A server that ends or starts says so with 503: it will be back.
        if (response.status !== 503) {
          complain(`${init.method} ${path} was answered ${response.status}: ${text}`);
          return null;
        }
        complain(`The server is not ready: ${text}`);
      } catch (error) {
        signal.throwIfAborted();
        complain(`The server does not answer: ${reasonOf(error)}`);
      }
      await wait(backoff.nextMs(), undefined, { signal });
    }
  }
  return {
    url,
    token,
    complain,
    post: (path, body) =>
      request(path, {
        method: "POST",
        headers: { "content-type": "application/json", ...authorization },
        body: JSON.stringify(body),
      }),
    get: (path) => request(path, { method: "GET", headers: authorization }),
    pause: (ms) => wait(ms / speed, undefined, { signal }),
  };
}

// What fetch throws says only "fetch failed"; its cause says why.
const reasonOf = (error: unknown): string =>
  messageOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
