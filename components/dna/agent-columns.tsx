import { Sparkline } from "#components/chart/sparkline";
import { Truth } from "#components/history/truth";
import { Ago, Since } from "#components/ui/ago";
import { Id } from "#components/ui/id";
import { StateBadge, StateIcon } from "#components/ui/state";
import { isFall } from "#lib/dna/agent-rows";
import { type ListOrder, type ListRow, SPARK_POINTS } from "#lib/dna/list-rows";
import { formatNumber, MISSING } from "#lib/format";
import { colorOf } from "../chart/colors.ts";
import { RowId } from "../ui/row-id.tsx";
import type { Column } from "../ui/table-parts.tsx";
import { KarmaChange, KarmaValue } from "./karma-value.tsx";

type AgentColumn = Column<ListRow, ListOrder>;

const Trend = ({ row }: { row: ListRow }) => (
  <Sparkline
    label={trendWords(row.series.slice(-SPARK_POINTS))}
    points={row.series.slice(-SPARK_POINTS).map(({ version, karma }) => ({ x: version, y: karma }))}
    color={colorOf(row.agentId)}
    height={20}
    step
  />
);

function trendWords(series: ListRow["series"]): string {
  const [first, last] = [series[0], series.at(-1)];
  if (!first || !last) return "No version is scored";
  const to = formatNumber(last.karma, 2);
  if (first === last) return `${to} in version ${last.version}`;
  return `From ${formatNumber(first.karma, 2)} in version ${first.version} to ${to} in version ${last.version}`;
}

const karma: AgentColumn = {
  id: "karma",
  name: "Karma",
  title: "Of the current version, 0 to 1",
  className: "w-22 sm:w-24",
  number: true,
  order: "karma",
  cell: (row) => (
    <Truth origin={row.origins.karma} inRow>
      <KarmaValue karma={row.karma} inherited={row.inherited} tint />
    </Truth>
  ),
};

/** The columns of the whole list; fewer on a phone. */
export const agentColumns: AgentColumn[] = [
  {
    id: "id",
    name: "Agent",
    order: "id",
    cell: (row) => (
      <span className="flex min-w-0 items-center gap-2">
        <RowId value={row.agentId} />
        {row.guard === "fallen" && <StateIcon state="fallen" />}
        {isFall(row.delta) && (
          <span className="sm:hidden">
            <StateIcon state="regressed" />
          </span>
        )}
      </span>
    ),
  },
  {
    id: "change",
    name: "Last change",
    title: "Of the last scored version against the scored one before it; the worst first",
    className: "w-32 max-sm:hidden",
    number: true,
    order: "change",
    cell: (row) => (
      <Truth origin={row.delta === null ? null : row.origins.change} inRow>
        <KarmaChange delta={row.delta} />
      </Truth>
    ),
  },
  {
    id: "day",
    name: "24 hours",
    title: "Change of karma in the last 24 hours",
    className: "w-28 max-md:hidden",
    number: true,
    order: "day",
    cell: (row) => (
      <Truth origin={row.day === null ? null : row.origins.day} inRow>
        <KarmaChange delta={row.day} />
      </Truth>
    ),
  },
  {
    id: "trend",
    name: "Scored versions",
    title: `Karma of the last ${SPARK_POINTS} scored versions`,
    className: "w-40 max-lg:hidden",
    cell: (row) => <Trend row={row} />,
  },
  karma,
  {
    id: "best",
    name: "Best",
    title: "The best karma any version has had",
    className: "w-24 max-md:hidden",
    number: true,
    order: "best",
    cell: (row) => (
      <Truth origin={row.origins.best} inRow>
        <KarmaValue karma={row.best} />
      </Truth>
    ),
  },
  {
    id: "version",
    name: "Version",
    title: "The newest, and so many snapshots there are",
    className: "w-22 sm:w-24",
    number: true,
    order: "version",
    cell: (row) => (
      <Truth origin={row.origins.version} inRow>
        {row.version ?? MISSING}
      </Truth>
    ),
  },
  {
    id: "waiting",
    name: "Waiting for karma",
    title: "How long the current version has had no score of its own",
    className: "w-44 max-lg:hidden",
    order: "waiting",
    cell: (row) =>
      row.waitingSince === null ? (
        <span className="text-quiet">{MISSING}</span>
      ) : (
        <StateBadge state="waiting">
          since <Since at={row.waitingSince} />
        </StateBadge>
      ),
  },
  {
    id: "last",
    name: "Last event",
    className: "w-28 max-lg:hidden",
    number: true,
    order: "last",
    cell: (row) => <Ago at={row.lastEventAt} className="text-end text-quiet" />,
  },
];

/** Beside an opened agent there is room for who it is and how it does. */
export const railColumns: AgentColumn[] = [
  {
    id: "id",
    name: "Agent",
    cell: (row) => (
      <span className="flex min-w-0 items-center gap-2">
        {row.guard === "fallen" ? (
          <StateIcon state="fallen" size={12} />
        ) : (
          isFall(row.delta) && <StateIcon state="regressed" size={12} />
        )}
        <Id value={row.agentId} max={isFall(row.delta) || row.guard === "fallen" ? 14 : 17} plain />
      </span>
    ),
  },
  { id: "trend", name: "Trend", className: "w-16 px-1!", cell: (row) => <Trend row={row} /> },
  { ...karma, className: "w-19" },
];
