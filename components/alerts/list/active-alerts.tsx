"use client";

import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { Empty } from "#components/ui/empty";
import { alertsById, groupsInOrder, worstFirst } from "#lib/alerts/groups";
import type { AlertsState } from "#lib/alerts/state";
import { formatNumber, plural } from "#lib/format";
import { FindNeeding, type Needing, NeedingNote } from "../../overview/needing.tsx";
import { useHold } from "../../ui/use-hold.ts";
import { useUrlParam } from "../../ui/use-url-param.ts";
import { AlertGroups } from "./alert-groups.tsx";

interface ActiveAlertsProps {
  alerts: AlertsState;
  now: number;
}

/** What fires, or of that only what a line of the overview is about. */
export function ActiveAlerts({ alerts, now }: ActiveAlertsProps) {
  const [needs, setNeeds] = useUrlParam("needs");
  const [needing, setNeeding] = useState<Needing | null>(null);
  if (needs === null) return <Firing alerts={alerts} now={now} sources={null} />;
  return (
    <>
      <FindNeeding key={needs} needs={needs} onFound={setNeeding} />
      <div className="rounded-card border border-line bg-surface-1 *:border-b-0">
        <NeedingNote needing={needing} what="alerts" onClear={() => setNeeds(null)} />
      </div>
      {needing && needing.ids.size > 0 && <Firing alerts={alerts} now={now} sources={needing.ids} />}
    </>
  );
}

interface FiringProps extends ActiveAlertsProps {
  /** Only what is about these. */
  sources: ReadonlySet<string> | null;
}

/** What fires, worst first. While somebody looks at it nothing moves: what is over stays, and what is new waits. */
function Firing({ alerts, now, sources }: FiringProps) {
  const { held, holding } = useHold();
  const [ids, setIds] = useState<readonly string[] | null>(null);
  const { active, ended, mutes } = alerts;
  const sorted = [...active.values()]
    .filter(({ subject }) => sources === null || (subject.kind === "source" && sources.has(subject.id)))
    .sort(worstFirst);
  if (held !== (ids !== null)) setIds(held ? sorted.map(({ id }) => id) : null);
  const shown = ids ? alertsById(ids, alerts) : sorted;
  if (shown.length === 0)
    return (
      <Empty icon={CircleCheck} title="Nothing fires">
        {ended.length > 0
          ? `The last ${plural(ended.length, "alert")} are over.`
          : "An alert shows here by itself as soon as one of the rules finds something."}
      </Empty>
    );
  const waiting = ids ? sorted.filter(({ id }) => !ids.includes(id)).length : 0;
  return (
    <div {...holding}>
      <AlertGroups
        groups={groupsInOrder(shown)}
        mutes={mutes}
        now={now}
        tellsOver
        note={
          <p className="figures">
            {waiting > 0 ? `Held while you look at it (+${formatNumber(waiting)})` : "Worst first"}
          </p>
        }
      />
    </div>
  );
}
