"use client";

import { Skeleton } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import type { DnaState } from "#lib/dna/state";
import { plural } from "#lib/format";
import { TallyStats } from "../tally-stats.tsx";
import { ImpactHeatmap } from "./impact-heatmap.tsx";
import { ImpactTable } from "./impact-table.tsx";
import { useFindings } from "./use-observations.ts";

/** What kind of change helps, over all agents. */
export default function ImpactView({ dna }: { dna: DnaState }) {
  const found = useFindings(dna);
  if (!found) return <Skeleton className="h-120 w-full" />;
  const { observations, tally } = found;
  return (
    <div className="flex flex-col gap-3">
      <Panel
        title="How mutations did"
        sub={`of ${plural(dna.agents.size, "agent")}, the newest 100 versions each`}
      >
        <TallyStats tally={tally} />
      </Panel>
      <div className="grid items-start gap-3 xl:grid-cols-2">
        <Panel title="Impact per DNA key">
          <ImpactTable observations={observations} />
        </Panel>
        {observations.length > 0 && <ImpactHeatmap observations={observations} />}
      </div>
    </div>
  );
}
