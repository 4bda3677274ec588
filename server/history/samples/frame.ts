import { toFloat32 } from "#lib/telemetry/float32";
import type { Rollup } from "#lib/telemetry/rollup";

/** Robot, metric and count as uint32; min, mean, max and last as float32. */
const ENTRY_BYTES = 7 * 4;

export interface FrameEntry {
  robot: number;
  metric: number;
  rollup: Omit<Rollup, "at">;
}

/** What many robots measured in one bucket, as bytes. */
export function encodeFrame(entries: readonly FrameEntry[]): Uint8Array {
  const bytes = new Uint8Array(entries.length * ENTRY_BYTES);
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const { robot, metric, rollup } of entries) {
    for (const whole of [robot, metric, rollup.count]) {
      view.setUint32(offset, whole, true);
      offset += 4;
    }
    for (const value of [rollup.min, rollup.mean, rollup.max, rollup.last]) {
      view.setFloat32(offset, toFloat32(value), true);
      offset += 4;
    }
  }
  return bytes;
}

/** Calls `visit` for each entry whose metric is asked for, all without one. */
export function visitFrame(
  bytes: Uint8Array,
  at: number,
  visit: (robot: number, metric: number, rollup: Rollup) => void,
  only?: number,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = 0; offset + ENTRY_BYTES <= bytes.length; offset += ENTRY_BYTES) {
    const metric = view.getUint32(offset + 4, true);
    if (only !== undefined && metric !== only) continue;
    visit(view.getUint32(offset, true), metric, {
      at,
      count: view.getUint32(offset + 8, true),
      min: view.getFloat32(offset + 12, true),
      mean: view.getFloat32(offset + 16, true),
      max: view.getFloat32(offset + 20, true),
      last: view.getFloat32(offset + 24, true),
    });
  }
}
