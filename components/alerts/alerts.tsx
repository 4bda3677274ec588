"use client";

import { useMemo } from "react";
import { WritingNote } from "#components/history/write-button";
import { type Option, Tabs } from "#components/ui/choice";
import { Loading, Skeleton } from "#components/ui/empty";
import { InTurn } from "#components/ui/in-turn";
import { incidentsOf } from "#lib/alerts/incidents";
import { formatNumber } from "#lib/format";
import { useAtNow, useLive, useStatePart } from "#lib/live/use-live";
import { useUrlParam } from "../ui/use-url-param.ts";
import { DeliveryPanel } from "./delivery/delivery-panel.tsx";
import { ActiveAlerts } from "./list/active-alerts.tsx";
import { EndedAlerts } from "./list/ended-alerts.tsx";
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
  const known = useKnown();
  const alerts = useStatePart((state) => state.alerts);
  const [tabText, setTab] = useUrlParam("tab");
  const { active, ended, mutes } = alerts;
  const incidents = useMemo(() => incidentsOf([...active.values(), ...ended]), [active, ended]);
  const tab = TABS.find((name) => name === tabText) ?? "active";
  const counts: Partial<Record<Tab, number>> = known
    ? { active: active.size, incidents: incidents.length }
    : {};
  const options: Option<Tab>[] = TABS.map((value) => ({
    value,
    label: (
      <>
        {LABELS[value]}
        {counts[value] ? (
          <span className="figures min-w-[3ch] text-start text-quiet">{formatNumber(counts[value])}</span>
        ) : null}
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
        {/* In a task of its own: by then the page has begun. */}
        {known ? (
          <InTurn meanwhile={<AlertsSkeleton />}>
            <div className="flex flex-col gap-3 pt-3">
              <WritingNote />
              {tab === "active" && (
                <>
                  <MutedList mutes={mutes} />
                  <ActiveAlerts alerts={alerts} />
                </>
              )}
              {tab === "incidents" && <Stories incidents={incidents} />}
              {tab === "ended" && <EndedAlerts ended={ended} mutes={mutes} />}
              {tab === "rules" && <RulesPanel alerts={alerts} />}
              {tab === "delivery" && <DeliveryPanel />}
            </div>
          </InTurn>
        ) : (
          <AlertsSkeleton />
        )}
      </Tabs>
    </div>
  );
}

/** There is a state to show, and a time that it belongs to. */
function useKnown(): boolean {
  const ready = useLive(({ live }) => live.kind === "live");
  const timed = useAtNow((now) => Number(now !== null)) === 1;
  return ready && timed;
}

/** A screen of entities in trouble, each as tall as one with two alerts. */
function AlertsSkeleton() {
  return (
    <Loading what="the alerts">
      <div className="flex flex-col gap-3 pt-14">
        {[1, 2, 3, 4].map((place) => (
          <Skeleton key={place} className="h-40 w-full" />
        ))}
      </div>
    </Loading>
  );
}
