import type { BrowserContext } from "@playwright/test";

// What a browser says when the server is away: refused and cut connections, a server that is closing, what is sent in
// the moment between a socket's end and the page's being told, and Socket.IO's 400 for a session that the server before
// this one had opened.
const DISCONNECTED = [
  /net::ERR_/,
  /WebSocket connection to .* failed/,
  /WebSocket is already in CLOSING or CLOSED state/,
  /\b50[234]\b/,
  /\b400\b.*\/socket\.io\//,
];

/** Everything that a browser complained about during one test. */
export interface Troubles {
  watch(context: BrowserContext): void;
  /** From now on in this test the server may go away. */
  expectDisconnects(): void;
  /** This complaint belongs to the test, e.g. the 422 that it provokes. */
  expect(pattern: RegExp): void;
  /** The complaints that nothing explains. */
  unexpected(): string[];
}

/** @param origin of the server under test; requests to elsewhere are not its fault */
export function collectTroubles(origin: string): Troubles {
  const seen: string[] = [];
  const expected: RegExp[] = [];

  return {
    watch(context) {
      context.on("console", (message) => {
        if (message.type() !== "error" && message.type() !== "warning") return;
        seen.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
      });
      context.on("weberror", (thrown) => seen.push(`thrown: ${thrown.error().stack ?? thrown.error()}`));
      context.on("requestfailed", (request) => {
        const reason = request.failure()?.errorText ?? "failed";
        // Leaving a page ends its prefetches: that is a navigation, not a failure.
        if (reason === "net::ERR_ABORTED" || !request.url().startsWith(origin)) return;
        seen.push(`request: ${reason} (${request.url()})`);
      });
    },
    expectDisconnects: () => expected.push(...DISCONNECTED),
    expect: (pattern) => expected.push(pattern),
    unexpected: () => seen.filter((trouble) => !expected.some((pattern) => pattern.test(trouble))),
  };
}
