import { Ago, Clock } from "#components/ui/ago";
import { Id } from "#components/ui/id";
import type { StoredEvent } from "#lib/events/envelope";
import { entityOf, sentence } from "#lib/events/sentence";
import { streamIdSeconds } from "#lib/stream-id";
import { EventIcon, loudness } from "./event-look.tsx";

/** The height of a line on a phone, where it has two. */
export const NARROW_LINE_PX = 52;

/** One event in one line of 32 px, on a phone in two: when, about whom, and what happened. */
export function EventLine({ event }: { event: StoredEvent }) {
  const entity = entityOf(event);
  return (
    <span className="flex h-8 min-w-0 items-center gap-x-3 max-sm:h-13 max-sm:flex-wrap max-sm:content-center">
      <Clock at={event.timestamp} className="w-[8ch] shrink-0 text-12 text-quiet" />
      <EventIcon type={event.type} />
      <span className="w-40 shrink-0 truncate text-strong max-sm:w-0 max-sm:flex-1">
        {entity ? (
          <Id value={entity.id} max={20} plain />
        ) : (
          <span className="text-quiet">{event.source}</span>
        )}
      </span>
      <span
        className={`figures min-w-0 flex-1 truncate max-sm:order-last max-sm:basis-full ${loudness(event.type)}`}
      >
        {sentence(event)}
      </span>
      <Ago at={streamIdSeconds(event.stream_id)} className="w-[9ch] shrink-0 text-end text-12 text-quiet" />
    </span>
  );
}
