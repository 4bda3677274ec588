"use client";

import { RotateCw, ShieldCheck, Trash2 } from "lucide-react";
import { useState } from "react";
import { Empty, Failure, Skeleton } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import type { QuarantinedEntry } from "#lib/doctor/api";
import { formatNumber } from "#lib/format";
import { WriteButton } from "../history/write-button.tsx";
import { ConfirmDrop } from "./confirm-drop.tsx";
import { EntryDrawer } from "./entry-drawer.tsx";
import { QuarantineList } from "./quarantine-list.tsx";
import { useActions } from "./use-actions.ts";
import { useQuarantine } from "./use-quarantine.ts";

/** Entries of the stream that are not events: read them, try them again, or drop them. */
export function QuarantinePanel({ onChange }: { onChange: () => void }) {
  const { asked, again, more } = useQuarantine();
  const [open, setOpen] = useState<QuarantinedEntry | null>(null);
  const [dropping, setDropping] = useState<QuarantinedEntry | "all" | null>(null);
  const actions = useActions(() => {
    again();
    onChange();
  });
  // Beside the entry that it is about, or above the list.
  const outcomeHere = open === null ? actions.outcome : null;
  const total = asked.kind === "known" ? asked.value.total : 0;
  return (
    <Panel
      title="Put aside"
      sub={asked.kind === "known" && total > 0 ? formatNumber(total) : undefined}
      flush
      actions={
        total > 0 && (
          <>
            <WriteButton
              kind="quiet"
              icon={RotateCw}
              busy={actions.busy === "retry"}
              onClick={() => void actions.retry("all")}
            >
              Retry all
            </WriteButton>
            <WriteButton kind="danger" icon={Trash2} onClick={() => setDropping("all")}>
              Drop all
            </WriteButton>
          </>
        )
      }
    >
      <p role="status" className={outcomeHere ? "px-4 pb-2 text-normal" : "sr-only"}>
        {outcomeHere}
      </p>
      {asked.kind === "loading" && <Skeleton className="m-4 h-24" />}
      {asked.kind === "failed" && (
        <div className="p-4">
          <Failure title="The entries put aside could not be read">
            {asked.why} The live events are not affected. It is tried again every few seconds.
          </Failure>
        </div>
      )}
      {asked.kind === "known" &&
        (total === 0 ? (
          <Empty icon={ShieldCheck} title="Nothing is put aside">
            An entry that can't be read as an event is kept here, with the reason. It never holds up the
            others.
          </Empty>
        ) : (
          <QuarantineList
            quarantine={asked.value}
            onOpen={(entry) => {
              actions.forget();
              setOpen(entry);
            }}
            more={more}
          />
        ))}
      <EntryDrawer
        entry={open}
        busy={actions.busy}
        outcome={actions.outcome}
        onRetry={async (entry) => {
          if ((await actions.retry(entry)) === "gone") setOpen(null);
        }}
        onDrop={setDropping}
        onClose={() => setOpen(null)}
      />
      <ConfirmDrop
        what={dropping}
        total={total}
        busy={actions.busy === "drop"}
        onDrop={async (what) => {
          await actions.drop(what);
          setDropping(null);
          setOpen(null);
        }}
        onKeep={() => setDropping(null)}
      />
    </Panel>
  );
}
