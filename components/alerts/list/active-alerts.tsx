"use client";

import { CircleCheck } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { Empty } from "#components/ui/empty";
import { worstFirst } from "#lib/alerts/groups";
import { alertsByNow, followBelow, holdOrder } from "#lib/alerts/held-order";
import type { AlertsState } from "#lib/alerts/state";
import { plural } from "#lib/format";
import { FindNeeding, type Needing, NeedingNote } from "../../overview/needing.tsx";
import { useUrlParam } from "../../ui/use-url-param.ts";
import { AlertGroups } from "./alert-groups.tsx";
import { NewsWords } from "./news-words.tsx";
import { OrderBar } from "./order-bar.tsx";
import { WHOLE_AT_FIRST } from "./use-folding.ts";
import { useHeldOrder } from "./use-held-order.ts";

/** What fires, or of that only what a line of the overview is about. */
export function ActiveAlerts({ alerts }: { alerts: AlertsState }) {
  const [needs, setNeeds] = useUrlParam("needs");
  const [needing, setNeeding] = useState<Needing | null>(null);
  if (needs === null) return <Firing alerts={alerts} sources={null} />;
  return (
    <>
      <FindNeeding key={needs} needs={needs} onFound={setNeeding} />
      <div className="rounded-card border border-line bg-surface-1 *:border-b-0">
        <NeedingNote needing={needing} what="alerts" onClear={() => setNeeds(null)} />
      </div>
      {needing && needing.ids.size > 0 && <Firing key={needs} alerts={alerts} sources={needing.ids} />}
    </>
  );
}

interface FiringProps {
  alerts: AlertsState;
  /** Only what is about these. */
  sources: ReadonlySet<string> | null;
}

/** What fires, worst first. Nothing of it moves by itself: what is over stays and says so, and what is new is told above. */
function Firing({ alerts, sources }: FiringProps) {
  const list = useRef<HTMLUListElement>(null);
  const { active, ended, mutes } = alerts;
  const sorted = useMemo(
    () =>
      [...active.values()]
        .filter(({ subject }) => sources === null || (subject.kind === "source" && sources.has(subject.id)))
        .sort(worstFirst),
    [active, sources],
  );
  const { shown, news, turn, renew } = useHeldOrder(sorted, (before) =>
    holdOrder(before, {
      newest: sorted,
      asNow: alertsByNow(alerts),
      follows: followBelow(before, WHOLE_AT_FIRST),
    }),
  );
  if (shown.length === 0)
    return (
      <Empty icon={CircleCheck} title="Nothing fires">
        {ended.length > 0
          ? `The last ${plural(ended.length, "alert")} are over.`
          : "An alert shows here by itself as soon as one of the rules finds something."}
      </Empty>
    );
  const fresh = news.filter(({ cleared_at }) => cleared_at === null).sort(worstFirst);
  const over = shown.filter(({ cleared_at }) => cleared_at !== null).length;
  const moved = shown.some(({ id }, at) => id !== sorted[at]?.id);
  const verb = fresh.length > 0 ? "Show" : over > 0 ? "Tidy up" : moved ? "Sort" : null;
  return (
    <div>
      <OrderBar
        list={list}
        verb={verb}
        name={fresh.length > 0 ? `Show ${plural(fresh.length, "new alert")}` : undefined}
        urgent={fresh.length > 0}
        onRenew={renew}
      >
        <NewsWords fresh={fresh} over={over} inOrder={!moved} />
      </OrderBar>
      <AlertGroups ref={list} alerts={shown} turn={turn} mutes={mutes} tellsOver />
    </div>
  );
}
