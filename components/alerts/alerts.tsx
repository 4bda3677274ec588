"use client";

import { useMemo } from "react";
import { WritingNote } from "#components/history/write-button";
import { type Option, Tabs } from "#components/ui/choice";
import { Empty, Loading, Skeleton } from "#components/ui/empty";
import { groupAlerts } from "#lib/alerts/groups";
import { incidentsOf } from "#lib/alerts/incidents";
import { formatNumber } from "#lib/format";
import { useLiveState } from "#lib/live/use-live";
import { useViewTime } from "../shell/use-view.ts";
import { useUrlParam } from "../ui/use-url-param.ts";
import { DeliveryPanel } from "./delivery/delivery-panel.tsx";
import { ActiveAlerts } from "./list/active-alerts.tsx";
import { AlertGroups } from "./list/alert-groups.tsx";
import { MutedList } from "./list/muted-list.tsx";
import { Stories } from "./list/stories.tsx";
import { RulesPanel } from "./rules/rules-panel.tsx";

const TABS = ["active", "incidents", "ended", "rules", "delivery"] as const;
type Tab = (typeof TABS)[number];
const LABELS: Record<Tab, string> = {
  active: "Active",
  incidents: "Incidents",
  ended: "Ended",
  rules: "Rules",
  delivery: "Delivery",
};

/** What fires now and why, what it was before, what is watched for, and who is told. */
export function Alerts() {
  const { ready, state } = useLiveState();
  const now = useViewTime();
  const [tabText, setTab] = useUrlParam("tab");
  const { active, ended, mutes } = state.alerts;
  const incidents = useMemo(() => incidentsOf([...active.values(), ...ended]), [active, ended]);
  const endedGroups = useMemo(() => groupAlerts(ended), [ended]);
  const tab = TABS.find((name) => name === tabText) ?? "active";
  const known = ready && now !== null;
  const counts: Partial<Record<Tab, number>> = known
    ? { active: active.size, incidents: incidents.length }
    : {};
  const options: Option<Tab>[] = TABS.map((value) => ({
    value,
    label: (
      <>
        {LABELS[value]}
        {counts[value] ? <span className="figures text-quiet">{formatNumber(counts[value])}</span> : null}
      </>
    ),
  }));
  return (
    <div className="max-sm:[&_[role=tablist]]:gap-3 [&_[role=tablist]]:overflow-x-auto">
      <Tabs
        label="Alerts"
        options={options}
        value={tab}
        onChange={(next) => setTab(next === "active" ? null : next)}
      >
        {known ? (
          <div className="flex flex-col gap-3 pt-3">
            <WritingNote />
            {tab === "active" && (
              <>
                <MutedList mutes={mutes} now={now} />
                <ActiveAlerts alerts={state.alerts} now={now} />
              </>
            )}
            {tab === "incidents" && <Stories incidents={incidents} now={now} />}
            {tab === "ended" &&
              (ended.length === 0 ? (
                <Empty title="No alert has ended yet" />
              ) : (
                <AlertGroups groups={endedGroups} mutes={mutes} now={now} />
              ))}
            {tab === "rules" && <RulesPanel alerts={state.alerts} />}
            {tab === "delivery" && <DeliveryPanel />}
          </div>
        ) : (
          <AlertsSkeleton />
        )}
      </Tabs>
    </div>
  );
}

/** A screen of entities in trouble, each as tall as one with two alerts. */
function AlertsSkeleton() {
  return (
    <Loading what="the alerts">
      <div className="flex flex-col gap-3 pt-10">
        {[1, 2, 3, 4].map((place) => (
          <Skeleton key={place} className="h-40 w-full" />
        ))}
      </div>
    </Loading>
  );
}
