"use client";

import { useEffect, useState } from "react";
import { formatSeconds } from "#lib/format";
import { useLive, useReplay } from "#lib/live/use-live";

const TICK_MS = 100;

/** How long a run has been going, to the tenth of a second; it stands still while the connection is lost. */
export function RunTimer({ since }: { since: number }) {
  const offset = useLive((view) => view.clockOffsetSeconds);
  const connected = useLive((view) => view.connection.kind === "connected");
  const past = useReplay(({ picture, at }) => picture?.at ?? at);
  const replaying = past !== null;
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    if (!connected || replaying) return;
    const timer = setInterval(() => setNow(Date.now() / 1000), TICK_MS);
    return () => clearInterval(timer);
  }, [connected, replaying]);
  const at = past ?? (now === null ? since : now + offset);
  const seconds = Math.max(0, at - since);
  return (
    <span role="timer" className="figures min-w-[6ch] text-20 text-strong sm:text-28">
      {seconds < 60 ? `${seconds.toFixed(1)} s` : formatSeconds(seconds)}
    </span>
  );
}
