"use client";

import { agoWords, clockTime, dateTime, dateTimeBoth, MISSING, spanWords } from "#lib/format";
import { useNow } from "#lib/live/use-live";
import { usePreferences } from "./preferences-provider.tsx";

interface TimeProps {
  /** Unix seconds; null is "–". */
  at: number | null | undefined;
  className?: string;
}

/** "12 s ago", kept up to date; the absolute time, local and UTC, on hover. */
export function Ago({ at, className = "" }: TimeProps) {
  const now = useNow();
  return <Moment at={at} className={`min-w-[9ch] ${className}`} text={(seconds) => agoText(seconds, now)} />;
}

/** "3 min": for how long something has been so. */
export function Since({ at, className = "" }: TimeProps) {
  const now = useNow();
  return (
    <Moment
      at={at}
      className={`min-w-[6ch] ${className}`}
      text={(seconds) => (now === null ? "" : spanWords(now - seconds))}
    />
  );
}

/** "14:02:30" in the chosen zone; the date too with `full`. */
export function Clock({ at, className = "", full }: TimeProps & { full?: boolean }) {
  const { zone } = usePreferences();
  return (
    <Moment
      at={at}
      className={className}
      text={(seconds) => (full ? dateTime(seconds, zone) : clockTime(seconds, zone))}
    />
  );
}

function Moment({ at, className, text }: TimeProps & { text: (seconds: number) => string }) {
  const { zone } = usePreferences();
  const usable = at !== null && at !== undefined && Number.isFinite(at) && Math.abs(at) < 8.64e12;
  if (!usable) return <span className={`inline-block ${className}`}>{MISSING}</span>;
  return (
    <time
      dateTime={new Date(at * 1000).toISOString()}
      data-tip={dateTimeBoth(at, zone)}
      className={`figures inline-block whitespace-nowrap ${className}`}
      suppressHydrationWarning
    >
      {text(at)}
    </time>
  );
}

// A producer's clock may run ahead of ours by a moment: that is "just now", not the future.
const agoText = (seconds: number, now: number | null): string =>
  now === null ? "" : agoWords(Math.abs(now - seconds) < 2 ? 0 : now - seconds);
