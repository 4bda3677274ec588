"use client";

import { Plug, SearchX } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "#components/ui/button";
import { Drawer } from "#components/ui/drawer";
import { Empty } from "#components/ui/empty";
import { formatNumber } from "#lib/format";
import { linkTo } from "../shell/pages.ts";
import { SearchInput } from "../ui/search-input.tsx";
import { useSortParam } from "../ui/use-sort-param.ts";
import { useUrlParam } from "../ui/use-url-param.ts";
import { VirtualTable } from "../ui/virtual-table.tsx";
import { ConnectRobot } from "./connect-robot.tsx";
import { railColumns, robotColumns } from "./robot-columns.tsx";
import {
  compareRobots,
  countByState,
  filterRobots,
  type RobotOrder,
  type RobotRow,
  type StateFilter,
  WORST_FIRST,
} from "./robot-rows.ts";
import { StateTiles } from "./state-tiles.tsx";

const ORDERS: readonly RobotOrder[] = [
  "state",
  "id",
  "since",
  "battery",
  "cpu",
  "memory",
  "latency",
  "seen",
  "session",
];

interface RobotListProps {
  /** What there is to know of all rows. */
  note: string | null;
  rows: readonly RobotRow[];
  now: number;
  openId: string | null;
  onOpen: (id: string) => void;
}

/** All robots, filtered and sorted; beside an opened one only who they are. */
export function RobotList({ note, rows, now, openId, onOpen }: RobotListProps) {
  const [stateText, setStateText] = useUrlParam("state");
  const [search, setSearch] = useUrlParam("q");
  const [sorting, setSorting] = useSortParam(ORDERS, "state");
  const [connecting, setConnecting] = useState(false);
  const state: StateFilter = WORST_FIRST.find((word) => word === stateText) ?? "all";
  const shown = useMemo(() => filterRobots(rows, state, search ?? ""), [rows, state, search]);
  const rail = openId !== null;
  const clear = () => {
    setStateText(null);
    setSearch(null);
  };
  return (
    <section aria-label="Robots" className="flex min-h-0 flex-1 flex-col gap-3">
      {!rail && (
        <StateTiles
          counts={countByState(rows)}
          value={state}
          onChange={(next) => setStateText(next === "all" ? null : next)}
        />
      )}
      <div className="flex min-h-0 flex-1 flex-col overflow-hidden rounded-card border border-line bg-surface-1">
        <div className="flex items-center gap-2 border-line border-b px-3 py-2">
          <SearchInput
            label="Find a robot"
            value={search ?? ""}
            onChange={(text) => setSearch(text || null)}
          />
          <p role="status" className="figures text-12 text-quiet max-sm:sr-only">
            {shown.length < rows.length && `${formatNumber(shown.length)} of ${formatNumber(rows.length)}`}
          </p>
          {note && (
            <p data-tip={note} className="min-w-0 flex-1 truncate text-12 text-quiet max-sm:hidden">
              {note}
            </p>
          )}
          {!rail && (
            <Button icon={Plug} onClick={() => setConnecting(true)} className="ms-auto">
              Connect a robot
            </Button>
          )}
        </div>
        {note && <p className="border-line border-b px-3 py-1.5 text-12 text-quiet sm:hidden">{note}</p>}
        <VirtualTable
          label={rail ? "Robots, worst first" : "Robots"}
          items={shown}
          keyOf={(row) => row.id}
          columns={rail ? railColumns : robotColumns(now)}
          compare={compareRobots(sorting.order, sorting.down)}
          sorting={sorting}
          {...(rail ? {} : { onSort: setSorting })}
          filter={`${state} ${search}`}
          onOpen={(row) => onOpen(row.id)}
          hrefOf={(row) => linkTo.robot(row.id)}
          openKey={openId}
          className="flex-1"
          empty={<NoRows known={rows.length} onClear={clear} />}
        />
      </div>
      <Drawer
        open={connecting}
        onClose={() => setConnecting(false)}
        title="Connect a robot"
        sub="It appears in the list by itself"
      >
        <ConnectRobot />
      </Drawer>
    </section>
  );
}

function NoRows({ known, onClear }: { known: number; onClear: () => void }) {
  if (known === 0) return <Empty title="No robot yet">The first appears here by itself.</Empty>;
  return (
    <Empty
      icon={SearchX}
      title={`0 of ${formatNumber(known)} robots fit`}
      action={<Button onClick={onClear}>Show all</Button>}
    >
      None is in this state with such a name.
    </Empty>
  );
}
