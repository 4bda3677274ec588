"use client";

import { useEffect, useState } from "react";
import { EventIcon, loudness } from "#components/events/event-look";
import { Clock } from "#components/ui/ago";
import { Drawer } from "#components/ui/drawer";
import { Empty, Failure, Skeleton } from "#components/ui/empty";
import { Id } from "#components/ui/id";
import { Link } from "#components/ui/link";
import type { StoredEvent } from "#lib/events/envelope";
import { entityOf, sentence } from "#lib/events/sentence";
import { plural } from "#lib/format";
import type { Run } from "#lib/metrics/state";
import { type StreamId, streamIdSeconds } from "#lib/stream-id";
import { toIso } from "#lib/time";
import { fetchEvent, fetchPage } from "../events/fetch-events.ts";
import { stretchText } from "../events/stretch.ts";
import { linkTo } from "../shell/pages.ts";

const AROUND_SECONDS = 60;
/** So many on either side of its beginning: a busy minute has thousands. */
const NEAREST = 100;

type Found =
  | { kind: "loading" }
  | { kind: "known"; own: readonly StoredEvent[]; others: readonly StoredEvent[]; more: boolean }
  | { kind: "failed"; why: string };

interface RunDrawerProps {
  run: Run;
  open: boolean;
  onClose: () => void;
}

/** A run's own events, and everything else that happened from a minute before it to a minute after. */
export default function RunDrawer({ run, open, onClose }: RunDrawerProps) {
  const begin = streamIdSeconds(run.id) - AROUND_SECONDS;
  const end = streamIdSeconds(run.end_id ?? run.id) + AROUND_SECONDS;
  const [found, setFound] = useState<Found>({ kind: "loading" });
  useEffect(() => {
    if (!open) return;
    const stop = new AbortController();
    around({ id: run.id, endId: run.end_id ?? null, begin, end }, stop.signal).then(
      (events) => setFound({ kind: "known", ...events }),
      (error: unknown) => {
        if (stop.signal.aborted) return;
        setFound({ kind: "failed", why: error instanceof Error ? error.message : "Something went wrong." });
      },
    );
    return () => stop.abort();
  }, [open, run.id, run.end_id, begin, end]);
  const window = stretchText({ from: begin, to: end });
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title="Around this run"
      sub="From a minute before it to a minute after"
    >
      {found.kind === "loading" && <Skeleton className="h-60 w-full" />}
      {found.kind === "failed" && <Failure title="The events could not be loaded">{found.why}</Failure>}
      {found.kind === "known" && (
        <div className="flex flex-col gap-5">
          <Part title="Its own events">
            <Lines events={found.own} />
            {run.started_at === null && <p className="text-quiet">Its start was never seen.</p>}
            {run.status === "running" && <p className="text-quiet">It has not ended yet.</p>}
            {run.status === "lost" && <p className="text-quiet">Its end was never seen.</p>}
          </Part>
          <Part title={`What else happened: ${plural(found.others.length, "event")}`}>
            {found.others.length === 0 ? <Empty title="Nothing else" /> : <Lines events={found.others} />}
            {found.more && (
              <p className="text-quiet">Only the {NEAREST} nearest before and after its first event.</p>
            )}
            <Link
              href={`/events?${new URLSearchParams({ show: "oldest", window })}`}
              className="inline-flex min-h-8 items-center text-accent hover:underline"
            >
              Open this time in Events
            </Link>
          </Part>
        </div>
      )}
    </Drawer>
  );
}

interface Around {
  id: StreamId;
  endId: StreamId | null;
  begin: number;
  end: number;
}

/** The run's own events, however much lies between them, and the nearest others on both sides of its first. */
async function around({ id, endId, begin, end }: Around, signal: AbortSignal) {
  const ids = endId === null || endId === id ? [id] : [id, endId];
  const [own, before, after] = await Promise.all([
    Promise.all(ids.map((one) => fetchEvent(one, signal))),
    fetchPage("", { after: toIso(begin), before: id, order: "newest" }, signal),
    fetchPage("", { after: id, before: toIso(end), order: "oldest" }, signal),
  ]);
  const others = [...before.events.slice(0, NEAREST).reverse(), ...after.events.slice(0, NEAREST)];
  return {
    own: own.flatMap((found) => found?.event ?? []),
    others: others.filter(({ stream_id }) => stream_id !== endId),
    more: [before, after].some(({ events, next }) => next !== null || events.length > NEAREST),
  };
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 font-medium text-13">{title}</h3>
      {children}
    </section>
  );
}

const Lines = ({ events }: { events: readonly StoredEvent[] }) => (
  <ul className="-mx-4">
    {events.map((event) => (
      <li key={event.stream_id}>
        <Link
          href={linkTo.event(event.stream_id)}
          prefetch={false}
          className="flex gap-3 px-4 py-1.5 outline-offset-[-2px] hover:bg-surface-2"
        >
          <Clock at={event.timestamp} className="w-[8ch] shrink-0 text-12 text-quiet" />
          <EventIcon type={event.type} />
          <span className="min-w-0">
            <span className="block truncate text-strong">
              <Id value={entityOf(event)?.id ?? event.source} max={32} plain />
            </span>
            <span className={`figures block break-words ${loudness(event.type)}`}>{sentence(event)}</span>
          </span>
        </Link>
      </li>
    ))}
  </ul>
);
