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
import { useAtNow } from "#lib/live/use-live";
import { linkTo } from "../../shell/pages.ts";
import { MuteSubject, Unmute } from "./alert-acts.tsx";
import { AlertBadges } from "./alert-badges.tsx";
import { AlertLine } from "./alert-line.tsx";

/** Hundreds of these: what is out of sight is found and read out, and neither styled nor laid out. */
const FOLDED = "h-14 [content-visibility:auto] hover:bg-surface-2 sm:h-9 [li:not([data-open])+&]:mt-1";

interface GroupItemProps {
  group: AlertGroup;
  mute: Mute | undefined;
  tellsOver: boolean;
  open: boolean;
  /** Where it can be folded. */
  onFold?: (key: string, open: boolean) => void;
}

/** What is wrong with one entity: whole, or in a line that opens in place. */
export const GroupItem = memo(function GroupItem({ group, mute, tellsOver, open, onFold }: GroupItemProps) {
  const { key, subject, alerts } = group;
  const muted = useAtNow((now) => Number(now !== null && isMuted(mute, now))) === 1;
  const id = <Id value={subject.id} max={32} plain />;
  return (
    <li
      className={`relative rounded-card border border-line bg-surface-1 not-first:mt-3 ${open ? "" : FOLDED}`}
      data-open={open || undefined}
      // What somebody is at stays open, wherever another order puts it.
      onFocus={() => open && onFold?.(key, true)}
    >
      <div
        className={`flex items-center gap-x-3 px-4 ${
          open
            ? "min-h-11 flex-wrap gap-y-1 py-1"
            : "h-full max-sm:flex-col max-sm:items-stretch max-sm:justify-center"
        }`}
      >
        <h2 className={`min-w-0 text-14 ${onFold ? "-ms-1" : ""}`}>
          {onFold ? (
            <button
              type="button"
              data-walked
              aria-expanded={open}
              onClick={() => onFold(key, !open)}
              // Folded, the whole line is the button.
              className={`inline-flex max-w-full items-center gap-1 text-start hover:text-accent ${
                open ? "min-h-8" : "after:absolute after:inset-0"
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
        {open ? (
          <Open subject={subject} muted={muted} linked={onFold !== undefined} />
        ) : (
          <InALine alerts={alerts} muted={muted} tellsOver={tellsOver} />
        )}
      </div>
      {open && (
        <ul>
          {alerts.map((alert) => (
            <AlertLine key={alert.id} alert={alert} tellsOver={tellsOver} />
          ))}
        </ul>
      )}
    </li>
  );
});

interface OpenProps {
  subject: Subject;
  muted: boolean;
  /** Its name is no link. */
  linked: boolean;
}

function Open({ subject, muted, linked }: OpenProps) {
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
        {muted ? (
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

interface InALineProps extends Pick<GroupItemProps, "tellsOver"> {
  alerts: readonly AlertState[];
  muted: boolean;
}

/** The worst of what isn't over, and how many there are besides. What doesn't fit is cut off: the line is as high as all others. */
function InALine({ alerts, muted, tellsOver }: InALineProps) {
  const alert = alerts.find(({ cleared_at }) => cleared_at === null) ?? alerts[0];
  if (!alert) return null;
  const more = alerts.length - 1;
  const over = tellsOver && alert.cleared_at !== null;
  return (
    <div className="flex min-w-0 flex-1 items-center gap-x-3 max-sm:flex-none">
      <span className={`inline-flex ${over ? "grayscale" : ""}`}>
        <StateIcon state={alert.severity} />
      </span>
      <span className={`figures min-w-0 flex-1 truncate text-12 ${over ? "text-quiet" : "text-normal"}`}>
        {alertWords(alert)}
        {more > 0 && ` and ${formatNumber(more)} more`}
      </span>
      <AlertBadges alert={alert} tellsOver={tellsOver} />
      {muted && <StateBadge state="paused">Muted</StateBadge>}
      <Clock at={alert.cleared_at ?? alert.since} className="text-12 text-quiet" />
    </div>
  );
}

function hrefOf({ kind, id }: Subject): string {
  return kind === "source" ? `/events?query=${encodeURIComponent(`source:"${id}"`)}` : linkTo[kind](id);
}
