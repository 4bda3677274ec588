"use client";

import { ChevronLeft, ChevronRight, Pause, Play } from "lucide-react";
import { IconButton } from "#components/ui/button";
import { Select } from "#components/ui/form";
import { RATES, type Rate } from "#lib/history/replay";
import type { PastView } from "#lib/live/past-slot";
import { timeMachine } from "#lib/live/use-live";

/** Step, play, and how fast. In the present they wait for a moment to be chosen. */
export function Transport({ view }: { view: PastView | null }) {
  const playing = view?.playing ?? false;
  return (
    <div className="flex items-center gap-0.5">
      <IconButton
        icon={ChevronLeft}
        label="One event back"
        disabled={!view}
        onClick={() => timeMachine.step(-1)}
      />
      <IconButton
        icon={playing ? Pause : Play}
        label={playing ? "Pause" : "Play"}
        disabled={!view}
        onClick={() => timeMachine.setPlaying(!playing)}
      />
      <IconButton
        icon={ChevronRight}
        label="One event on"
        disabled={!view}
        onClick={() => timeMachine.step(1)}
      />
      <Select
        aria-label="Speed"
        disabled={!view}
        value={String(view?.rate ?? 1)}
        onChange={(event) => {
          const rate = RATES.find((one) => String(one) === event.target.value);
          if (rate) timeMachine.setRate(rate satisfies Rate);
        }}
        className="figures ms-1 w-17!"
      >
        {RATES.map((rate) => (
          <option key={rate} value={rate}>
            ×{rate}
          </option>
        ))}
      </Select>
    </div>
  );
}
