import { Ago, Since } from "#components/ui/ago";
import { Id } from "#components/ui/id";
import { StateBadge, StateIcon } from "#components/ui/state";
import { formatSeconds, MISSING } from "#lib/format";
import type { StandardMetric } from "#lib/telemetry/standard-metrics";
import { RowId } from "../ui/row-id.tsx";
import type { Column } from "../ui/table-parts.tsx";
import { METRICS, MetricValue } from "./metric-value.tsx";
import type { RobotOrder, RobotRow } from "./robot-rows.ts";

type RobotColumn = Column<RobotRow, RobotOrder>;

const lastSeen: RobotColumn = {
  id: "seen",
  name: "Last seen",
  title: "When its last sample or connection came",
  className: "w-25 sm:w-28",
  number: true,
  order: "seen",
  cell: (row) => <Ago at={row.lastSeenAt} className="text-end text-quiet" />,
};

function metric(name: StandardMetric, order: RobotOrder, now: number, hiding: string): RobotColumn {
  return {
    id: name,
    name: METRICS[name].name,
    className: `w-20 sm:w-24 ${hiding}`,
    number: true,
    order,
    cell: (row) => <MetricValue row={row} metric={name} now={now} />,
  };
}

/** The columns of the whole list; fewer on a phone. */
export function robotColumns(now: number): RobotColumn[] {
  return [
    {
      id: "id",
      name: "Robot",
      order: "id",
      cell: (row) => (
        <span className="flex min-w-0 items-center gap-2">
          <span className="sm:hidden">
            <StateIcon state={row.state} />
          </span>
          <RowId value={row.id} narrow={15} />
        </span>
      ),
    },
    {
      id: "state",
      name: "State",
      className: "w-28 max-sm:hidden",
      order: "state",
      cell: (row) => <StateBadge state={row.state} />,
    },
    {
      id: "since",
      name: "For",
      title: "How long it has been in this state",
      className: "w-20 max-md:hidden",
      number: true,
      order: "since",
      cell: (row) => <Since at={row.is.since} className="text-end" />,
    },
    metric("battery_percentage", "battery", now, ""),
    metric("cpu_usage", "cpu", now, "max-sm:hidden"),
    metric("memory_usage", "memory", now, "max-lg:hidden"),
    metric("network_latency_ms", "latency", now, "max-lg:hidden"),
    lastSeen,
    {
      id: "session",
      name: "Session",
      title: "How long the open session is, or the last one was",
      className: "w-28 max-lg:hidden",
      number: true,
      order: "session",
      cell: (row) => (
        <span className={row.connections === 0 ? "text-quiet" : ""}>
          {row.sessionSeconds === null ? MISSING : formatSeconds(row.sessionSeconds)}
        </span>
      ),
    },
    {
      id: "connections",
      name: "Links",
      title: "Open connections",
      className: "w-16 max-xl:hidden",
      number: true,
      cell: (row) => <span className={row.connections === 0 ? "text-quiet" : ""}>{row.connections}</span>,
    },
  ];
}

/** Beside an opened robot there is room for who it is and when it was seen. */
export const railColumns: RobotColumn[] = [
  {
    id: "id",
    name: "Robot",
    cell: (row) => (
      <span className="flex min-w-0 items-center gap-2">
        <StateIcon state={row.state} />
        <Id value={row.id} max={18} plain />
      </span>
    ),
  },
  lastSeen,
];
