"use client";

import { ChevronRight } from "lucide-react";
import { memo } from "react";
import { Clock } from "#components/ui/ago";
import { Id } from "#components/ui/id";
import { Link } from "#components/ui/link";
import { StateBadge, StateIcon } from "#components/ui/state";
import type { AlertGroup } from "#lib/alerts/groups";
import { type AlertState, isMuted, type Mute } from "#lib/alerts/state";
import type { Subject } from "#lib/alerts/track";
import { alertWords } from "#lib/alerts/words";
import { formatNumber } from "#lib/format";
import { linkTo } from "../../shell/pages.ts";
import { MuteSubject, Unmute } from "./alert-acts.tsx";
import { AlertBadges } from "./alert-badges.tsx";
import { AlertLine } from "./alert-line.tsx";
import { useSilence } from "./use-silence.ts";

interface GroupItemProps {
  group: AlertGroup;
  mute: Mute | undefined;
  now: number;
  tellsOver: boolean;
  open: boolean;
  /** Where it can be folded. */
  onFold?: (key: string, open: boolean) => void;
}

/** What is wrong with one entity: whole, or in a line that opens in place. */
export function GroupItem({ group, mute, now, tellsOver, open, onFold }: GroupItemProps) {
  const { key, subject, alerts } = group;
  const [worst] = alerts;
  const id = <Id value={subject.id} max={32} plain />;
  return (
    <li
      className={`relative rounded-card border border-line bg-surface-1 not-first:mt-3 ${
        open ? "" : "hover:bg-surface-2 [li:not([data-open])+&]:mt-1"
      }`}
      data-open={open || undefined}
      // What somebody is at stays open, wherever another order puts it.
      onFocus={() => open && onFold?.(key, true)}
    >
      <div
        className={`flex flex-wrap items-center gap-x-3 gap-y-1 ${open ? "min-h-11 px-4 py-1" : "min-h-9 px-4 py-0.5"}`}
      >
        <h2 className={`min-w-0 text-14 ${onFold ? "-ms-1" : ""}`}>
          {onFold ? (
            <button
              type="button"
              data-walked
              aria-expanded={open}
              onClick={() => onFold(key, !open)}
              // Folded, the whole line is the button.
              className={`inline-flex min-h-8 max-w-full items-center gap-1 text-start hover:text-accent ${
                open ? "" : "after:absolute after:inset-0"
              }`}
            >
              <ChevronRight
                aria-hidden
                size={14}
                className={`shrink-0 text-quiet ${open ? "rotate-90" : ""}`}
              />
              {id}
            </button>
          ) : (
            <Link href={hrefOf(subject)} data-walked className="hover:text-accent">
              {id}
            </Link>
          )}
        </h2>
        {open && <Open subject={subject} mute={mute} now={now} linked={onFold !== undefined} />}
        {!open && worst && (
          <InALine
            alert={worst}
            more={alerts.length - 1}
            muted={isMuted(mute, now)}
            now={Math.floor(now / 10) * 10}
            tellsOver={tellsOver}
          />
        )}
      </div>
      {open && (
        <ul>
          {alerts.map((alert) => (
            <AlertLine key={alert.id} alert={alert} now={now} tellsOver={tellsOver} />
          ))}
        </ul>
      )}
    </li>
  );
}

interface OpenProps extends Pick<GroupItemProps, "mute" | "now"> {
  subject: Subject;
  /** Its name is no link. */
  linked: boolean;
}

function Open({ subject, mute, now, linked }: OpenProps) {
  return (
    <>
      {linked ? (
        <Link
          href={hrefOf(subject)}
          aria-label={`Open ${subject.kind}: ${subject.id}`}
          className="inline-flex min-h-8 items-center text-12 text-accent hover:underline"
        >
          Open {subject.kind}
        </Link>
      ) : (
        <span className="text-12 text-quiet">{subject.kind}</span>
      )}
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
    </>
  );
}

interface InALineProps {
  /** The worst of them. */
  alert: AlertState;
  /** How many there are besides. */
  more: number;
  muted: boolean;
  /** To some seconds: hundreds of these aren't drawn anew each second. */
  now: number;
  tellsOver: boolean;
}

const InALine = memo(function InALine({ alert, more, muted, now, tellsOver }: InALineProps) {
  const silence = useSilence(alert);
  return (
    <>
      <StateIcon state={alert.severity} />
      <span className="figures min-w-0 flex-1 basis-28 text-12 text-normal">
        {alertWords(alert)}
        {more > 0 && ` and ${formatNumber(more)} more`}
      </span>
      <AlertBadges alert={alert} now={now} tellsOver={tellsOver} {...silence} />
      {muted && <StateBadge state="paused">Muted</StateBadge>}
      <Clock at={alert.cleared_at ?? alert.since} className="text-12 text-quiet" />
    </>
  );
});

function hrefOf({ kind, id }: Subject): string {
  return kind === "source" ? `/events?query=${encodeURIComponent(`source:"${id}"`)}` : linkTo[kind](id);
}
