/** A stretch of time that is looked at instead of the present. Unix seconds. */
export interface Zoom {
  from: number;
  to: number;
}

/** Nothing shorter can be told apart: robots are drawn ten times a second. */
export const SHORTEST_ZOOM_SECONDS = 2;

/** A zoom as an address has it; null for what is none. */
export function parseZoom(text: string | null): Zoom | null {
  const match = /^(\d{1,12}(?:\.\d{1,3})?)~(\d{1,12}(?:\.\d{1,3})?)$/.exec(text ?? "");
  if (!match) return null;
  const [from, to] = [Number(match[1]), Number(match[2])];
  return to - from >= SHORTEST_ZOOM_SECONDS ? { from, to } : null;
}

export const zoomText = ({ from, to }: Zoom): string => `${tenths(from)}~${tenths(to)}`;

const tenths = (seconds: number): string => String(Math.round(seconds * 10) / 10);

/** The window between two times, as wide as it must be at least, within `limits`. */
export function zoomBetween(from: number, to: number, limits: Zoom): Zoom {
  const missing = Math.max(0, SHORTEST_ZOOM_SECONDS - (to - from));
  const begin = Math.min(from - missing / 2, limits.to - (to - from) - missing);
  return { from: begin, to: begin + (to - from) + missing };
}

export type ZoomStep = "in" | "out" | "earlier" | "later";

/** The next window, never beyond `limits`: half or twice as wide around its middle, or moved by half its width. */
export function stepZoom({ from, to }: Zoom, step: ZoomStep, limits: Zoom): Zoom {
  const width = to - from;
  const shift = step === "earlier" ? -width / 2 : step === "later" ? width / 2 : 0;
  const factor = step === "in" ? 0.5 : step === "out" ? 2 : 1;
  const wanted = Math.min(limits.to - limits.from, Math.max(SHORTEST_ZOOM_SECONDS, width * factor));
  const middle = (from + to) / 2 + shift;
  const begin = Math.min(Math.max(middle - wanted / 2, limits.from), limits.to - wanted);
  return { from: begin, to: begin + wanted };
}

/** The points of a stretch, and one on each side, so that lines reach its edges. They are in order. */
export function pointsWithin<T extends { at: number }>(
  points: readonly T[],
  { from, to }: Zoom,
): readonly T[] {
  const first = points.findIndex(({ at }) => at >= from);
  if (first === -1) return points.slice(-1);
  const after = points.findIndex(({ at }) => at > to);
  return points.slice(Math.max(0, first - 1), after === -1 ? points.length : after + 1);
}
