"use client";

import { StateBadge } from "#components/ui/state";
import { type AlertState, isSnoozed } from "#lib/alerts/state";
import { useAtNow } from "#lib/live/use-live";
import { useSilence } from "./use-silence.ts";

interface AlertBadgesProps {
  alert: AlertState;
  /** It stands among those that aren't over. */
  tellsOver: boolean;
}

/** What else there is to know of an alert beside how grave it is. */
export function AlertBadges({ alert, tellsOver }: AlertBadgesProps) {
  const { acknowledged, cleared_at } = alert;
  const active = cleared_at === null;
  const { silent, back } = useSilence(alert);
  const snoozed = useSnoozed(alert);
  return (
    <>
      {acknowledged && <StateBadge state="running">Acknowledged</StateBadge>}
      {!active && tellsOver && <StateBadge state="ok">Over</StateBadge>}
      {back && <StateBadge state="waiting">Recovering</StateBadge>}
      {silent && <StateBadge state="stale">No data</StateBadge>}
      {active && snoozed && <StateBadge state="paused">Snoozed</StateBadge>}
    </>
  );
}

export const useSnoozed = (alert: AlertState): boolean =>
  useAtNow((now) => Number(now !== null && isSnoozed(alert, now))) === 1;
