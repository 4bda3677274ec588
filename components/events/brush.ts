/** A selection over bars 0…count-1: where it was begun, and where it has come to. */
export interface Brush {
  anchor: number;
  head: number;
}

/** The bar under a place of the chart, from 0 to `width` pixels. */
export function barAt(x: number, width: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor((x / Math.max(1, width)) * count)));
}

/** The first and the last bar of a selection. */
export const endsOfBrush = ({ anchor, head }: Brush): [first: number, last: number] => [
  Math.min(anchor, head),
  Math.max(anchor, head),
];

const FAR_BARS = 10;

/** The selection after a key: arrows move it, with Shift they make it wider. Null for other keys. */
export function brushStep(brush: Brush | null, key: string, isShift: boolean, count: number): Brush | null {
  const at = brush?.head ?? count;
  const steps: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    PageDown: at - FAR_BARS,
    PageUp: at + FAR_BARS,
    Home: 0,
    End: count - 1,
  };
  const to = Object.hasOwn(steps, key) ? steps[key] : undefined;
  if (to === undefined || count === 0) return null;
  const head = Math.min(count - 1, Math.max(0, to));
  return { anchor: isShift && brush ? brush.anchor : head, head };
}
