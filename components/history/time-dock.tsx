"use client";

import { CalendarClock, FolderOpen, PackageOpen, X } from "lucide-react";
import { useRef, useState } from "react";
import { Button, buttonClass, IconButton } from "#components/ui/button";
import { Segmented } from "#components/ui/choice";
import { usePreferences } from "#components/ui/preferences-provider";
import { StateIcon } from "#components/ui/state";
import { clockTime, dateTime } from "#lib/format";
import { SCRUB_REST_MS } from "#lib/history/replay";
import type { PastView } from "#lib/live/past-slot";
import { timeMachine, usePresent, useReplay } from "#lib/live/use-live";
import { toIso } from "#lib/time";
import { CapsuleProblem } from "./capsule-drop.tsx";
import { GoToForm } from "./go-to-form.tsx";
import { openCapsule } from "./open-capsule.ts";
import { Scrubber } from "./scrubber.tsx";
import { noteOf } from "./scrubber-words.ts";
import { nextStretch, SPAN_NAMES, SPANS, type SpanName, type Stretch } from "./spans.ts";
import { Transport } from "./transport.tsx";
import { useOutageBands } from "./use-outages.ts";
import { useTimelineData } from "./use-timeline-data.ts";

interface TimeDockProps {
  span: SpanName;
  onSpan: (span: SpanName | null) => void;
}

/** The way into the past and through it, at the foot of every page. */
export default function TimeDock({ span, onSpan }: TimeDockProps) {
  const view = useReplay();
  const present = usePresent() ?? 0;
  const stretch = useStretch(span, view, present);
  const { timeline, failed } = useTimelineData(stretch, view?.capsule ?? null);
  const bands = useOutageBands(stretch.from, stretch.to);
  return (
    <section
      aria-label="Time machine"
      className={`flex flex-col justify-center gap-1 border-t bg-surface-1 px-3 py-1.5 md:px-5 ${view ? "border-accent border-t-2" : "border-line"}`}
    >
      <Head view={view} span={span} onSpan={onSpan} stretch={stretch} present={present} failed={failed} />
      <div className="flex items-center gap-x-4 gap-y-1 max-md:flex-col-reverse max-md:items-stretch">
        <Transport view={view} />
        <Scrubber
          stretch={stretch}
          timeline={timeline}
          bands={bands}
          at={view?.at ?? null}
          present={present}
          onMove={(at, resting) => timeMachine.goTo({ seconds: at }, resting ? 0 : SCRUB_REST_MS)}
          onIncident={(streamId) => timeMachine.goTo({ streamId })}
        />
      </div>
    </section>
  );
}

function useStretch(span: SpanName, view: PastView | null, present: number): Stretch {
  const [stretch, setStretch] = useState<Stretch | null>(null);
  const capsule = view?.capsule;
  const wanted = { span: SPANS[span].seconds, at: view?.at ?? null, present };
  const next = capsule ? capsuleStretch(stretch, capsule) : nextStretch(stretch, wanted);
  if (next !== stretch) setStretch(next);
  return next;
}

const capsuleStretch = (before: Stretch | null, { from, to }: Stretch): Stretch =>
  before?.from === from && before.to === to ? before : { from, to: Math.max(to, from + 1) };

interface HeadProps extends TimeDockProps {
  view: PastView | null;
  stretch: Stretch;
  present: number;
  failed: string | null;
}

const SPAN_OPTIONS = SPAN_NAMES.map((value) => ({
  value,
  label: SPANS[value].label,
  title: `The last ${SPANS[value].words}`,
}));

function Head({ view, span, onSpan, stretch, present, failed }: HeadProps) {
  const [going, setGoing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className="flex min-h-8 items-center gap-2">
      <Marker view={view} failed={failed} />
      <div className="ms-auto flex shrink-0 items-center gap-0.5">
        {!view?.capsule && (
          <span className="me-1 max-md:hidden xl:hidden">
            <Segmented label="Shown time" options={SPAN_OPTIONS} value={span} onChange={onSpan} />
          </span>
        )}
        <IconButton icon={CalendarClock} label="Go to a moment" onClick={() => setGoing(true)} />
        <IconButton
          icon={FolderOpen}
          label="Open an incident capsule"
          onClick={() => picker.current?.click()}
          className="max-md:hidden"
        />
        {!view?.capsule && (
          <a
            href={`/api/history/capsule?${new URLSearchParams({ from: toIso(stretch.from), to: toIso(Math.min(stretch.to, present)) })}`}
            download
            aria-label="Save this window as an incident capsule"
            data-tip="Save this window as an incident capsule"
            className={`${buttonClass("quiet")} size-8 px-0! text-quiet! pointer-coarse:size-11 max-md:hidden`}
          >
            <PackageOpen aria-hidden size={16} />
          </a>
        )}
        {view ? (
          <Button kind="primary" onClick={timeMachine.goLive} data-tip="L" className="ms-1.5">
            Return to live
          </Button>
        ) : (
          <IconButton icon={X} label="Close the time machine" onClick={() => onSpan(null)} />
        )}
      </div>
      <input
        ref={picker}
        type="file"
        accept=".json,application/json"
        aria-label="Incident capsule"
        tabIndex={-1}
        className="hidden"
        onChange={async (event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) setProblem(await openCapsule(file));
        }}
      />
      <GoToForm
        open={going}
        onClose={() => setGoing(false)}
        at={view?.at ?? present}
        onGo={(moment) => timeMachine.goTo(moment)}
      />
      {problem && <CapsuleProblem problem={problem} onClose={() => setProblem(null)} />}
    </div>
  );
}

/** Says that this is the past, which, and how it goes. */
function Marker({ view, failed }: { view: PastView | null; failed: string | null }) {
  const { zone } = usePreferences();
  if (!view)
    return (
      <p className="min-w-0 truncate text-12 text-quiet">
        {failed ? (
          <span className="text-warning">What happened when could not be loaded: {failed}</span>
        ) : (
          "Choose a moment to see every page as it was then."
        )}
      </p>
    );
  const { capsule, at, rate, status } = view;
  const note = noteOf(view);
  return (
    <div className="flex min-w-0 items-center gap-x-3 gap-y-0 max-md:flex-wrap">
      <p className="figures flex items-center gap-1.5 whitespace-nowrap font-medium text-strong">
        <StateIcon state="replay" />
        <span className="text-accent">Replay</span>
        <span data-tip={dateTime(at, zone)}>{clockTime(at, zone)}</span>
        <span>×{rate}</span>
      </p>
      <p className="min-w-0 truncate text-12 text-normal max-md:hidden">
        {capsule ? (
          <>Capsule{capsule.notes ? `: ${capsule.notes}` : ""} · read-only</>
        ) : (
          `You are looking at the past, ${dateTime(at, zone).slice(0, 10)}.`
        )}
      </p>
      {note && (
        <p className={`truncate text-12 ${status.kind === "failed" ? "text-warning" : "text-quiet"}`}>
          {note}
        </p>
      )}
      {status.kind === "failed" && (
        <Button kind="quiet" onClick={timeMachine.retry}>
          Try again
        </Button>
      )}
    </div>
  );
}
