"use client";

import { ChevronDown, ChevronUp, Filter } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Ago, Clock } from "#components/ui/ago";
import { Button, IconButton } from "#components/ui/button";
import { Segmented } from "#components/ui/choice";
import { Drawer } from "#components/ui/drawer";
import { Empty, Failure, Skeleton } from "#components/ui/empty";
import { CopyButton, Id } from "#components/ui/id";
import { Json } from "#components/ui/json";
import { CARRIED_FIELDS, type StoredEvent } from "#lib/events/envelope";
import { entityOf, sentence } from "#lib/events/sentence";
import { streamIdSeconds } from "#lib/stream-id";
import { linkTo } from "../shell/pages.ts";
import { PayloadView } from "./payload-view.tsx";
import { useEvent } from "./use-event.ts";

interface EventDrawerProps {
  streamId: string | null;
  recent: readonly StoredEvent[];
  /** Stream ids of the rows it was opened from, newest first. */
  neighbours: readonly string[];
  onMove: (streamId: string) => void;
  onClose: () => void;
  onPattern: (type: string) => void;
}

/** One event, whole: what it says, its envelope, and its JSON. */
export function EventDrawer({ streamId, recent, neighbours, onMove, onClose, onPattern }: EventDrawerProps) {
  const found = useEvent(streamId, recent);
  const at = streamId === null ? -1 : neighbours.indexOf(streamId);
  const [newer, older] = at < 0 ? [] : [neighbours[at - 1], neighbours[at + 1]];
  const event = found.kind === "found" ? found.event : null;
  return (
    <Drawer
      open={streamId !== null}
      onClose={onClose}
      title={event ? <span className="font-mono">{event.type}</span> : "Event"}
      sub={streamId}
      actions={
        <>
          <IconButton
            icon={ChevronUp}
            label="Newer event"
            disabled={!newer}
            onClick={() => newer && onMove(newer)}
          />
          <IconButton
            icon={ChevronDown}
            label="Older event"
            disabled={!older}
            onClick={() => older && onMove(older)}
          />
        </>
      }
    >
      {found.kind === "loading" && <Skeleton className="h-40 w-full" />}
      {found.kind === "gone" && (
        <Empty title="This event is not in the stream any more">
          It was deleted, or the link is mistyped.
        </Empty>
      )}
      {found.kind === "failed" && <Failure title="The event could not be loaded">{found.why}</Failure>}
      {event && <EventDetails key={event.stream_id} event={event} onPattern={onPattern} />}
    </Drawer>
  );
}

function EventDetails({ event, onPattern }: { event: StoredEvent; onPattern: (type: string) => void }) {
  const [form, setForm] = useState<"formatted" | "json">("formatted");
  const entity = entityOf(event);
  const raw = JSON.stringify(event, null, 2);
  return (
    <div className="flex flex-col gap-4">
      <p className="text-14 text-strong">
        {entity && (
          <Link href={linkTo[entity.kind](entity.id)} className="text-accent hover:underline">
            <Id value={entity.id} max={32} plain />
          </Link>
        )}{" "}
        {sentence(event)}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Segmented
          label="Shown as"
          options={[
            { value: "formatted", label: "Formatted" },
            { value: "json", label: "JSON" },
          ]}
          value={form}
          onChange={setForm}
        />
        <Button kind="quiet" icon={Filter} onClick={() => onPattern(event.type)}>
          Only this type
        </Button>
        <span className="ms-auto">
          <CopyButton text={raw} label="Copy the JSON" />
        </span>
      </div>
      {form === "json" ? (
        <Json value={event} openLevels={4} />
      ) : (
        <>
          <section>
            <h3 className="mb-1.5 font-medium text-12 text-quiet">Payload</h3>
            <PayloadView payload={event.payload} />
          </section>
          <Envelope event={event} />
        </>
      )}
    </div>
  );
}

function Envelope({ event }: { event: StoredEvent }) {
  return (
    <section>
      <h3 className="mb-1.5 font-medium text-12 text-quiet">Envelope</h3>
      <dl className="grid grid-cols-[8rem_1fr] items-center gap-x-3 gap-y-1">
        <Line name="Happened">
          <Clock at={event.timestamp} full /> <Ago at={event.timestamp} className="text-quiet" />
        </Line>
        <Line name="Received">
          <Clock at={streamIdSeconds(event.stream_id)} full />
        </Line>
        <Line name="Source">
          <span className="font-mono">{event.source}</span>
        </Line>
        <Line name="Target">{event.target ?? "everyone"}</Line>
        <Line name="Event id">
          <Id value={event.id} max={36} />
        </Line>
        <Line name="Stream id">
          <Id value={event.stream_id} max={36} />
        </Line>
        {CARRIED_FIELDS.map((name) =>
          event[name] === undefined ? null : (
            <Line key={name} name={name.replaceAll("_", " ")}>
              <Id value={event[name]} max={36} plain />
            </Line>
          ),
        )}
      </dl>
      <h3 className="mt-4 mb-1.5 font-medium text-12 text-quiet">Meta</h3>
      <PayloadView payload={event.meta} />
    </section>
  );
}

function Line({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-quiet first-letter:uppercase">{name}</dt>
      <dd className="min-w-0 text-strong">{children}</dd>
    </>
  );
}
