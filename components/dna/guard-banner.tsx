"use client";

import { ShieldAlert, Undo2 } from "lucide-react";
import { WriteButton } from "#components/history/write-button";
import type { Guard } from "#lib/dna/guard";
import { formatNumber } from "#lib/format";

interface GuardBannerProps {
  guard: Guard;
  /** The current version. */
  newest: number;
  onSelect: (version: number) => void;
  onRollBack: (version: number) => void;
}

/** An agent that lies below its best for good: says so, names the last good version, and prepares the way back. */
export function GuardBanner({ guard, newest, onSelect, onRollBack }: GuardBannerProps) {
  if (guard.kind === "fine") return null;
  const { version, karma } = guard.lastGood;
  if (guard.kind === "going-back")
    return (
      <p role="status" className="text-12 text-normal">
        It has gone back to version {version}, and waits for its score there.
      </p>
    );
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-control border border-warning/50 bg-warning/10 px-3 py-1.5"
    >
      <ShieldAlert aria-hidden size={16} className="shrink-0 text-warning" />
      <p className="min-w-0 flex-1 basis-72 text-normal">
        <span className="font-medium text-strong">
          Karma {formatNumber(guard.karma, 2)} is {formatNumber(guard.fall, 2)} below its best,
        </span>{" "}
        for two scores now. The last good one is{" "}
        <button type="button" className="text-accent underline" onClick={() => onSelect(version)}>
          version {version}
        </button>{" "}
        with {formatNumber(karma, 2)}
        {version === newest ? ": the one it has now. The same DNA scores worse than it did." : "."}
      </p>
      {version !== newest && (
        <WriteButton icon={Undo2} onClick={() => onRollBack(version)}>
          Roll back to version {version}…
        </WriteButton>
      )}
    </div>
  );
}
