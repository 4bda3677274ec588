import { type KeyboardEvent, useRef, useState } from "react";
import { dateTime, type Zone } from "#lib/format";
import { compareStreamIds, type StreamId } from "#lib/stream-id";
import { BARS } from "./scrubber-marks.tsx";
import type { Incident } from "./timeline.ts";

const WIDE = 12;
const TALL = 14;

interface ScrubberIncidentsProps {
  incidents: readonly Incident[];
  toX: (time: number) => number;
  zone: Zone;
  onPick: (streamId: StreamId) => void;
}

/** The marks of incidents as buttons: one stop for the Tab key, the arrows lead from one to the next. */
export function ScrubberIncidents({ incidents: some, toX, zone, onPick }: ScrubberIncidentsProps) {
  const list = useRef<HTMLOListElement>(null);
  const [stop, setStop] = useState<StreamId | null>(null);
  // They come newest first; to the right is later.
  const incidents = some.toSorted((a, b) => compareStreamIds(a.streamId, b.streamId));
  if (incidents.length === 0) return null;
  const last = incidents.length - 1;
  const found = incidents.findIndex(({ streamId }) => streamId === stop);
  const at = found === -1 ? last : found;

  function onKeyDown(event: KeyboardEvent): void {
    const moves: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    list.current?.querySelectorAll("button")[Math.min(last, Math.max(0, next))]?.focus();
  }

  return (
    <ol ref={list} aria-label="Incidents" data-time-axis>
      {incidents.map((incident, index) => (
        <li key={incident.streamId}>
          <button
            type="button"
            data-tip={incident.words}
            aria-label={`${incident.words}, ${dateTime(incident.at, zone)}`}
            tabIndex={index === at ? 0 : -1}
            onFocus={() => setStop(incident.streamId)}
            onKeyDown={onKeyDown}
            onClick={() => onPick(incident.streamId)}
            className="absolute cursor-pointer rounded-control"
            style={{ left: toX(incident.at) - WIDE / 2, top: BARS - TALL, width: WIDE, height: TALL }}
          />
        </li>
      ))}
    </ol>
  );
}
