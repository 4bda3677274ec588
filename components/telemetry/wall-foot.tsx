"use client";

import type { ReactNode } from "react";
import { Ago, Since } from "#components/ui/ago";
import { Id } from "#components/ui/id";
import { StateBadge } from "#components/ui/state";
import { STANDARD_METRICS } from "#lib/telemetry/standard-metrics";
import { METRICS, MetricValue } from "./metric-value.tsx";
import type { RobotRow } from "./robot-rows.ts";

interface WallFootProps {
  row: RobotRow | undefined;
  /** It stands in the server's picture. */
  isFirst: boolean;
}

/** All of the robot that is pointed at, in a place that never moves. */
export function WallFoot({ row, isFirst }: WallFootProps) {
  return (
    <div
      role="status"
      // Told when another one is pointed at, not at each of its values.
      aria-relevant="additions"
      className="flex min-h-10 items-center gap-x-4 gap-y-1 overflow-hidden border-line border-t px-3 py-1 text-12 max-sm:hidden"
    >
      {row ? <Told key={row.id} row={row} /> : <Legend isFirst={isFirst} />}
    </div>
  );
}

function Told({ row }: { row: RobotRow }) {
  return (
    <>
      <span className="min-w-0 text-strong">
        <Id value={row.id} max={36} plain />
      </span>
      <StateBadge state={row.state} />
      <Fact name="for">
        <Since at={row.is.since} />
      </Fact>
      {STANDARD_METRICS.map((metric) => (
        <Fact key={metric} name={METRICS[metric].name}>
          <MetricValue row={row} metric={metric} />
        </Fact>
      ))}
      <Fact name="Last seen">
        <Ago at={row.lastSeenAt} />
      </Fact>
    </>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <span className="inline-flex shrink-0 items-baseline gap-1.5 text-normal">
    <span className="text-quiet">{name}</span>
    {children}
  </span>
);

const SHOWN = [
  ["dropped", "Dropped"],
  ["stale", "Stale"],
  ["empty", "Battery empty"],
  ["low", "Battery low"],
  ["unknown", "Unknown"],
  ["offline", "Offline"],
  ["online", "Online"],
] as const;

/**
 * What the tiles' shapes mean, worst first. A shape takes a millisecond the first time that it is used, and here are all of
 * them: in the server's picture they come in a frame of their own.
 */
function Legend({ isFirst }: Pick<WallFootProps, "isFirst">) {
  return (
    <ul className={`flex items-center gap-x-4 text-quiet ${isFirst ? "arrive-4" : ""}`}>
      {SHOWN.map(([look, word]) => (
        <li key={look} className="inline-flex shrink-0 items-center gap-1">
          <span aria-hidden className="tile h-6 w-6" data-look={look} />
          {word}
        </li>
      ))}
    </ul>
  );
}
