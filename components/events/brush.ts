import { stepped } from "../chart/points.ts";

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

/** The selection after a key: arrows move it, with Shift they make it wider. Null for other keys. */
export function brushStep(brush: Brush | null, key: string, isShift: boolean, count: number): Brush | null {
  const head = stepped(key, brush?.head ?? -1, count);
  return head === null ? null : { anchor: isShift && brush ? brush.anchor : head, head };
}
