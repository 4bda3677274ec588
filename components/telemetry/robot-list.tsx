"use client";

import { SearchX } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { Button } from "#components/ui/button";
import { Empty } from "#components/ui/empty";
import { formatNumber } from "#lib/format";
import { FindNeeding, type Needing, NeedingNote } from "../overview/needing.tsx";
import { linkTo } from "../shell/pages.ts";
import { SearchInput } from "../ui/search-input.tsx";
import { useNarrow } from "../ui/use-narrow.ts";
import { useSortParam } from "../ui/use-sort-param.ts";
import { useSteadyCall } from "../ui/use-steady-call.ts";
import { useUrlParam } from "../ui/use-url-param.ts";
import { VirtualTable } from "../ui/virtual-table.tsx";
import { countOrigin } from "./count-origin.ts";
import type { FirstRobots } from "./first-robots.ts";
import { firstColumns, phoneColumns, railColumns, robotColumns } from "./robot-columns.tsx";
import { countRobots, filterRobots, type StateFilter } from "./robot-filter.ts";
import { groupingOf, parseGrouping } from "./robot-groups.ts";
import { compareRobots, ROBOT_ORDERS, type RobotRow } from "./robot-rows.ts";
import { RobotToolbar } from "./robot-toolbar.tsx";
import { RobotWall } from "./robot-wall.tsx";
import { StateTiles } from "./state-tiles.tsx";
import { useRobotFilter } from "./use-robot-filter.ts";
import { useRobotsLook } from "./use-robots-look.ts";

// As the table's own class says.
const PHONE_ROW_PX = 60;

interface RobotListProps {
  /** What there is to know of all rows. */
  note: string | null;
  rows: readonly RobotRow[];
  /** Until there are rows: what the server made of them. */
  first: FirstRobots | null;
  openId: string | null;
  /** The robot that was open before. */
  cameFrom: string | null;
  onOpen: (id: string) => void;
}

const keyOf = (row: RobotRow): string => row.id;
const hrefOf = (row: RobotRow): string => linkTo.robot(row.id);

/** All robots, filtered, grouped and sorted; beside an opened one only who they are. */
export function RobotList({ note, openId, cameFrom, onOpen, ...given }: RobotListProps) {
  const { rows, first } = useUnhurried(given);
  const [filter, setFilter, clear] = useRobotFilter();
  const [needs, setNeeds] = useUrlParam("needs");
  const [found, setFound] = useState<Needing | null>(null);
  const needing = needs === null ? null : found;
  const [groupText, setGroupText] = useUrlParam("group");
  const [sorting, setSorting] = useSortParam(ROBOT_ORDERS, "state");
  const narrow = useNarrow();
  const counts = useMemo(() => first?.counts ?? countRobots(rows), [rows, first]);
  const originOf = useSteadyCall((state: StateFilter) => countOrigin(rows, state));
  const wanted = useMemo(
    () => (needs === null ? rows : rows.filter(({ id }) => needing?.ids.has(id))),
    [rows, needs, needing],
  );
  const shown = useMemo(() => first?.rows ?? filterRobots(wanted, filter), [wanted, first, filter]);
  const compare = useMemo(() => compareRobots(sorting.order, sorting.down), [sorting.order, sorting.down]);
  const [look, setLook] = useRobotsLook(counts.known);
  const groupName = parseGrouping(groupText);
  const grouping = groupingOf(groupName);
  const stamp = `${JSON.stringify(filter)} ${needs} ${groupName}`;
  const clearAll = () => {
    clear();
    setNeeds(null);
  };
  const empty =
    (first && first.fitting > 0) || (needs !== null && needing === null) ? null : (
      <NoRows
        known={filter.hidden ? counts.hidden : counts.known}
        hidden={filter.hidden}
        onClear={clearAll}
      />
    );
  const finding = needs !== null && <FindNeeding key={needs} needs={needs} onFound={setFound} />;

  if (openId !== null)
    return (
      <section aria-label="Robots" className={BOX}>
        {finding}
        <div className="flex items-center gap-2 border-line border-b px-3 py-2">
          <SearchInput
            label="Find robots"
            value={filter.search}
            onChange={(search) => setFilter({ search })}
          />
        </div>
        <VirtualTable
          label="Robots, worst first"
          items={shown}
          keyOf={keyOf}
          columns={railColumns}
          compare={compare}
          sorting={sorting}
          filter={stamp}
          onOpen={(row) => onOpen(row.id)}
          hrefOf={hrefOf}
          openKey={openId}
          className="flex-1"
          empty={empty}
        />
      </section>
    );
  return (
    <section aria-label="Robots" className="flex min-h-0 flex-1 flex-col gap-3">
      <StateTiles
        counts={counts}
        originOf={first ? null : originOf}
        value={filter.state}
        onChange={(state) => setFilter({ state })}
      />
      <div className={BOX}>
        <RobotToolbar
          filter={filter}
          onFilter={setFilter}
          counts={counts}
          shown={first?.fitting ?? shown.length}
          grouping={groupName}
          onGrouping={(name) => setGroupText(name === "none" ? null : name)}
          look={look}
          onLook={setLook}
          note={note}
        />
        {finding}
        {needs !== null && <NeedingNote needing={needing} what="robots" onClear={() => setNeeds(null)} />}
        {look === "tiles" ? (
          <RobotWall
            rows={shown}
            first={first}
            compare={compare}
            grouping={grouping}
            filter={`${stamp} ${sorting.order} ${sorting.down}`}
            cameFrom={cameFrom}
            onOpen={onOpen}
            empty={empty}
          />
        ) : (
          <VirtualTable
            label="Robots"
            items={shown}
            keyOf={keyOf}
            columns={narrow ? phoneColumns : first ? firstColumns : robotColumns}
            rowPx={narrow ? PHONE_ROW_PX : undefined}
            compare={compare}
            sorting={sorting}
            onSort={setSorting}
            filter={stamp}
            grouping={grouping}
            standIn={first !== null}
            cameFrom={cameFrom}
            onOpen={(row) => onOpen(row.id)}
            hrefOf={hrefOf}
            className="flex-1 max-sm:[--row-height:60px]"
            empty={empty}
          />
        )}
      </div>
    </section>
  );
}

/** Thousands of rows are filtered, sorted and drawn in pieces, between which the page answers to whoever uses it. */
function useUnhurried({ rows, first }: Pick<RobotListProps, "rows" | "first">) {
  return useDeferredValue(useMemo(() => ({ rows, first }), [rows, first]));
}

const BOX = "flex min-h-0 flex-1 flex-col overflow-hidden rounded-card border border-line bg-surface-1";

function NoRows({ known, hidden, onClear }: { known: number; hidden: boolean; onClear: () => void }) {
  if (known === 0)
    return (
      <Empty title={hidden ? "No robot is hidden" : "No robot yet"}>
        {hidden
          ? "One that an operator hides stands here until it returns."
          : "The first appears here by itself."}
      </Empty>
    );
  return (
    <Empty
      icon={SearchX}
      title={`0 of ${formatNumber(known)} robots fit`}
      action={<Button onClick={onClear}>Show all</Button>}
    >
      None is in this state with such a name and such a battery.
    </Empty>
  );
}
