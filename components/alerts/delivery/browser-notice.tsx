"use client";

import { useEffect, useState } from "react";
import { Button } from "#components/ui/button";
import { keepNotices, wantsNotices } from "../notices.ts";

/** Lets this browser notify of new alerts while the page is not in sight. */
export function BrowserNotice() {
  const [on, setOn] = useState<boolean | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => setOn(wantsNotices()), []);
  async function toggle(): Promise<void> {
    if (on) keepNotices(false);
    else {
      const why = await refusal();
      setRefused(why);
      if (why !== null) return;
      keepNotices(true);
    }
    setOn(wantsNotices());
  }
  return (
    <div className="mt-3 flex flex-wrap items-center gap-3 border-line border-t pt-3">
      <Button aria-pressed={on ?? false} onClick={() => void toggle()}>
        {on ? "Don't notify in this browser" : "Notify in this browser"}
      </Button>
      <span role="status" className="text-12 text-quiet">
        {refused ?? "Of new alerts, while this page is open and not in sight."}
      </span>
    </div>
  );
}

/** Asks the browser; why it doesn't notify, or null when it will. */
async function refusal(): Promise<string | null> {
  if (!window.isSecureContext)
    return "Browsers notify for pages under https only, and for this machine's own.";
  if (!("Notification" in window)) return "This browser can't notify.";
  const answer = await Notification.requestPermission();
  if (answer === "granted") return null;
  return answer === "default"
    ? "The browser asked, and got no answer: press again to be asked again."
    : "The browser doesn't allow it: its settings for this page decide.";
}
