/** How far back a chart of samples looks. */
export interface Span {
  id: string;
  label: string;
  /** Said aloud, and above the charts. */
  words: string;
  seconds: number;
  /** How often it is asked for again: about as often as a new point comes. */
  everySeconds: number;
}

/** The last quarter of an hour is live; what is longer is asked for. */
export const LIVE = { id: "live", label: "15 min", words: "Last 15 minutes" } as const;

export const SPANS: readonly Span[] = [
  { id: "1h", label: "1 h", words: "Last hour", seconds: 3600, everySeconds: 20 },
  { id: "24h", label: "24 h", words: "Last 24 hours", seconds: 86_400, everySeconds: 60 },
  { id: "7d", label: "7 d", words: "Last 7 days", seconds: 7 * 86_400, everySeconds: 300 },
  { id: "90d", label: "90 d", words: "Last 90 days", seconds: 90 * 86_400, everySeconds: 300 },
];

/** The window of a span up to `now`, moved on only as often as it is asked for. */
export function windowOf({ seconds, everySeconds }: Span, now: number): { from: number; to: number } {
  const to = Math.ceil(now / everySeconds) * everySeconds;
  return { from: to - seconds, to };
}
