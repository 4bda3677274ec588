"use client";

import { Popover } from "@base-ui/react/popover";
import type { ReactNode, RefObject } from "react";
import { Ago, Clock } from "#components/ui/ago";
import { Skeleton } from "#components/ui/empty";
import { Id } from "#components/ui/id";
import { Link } from "#components/ui/link";
import type { StoredEvent } from "#lib/events/envelope";
import { entityOf, sentence } from "#lib/events/sentence";
import { streamIdSeconds } from "#lib/stream-id";
import { linkTo } from "../shell/pages.ts";
import type { Origin } from "./truth.tsx";
import { useOriginEvent } from "./use-origin-event.ts";

interface TruthPopoverProps {
  origin: Origin;
  open: boolean;
  anchor: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}

/** The event that a value came from, in a few lines. */
export default function TruthPopover({ origin, open, anchor, onClose }: TruthPopoverProps) {
  return (
    <Popover.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          side="bottom"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className="z-50"
        >
          <Popover.Popup
            finalFocus={anchor}
            aria-label="Where this value comes from"
            className="w-90 max-w-[calc(100vw-1rem)] rounded-card border border-line-strong/60 bg-surface-1 p-3 text-13 text-normal shadow-over outline-none"
          >
            {origin.kind === "sample" ? (
              <FromSample at={origin.at} />
            ) : (
              <FromEvent origin={origin} onLeave={onClose} />
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function FromSample({ at }: { at: number }) {
  return (
    <p>
      A sample of the robot, received <Clock at={at} /> (<Ago at={at} className="min-w-0!" />
      ). Samples are not in the event log.
    </p>
  );
}

function FromEvent({ origin, onLeave }: { origin: Extract<Origin, { kind: "event" }>; onLeave: () => void }) {
  const found = useOriginEvent(origin.streamId);
  return (
    <div className="flex flex-col gap-2">
      {origin.how && <p>{origin.how}</p>}
      {found.kind === "loading" && <Skeleton className="h-24 w-full" />}
      {found.kind === "none" && <p>The event that told it is older than what is kept here.</p>}
      {found.kind === "failed" && <p className="text-warning">The event could not be loaded: {found.why}</p>}
      {found.kind === "found" && <Told event={found.event} />}
      {origin.streamId && (
        <Link
          href={linkTo.event(origin.streamId)}
          onClick={onLeave}
          className="inline-flex min-h-8 items-center self-start font-medium text-accent hover:underline"
        >
          Open the event
        </Link>
      )}
    </div>
  );
}

function Told({ event }: { event: StoredEvent }) {
  const who = entityOf(event);
  return (
    <>
      <p className="break-words text-strong">
        {who && <span className="font-mono">{who.id}: </span>}
        {sentence(event)}
      </p>
      <dl className="grid grid-cols-[6rem_minmax(0,1fr)] items-center gap-x-3 gap-y-0.5 text-12">
        <Line name="Type">
          <span className="font-mono">{event.type}</span>
        </Line>
        <Line name="Source">
          <span className="font-mono">{event.source}</span>
        </Line>
        <Line name="Received">
          <Clock at={streamIdSeconds(event.stream_id)} />{" "}
          <Ago at={streamIdSeconds(event.stream_id)} className="text-quiet" />
        </Line>
        <Line name="Event id">
          <Id value={event.id} max={28} />
        </Line>
        <Line name="Stream id">
          <Id value={event.stream_id} max={28} />
        </Line>
      </dl>
    </>
  );
}

const Line = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-quiet">{name}</dt>
    <dd className="truncate text-strong">{children}</dd>
  </>
);
