"use client";

import { ArrowDown, ArrowUp, ChevronDown, ChevronUp } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "#components/ui/button";
import { Drawer } from "#components/ui/drawer";
import { Empty, Failure, Skeleton } from "#components/ui/empty";
import type { StoredEvent } from "#lib/events/envelope";
import type { StreamId } from "#lib/stream-id";
import { EventDetails } from "./event-details.tsx";
import type { LeafActions } from "./leaf-list.tsx";
import { type FoundEvent, useEvent } from "./use-event.ts";

interface EventDrawerProps extends LeafActions {
  /** Null closes it. */
  streamId: StreamId | null;
  /** The rows it was opened from, as they are shown; empty for a link. */
  rows: readonly StoredEvent[];
  /** The newest event there is. */
  head: StreamId | null;
  onMove: (streamId: StreamId) => void;
  onAround: (streamId: StreamId) => void;
  onClose: () => void;
}

/** One event, whole, with a way to those beside it: in the list, and in the whole stream. */
export default function EventDrawer(props: EventDrawerProps) {
  const { rows, head, onMove, onAround, onClose, ...actions } = props;
  // While it closes it still shows what it showed.
  const [streamId, setStreamId] = useState(props.streamId ?? "");
  if (props.streamId !== null && props.streamId !== streamId) setStreamId(props.streamId);
  const at = rows.findIndex(({ stream_id }) => stream_id === streamId);
  const found = useEvent(streamId, rows[at], head);
  const [above, below] = at < 0 ? [] : [rows[at - 1], rows[at + 1]];
  const event = found.kind === "found" ? found.event : null;
  return (
    <Drawer
      open={props.streamId !== null}
      onClose={onClose}
      title={event ? <span className="font-mono">{event.type}</span> : "Event"}
      sub={<span className="font-mono">{streamId}</span>}
      actions={
        <>
          <IconButton
            icon={ChevronUp}
            label="Previous row of the list"
            disabled={!above}
            onClick={() => above && onMove(above.stream_id)}
          />
          <IconButton
            icon={ChevronDown}
            label="Next row of the list"
            disabled={!below}
            onClick={() => below && onMove(below.stream_id)}
          />
        </>
      }
    >
      {found.kind === "loading" && <Skeleton className="h-40 w-full" />}
      {found.kind === "gone" && (
        <Empty title="This event is not there any more">
          It is older than what is kept, or the link is mistyped.
        </Empty>
      )}
      {found.kind === "failed" && <Failure title="The event could not be loaded">{found.why}</Failure>}
      {event && (
        <>
          <EventDetails
            key={event.stream_id}
            event={event}
            onAround={() => onAround(event.stream_id)}
            {...actions}
          />
          <StreamNeighbours found={found} onMove={onMove} />
        </>
      )}
    </Drawer>
  );
}

/** The events right before and after it, whatever the list is filtered by. */
function StreamNeighbours({ found, onMove }: { found: FoundEvent; onMove: (streamId: StreamId) => void }) {
  const { older = null, newer = null } = found.kind === "found" ? found : {};
  return (
    <section className="mt-4">
      <h3 className="mb-1.5 font-medium text-12 text-quiet">In the whole stream</h3>
      <div className="flex gap-2">
        <Button icon={ArrowUp} disabled={!newer} onClick={() => newer && onMove(newer)}>
          Next newer
        </Button>
        <Button icon={ArrowDown} disabled={!older} onClick={() => older && onMove(older)}>
          Next older
        </Button>
      </div>
    </section>
  );
}
