"use client";

import { ArrowLeft } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { buttonClass } from "#components/ui/button";
import { Empty, Skeleton } from "#components/ui/empty";
import { Link } from "#components/ui/link";
import { Panel } from "#components/ui/panel";
import { useLive, useReplay } from "#lib/live/use-live";
import type { RobotList } from "#lib/telemetry/api";
import { customMetrics } from "#lib/telemetry/chart-rows";
import { provenConnections } from "#lib/telemetry/proof";
import { usePaced } from "../../chart/use-paced.ts";
import { useProof } from "../../history/use-proof.ts";
import { useViewTime } from "../../shell/use-view.ts";
import { useAsked } from "../../ui/use-asked.ts";
import { useUrlParam } from "../../ui/use-url-param.ts";
import { SpanChoice } from "../span-choice.tsx";
import { SPANS, windowOf } from "../spans.ts";
import { FleetMetric } from "./fleet-metric.tsx";
import { FleetSessions } from "./fleet-sessions.tsx";
import { MetricSelect } from "./metric-select.tsx";

const USUAL_METRIC = "cpu_usage";
const USUAL_SPAN = "24h";
/** So many robots tell which metrics there are. */
const ASKED_ROBOTS = 200;
const ROBOTS_AGAIN_MS = 60_000;
const FOLLOW_MS = 1_000;

/** All robots as one: a metric's band over them and who falls out of it, and how their connections went. */
export function Fleet() {
  const inCapsule = useReplay(({ capsule }) => capsule !== null) ?? false;
  const now = usePaced(useViewTime(), FOLLOW_MS);
  const { asked } = useAsked<RobotList>(`/api/telemetry/robots?limit=${ASKED_ROBOTS}`, ROBOTS_AGAIN_MS);
  const robots = asked.kind === "known" ? asked.value : null;
  const seen = useSeen();
  const [metricText, setMetric] = useUrlParam("metric");
  const [spanText, setSpan] = useUrlParam("window");
  const metric = metricText ?? USUAL_METRIC;
  const custom = useMemo(() => customNames(robots, metric), [robots, metric]);
  const span = SPANS.find(({ id }) => id === (spanText ?? USUAL_SPAN)) ?? SPANS[0];
  if (inCapsule)
    return (
      <Page>
        <Panel>
          <Empty title="An incident capsule holds no samples">
            It has the events of its window only. The robots' list and pages show what those told.
          </Empty>
        </Panel>
      </Page>
    );
  if (robots?.total === 0)
    return (
      <Page>
        <NoRobots />
      </Page>
    );
  if (now === null || !span) return <Skeleton className="h-96 w-full" />;
  const window = windowOf(span, now);
  return (
    <Page
      choices={
        <>
          <MetricSelect
            value={metric}
            custom={custom}
            onChange={(next) => setMetric(next === USUAL_METRIC ? null : next)}
          />
          <SpanChoice
            value={span.id}
            live={false}
            onChange={(next) => setSpan(next === USUAL_SPAN ? null : next)}
          />
        </>
      }
    >
      <FleetMetric key={`${metric} ${span.id}`} metric={metric} span={span} {...window} />
      <FleetSessions key={span.id} words={span.words} {...seen} {...window} />
    </Page>
  );
}

const GONE_THROUGH_MS = 1_000;

/** When the first robot was seen, null without any; and how many are connected, null until it is known. */
function useSeen(): { firstSeen: number | null; connected: number | null } {
  const robots = useLive(({ live }) => (live.kind === "live" ? live.state.telemetry.robots : null));
  const proof = useProof();
  const latest = useMemo(() => ({ robots, proof }), [robots, proof]);
  const paced = usePaced(latest, GONE_THROUGH_MS);
  // The first picture doesn't wait: until it is known, hours in which nobody was seen would count as none connected.
  const shown = paced.robots ? paced : latest;
  return useMemo(() => {
    if (!shown.robots) return { firstSeen: null, connected: null };
    let first = Number.POSITIVE_INFINITY;
    let connected = 0;
    for (const robot of shown.robots.values()) {
      first = Math.min(first, robot.first_seen_at);
      if (provenConnections(robot, shown.proof).length > 0) connected++;
    }
    return { firstSeen: Number.isFinite(first) ? first : null, connected };
  }, [shown]);
}

/** The way back, what it is, and what can be chosen. */
const Page = ({ choices, children }: { choices?: ReactNode; children: ReactNode }) => (
  <div className="flex min-w-0 flex-col gap-3">
    <div className="flex flex-wrap items-center gap-2">
      <Link href="/robots" className={`${buttonClass("quiet")} -ms-3`}>
        <ArrowLeft aria-hidden size={15} />
        All robots
      </Link>
      <h2 className="font-medium text-20">Fleet</h2>
      {choices && <div className="ms-auto flex flex-wrap items-center gap-2">{choices}</div>}
    </div>
    {children}
  </div>
);

const NoRobots = () => (
  <Panel>
    <Empty
      title="No robot has connected yet"
      action={
        <Link href="/robots/connect" className={buttonClass("primary")}>
          Connect a robot
        </Link>
      }
    >
      Once a few have, this page shows how they do together, and which of them don't do as the others.
    </Empty>
  </Panel>
);

/** Also the chosen one, which those that were asked may not send. */
function customNames(robots: RobotList | null, chosen: string): string[] {
  const all: Record<string, number> = {};
  for (const { metrics } of robots?.robots ?? []) Object.assign(all, metrics);
  return customMetrics([], { ...all, [chosen]: 0 });
}
