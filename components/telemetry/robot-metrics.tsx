"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "#components/ui/empty";
import { useReplay } from "#lib/live/use-live";
import type { RobotState } from "#lib/telemetry/state";
import { useUrlParam } from "../ui/use-url-param.ts";
import { NotRecorded } from "./not-recorded.tsx";
import { RobotCharts } from "./robot-charts.tsx";
import type { RobotRow } from "./robot-rows.ts";
import { SpanChoice } from "./span-choice.tsx";
import { LIVE, SPANS } from "./spans.ts";

const RobotHistory = dynamic(() => import("./robot-history.tsx"), {
  ssr: false,
  loading: () => <Skeleton className="col-span-full h-96 w-full" />,
});

interface RobotMetricsProps {
  robot: RobotState;
  row: RobotRow;
  now: number;
}

/** A robot's samples: the last 15 minutes live, or a longer window; of the past, up to the moment looked back at. */
export function RobotMetrics({ robot, row, now }: RobotMetricsProps) {
  const replaying = useReplay(() => true) ?? false;
  // A capsule holds events, and may be another server's.
  const inCapsule = useReplay(({ capsule }) => capsule !== null) ?? false;
  const [text, setText] = useUrlParam("window");
  const [, setZoom] = useUrlParam("zoom");
  const span = SPANS.find(({ id }) => id === text) ?? (replaying ? SPANS[0] : undefined);
  if (inCapsule) return <NotRecorded row={row} />;
  return (
    // The choice stays where it is, focus and all, whatever stands beside and below it.
    <div className="grid min-w-0 items-center gap-3 sm:grid-cols-[auto_minmax(0,1fr)]">
      <SpanChoice
        value={span?.id ?? LIVE.id}
        live={!replaying}
        onChange={(id) => {
          setZoom(null);
          setText(id === LIVE.id ? null : id);
        }}
      />
      {span ? (
        <RobotHistory robot={robot} row={row} span={span} now={now} />
      ) : (
        <RobotCharts robot={robot} row={row} />
      )}
    </div>
  );
}
