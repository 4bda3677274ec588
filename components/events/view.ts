import { isStreamId, type StreamId } from "../../lib/stream-id.ts";
import { parseTimestamp, toIso } from "../../lib/time.ts";
import { parseStretch, stretchText } from "./stretch.ts";

/** What the explorer shows: everything that a link must carry to show the same elsewhere. */
export interface View {
  /** The filter as it was written; it may not be one. */
  query: string;
  show: Show;
  span: Span;
  /** Fields of the payload that have a column of their own. */
  columns: readonly string[];
}

/** Where the rows begin, and which way they go. */
export type Show =
  /** The newest first, and new ones as they come. */
  | { kind: "live" }
  | { kind: "newest" }
  | { kind: "oldest" }
  /** Around a moment (Unix seconds) or an event; older and newer ones can be had from there. */
  | { kind: "time"; seconds: number }
  | { kind: "id"; streamId: StreamId };

/** Which stretch of receive time. Times are Unix seconds. While live it is the chart's only: the rows go on. */
export type Span =
  | { kind: "all" }
  | { kind: "last"; seconds: number }
  | { kind: "between"; from: number; to: number };

export const LIVE: Show = { kind: "live" };
export const ALL: Span = { kind: "all" };
const LAST_HOUR: Span = { kind: "last", seconds: 3600 };

/** The stretch that is shown unless another one is chosen. */
export const spanOf = (show: Show): Span => (show.kind === "live" ? LAST_HOUR : ALL);

/** The view of an address. What can't be read there is left out. */
export function parseView(params: URLSearchParams): View {
  const show = showOf(params.get("show"));
  const type = params.get("type");
  return {
    query: params.get("query") ?? (type ? `type:${type}` : ""),
    show,
    span: spanNamed(params.get("window"), show) ?? spanOf(show),
    columns: [...new Set((params.get("columns") ?? "").split(",").filter(Boolean))].slice(0, COLUMNS_AT_MOST),
  };
}

const COLUMNS_AT_MOST = 20;

/** The address's part of a view; null for what needn't be said. */
export function viewParams({ query, show, span, columns }: View): Record<string, string | null> {
  return {
    query: query || null,
    show: showName(show),
    window: isSame(span, spanOf(show)) ? null : spanName(span),
    columns: columns.join(",") || null,
    type: null,
  };
}

/** The view with its rows beginning elsewhere; a stretch that doesn't go with it gives way. */
export function withShow(view: View, show: Show): View {
  const chosen = !isSame(view.span, spanOf(view.show));
  const fits =
    show.kind === "live" ? view.span.kind === "last" : show.kind === "newest" || show.kind === "oldest";
  return { ...view, show, span: chosen && fits ? view.span : spanOf(show) };
}

/** The view of one stretch: what is past doesn't come live. */
export function withSpan(view: View, span: Span): View {
  const anchored = view.show.kind === "time" || view.show.kind === "id";
  const live = view.show.kind === "live" && span.kind === "last";
  return {
    ...view,
    span,
    show: live || !(anchored || view.show.kind === "live") ? view.show : { kind: "newest" },
  };
}

/** The stretch's ends at a moment (Unix seconds); null where it is open. */
export function endsOf(span: Span, now: number): { from: number | null; to: number | null } {
  if (span.kind === "all") return { from: null, to: null };
  return span.kind === "last" ? { from: now - span.seconds, to: null } : { from: span.from, to: span.to };
}

export const isSame = (a: Span | Show, b: Span | Show): boolean => JSON.stringify(a) === JSON.stringify(b);

function showOf(text: string | null): Show {
  if (text === "newest" || text === "oldest") return { kind: text };
  if (text && isStreamId(text)) return { kind: "id", streamId: text };
  const seconds = parseTimestamp(text)?.seconds;
  return seconds === undefined ? LIVE : { kind: "time", seconds };
}

function showName(show: Show): string | null {
  if (show.kind === "live") return null;
  if (show.kind === "id") return show.streamId;
  return show.kind === "time" ? toIso(show.seconds) : show.kind;
}

const UNITS = { m: 60, h: 3600, d: 86_400 } as const;

function spanNamed(text: string | null, show: Show): Span | null {
  if (!text) return null;
  const [, amount, unit] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  if (amount && unit) return { kind: "last", seconds: Number(amount) * UNITS[unit as keyof typeof UNITS] };
  if (show.kind === "live") return null;
  if (text === "all") return ALL;
  const between = parseStretch(text);
  return between && { kind: "between", ...between };
}

function spanName(span: Span): string {
  if (span.kind === "all") return "all";
  if (span.kind === "between") return stretchText(span);
  const unit = span.seconds % UNITS.d === 0 ? "d" : span.seconds % UNITS.h === 0 ? "h" : "m";
  return `${Math.round(span.seconds / UNITS[unit])}${unit}`;
}
