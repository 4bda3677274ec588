import { messageOf } from "#lib/errors";
import type { Logger } from "#server/log";
import type { Lease, Records } from "./port.ts";

/** Reliability.md, D10: a lease of 15 s renewed every 5 s, given up by the monotonic clock at 10 s. */
const LEASE_MS = 15_000;
export const RENEW_MS = 5_000;
const GIVE_UP_MS = 10_000;

export interface HoldOptions {
  records: Records;
  name: string;
  holder: string;
  logger: Logger;
}

/** One lease as its would-be holder knows it. When it is asked for is its user's matter. */
export function createHold({ records, name, holder, logger }: HoldOptions) {
  let lease: Lease | null = null;
  let renewedAt = 0;
  return {
    current: (): Lease | null => lease,
    /** Takes it or renews it; null when another has it, or when nobody has been able to say so for too long. */
    async ask(): Promise<Lease | null> {
      const askedAt = performance.now();
      try {
        lease = await records.acquireLease(name, holder, LEASE_MS);
        renewedAt = askedAt;
      } catch (error) {
        logger.warn({ lease: name, reason: messageOf(error) }, "a lease can't be renewed");
        if (performance.now() - renewedAt > GIVE_UP_MS) lease = null;
      }
      return lease;
    },
    /** It turned out to be lost. */
    forget(): void {
      lease = null;
    },
    async release(): Promise<void> {
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
