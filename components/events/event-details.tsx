"use client";

import { CalendarClock, Check, Copy } from "lucide-react";
import { useState } from "react";
import { buttonClass } from "#components/ui/button";
import { Segmented } from "#components/ui/choice";
import { Id } from "#components/ui/id";
import { Json } from "#components/ui/json";
import { Link } from "#components/ui/link";
import { Popup } from "#components/ui/popup";
import type { StoredEvent } from "#lib/events/envelope";
import { entityOf, sentence } from "#lib/events/sentence";
import { useLive } from "#lib/live/use-live";
import { linkTo } from "../shell/pages.ts";
import { useCopy } from "../ui/use-copy.ts";
import { curlOfEvent, redisCliOf } from "./copies.ts";
import { EnvelopeList } from "./envelope-list.tsx";
import { type LeafActions, LeafList } from "./leaf-list.tsx";
import { metaLines, payloadLines } from "./leaves.ts";

interface EventDetailsProps extends LeafActions {
  event: StoredEvent;
  onAround: () => void;
}

/** One event: what it says, its payload, its envelope, and its JSON. */
export function EventDetails({ event, onAround, ...actions }: EventDetailsProps) {
  const [form, setForm] = useState<"formatted" | "json">("formatted");
  const runId = useRunId(event);
  const redis = useLive(({ welcome }) => welcome?.store === "redis");
  return (
    <div className="flex flex-col gap-4">
      <p className="text-14 text-strong [overflow-wrap:anywhere]">
        <About event={event} /> {sentence(event)}
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
        <Popup icon={Copy} label="Copy" title="Copy" align="start" className="w-64">
          {() => (
            <ul className="py-1">
              <CopyLine what="JSON" text={() => JSON.stringify(event, null, 2)} />
              <CopyLine what="Link to this view" text={() => window.location.href} />
              <CopyLine what="curl" text={() => curlOfEvent(window.location.origin, event.stream_id)} />
              {redis && <CopyLine what="redis-cli" text={() => redisCliOf(event.stream_id)} />}
            </ul>
          )}
        </Popup>
        {runId && (
          <Link href={linkTo.run(runId)} className={buttonClass("quiet")}>
            <CalendarClock aria-hidden size={15} />
            See this run
          </Link>
        )}
      </div>
      {form === "json" ? (
        <Json value={event} openLevels={4} />
      ) : (
        <>
          <Part title="Payload">
            <LeafList lines={payloadLines(event.payload)} {...actions} />
          </Part>
          <Part title="Envelope">
            <EnvelopeList event={event} onAround={onAround} {...actions} />
          </Part>
          <Part title="Meta">
            <LeafList lines={metaLines(event)} {...actions} />
          </Part>
        </>
      )}
    </div>
  );
}

/** A link to whom the event is about. */
function About({ event }: { event: StoredEvent }) {
  const entity = entityOf(event);
  if (!entity) return null;
  return (
    <Link href={linkTo[entity.kind](entity.id)} className="text-accent hover:underline">
      <Id value={entity.id} max={32} plain />
    </Link>
  );
}

/** The run that an event begins or ends, if it is among those that are known. */
function useRunId({ type, stream_id, payload }: StoredEvent): string | null {
  return useLive(({ live }) => {
    if (live.kind !== "live" || !type.startsWith("metrics.aggregation_")) return null;
    const runs = live.state.metrics.jobs.get(String(payload.job_id))?.runs ?? [];
    const ended = payload.completed_at ?? payload.failed_at;
    const run = runs.find((one) => one.id === stream_id || ("ended_at" in one && one.ended_at === ended));
    return run?.id ?? null;
  });
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 font-medium text-12 text-quiet">{title}</h3>
      {children}
    </section>
  );
}

function CopyLine({ what, text }: { what: string; text: () => string }) {
  const [outcome, copy] = useCopy();
  const Icon = outcome === "copied" ? Check : Copy;
  return (
    <li>
      <button
        type="button"
        onClick={() => copy(text())}
        className="flex h-8 w-full items-center gap-2 px-3 text-start -outline-offset-2 hover:bg-surface-2 pointer-coarse:h-11"
      >
        <Icon aria-hidden size={13} className="text-quiet" />
        {what}
        <span role="status" className="ms-auto text-12 text-quiet">
          {outcome === "copied" ? "Copied" : outcome === "failed" ? "Could not copy" : ""}
        </span>
      </button>
    </li>
  );
}
