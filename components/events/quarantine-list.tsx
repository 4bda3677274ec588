"use client";

import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { Ago, Clock } from "#components/ui/ago";
import { Drawer } from "#components/ui/drawer";
import { Empty, Failure, Skeleton } from "#components/ui/empty";
import { CopyButton, Id } from "#components/ui/id";
import { Json } from "#components/ui/json";
import type { Quarantine } from "#lib/events/api";
import { formatNumber } from "#lib/format";
import type { QuarantineState } from "./use-quarantine.ts";

type Entry = Quarantine["entries"][number];

/** Entries of the stream that are not events, each with the field and the reason. */
export function QuarantineList({ quarantine }: { quarantine: QuarantineState }) {
  const [open, setOpen] = useState<Entry | null>(null);
  if (quarantine.kind === "loading") return <Skeleton className="mt-3 h-40 w-full" />;
  if (quarantine.kind === "failed")
    return (
      <div className="mt-3">
        <Failure title="The quarantine could not be read">
          {quarantine.why} The live events are not affected. It is tried again every few seconds.
        </Failure>
      </div>
    );
  const { total, entries } = quarantine.list;
  if (total === 0)
    return (
      <Empty icon={ShieldCheck} title="Every entry could be read">
        An entry that isn't an event is put aside here, with the reason. It never holds up the others.
      </Empty>
    );
  return (
    <>
      <p className="my-3 text-quiet">
        {formatNumber(total)} {total === 1 ? "entry" : "entries"} of the stream could not be read as an event
        and {total === 1 ? "was" : "were"} put aside.
        {entries.length < total && ` Shown are the newest ${formatNumber(entries.length)}.`}
      </p>
      <section
        aria-label="Entries put aside"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        className="overflow-x-auto rounded-card border border-line bg-surface-1"
      >
        <table className="table-plain">
          <thead>
            <tr>
              <th scope="col">Put aside</th>
              <th scope="col">Field</th>
              <th scope="col">Reason</th>
              <th scope="col">Source</th>
              <th scope="col">Stream id</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.stream_id} className="relative">
                <td>
                  <Ago at={entry.seen_at} className="text-quiet" />
                </td>
                <td className="font-mono text-12">
                  <button
                    type="button"
                    onClick={() => setOpen(entry)}
                    className="text-strong after:absolute after:inset-0"
                  >
                    {entry.field}
                  </button>
                </td>
                <td>{entry.reason}</td>
                <td className="font-mono text-12 text-quiet">{entry.fields.source}</td>
                <td className="text-12 text-quiet">
                  <Id value={entry.stream_id} max={24} plain />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <EntryDrawer entry={open} onClose={() => setOpen(null)} />
    </>
  );
}

function EntryDrawer({ entry, onClose }: { entry: Entry | null; onClose: () => void }) {
  return (
    <Drawer
      open={entry !== null}
      onClose={onClose}
      title="Entry put aside"
      sub={entry && <Id value={entry.stream_id} />}
    >
      {entry && (
        <div className="flex flex-col gap-4">
          <p className="text-strong">
            <code>{entry.field}</code> {entry.reason}.
          </p>
          <p className="text-quiet">
            Put aside at <Clock at={entry.seen_at} full />. Its fields, as they came:
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
