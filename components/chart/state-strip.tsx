"use client";

import { useState } from "react";
import { type StateName, toneColor, toneOf } from "#components/ui/state";
import { clockMinutes, type Zone } from "#lib/format";
import { zoneOffset } from "#lib/local-time";
import { timeTicks } from "./ticks.ts";
import { walkMarks } from "./walk-marks.ts";

/** A stretch of time in one state. Unix seconds. */
export interface StateStretch {
  from: number;
  to: number;
  state: StateName;
  /** One sentence, read out, shown on hover and below the strip. */
  words: string;
  /** Worth a look for itself: it is marked, however short it is. */
  marked?: boolean;
}

interface StateStripProps {
  label: string;
  /** One after the other, oldest first; at least one. */
  stretches: readonly StateStretch[];
  zone: Zone;
}

const TICKS = 6;
const HEIGHT = 28;

/** What state something was in over time: arrow keys walk the stretches, and the one in hand is told below. */
export function StateStrip({ label, stretches, zone }: StateStripProps) {
  // Kept by its begin: what lasts gets longer, and older ones leave at the left.
  const [pickedFrom, setPickedFrom] = useState<number | null>(null);
  const newest = stretches.at(-1);
  const first = stretches[0];
  if (!newest || !first) return null;
  const picked = stretches.find(({ from }) => from === pickedFrom) ?? newest;
  const [from, to] = [first.from, newest.to];
  const share = (seconds: number) => `${((100 * seconds) / (to - from)).toFixed(3)}%`;
  return (
    <figure className="min-w-0" aria-label={label}>
      <ol
        data-time-axis
        className="relative w-full overflow-x-clip"
        style={{ height: HEIGHT }}
        onKeyDown={walkMarks}
      >
        {stretches.map((stretch) => (
          <li
            key={stretch.from}
            className="absolute top-0 h-full"
            style={{
              left: share(stretch.from - from),
              width: `max(3px, ${share(stretch.to - stretch.from)})`,
            }}
          >
            <button
              type="button"
              aria-label={stretch.words}
              aria-pressed={stretch === picked}
              data-tip={stretch.words}
              data-state={stretch.state}
              tabIndex={stretch === picked ? 0 : -1}
              onClick={() => setPickedFrom(stretch.from)}
              className="relative flex h-full w-full items-end focus-visible:z-1"
            >
              <Block stretch={stretch} picked={stretch === picked} />
            </button>
          </li>
        ))}
      </ol>
      <div aria-hidden className="relative mt-1 h-4 text-12 text-quiet">
        {timeTicks(from, to, TICKS, zoneOffset(zone))
          // One at an edge would hang over it.
          .filter((at) => at - from > 0.03 * (to - from) && to - at > 0.03 * (to - from))
          .map((at) => (
            <span
              key={at}
              className="figures -translate-x-1/2 absolute top-0"
              style={{ left: share(at - from) }}
            >
              {clockMinutes(at, zone)}
            </span>
          ))}
      </div>
      {/* Told when another one is picked, not while one gets longer. */}
      <figcaption
        className="figures mt-1 min-h-5 text-12 text-normal"
        aria-live="polite"
        aria-relevant="additions"
      >
        <span key={picked.from}>{picked.words}.</span>
      </figcaption>
    </figure>
  );
}

/** Being there is a quiet bar, being away a low one, not knowing hatched: told apart without their colours. */
function Block({ stretch: { state, marked }, picked }: { stretch: StateStretch; picked: boolean }) {
  const tone = marked ? "warning" : toneOf(state);
  const hatched = state === "unknown" || state === "stale";
  const height = state === "offline" || state === "dropped" ? "30%" : hatched ? "70%" : "100%";
  return (
    <span
      aria-hidden
      className={`block w-full rounded-mark ${hatched ? "hatched" : ""} ${picked ? "outline-1 outline-accent" : ""} ${marked ? "border-warning border-t-4" : ""}`}
      style={{
        height,
        ...(hatched
          ? {}
          : {
              background: `color-mix(in oklab, ${toneColor(tone)} ${tone === "warning" ? 80 : 50}%, transparent)`,
            }),
      }}
    />
  );
}
