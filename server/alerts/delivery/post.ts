import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { messageOf } from "#lib/errors";
import { RefusedAddress, resolveHost } from "./address.ts";

export const TIMEOUT_MS = 5_000;

export interface Message {
  url: string;
  body: string;
  headers: Readonly<Record<string, string>>;
}

/** What became of an attempt. `again`: another attempt may go better. */
export type Outcome =
  | { ok: true; status: number }
  | { ok: false; status: number | null; problem: string; again: boolean };

export interface PostOptions {
  allowInternal: boolean;
  signal: AbortSignal;
  timeoutMs?: number;
}

/**
 * Posts JSON once. Connects only to the addresses that were looked at, follows no redirect, reads no answer's body, and
 * takes at most 5 s in all. Never throws.
 */
export async function post(message: Message, options: PostOptions): Promise<Outcome> {
  const { allowInternal, signal, timeoutMs = TIMEOUT_MS } = options;
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const url = new URL(message.url);
    const aborted = new Promise<never>((_, reject) => {
      deadline.addEventListener("abort", () => reject(deadline.reason), { once: true });
    });
    const addresses = await Promise.race([resolveHost(url.hostname, allowInternal), aborted]);
    // The connection goes where was looked, whatever the name says a moment later.
    const lookup: LookupFunction = (_host, wanted, answer) => {
      const [first] = addresses;
      if (wanted.all) answer(null, addresses);
      else answer(null, first?.address ?? "", first?.family);
    };
    return outcomeOf(await statusOf(message, url, lookup, deadline));
  } catch (error) {
    const refused = error instanceof RefusedAddress;
    const late = error instanceof DOMException && error.name === "TimeoutError";
    const problem = late ? `no answer within ${timeoutMs / 1000} s` : messageOf(error);
    return { ok: false, status: null, problem, again: !refused };
  }
}

function statusOf(
  { body, headers }: Message,
  url: URL,
  lookup: LookupFunction,
  signal: AbortSignal,
): Promise<number> {
  const begin = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = begin(
      url,
      {
        method: "POST",
        lookup,
        signal,
        // A connection of its own: none that is kept from an address that was looked at some other day.
        agent: false,
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          "user-agent": "Brainwave",
          ...headers,
        },
      },
      (response) => {
        resolve(response.statusCode ?? 0);
        response.destroy();
      },
    );
    // The deadline's own reason says more than that it was aborted.
    request.on("error", (error) => reject(signal.aborted ? signal.reason : error));
    request.end(body);
  });
}

function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 300) return { ok: true, status };
  if (status >= 300 && status < 400)
    return { ok: false, status, problem: `redirects (${status}): redirects are not followed`, again: false };
  const again = status >= 500 || status === 408 || status === 429;
  return { ok: false, status, problem: `answered ${status}`, again };
}
