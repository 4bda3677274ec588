"use client";

import { agoWords, clockTime, dateTime, MISSING, spanWords } from "#lib/format";
import { useAtNow } from "#lib/live/use-live";
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

/** "3 min": for how long something has been so. */
export function Since({ at, className = "" }: TimeProps) {
  const text = useAtNow((now) => (now === null || !isUsable(at) ? "" : spanWords(now - at)));
  return <Moment at={at} className={`min-w-[6ch] ${className}`} text={text} />;
}

/** "14:02:30" in the chosen zone; the date too with `full`. */
export function Clock({ at, className = "", full }: TimeProps & { full?: boolean }) {
  const { zone } = usePreferences();
  const text = isUsable(at) ? (full ? dateTime(at, zone) : clockTime(at, zone)) : "";
  return <Moment at={at} className={className} text={text} />;
}

function Moment({ at, className, text }: TimeProps & { text: string }) {
  if (!isUsable(at)) return <span className={`inline-block ${className}`}>{MISSING}</span>;
  return (
    <time
      dateTime={new Date(at * 1000).toISOString()}
      data-moment={at}
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
