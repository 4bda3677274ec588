import type { Cursor, Frame } from "#lib/live/protocol";
import { compareStreamIds } from "#lib/stream-id";

/** What the ring holds for clients that come back (reliability.md, D2). */
const MAX_EVENTS = 10_000;
const MAX_CHARS = 16 * 1024 * 1024;

export interface Slot {
  frame: Frame;
  chars: number;
}

export type Ring = ReturnType<typeof createRing>;

/** The newest frames, contiguous, so that a client which was away shortly is answered without a read of the log. */
export function createRing() {
  let slots: Slot[] = [];
  let events = 0;
  let chars = 0;
  /** Where the oldest slot begins. */
  let floor: Cursor | null = null;
  let filled = false;

  /** Where what comes after the cursor begins among the slots; null when the ring doesn't reach back to it. */
  function placeAfter(cursor: Cursor): number | null {
    if (slots.at(-1)?.frame.to.epoch !== cursor.epoch) return null;
    const at = slots.findLastIndex(({ frame }) => isAt(frame.to, cursor));
    return at === -1 && !(floor && isAt(floor, cursor)) ? null : at + 1;
  }

  return {
    /** `size` is about how many characters the frame takes. */
    add(frame: Frame, size: number): void {
      slots.push({ frame, chars: size });
      events += frame.events.length;
      chars += size;
      let drop = 0;
      while (slots.length - drop > 1 && (events > MAX_EVENTS || chars > MAX_CHARS)) {
        const oldest = slots[drop++];
        if (!oldest) break;
        events -= oldest.frame.events.length;
        chars -= oldest.chars;
        floor = oldest.frame.to;
      }
      if (drop > 0) slots = slots.slice(drop);
    },
    clear(): void {
      slots = [];
      events = 0;
      chars = 0;
      floor = null;
      filled = false;
    },
    /** Whether the past was put before what has been added since it began. */
    isFilled: () => filled,
    /** Puts the past before what has been added: contiguous slots that reach at least to where that begins, or none. */
    fill(past: readonly Slot[]): void {
      filled = true;
      const begin = slots[0]?.frame.from;
      const older = past.filter(
        ({ frame }) => begin === undefined || compareStreamIds(frame.to.streamId, begin) <= 0,
      );
      if (older.length === 0) return;
      slots = [...older, ...slots];
      events += older.reduce((sum, { frame }) => sum + frame.events.length, 0);
      chars += older.reduce((sum, slot) => sum + slot.chars, 0);
      floor = null;
    },
    /** Whether `since` has an answer. */
    reaches: (cursor: Cursor): boolean => placeAfter(cursor) !== null,
    /** Everything after the cursor as one frame; null when the ring doesn't reach back to it. */
    since(cursor: Cursor): Frame | null {
      const last = slots.at(-1);
      const place = placeAfter(cursor);
      if (!last || place === null) return null;
      const after = slots.slice(place);
      return { from: cursor.streamId, to: last.frame.to, events: after.flatMap(({ frame }) => frame.events) };
    },
  };
}

const isAt = (to: Cursor, cursor: Cursor): boolean =>
  to.streamId === cursor.streamId && to.eventId === cursor.eventId;
