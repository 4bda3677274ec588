import type { AlertState } from "#lib/alerts/state";

/** Whether this browser was asked to notify. Where nothing can be kept, it wasn't. */
const KEY = "brainwave_notify";

export const wantsNotices = (): boolean => {
  try {
    return (
      "Notification" in window &&
      Notification.permission === "granted" &&
      window.localStorage.getItem(KEY) === "on"
    );
  } catch {
    return false;
  }
};

export function keepNotices(on: boolean): void {
  try {
    if (on) window.localStorage.setItem(KEY, "on");
    else window.localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

/** The newest that some tab of this browser has told of. */
const TOLD_KEY = "brainwave_notified";
const TOLD_KEPT = 500;

/** Of these, what no other tab of this browser has told of; from here on this one has. */
export function claim(alerts: readonly AlertState[]): Promise<AlertState[]> {
  // One tab after the other. It is there wherever notifications are: in secure contexts.
  return navigator.locks.request(TOLD_KEY, () => {
    const told = (window.localStorage.getItem(TOLD_KEY) ?? "").split("\n");
    const known = new Set(told);
    const mine = alerts.filter((alert) => !known.has(claimOf(alert)));
    window.localStorage.setItem(TOLD_KEY, [...told, ...mine.map(claimOf)].slice(-TOLD_KEPT).join("\n"));
    return mine;
  });
}

/** One that was snoozed is told again when that is over. */
const claimOf = ({ id, snoozed_until }: AlertState): string => `${id} ${snoozed_until ?? ""}`;
