"use client";

import { Button } from "#components/ui/button";
import { usePreferences } from "#components/ui/preferences-provider";
import { StateIcon } from "#components/ui/state";
import { clockTime, dateTime } from "#lib/format";
import type { PastView } from "#lib/live/past-slot";
import { timeMachine } from "#lib/live/use-live";
import { noteOf } from "./scrubber-words.ts";

/** Says that this is the past, which, and how it goes. */
export function ReplayMarker({ view, failed }: { view: PastView | null; failed: string | null }) {
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
    <div className="flex min-w-0 items-center gap-x-3 gap-y-0 max-[22.5rem]:basis-full max-md:flex-wrap">
      <p className="figures flex items-center gap-1.5 whitespace-nowrap font-medium text-strong">
        <StateIcon state="replay" />
        <span className="text-accent">Replay</span>
        <span data-tip={dateTime(at, zone)}>{clockTime(at, zone)}</span>
        {/* On a phone the choice below says it. */}
        <span className="max-md:hidden">×{rate}</span>
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
