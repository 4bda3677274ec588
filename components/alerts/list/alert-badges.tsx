"use client";

import { StateBadge } from "#components/ui/state";
import type { AlertState } from "#lib/alerts/state";
import { useSilence } from "./use-silence.ts";

interface AlertBadgesProps {
  alert: AlertState;
  now: number;
  /** It stands among those that aren't over. */
  tellsOver: boolean;
}

/** What else there is to know of an alert beside how grave it is. */
export function AlertBadges({ alert, now, tellsOver }: AlertBadgesProps) {
  const { acknowledged, cleared_at, snoozed_until } = alert;
  const { silent, back } = useSilence(alert);
  const active = cleared_at === null;
  return (
    <>
      {acknowledged && <StateBadge state="running">Acknowledged</StateBadge>}
      {!active && tellsOver && <StateBadge state="ok">Over</StateBadge>}
      {back && <StateBadge state="waiting">Recovering</StateBadge>}
      {silent && <StateBadge state="stale">No data</StateBadge>}
      {active && isSnoozed(snoozed_until, now) && <StateBadge state="paused">Snoozed</StateBadge>}
    </>
  );
}

const isSnoozed = (until: number | null, now: number): boolean => until !== null && until > now;
