"use client";

import { memo } from "react";
import { type StateName, toneColor, toneOf } from "#components/ui/state";
import { walkMarks } from "./walk-marks.ts";

export interface RunMark {
  id: string;
  state: StateName;
  /** 0–1: how tall, usually the duration. */
  size: number;
  /** One sentence, read out and shown on hover. */
  words: string;
}

interface RunStripProps {
  label: string;
  /** Oldest first; the newest is drawn at the right edge. */
  marks: readonly RunMark[];
  /** Places kept, so that marks keep their width from the first run on. */
  slots: number;
  height?: number;
  /** Makes the marks buttons that arrow keys walk. */
  onPick?: (id: string) => void;
  picked?: string | null;
}

/** The last runs side by side, the newest at the right. A hundred buttons: drawn again only for another mark. */
export const RunStrip = memo(function RunStrip({
  label,
  marks,
  slots,
  height = 28,
  onPick,
  picked,
}: RunStripProps) {
  const shown = marks.slice(-slots);
  const focusId = shown.some(({ id }) => id === picked) ? picked : shown.at(-1)?.id;
  return (
    <ol
      data-time-axis
      aria-label={label}
      className="grid w-full items-end gap-px"
      style={{ gridTemplateColumns: `repeat(${slots}, minmax(0, 1fr))`, height }}
      onKeyDown={onPick ? walkMarks : undefined}
    >
      {Array.from({ length: slots - shown.length }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: empty places have nothing else.
        <li key={`empty-${i}`} aria-hidden className="h-0.5 self-end bg-grid" />
      ))}
      {shown.map((mark) => (
        <li key={mark.id} data-tip={mark.words} className="flex h-full items-end">
          {onPick ? (
            <button
              type="button"
              aria-label={mark.words}
              aria-pressed={picked === mark.id}
              tabIndex={mark.id === focusId ? 0 : -1}
              onClick={() => onPick(mark.id)}
              className="flex h-full w-full items-end rounded-mark hover:bg-surface-3 aria-pressed:bg-accent/28"
            >
              <Bar mark={mark} />
            </button>
          ) : (
            <>
              <span className="sr-only">{mark.words}</span>
              <Bar mark={mark} />
            </>
          )}
        </li>
      ))}
    </ol>
  );
});

/** What is well is a quiet bar; what is not is taller, coloured, and has a form of its own. */
function Bar({ mark }: { mark: RunMark }) {
  const tone = toneOf(mark.state);
  const tall = tone === "critical" || tone === "stale" ? 1 : Math.max(0.12, Math.min(1, mark.size));
  const form =
    tone === "stale"
      ? "hatched border border-line-strong border-dashed"
      : tone === "critical"
        ? "border-critical border-t-4"
        : "";
  return (
    <span
      aria-hidden
      className={`block w-full rounded-mark ${form}`}
      style={{
        height: `${tall * 100}%`,
        ...(tone === "stale" ? {} : { background: fillOf(mark.state) }),
      }}
    />
  );
}

function fillOf(state: StateName): string {
  const tone = toneOf(state);
  const color = toneColor(tone);
  if (tone === "ok") return `color-mix(in oklab, ${color} 55%, transparent)`;
  if (tone === "critical") return `color-mix(in oklab, ${color} 45%, transparent)`;
  return color;
}
