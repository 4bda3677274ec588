import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** So much is handed on between two collections: each takes half a millisecond. */
const EVERY_BYTES = 2 ** 20;

/**
 * Lets go of bytes that were handed on. They lie outside of the heap, where the collector counts them only when they
 * are many: left to itself it lets a hundred megabytes of an export wait that nobody needs any more.
 */
export function createCollector(): { handedOn(bytes: number): void } {
  const collectYoung = youngCollection();
  let waiting = 0;
  return {
    handedOn(bytes) {
      waiting += bytes;
      if (waiting < EVERY_BYTES) return;
      waiting = 0;
      collectYoung();
    },
  };
}

/** Of what is young only: all that an export leaves behind is. Node has no call for it but this one. */
function youngCollection(): () => void {
  setFlagsFromString("--expose-gc");
  const collect: (what: { type: "minor" }) => void = runInNewContext("gc");
  return () => collect({ type: "minor" });
}
