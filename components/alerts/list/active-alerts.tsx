"use client";

import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { Empty } from "#components/ui/empty";
import { alertsById, groupsInOrder, worstFirst } from "#lib/alerts/groups";
import type { AlertsState } from "#lib/alerts/state";
import { formatNumber, plural } from "#lib/format";
import { useHold } from "../../ui/use-hold.ts";
import { AlertGroups } from "./alert-groups.tsx";

/** What fires, worst first. While somebody looks at it nothing moves: what is over stays, and what is new waits. */
export function ActiveAlerts({ alerts, now }: { alerts: AlertsState; now: number }) {
  const { held, holding } = useHold();
  const [ids, setIds] = useState<readonly string[] | null>(null);
  const { active, ended, mutes } = alerts;
  const sorted = [...active.values()].sort(worstFirst);
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
