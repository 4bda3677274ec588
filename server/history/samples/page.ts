import { toFloat32 } from "#lib/telemetry/float32";
import type { Rollup } from "#lib/telemetry/rollup";

/**
 * A page holds one robot's metric over some time, as bytes: for each step with a sample its number in the page (6
 * bits), the count (7 bits a byte, the lower ones first), and min, mean, max and last as float32, or one float32 where
 * all four are the same. Values keep seven digits.
 */
const SAME = 0x40;
const MOST_BYTES = 1 + 5 + 16;

export function encodePage(rollups: readonly Rollup[], pageAt: number, seconds: number): Uint8Array {
  const bytes = new Uint8Array(rollups.length * MOST_BYTES);
  const view = new DataView(bytes.buffer);
  let offset = 0;
  const float = (value: number) => {
    view.setFloat32(offset, toFloat32(value), true);
    offset += 4;
  };
  for (const { at, count, min, mean, max, last } of rollups) {
    const same = toFloat32(min) === toFloat32(max);
    bytes[offset++] = ((at - pageAt) / seconds) | (same ? SAME : 0);
    let rest = count;
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes[offset++] = (rest % 128) | 0x80;
    bytes[offset++] = rest;
    float(min);
    if (same) continue;
    float(Math.min(max, Math.max(min, mean)));
    float(max);
    float(last);
  }
  return bytes.slice(0, offset);
}

/** Calls `visit` for each of a page's rollups, always with the same object: what is kept must be copied. */
export function visitPage(
  bytes: Uint8Array,
  pageAt: number,
  seconds: number,
  visit: (rollup: Rollup) => void,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rollup = { at: 0, min: 0, mean: 0, max: 0, last: 0, count: 0 };
  for (let offset = 0; offset < bytes.length; ) {
    const head = view.getUint8(offset++);
    rollup.at = pageAt + (head & 0x3f) * seconds;
    rollup.count = 0;
    for (let factor = 1, more = true; more; factor *= 128) {
      const part = view.getUint8(offset++);
      rollup.count += (part & 0x7f) * factor;
      more = part > 127;
    }
    rollup.min = view.getFloat32(offset, true);
    const same = (head & SAME) !== 0;
    rollup.mean = same ? rollup.min : view.getFloat32(offset + 4, true);
    rollup.max = same ? rollup.min : view.getFloat32(offset + 8, true);
    rollup.last = same ? rollup.min : view.getFloat32(offset + 12, true);
    offset += same ? 4 : 16;
    visit(rollup);
  }
}

export function decodePage(bytes: Uint8Array, pageAt: number, seconds: number): Rollup[] {
  const rollups: Rollup[] = [];
  visitPage(bytes, pageAt, seconds, (rollup) => void rollups.push({ ...rollup }));
  return rollups;
}
