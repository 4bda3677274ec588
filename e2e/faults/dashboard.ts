import type { StoredEvent } from "../../lib/events/envelope.ts";
import type { Cursor } from "../../lib/live/protocol.ts";
import { connectLive } from "../../lib/live/socket.ts";
import { createLiveStore, type LiveView } from "../../lib/live/store.ts";
import type { Told, ToldAt } from "./exact.ts";

/** A page's own store and socket without the page; it notes whatever it is told. */
export interface Dashboard {
  told: readonly ToldAt[];
  /** Stream ids applied, in their order. */
  applied(): number;
  cursor(): Cursor | null;
  view(): LiveView;
  /** Whether whoever looks at it sees that something is wrong. */
  saysSo(): boolean;
  close(): void;
}

export interface DashboardOptions {
  /** It shows the robots' values. */
  samples?: boolean;
  /** Off where it is told more than can be kept: then `told` stays empty. */
  notes?: boolean;
  onEvents?(events: readonly StoredEvent[]): void;
}

export function openDashboard(
  url: string,
  { samples = false, notes = true, onEvents }: DashboardOptions = {},
): Dashboard {
  const store = createLiveStore();
  const told: ToldAt[] = [];
  const note = (one: Told) => void (notes && told.push({ ...one, toldMs: performance.now() }));
  let applied = 0;
  store.onEvents((events) => {
    applied += events.length;
    if (events.length > 0) note({ kind: "events", ids: events.map(({ stream_id }) => stream_id) });
    onEvents?.(events);
  });
  const socket = connectLive(
    {
      ...store,
      snapshot(snapshot) {
        note({ kind: "snapshot", at: snapshot.cursor.streamId });
        store.snapshot(snapshot);
      },
      gap(gap) {
        note({ kind: "gap", from: gap.from, to: gap.to, reason: gap.reason });
        store.gap(gap);
      },
    },
    { url },
  );
  socket.samples(samples);
  return {
    told,
    applied: () => applied,
    cursor: store.cursor,
    view: store.getView,
    saysSo() {
      const { connection, link } = store.getView();
      return connection.kind !== "connected" || !link.up;
    },
    close: socket.close,
  };
}
