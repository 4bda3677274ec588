import type { StoredEvent } from "../events/envelope.ts";
import type { Capsule } from "../history/capsule.ts";
import type { ReplayView } from "../history/replay.ts";

/** A replay as the pages see it. */
export interface PastView extends ReplayView {
  /** Null: the server's own history. A capsule is read-only and nothing of it is sent anywhere. */
  capsule: Capsule | null;
  /** Another number: another replay. */
  session: number;
}

/** What the page shows instead of the present: null, or a moment of the past. Without React, and small: every page has it. */
export function createPastSlot() {
  let view: PastView | null = null;
  const listeners = new Set<() => void>();
  const eventListeners = new Set<(events: readonly StoredEvent[]) => void>();
  return {
    getView: (): PastView | null => view,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(next: PastView | null): void {
      if (next === view) return;
      view = next;
      for (const listener of listeners) listener();
    },
    onEvents(listener: (events: readonly StoredEvent[]) => void): () => void {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
    tell(events: readonly StoredEvent[]): void {
      for (const listener of eventListeners) listener(events);
    },
  };
}

export type PastSlot = ReturnType<typeof createPastSlot>;
