"use client";

import { StateBadge } from "#components/ui/state";
import { type AlertState, isSnoozed } from "#lib/alerts/state";
import type { Silence } from "./use-silence.ts";

interface AlertBadgesProps extends Silence {
  alert: AlertState;
  now: number;
  /** It stands among those that aren't over. */
  tellsOver: boolean;
}

/** What else there is to know of an alert beside how grave it is. */
export function AlertBadges({ alert, now, tellsOver, silent, back }: AlertBadgesProps) {
  const { acknowledged, cleared_at } = alert;
  const active = cleared_at === null;
  return (
    <>
      {acknowledged && <StateBadge state="running">Acknowledged</StateBadge>}
      {!active && tellsOver && <StateBadge state="ok">Over</StateBadge>}
      {back && <StateBadge state="waiting">Recovering</StateBadge>}
      {silent && <StateBadge state="stale">No data</StateBadge>}
      {active && isSnoozed(alert, now) && <StateBadge state="paused">Snoozed</StateBadge>}
    </>
  );
}
