import type { Outage } from "#lib/history/outage";
import { streamIdSeconds } from "#lib/stream-id";
import { toSeconds } from "#lib/time";
import type { Cursor, GapReason, StoreLink } from "#server/store/port";

/** What became of the events of a time when nobody looked. */
export type Loss = Pick<Outage, "filled" | "recovered" | "missing">;

const NOTHING_LOST: Loss = { filled: true, recovered: 0, missing: 0 };

export interface AbsenceOptions {
  /** That this server was away before its start; null when it wasn't. */
  ownOutage: Outage | null;
  /** Outages of the time before that: the same reading shows what became of them. */
  leftOpen: readonly Outage[];
  tell(outage: Outage): void;
  now(): number;
}

/** Tells when nobody looked, and what it cost: this server's absence, the store's, and ranges that are lost. */
export function createAbsences({ ownOutage, leftOpen, tell, now }: AbsenceOptions) {
  let own = ownOutage;
  let left = leftOpen;
  let storeDown: Outage | null = null;

  // Only told once something was read: then it is known whether something is missing.
  function endOwn(loss: Loss): void {
    if (own) tell({ ...own, ...loss });
    own = null;
    // What is missing stands in the own one: of how much of it the store's was the cause, nobody can tell.
    if (loss.filled) for (const outage of left) tell({ ...outage, ...NOTHING_LOST });
    left = [];
  }

  return {
    /** Everything up to now was read without a gap. */
    wasRead: (): void => endOwn(NOTHING_LOST),
    lost(from: Cursor, to: Cursor, cause: GapReason, loss: Loss): void {
      if (own && cause === "trimmed") {
        endOwn(loss);
        return;
      }
      const present = toSeconds(now());
      const began = streamIdSeconds(from.streamId) || present;
      const ended = Math.max(began, Math.min(present, streamIdSeconds(to.streamId)));
      tell({ id: crypto.randomUUID(), cause, from: began, to: ended, ...loss });
    },
    link(link: StoreLink): void {
      if (!link.up) {
        const open = { filled: false, recovered: 0, missing: null };
        storeDown = { id: crypto.randomUUID(), cause: "store_down", from: link.since, to: null, ...open };
        tell(storeDown);
      } else if (storeDown) {
        tell({ ...storeDown, to: toSeconds(now()), ...NOTHING_LOST });
        storeDown = null;
      }
    },
  };
}
