"use client";

import { useEffect, useState } from "react";
import { Button } from "#components/ui/button";
import { keepNotices, wantsNotices } from "../notices.ts";

/** Lets this browser notify of new alerts while the page is not in sight. */
export function BrowserNotice() {
  const [on, setOn] = useState<boolean | null>(null);
  const [refused, setRefused] = useState(false);
  useEffect(() => setOn(wantsNotices()), []);
  async function toggle(): Promise<void> {
    if (on) keepNotices(false);
    else {
      if (!("Notification" in window) || (await Notification.requestPermission()) !== "granted") {
        setRefused(true);
        return;
      }
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
        {refused
          ? "The browser doesn't allow it: its settings for this page decide."
          : "Of new alerts, while this page is open and not in sight."}
      </span>
    </div>
  );
}
