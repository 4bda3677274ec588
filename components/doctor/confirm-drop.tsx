"use client";

import { Trash2 } from "lucide-react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/drawer";
import type { QuarantinedEntry } from "#lib/doctor/api";
import { formatNumber } from "#lib/format";
import { WriteButton } from "../history/write-button.tsx";

interface ConfirmDropProps {
  /** Null is closed. */
  what: QuarantinedEntry | "all" | null;
  total: number;
  busy: boolean;
  onDrop: (what: QuarantinedEntry | "all") => void;
  onKeep: () => void;
}

/** Asks before entries are forgotten. */
export function ConfirmDrop({ what, total, busy, onDrop, onKeep }: ConfirmDropProps) {
  const words = what === "all" && total !== 1 ? `${formatNumber(total)} entries` : "this entry";
  return (
    <Dialog open={what !== null} onClose={onKeep} title={`Drop ${words}?`}>
      <p>
        What is dropped can't be tried again from here. The stream itself is not changed, and the counts above
        stay as they are.
      </p>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onKeep}>Keep</Button>
        <WriteButton kind="danger" icon={Trash2} busy={busy} onClick={() => what && onDrop(what)}>
          Drop {words}
        </WriteButton>
      </div>
    </Dialog>
  );
}
