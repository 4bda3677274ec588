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

// Locks and not storage: what one tab keeps, another may see some time later.
const RINGER = "brainwave_ringer";
const IN_SIGHT = "brainwave_in_sight";

/** Stands in line for the part of the one tab of this browser that notifies, until aborted; tells whether it has it. */
export function standInLine(signal: AbortSignal): () => boolean {
  let has = false;
  void hold(RINGER, { signal }, () => {
    has = true;
    return aborted(signal);
  });
  return () => has && !signal.aborted;
}

/** Lets all tabs of this browser know that this one is in sight, until aborted. */
export function beInSight(signal: AbortSignal): void {
  void hold(IN_SIGHT, { mode: "shared", signal }, () => aborted(signal));
}

export async function someTabIsInSight(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === IN_SIGHT);
}

async function hold(name: string, options: LockOptions, meanwhile: () => Promise<void>): Promise<void> {
  // Only where pages may notify at all are there locks.
  if (!("locks" in navigator)) return;
  try {
    await navigator.locks.request(name, options, meanwhile);
  } catch (error) {
    if (!options.signal?.aborted) throw error;
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
