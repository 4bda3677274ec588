import { createHold, type HoldOptions, RENEW_MS } from "#server/store/hold-lease";
import type { Lease } from "#server/store/port";

export interface LeaseOptions extends HoldOptions {
  /** From now on this process is the one. */
  onHeld(lease: Lease): void;
  /** It isn't any more. */
  onLost(): void;
}

/** Holds a lease whenever nobody else does. */
export function keepLease({ onHeld, onLost, ...options }: LeaseOptions) {
  const hold = createHold(options);
  let told: Lease | null = null;
  let asking: Promise<void> | null = null;
  let closed = false;

  async function ask(): Promise<void> {
    const next = await hold.ask();
    const before = told;
    told = next;
    if (before?.token === next?.token) return;
    if (before) onLost();
    if (next && !closed) onHeld(next);
  }

  function turn(): void {
    asking ??= ask().finally(() => {
      asking = null;
    });
  }
  const timer = setInterval(turn, RENEW_MS);
  turn();

  return {
    /** It turned out to be lost: it is asked for anew. */
    forget(): void {
      told = null;
      hold.forget();
    },
    /** What is to be done while the lease is still held is done by `last`. */
    async close(last: () => Promise<void>): Promise<void> {
      closed = true;
      clearInterval(timer);
      await asking;
      await last();
      await hold.release();
    },
  };
}
