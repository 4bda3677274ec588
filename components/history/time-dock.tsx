"use client";

import { CalendarClock, CalendarRange, X } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "#components/ui/button";
import { Segmented } from "#components/ui/choice";
import { Select } from "#components/ui/form";
import { SCRUB_REST_MS } from "#lib/history/replay";
import type { PastView } from "#lib/live/past-slot";
import { timeMachine, usePresent, useReplay } from "#lib/live/use-live";
import type { Stretch } from "../events/stretch.ts";
import { OpenCapsule, SaveCapsule } from "./capsule-buttons.tsx";
import ChooseStretch from "./choose-stretch.tsx";
import { GoToForm } from "./go-to-form.tsx";
import { ReplayMarker } from "./replay-marker.tsx";
import { Scrubber } from "./scrubber.tsx";
import {
  chosenOf,
  DEFAULT_SPAN,
  nameOf,
  nextStretch,
  parseSpan,
  SPAN_NAMES,
  SPANS,
  type Span,
  type SpanName,
  secondsOf,
  spanText,
} from "./spans.ts";
import { Transport } from "./transport.tsx";
import { useOutageBands } from "./use-outages.ts";
import { useTimelineData } from "./use-timeline-data.ts";

interface TimeDockProps {
  span: Span;
  /** As an address has it. */
  onSpan: (span: string | null) => void;
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
        <div className="flex items-center justify-between">
          <Transport view={view} />
          <div className="flex items-center gap-1 md:hidden">
            {!view?.capsule && <SpanSelect span={span} onSpan={onSpan} />}
            <span className="max-[22.5rem]:hidden">
              <OpenCapsule />
            </span>
          </div>
        </div>
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

function useStretch(span: Span, view: PastView | null, present: number): Stretch {
  const [stretch, setStretch] = useState<Stretch | null>(null);
  const capsule = view?.capsule;
  const wanted = { span: secondsOf(span), chosen: chosenOf(span), at: view?.at ?? null, present };
  const next = capsule ? capsuleStretch(stretch, capsule) : nextStretch(stretch, wanted);
  if (next !== stretch) setStretch(next);
  return next;
}

function capsuleStretch(before: Stretch | null, { from, to }: Stretch): Stretch {
  // A second at least: a window of a few events is shorter than a pixel of anything.
  const end = Math.max(to, from + 1);
  return before?.from === from && before.to === end ? before : { from, to: end };
}

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
  const [choosing, setChoosing] = useState(false);
  return (
    <div className="flex min-h-8 items-center gap-2 max-[22.5rem]:flex-wrap">
      <ReplayMarker view={view} failed={failed} />
      <div className="ms-auto flex shrink-0 items-center gap-0.5">
        {!view?.capsule && (
          <span className="me-1 max-md:hidden xl:hidden">
            <Segmented label="Shown time" options={SPAN_OPTIONS} value={nameOf(span)} onChange={onSpan} />
          </span>
        )}
        {/* Where the header has no room for it. */}
        {!view?.capsule && (
          <IconButton
            icon={CalendarRange}
            label="Choose from and to"
            aria-pressed={chosenOf(span) !== null}
            onClick={() => setChoosing(true)}
            className="aria-pressed:text-accent xl:hidden"
          />
        )}
        <IconButton icon={CalendarClock} label="Go to a moment" onClick={() => setGoing(true)} />
        {/* Above the scrubber where there is room for it, or no room below. */}
        <span className="max-[22.5rem]:inline max-md:hidden">
          <OpenCapsule />
        </span>
        {!view?.capsule && <SaveCapsule from={stretch.from} to={Math.min(stretch.to, present)} />}
        {view ? (
          <Button kind="primary" onClick={timeMachine.goLive} data-tip="L" className="ms-1.5">
            Return to live
          </Button>
        ) : (
          <IconButton icon={X} label="Close the time machine" onClick={() => onSpan(null)} />
        )}
      </div>
      <GoToForm
        open={going}
        onClose={() => setGoing(false)}
        at={view?.at ?? present}
        onGo={(moment) => timeMachine.goTo(moment)}
      />
      <ChooseStretch
        open={choosing}
        onClose={() => setChoosing(false)}
        stretch={chosenOf(span)}
        onChoose={(chosen) => onSpan(spanText(chosen))}
      />
    </div>
  );
}

const CHOSEN = "chosen";

/** On a phone, where the header has no room for the spans. */
const SpanSelect = ({ span, onSpan }: { span: Span; onSpan: (span: SpanName) => void }) => (
  <Select
    aria-label="Shown time"
    value={nameOf(span) ?? CHOSEN}
    onChange={(event) => onSpan(nameOf(parseSpan(event.target.value)) ?? DEFAULT_SPAN)}
    className="figures w-22!"
  >
    {chosenOf(span) && (
      <option value={CHOSEN} disabled>
        Custom
      </option>
    )}
    {SPAN_NAMES.map((name) => (
      <option key={name} value={name}>
        {SPANS[name].label}
      </option>
    ))}
  </Select>
);
