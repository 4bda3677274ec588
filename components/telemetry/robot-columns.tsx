import { NotebookPen, ShieldBan } from "lucide-react";
import { Ago, Since } from "#components/ui/ago";
import { Id } from "#components/ui/id";
import { Num } from "#components/ui/num";
import { StateBadge, StateIcon } from "#components/ui/state";
import { formatSeconds, MISSING } from "#lib/format";
import type { StandardMetric } from "#lib/telemetry/standard-metrics";
import { useViewTime } from "../shell/use-view.ts";
import type { Column } from "../ui/table-parts.tsx";
import { METRICS, MetricValue } from "./metric-value.tsx";
import { type RobotOrder, type RobotRow, roundTripOf } from "./robot-rows.ts";
import { TrendLine } from "./trend-line.tsx";

type RobotColumn = Column<RobotRow, RobotOrder>;

// The columns never change: a row is drawn again when something of it did, and what grows older counts by itself.

const lastSeen: RobotColumn = {
  id: "seen",
  name: "Last seen",
  title: "When its last sample or connection came",
  className: "w-28",
  number: true,
  order: "seen",
  cell: (row) => <Ago at={row.lastSeenAt} className="text-end text-quiet" />,
};

const METRIC_TITLE = "Its latest value; the line is the last 15 minutes";

function metric(name: StandardMetric, order: RobotOrder, hiding: string): RobotColumn {
  return {
    id: name,
    name: METRICS[name].name,
    title: METRIC_TITLE,
    className: `w-24 xl:w-32 ${hiding}`,
    number: true,
    order,
    cell: (row) => (
      <span className="flex items-center justify-end gap-2">
        <TrendLine robotId={row.id} metric={name} old={row.old} />
        <MetricValue row={row} metric={name} />
      </span>
    ),
  };
}

const LONGEST_ID = 36;
/** On a phone more of an id's middle is left out, so that its end still shows. */
const LONGEST_PHONE_ID = 24;

/** Who it is, and what operators said of it. */
function Name({ row, max }: { row: RobotRow; max: number }) {
  const { note, blocked_until } = row.robot;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Id value={row.id} max={max} plain />
      {note && (
        <span data-tip={note.text} className="shrink-0 text-quiet">
          <NotebookPen aria-hidden size={13} />
          <span className="sr-only">Note: {note.text}</span>
        </span>
      )}
      {blocked_until !== null && <BlockedMark until={blocked_until} />}
    </span>
  );
}

function BlockedMark({ until }: { until: number }) {
  const now = useViewTime();
  if (now === null || until <= now) return null;
  const words = `Blocked for another ${formatSeconds(until - now)}`;
  return (
    <span data-tip={words} className="shrink-0 text-warning">
      <ShieldBan aria-hidden size={13} />
      <span className="sr-only">{words}</span>
    </span>
  );
}

function Session({ row: { session } }: { row: RobotRow }) {
  if (session === null) return <span className="text-quiet">{MISSING}</span>;
  if ("seconds" in session) return <span className="text-quiet">{formatSeconds(session.seconds)}</span>;
  return <OpenSession since={session.openSince} />;
}

function OpenSession({ since }: { since: number }) {
  const now = useViewTime();
  return now === null ? null : formatSeconds(now - since);
}

/** The columns of the whole list; fewer where there is less room. */
export const robotColumns: readonly RobotColumn[] = [
  { id: "id", name: "Robot", order: "id", cell: (row) => <Name row={row} max={LONGEST_ID} /> },
  {
    id: "state",
    name: "State",
    className: "w-28",
    order: "state",
    early: true,
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
  metric("battery_percentage", "battery", ""),
  metric("cpu_usage", "cpu", ""),
  metric("memory_usage", "memory", "max-lg:hidden"),
  metric("network_latency_ms", "latency", "max-lg:hidden"),
  {
    id: "round_trip",
    name: "Round trip",
    title: "Measured by this server, whatever the robot says of its latency",
    className: "w-26 max-xl:hidden",
    number: true,
    order: "round_trip",
    cell: (row) => (
      <span className={row.state === "online" ? "" : "text-quiet"}>
        <Num value={roundTripOf(row)} unit="ms" digits={0} width={3} />
      </span>
    ),
  },
  lastSeen,
  {
    id: "session",
    name: "Session",
    title: "How long the open session is, or the last one was",
    className: "w-26 max-lg:hidden",
    number: true,
    order: "session",
    cell: (row) => <Session row={row} />,
  },
];

const PHONE_NAME = "Robot, worst first";

/** On a phone a robot is two lines, not a squeezed row. */
export const phoneColumns: readonly RobotColumn[] = [
  { id: "robot", name: PHONE_NAME, order: "state", cell: (row) => <PhoneRow row={row} /> },
];

/** Until a script knows how wide the page is, CSS chooses. */
export const firstColumns: readonly RobotColumn[] = robotColumns.map((column, at) =>
  at > 0
    ? { ...column, className: `${column.className} max-sm:hidden` }
    : {
        ...column,
        name: (
          <>
            <span className="sm:hidden">{PHONE_NAME}</span>
            <span className="max-sm:hidden">{column.name}</span>
          </>
        ),
        cell: (row) => (
          <>
            <span className="flex w-full min-w-0 sm:hidden">
              <PhoneRow row={row} />
            </span>
            <span className="flex min-w-0 max-sm:hidden">
              <Name row={row} max={LONGEST_ID} />
            </span>
          </>
        ),
      },
);

function PhoneRow({ row }: { row: RobotRow }) {
  return (
    <span className="flex w-full min-w-0 flex-col gap-0.5">
      <span className="flex min-w-0 items-center gap-2">
        <Name row={row} max={LONGEST_PHONE_ID} />
        <span className="ms-auto inline-flex shrink-0 items-baseline gap-1 font-normal text-12 text-quiet">
          Battery <MetricValue row={row} metric="battery_percentage" />
        </span>
      </span>
      <span className="flex items-center gap-2 font-normal text-12 text-quiet">
        <StateBadge state={row.state} />
        <Since at={row.is.since} />
        <span className="ms-auto inline-flex items-baseline gap-1">
          CPU <MetricValue row={row} metric="cpu_usage" />
        </span>
        <Ago at={row.lastSeenAt} className="text-end" />
      </span>
    </span>
  );
}

/** Beside an opened robot there is room for who it is and when it was seen. */
export const railColumns: readonly RobotColumn[] = [
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
