import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Bytes that the main thread holds after a garbage collection; between two of them memory goes up and down. What the
 * first collection finds dead is let go of beside it, and by the end of the second for sure.
 */
export function heldBytes(): number {
  // Here, so that a process that isn't asked runs as it is.
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
