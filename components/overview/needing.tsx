"use client";

import { TriangleAlert, X } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { formatNumber } from "#lib/format";
import { useInterval } from "../metrics/use-interval.ts";
import { useFleet } from "./use-fleet.ts";

/** Who is meant by a line of what needs attention, and what they have in common. */
export interface Needing {
  ids: ReadonlySet<string>;
  words: string;
}

interface FindNeedingProps {
  /** The line's key, as the address has it. */
  needs: string;
  onFound: (needing: Needing) => void;
}

const nobody: Needing = { ids: new Set(), words: "" };
const look = () => import("../../lib/overview/attention.ts");

/** Finds them, now and whenever they are others. It draws nothing: only a list that was asked for them pays for it. */
export function FindNeeding({ needs, onFound }: FindNeedingProps) {
  const fleet = useFleet();
  const intervalSeconds = useInterval();
  const [attention, setAttention] = useState<Awaited<ReturnType<typeof look>> | null>(null);
  useEffect(() => {
    void look().then(setAttention);
  }, []);
  const found = useMemo(
    () => (fleet && attention ? attention.manyOf({ ...fleet, intervalSeconds }, needs) : null),
    [fleet, attention, intervalSeconds, needs],
  );
  const known = fleet !== null && attention !== null;
  const text = JSON.stringify(found);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `text` is what was found.
  useEffect(() => {
    if (known) onFound(found ? { ids: new Set(found.subjects), words: found.words } : nobody);
  }, [known, text, onFound]);
  return null;
}

interface NeedingNoteProps {
  needing: Needing | null;
  /** What is listed. */
  what: "agents" | "alerts" | "robots";
  onClear: () => void;
}

/** Says that only those are listed, and lets go of it. */
export function NeedingNote({ needing, what, onClear }: NeedingNoteProps) {
  const count = needing?.ids.size ?? 0;
  return (
    <div className="flex min-h-10 items-center gap-2 border-line border-b px-3 text-12">
      <TriangleAlert aria-hidden size={15} className="shrink-0 text-warning" />
      <p role="status" className="figures min-w-0 text-normal">
        {!needing
          ? "Looking for those that need attention"
          : count === 0
            ? "None of them needs attention any more"
            : `Only those of the overview's line: ${needing.words}, ${formatNumber(count)}`}
      </p>
      <button
        type="button"
        onClick={onClear}
        className="ms-auto inline-flex h-8 shrink-0 items-center gap-1 rounded-control px-2 text-quiet hover:text-strong pointer-coarse:h-11"
      >
        <X aria-hidden size={14} />
        Show all {what}
      </button>
    </div>
  );
}
