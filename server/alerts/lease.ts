import { messageOf } from "#lib/errors";
import type { Logger } from "#server/log";
import type { Lease, Records } from "#server/store/port";

/** Reliability.md, D10: a lease of 15 s renewed every 5 s, given up by the monotonic clock at 10 s. */
const LEASE_MS = 15_000;
const RENEW_MS = 5_000;
const GIVE_UP_MS = 10_000;

export interface LeaseOptions {
  records: Records;
  name: string;
  holder: string;
  /** From now on this process is the one. */
  onHeld(lease: Lease): void;
  /** It isn't any more. */
  onLost(): void;
  logger: Logger;
}

/** Holds a lease whenever nobody else does. */
export function keepLease({ records, name, holder, onHeld, onLost, logger }: LeaseOptions) {
  let lease: Lease | null = null;
  let renewedAt = 0;
  let asking: Promise<void> | null = null;
  let closed = false;

  async function ask(): Promise<void> {
    const askedAt = performance.now();
    try {
      const next = await records.acquireLease(name, holder, LEASE_MS);
      renewedAt = askedAt;
      change(next);
    } catch (error) {
      logger.warn({ lease: name, reason: messageOf(error) }, "a lease can't be renewed");
      if (performance.now() - renewedAt > GIVE_UP_MS) change(null);
    }
  }

  function change(next: Lease | null): void {
    const before = lease;
    lease = next;
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
      lease = null;
    },
    /** What is to be done while the lease is still held is done by `last`. */
    async close(last: () => Promise<void>): Promise<void> {
      closed = true;
      clearInterval(timer);
      await asking;
      await last();
      if (!lease) return;
      await records.releaseLease(lease).catch((error: unknown) => {
        logger.warn(
          { lease: name, reason: messageOf(error) },
          "a lease was not released: it runs out by itself",
        );
      });
    },
  };
}
