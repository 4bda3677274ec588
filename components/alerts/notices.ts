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
