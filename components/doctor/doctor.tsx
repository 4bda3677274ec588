"use client";

import { Stethoscope } from "lucide-react";
import { Clock } from "#components/ui/ago";
import { Empty, Failure, Loading, Skeleton } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import type { DoctorReport } from "#lib/doctor/report";
import { plural } from "#lib/format";
import { useWriting } from "../history/use-writing.ts";
import { useAsked } from "../ui/use-asked.ts";
import { useUrlParam } from "../ui/use-url-param.ts";
import { ProducerTable } from "./producer-table.tsx";
import { QuarantinePanel } from "./quarantine-panel.tsx";
import { TypeDrawer } from "./type-drawer.tsx";
import { TypeTable } from "./type-table.tsx";
import { overall } from "./words.ts";

const ASK_EVERY_MS = 4_000;

/** How well the stream keeps to the contract: per event type, per producer, and what could not be read at all. */
export function Doctor() {
  const { allowed } = useWriting();
  const { asked, again } = useAsked<DoctorReport>("/api/doctor", ASK_EVERY_MS);
  return (
    <div className="mt-3 flex flex-col gap-3">
      {asked.kind === "loading" && (
        <Loading what="what the contract doctor found">
          <Skeleton className="h-72 w-full" />
        </Loading>
      )}
      {asked.kind === "failed" && (
        <Failure title="What the contract doctor found could not be read">
          {asked.why} The live events are not affected. It is tried again every few seconds.
        </Failure>
      )}
      {!allowed && <p className="text-quiet">Shown as it is now, not as it was then.</p>}
      {asked.kind === "known" && <Findings report={asked.value} />}
      {/* It asks at once, and comes into sight where it stays. */}
      <div className={asked.kind === "loading" ? "invisible" : ""}>
        <QuarantinePanel onChange={again} />
      </div>
    </div>
  );
}

function Findings({ report }: { report: DoctorReport }) {
  const [open, setOpen] = useUrlParam("contract");
  const { types, seen, quarantined, unwrapped, duplicates, others, since } = report;
  if (types.length === 0)
    return (
      <Panel>
        <Empty icon={Stethoscope} title="Nothing has been looked at yet">
          Every entry of the stream is compared with the contract as it comes in. The first one shows here by
          itself.
        </Empty>
      </Panel>
    );
  return (
    <>
      <div>
        <p className="text-14 text-strong">{overall(types, seen, quarantined)}</p>
        <p className="text-quiet">
          Looked at since <Clock at={since} full />.
          {unwrapped > 0 && ` ${plural(unwrapped, "event")} unwrapped from system.alert.`}
          {duplicates > 0 &&
            ` ${plural(duplicates, "event")} came again and ${duplicates === 1 ? "was" : "were"} dropped.`}
          {others > 0 && ` ${plural(others, "entry", "entries")} of further types are not told apart.`}
        </p>
      </div>
      <Panel title="Event types" sub="Worst first" flush>
        <TypeTable types={types} open={open} onOpen={(type) => setOpen(type || " ", "push")} />
      </Panel>
      <Panel title="Producers" flush>
        <ProducerTable report={report} />
      </Panel>
      <TypeDrawer
        report={report}
        type={open === null ? null : (types.find(({ type }) => type === open.trim()) ?? null)}
        onClose={() => setOpen(null)}
      />
    </>
  );
}
