"use client";

import { agoWords, clockTime, dateTime, MISSING, spanWords } from "#lib/format";
import { useAtNow, useAtSeen, useLive } from "#lib/live/use-live";
import { usePreferences } from "./preferences-provider.tsx";

interface TimeProps {
  /** Unix seconds; null is "–". */
  at: number | null | undefined;
  className?: string;
}

/** "12 s ago", kept up to date; the absolute time, local and UTC, on hover. */
export function Ago({ at, className = "" }: TimeProps) {
  const text = useAtNow((now) => agoText(at, now));
  return <Moment at={at} className={`min-w-[9ch] ${className}`} text={text} />;
}

/** "3 min": for how long something has been so, as far as the page has seen: while the connection is lost it stands. */
export function Since({ at, className = "" }: TimeProps) {
  const text = useAtSeen((seen) => (seen === null || !isUsable(at) ? "" : spanWords(Math.max(0, seen - at))));
  const old = useLive(({ connection }) => connection.kind === "reconnecting");
  return (
    <Moment
      at={at}
      className={`min-w-[6ch] ${old ? "text-quiet" : ""} ${className}`}
      text={text}
      tip={old ? "When the connection to the server was lost" : undefined}
    />
  );
}

/** "14:02:30" in the chosen zone; the date too with `full`. */
export function Clock({ at, className = "", full }: TimeProps & { full?: boolean }) {
  const { zone } = usePreferences();
  const text = isUsable(at) ? (full ? dateTime(at, zone) : clockTime(at, zone)) : "";
  return <Moment at={at} className={className} text={text} />;
}

function Moment({ at, className, text, tip }: TimeProps & { text: string; tip?: string | undefined }) {
  if (!isUsable(at)) return <span className={`inline-block ${className}`}>{MISSING}</span>;
  return (
    <time
      dateTime={new Date(at * 1000).toISOString()}
      data-moment={at}
      data-tip={tip}
      className={`figures inline-block whitespace-nowrap ${className}`}
      suppressHydrationWarning
    >
      {text}
    </time>
  );
}

const isUsable = (at: number | null | undefined): at is number =>
  at !== null && at !== undefined && Number.isFinite(at) && Math.abs(at) < 8.64e12;

// A producer's clock may run ahead of ours by a moment: that is "just now", not the future.
const agoText = (at: TimeProps["at"], now: number | null): string =>
  now === null || !isUsable(at) ? "" : agoWords(Math.abs(now - at) < 2 ? 0 : now - at);
