"use client";

import { memo, useState } from "react";
import { EventLine } from "#components/events/event-line";
import { Button } from "#components/ui/button";
import { Empty, Failure } from "#components/ui/empty";
import { Link } from "#components/ui/link";
import { Panel } from "#components/ui/panel";
import type { StoredEvent } from "#lib/events/envelope";
import { isRoutine } from "#lib/events/sentence";
import { formatNumber, plural } from "#lib/format";
import { useLive } from "#lib/live/use-live";
import type { Stretch } from "../events/stretch.ts";
import { linkTo } from "../shell/pages.ts";
import { FEED_SHOWN, FeedSkeleton } from "./feed-skeleton.tsx";
import { eventsOf } from "./use-window.ts";
import { useWindowEvents } from "./use-window-events.ts";

interface LiveFeedProps {
  /** Only what happened then is told. */
  window: Stretch | null;
}

/** The newest events. It holds still while it is pointed at, so that a click meets the line it was meant for; with the keyboard too. */
export default function LiveFeed({ window }: LiveFeedProps) {
  const newest = useLive(({ live }) => (live.kind === "live" ? live.state.feed.recent : null));
  const [routine, setRoutine] = useState(false);
  const [held, setHeld] = useState<readonly StoredEvent[] | null>(null);
  const then = useWindowEvents(window, routine);
  const recent = then ? (then.kind === "known" ? then.events : null) : newest;
  const events = (then ? null : held) ?? recent ?? [];
  const told = routine ? events : events.filter(({ type }) => !isRoutine(type));
  const hidden =
    then?.kind === "known" ? then.routine : (recent ?? []).filter(({ type }) => isRoutine(type)).length;
  const waiting = held && !then ? newer(recent ?? [], held) : 0;
  return (
    <Panel
      title={window ? "What happened then" : "What happens"}
      href={window ? eventsOf(window) : "/events"}
      sub={held && waiting > 0 ? `Held while you look at it (+${formatNumber(waiting)})` : undefined}
      actions={
        <Button
          kind="quiet"
          aria-pressed={routine}
          onClick={() => setRoutine(!routine)}
          data-tip="Runs that started or completed, and metrics that were read"
          // Room for three digits: their number changes all the time.
          className={`figures min-w-33 justify-end! text-12 ${hidden === 0 && !routine ? "invisible" : ""}`}
        >
          {routine ? "Hide routine" : `Show ${hidden === null ? "" : `${formatNumber(hidden)} `}routine`}
        </Button>
      }
      flush
    >
      <ul
        className="border-line border-t py-1"
        style={{ minHeight: `${FEED_SHOWN * 2}rem` }}
        onPointerEnter={(event) => event.pointerType === "mouse" && setHeld(recent)}
        onPointerLeave={() => setHeld(null)}
        onFocus={() => setHeld(held ?? recent)}
        onBlur={() => setHeld(null)}
      >
        {then?.kind === "failed" && (
          <li className="p-4">
            <Failure title="What happened then could not be loaded">{then.why}</Failure>
          </li>
        )}
        {recent === null && then?.kind !== "failed" && <FeedSkeleton />}
        {told
          .slice(-FEED_SHOWN)
          .reverse()
          .map((event, place) => (
            // By place, not by event: a new one changes what the lines say, and moves none of them.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above.
            <FeedLine key={place} event={event} />
          ))}
        {recent !== null && told.length === 0 && (
          <li>
            {hidden ? (
              <Empty title={window ? "Only routine" : "Only routine so far"}>
                {plural(hidden, "routine event")} hidden.
              </Empty>
            ) : (
              <Empty title={window ? "Nothing happened then" : "Nothing so far"} />
            )}
          </li>
        )}
      </ul>
    </Panel>
  );
}

const FeedLine = memo(function FeedLine({ event }: { event: StoredEvent }) {
  return (
    <li>
      <Link
        href={linkTo.event(event.stream_id)}
        prefetch={false}
        className="block px-4 outline-offset-[-2px] hover:bg-surface-2"
      >
        <EventLine event={event} />
      </Link>
    </li>
  );
});

function newer(recent: readonly StoredEvent[], held: readonly StoredEvent[]): number {
  const last = held.at(-1)?.stream_id;
  const at = recent.findLastIndex(({ stream_id }) => stream_id === last);
  return recent.length - 1 - at;
}
