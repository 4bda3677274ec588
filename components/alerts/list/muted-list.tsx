"use client";

import { BellOff } from "lucide-react";
import { Clock } from "#components/ui/ago";
import { Id } from "#components/ui/id";
import { isMuted, type Mute } from "#lib/alerts/state";
import { useAtNow } from "#lib/live/use-live";
import { Unmute } from "./alert-acts.tsx";

/** Of whom nothing is delivered: never out of sight, so that nobody wonders why it is silent. */
export function MutedList({ mutes }: { mutes: ReadonlyMap<string, Mute> }) {
  const all = [...mutes.values()];
  // By their places: only another answer draws anything.
  const places = useAtNow((now) =>
    all.flatMap((mute, at) => (now !== null && isMuted(mute, now) ? at : [])).join(" "),
  );
  const muted = places === "" ? [] : places.split(" ").flatMap((at) => all[Number(at)] ?? []);
  if (muted.length === 0) return null;
  return (
    <section aria-label="Muted" className="rounded-card border border-line bg-surface-1 px-4 py-2">
      <h2 className="flex items-center gap-2 font-medium text-14">
        <BellOff aria-hidden size={14} className="text-quiet" /> Muted
      </h2>
      <ul>
        {muted.map(({ subject, until, reason, by }) => (
          <li key={`${subject.kind} ${subject.id}`} className="flex flex-wrap items-center gap-x-3">
            <span className="min-w-0 text-strong">
              {subject.kind} <Id value={subject.id} max={32} plain />
            </span>
            <span className="text-12 text-quiet">
              {until === null ? (
                "until it is unmuted"
              ) : (
                <>
                  until <Clock at={until} full />
                </>
              )}
              {by && `, by ${by}`}
            </span>
            {reason && <span className="min-w-0 basis-40 break-words text-normal">“{reason}”</span>}
            <span className="ms-auto">
              <Unmute subject={subject} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
