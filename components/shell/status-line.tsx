"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { Clock } from "#components/ui/ago";
import { IconButton } from "#components/ui/button";
import { lookOf, toneText } from "#components/ui/state";
import { useConnection, usePresent, useReplay } from "#lib/live/use-live";
import { noticeOf } from "./connection-words.ts";

/** One thin line at the foot of the page while the connection has something to say. */
export function StatusLine() {
  const view = useConnection((all) => all);
  const now = usePresent();
  const replaying = useReplay(() => true) ?? false;
  const [dismissed, setDismissed] = useState<string | null>(null);
  const notice = noticeOf(view, now, replaying);
  const shown = notice && notice.key !== dismissed ? notice : null;
  const { Icon, tone } = lookOf(shown?.state ?? "live");
  return (
    <div role="status">
      {shown && (
        <div className="flex min-h-9 items-center gap-2 border-line border-t bg-surface-2 px-4 py-1 text-12 text-strong md:px-5">
          <Icon aria-hidden size={14} className={`shrink-0 ${toneText[tone]}`} />
          <span>
            {shown.text} <Clock at={shown.since} />.
          </span>
          {shown.dismissable && (
            <IconButton
              icon={X}
              label="Dismiss"
              className="-my-1 ms-auto"
              onClick={() => setDismissed(shown.key)}
            />
          )}
        </div>
      )}
    </div>
  );
}
