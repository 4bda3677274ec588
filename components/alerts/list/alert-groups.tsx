"use client";

import { BellOff } from "lucide-react";
import { Clock } from "#components/ui/ago";
import { Id } from "#components/ui/id";
import { Link } from "#components/ui/link";
import { StateBadge } from "#components/ui/state";
import type { AlertGroup } from "#lib/alerts/groups";
import { isMuted, type Mute } from "#lib/alerts/state";
import type { Subject } from "#lib/alerts/track";
import { linkTo } from "../../shell/pages.ts";
import { MuteSubject, Unmute } from "./alert-acts.tsx";
import { AlertLine } from "./alert-line.tsx";

interface AlertGroupsProps {
  groups: readonly AlertGroup[];
  mutes: ReadonlyMap<string, Mute>;
  now: number;
  /** Some of them are over. */
  tellsOver?: boolean;
}

/** Alerts by whom they are about. */
export function AlertGroups({ groups, mutes, now, tellsOver = false }: AlertGroupsProps) {
  return (
    <ul className="flex flex-col gap-3">
      {groups.map(({ key, subject, alerts: own }) => {
        const mute = mutes.get(key);
        return (
          <li key={key} className="rounded-card border border-line bg-surface-1">
            <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1">
              <h2 className="min-w-0 text-14">
                <Link href={hrefOf(subject)} className="hover:text-accent">
                  <Id value={subject.id} max={32} plain />
                </Link>
              </h2>
              <span className="text-12 text-quiet">{subject.kind}</span>
              <span className="ms-auto">
                {isMuted(mute, now) ? (
                  <span className="inline-flex items-center gap-2">
                    <StateBadge state="paused">Muted</StateBadge>
                    <Unmute subject={subject} />
                  </span>
                ) : (
                  <MuteSubject subject={subject} />
                )}
              </span>
            </div>
            <ul>
              {own.map((alert) => (
                <AlertLine key={alert.id} alert={alert} now={now} tellsOver={tellsOver} />
              ))}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}

function hrefOf({ kind, id }: Subject): string {
  return kind === "source" ? `/events?query=${encodeURIComponent(`source:"${id}"`)}` : linkTo[kind](id);
}

/** Of whom nothing is delivered: never out of sight, so that nobody wonders why it is silent. */
export function MutedList({ mutes, now }: Pick<AlertGroupsProps, "mutes" | "now">) {
  const muted = [...mutes.values()].filter((mute) => isMuted(mute, now));
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
