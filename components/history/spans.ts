import { parseStretch, type Stretch, stretchText } from "../events/stretch.ts";

/** How much time the scrubber shows, as its button and the address name it. */
export const SPANS = {
  "15m": { seconds: 15 * 60, label: "15 m", words: "15 minutes" },
  "1h": { seconds: 3600, label: "1 h", words: "hour" },
  "6h": { seconds: 6 * 3600, label: "6 h", words: "6 hours" },
  "24h": { seconds: 86_400, label: "24 h", words: "24 hours" },
  "7d": { seconds: 7 * 86_400, label: "7 d", words: "7 days" },
} as const;

export type SpanName = keyof typeof SPANS;
export const SPAN_NAMES = Object.keys(SPANS) as SpanName[];
export const DEFAULT_SPAN: SpanName = "15m";

/** Up to the present, or between two moments that somebody chose. */
export type Span = SpanName | Stretch;

export const parseSpan = (text: string | null): Span | null =>
  SPAN_NAMES.find((name) => name === text) ?? parseStretch(text);

/** As an address has it. */
export const spanText = (span: Span): string => (typeof span === "string" ? span : stretchText(span));

/** The stretch that somebody chose; null for one that ends at the present. */
export const chosenOf = (span: Span | null): Stretch | null => (typeof span === "string" ? null : span);

export const nameOf = (span: Span | null): SpanName | null => (typeof span === "string" ? span : null);

export const secondsOf = (span: Span): number =>
  typeof span === "string" ? SPANS[span].seconds : span.to - span.from;

/** The right edge moves on in steps: the scrubber must not creep under the pointer. */
const STEPS = 180;

interface Wanted {
  /** In seconds. */
  span: number;
  /** The stretch between two moments that was chosen, which is `span` long. */
  chosen?: Stretch | null;
  /** The moment that is looked at; null in the present. */
  at: number | null;
  present: number;
}

/**
 * What the scrubber shows: the chosen stretch, or up to the present, while that holds the moment; else with the moment
 * in its middle. It stays as it was as long as the moment is in it.
 */
export function nextStretch(before: Stretch | null, { span, chosen, at, present }: Wanted): Stretch {
  if (chosen && (at === null || (chosen.from <= at && at <= chosen.to))) return same(before, chosen);
  const step = span / STEPS;
  const to = Math.ceil(present / step) * step;
  const newest = { from: to - span, to };
  if (at === null) return same(before, newest);
  const kept = before && Math.abs(before.to - before.from - span) < 1 && before.from <= at && at <= before.to;
  // The one that ended at the present goes on to do so, as long as it can.
  const followed = kept && before.to >= present - step && newest.from <= at;
  if (followed || (!kept && newest.from <= at)) return same(before, newest);
  if (kept) return before;
  const middle = Math.round(at / step) * step;
  return { from: middle - span / 2, to: middle + span / 2 };
}

const same = (before: Stretch | null, next: Stretch): Stretch =>
  before && before.from === next.from && before.to === next.to ? before : next;
