import {
  Bookmark,
  Check,
  CircleX,
  Dna,
  Eye,
  type LucideIcon,
  Play,
  Plug,
  Radio,
  Target,
  Unplug,
} from "lucide-react";
import { Ago, Clock } from "#components/ui/ago";
import { Id } from "#components/ui/id";
import type { StoredEvent } from "#lib/events/envelope";
import { entityOf, sentence } from "#lib/events/sentence";
import { streamIdSeconds } from "#lib/stream-id";

const ICONS: Record<string, LucideIcon> = {
  "dna.snapshot_created": Bookmark,
  "dna.mutation_applied": Dna,
  "dna.karma_updated": Target,
  "metrics.aggregation_started": Play,
  "metrics.aggregation_completed": Check,
  "metrics.aggregation_failed": CircleX,
  "telemetry.connection_established": Plug,
  "telemetry.connection_closed": Unplug,
  "telemetry.metrics_published": Eye,
};

/** Events that should not be missed in a quick look. */
const LOUD: Record<string, string> = { "metrics.aggregation_failed": "text-critical" };

const TIME = "w-[8ch] shrink-0 text-12 text-quiet";
const TYPE = "w-57 shrink-0 truncate font-mono text-12 text-quiet max-xl:hidden";
const SOURCE = "w-30 shrink-0 truncate font-mono text-12 text-quiet max-xl:hidden";
const AGE = "w-[9ch] shrink-0 text-end text-12 text-quiet";

/** Height of one line, and on a phone of its two. */
export const LINE_PX = 32;
export const NARROW_LINE_PX = 52;

/** The names of the columns of `EventLine`. */
export function EventLineHead() {
  return (
    <div
      aria-hidden
      className="flex h-8 shrink-0 items-center gap-3 border-line border-b px-4 font-medium text-12 text-quiet max-sm:hidden"
    >
      <span className={TIME}>Time</span>
      <span className="w-3.5 shrink-0" />
      <span className={`${TYPE} font-sans`}>Type</span>
      <span className="w-40 shrink-0">About</span>
      <span className="flex-1">What happened</span>
      <span className={`${SOURCE} font-sans`}>Source</span>
      <span className={AGE}>Received</span>
    </div>
  );
}

/** One event in one line of 32 px, on a phone in two. `compact` leaves out its type and its source. */
export function EventLine({ event, compact }: { event: StoredEvent; compact?: boolean }) {
  const entity = entityOf(event);
  const Icon = ICONS[event.type] ?? Radio;
  const loud = LOUD[event.type];
  return (
    <span className="flex h-8 min-w-0 items-center gap-x-3 max-sm:h-13 max-sm:flex-wrap max-sm:content-center">
      <Clock at={event.timestamp} className={TIME} />
      <Icon aria-hidden size={14} className={`shrink-0 ${loud ?? "text-quiet"}`} />
      {!compact && <span className={TYPE}>{event.type}</span>}
      <span className="w-40 shrink-0 truncate text-strong max-sm:w-0 max-sm:flex-1">
        {entity ? (
          <Id value={entity.id} max={20} plain />
        ) : (
          <span className={`text-quiet ${compact ? "" : "sm:hidden"}`}>{event.source}</span>
        )}
      </span>
      <span className={`figures min-w-0 flex-1 truncate max-sm:order-last max-sm:basis-full ${loud ?? ""}`}>
        {sentence(event)}
      </span>
      {!compact && <span className={SOURCE}>{event.source}</span>}
      <Ago at={streamIdSeconds(event.stream_id)} className={AGE} />
    </span>
  );
}
