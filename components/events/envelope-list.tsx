import { Ago, Clock } from "#components/ui/ago";
import { Id } from "#components/ui/id";
import { CARRIED_FIELDS, type StoredEvent } from "#lib/events/envelope";
import { formatMs } from "#lib/format";
import { streamIdSeconds } from "#lib/stream-id";
import { Leaf, type LeafActions } from "./leaf-list.tsx";

interface EnvelopeListProps extends LeafActions {
  event: StoredEvent;
  onAround: () => void;
}

/** Parts of the envelope as the filter language names them. */
const FIELD_OF: Record<(typeof CARRIED_FIELDS)[number], string> = {
  mission_id: "mission",
  task_id: "task",
  correlation_id: "correlation",
  tenant_id: "tenant",
  actor_id: "actor",
  severity: "severity",
};

/** Where an event came from and when, line by line. */
export function EnvelopeList({ event, onAround, ...actions }: EnvelopeListProps) {
  const received = streamIdSeconds(event.stream_id);
  const line = (name: string, field: string | null, value: string | null, shown: React.ReactNode) => (
    <Leaf key={name} name={<Name>{name}</Name>} field={field} value={value} {...actions}>
      {shown}
    </Leaf>
  );
  return (
    <dl>
      {line("Type", "type", event.type, <span className="font-mono text-12">{event.type}</span>)}
      {line(
        "Happened",
        null,
        null,
        <>
          <Clock at={event.timestamp} full /> <Ago at={event.timestamp} className="text-quiet" />
        </>,
      )}
      {line(
        "Received",
        null,
        null,
        <>
          <Clock at={received} full />{" "}
          <button type="button" onClick={onAround} className="text-accent hover:underline">
            see what is around it
          </button>
          <span className="block text-12 text-quiet">{skewWords(received - event.timestamp)}</span>
        </>,
      )}
      {line(
        "Source",
        "source",
        event.source,
        <span className="break-all font-mono text-12">{event.source}</span>,
      )}
      {line("Target", "target", event.target, event.target ?? <span className="text-quiet">everyone</span>)}
      {line("Event id", "id", event.id, <Id value={event.id} max={30} />)}
      {line("Stream id", null, null, <Id value={event.stream_id} max={30} />)}
      {CARRIED_FIELDS.map((name) => {
        const value = event[name];
        return value === undefined
          ? null
          : line(name.replaceAll("_", " "), FIELD_OF[name], value, <Id value={value} max={30} plain />);
      })}
    </dl>
  );
}

/** How far the producer's clock and ours are apart, on-the-way time included. */
function skewWords(seconds: number): string {
  if (Math.abs(seconds) < 0.001) return "in the same millisecond";
  const words = formatMs(Math.abs(seconds) * 1000);
  return seconds > 0
    ? `${words} after it happened`
    : `${words} before it happened: the producer's clock is ahead`;
}

const Name = ({ children }: { children: string }) => (
  <span className="block text-quiet first-letter:uppercase">{children}</span>
);
