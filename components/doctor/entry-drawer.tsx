"use client";

import { RotateCw, Trash2 } from "lucide-react";
import { Clock } from "#components/ui/ago";
import { Drawer } from "#components/ui/drawer";
import { CopyButton, Id } from "#components/ui/id";
import { Json } from "#components/ui/json";
import type { QuarantinedEntry } from "#lib/doctor/api";
import { WriteButton } from "../history/write-button.tsx";

interface EntryDrawerProps {
  /** Null is closed. */
  entry: QuarantinedEntry | null;
  busy: "retry" | "drop" | null;
  /** What came of the last retry. */
  outcome: string | null;
  onRetry: (entry: QuarantinedEntry) => void;
  onDrop: (entry: QuarantinedEntry) => void;
  onClose: () => void;
}

/** One entry that is no event: the reason, its fields as they came, and what can be done with it. */
export function EntryDrawer({ entry, busy, outcome, onRetry, onDrop, onClose }: EntryDrawerProps) {
  return (
    <Drawer
      open={entry !== null}
      onClose={onClose}
      title="Entry put aside"
      sub={entry && <Id value={entry.stream_id} max={28} />}
    >
      {entry && (
        <div className="flex flex-col gap-4">
          <p className="break-words text-14 text-strong">
            <code>{entry.field}</code> {entry.reason}.
          </p>
          <div className="flex flex-wrap items-center gap-2">
            <WriteButton
              icon={RotateCw}
              busy={busy === "retry"}
              disabled={!entry.whole}
              onClick={() => onRetry(entry)}
            >
              Retry
            </WriteButton>
            <WriteButton kind="danger" icon={Trash2} onClick={() => onDrop(entry)}>
              Drop
            </WriteButton>
          </div>
          <p role="status" className={outcome ? "break-words" : "sr-only"}>
            {outcome}
          </p>
          {!entry.whole && (
            <p className="text-quiet">It was too large to be kept whole, so it can't be tried again.</p>
          )}
          <p className="text-quiet">
            Put aside at <Clock at={entry.seen_at} full />. Its fields, as they came
            {entry.whole ? "" : ", shortened"}:
          </p>
          <Json value={entry.fields} />
          <div className="flex items-center text-quiet">
            <CopyButton text={JSON.stringify(entry.fields, null, 2)} label="Copy the fields" />
            Copy the fields
          </div>
        </div>
      )}
    </Drawer>
  );
}
