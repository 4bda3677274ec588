"use client";

import { Plug, SearchX } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "#components/ui/button";
import { Drawer } from "#components/ui/drawer";
import { Empty, Loading, Skeleton } from "#components/ui/empty";
import { formatNumber } from "#lib/format";
import { useLive } from "#lib/live/use-live";
import { usePaced } from "../chart/use-box.ts";
import { linkTo } from "../shell/pages.ts";
import { useFreshSamples, useViewTime } from "../shell/use-view.ts";
import { useUrlParam } from "../ui/use-url-param.ts";
import { ConnectRobot } from "./connect-robot.tsx";
import { ListAndDetail } from "./list-and-detail.tsx";
import { railColumns, robotColumns } from "./robot-columns.tsx";
import { RobotDetail } from "./robot-detail.tsx";
import {
  compareRobots,
  countByState,
  filterRobots,
  type RobotOrder,
  type RobotRow,
  robotRow,
  type StateFilter,
  WORST_FIRST,
} from "./robot-rows.ts";
import { SearchInput } from "./search-input.tsx";
import { StateTiles } from "./state-tiles.tsx";
import { useSortParam } from "./use-sort-param.ts";
import { VirtualTable } from "./virtual-table.tsx";

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
// Robots may report ten times a second; nobody reads faster than this.
const REFRESH_MS = 500;

/** Who is there, and how they do. */
export function Robots() {
  const robots = useLive(({ live }) => (live.kind === "live" ? live.state.telemetry.robots : null));
  const samples = usePaced(useFreshSamples(), REFRESH_MS);
  const now = useViewTime();
  const [openId, setOpenId] = useUrlParam("robot");
  const rows = useMemo(
    () =>
      robots && samples && now !== null
        ? [...robots.values()].map((robot) => robotRow(robot, samples.get(robot.robot_id), now))
        : null,
    [robots, samples, now],
  );
  if (!robots || !rows || now === null) return <RobotsSkeleton />;
  if (rows.length === 0 && openId === null) return <NoRobots />;
  const list = (
    <RobotList
      rows={rows}
      now={now}
      openId={openId}
      onOpen={(id) => setOpenId(id, openId === null ? "push" : "replace")}
    />
  );
  const robot = openId === null ? undefined : robots.get(openId);
  const row = rows.find(({ id }) => id === openId);
  return (
    <ListAndDetail
      list={list}
      detail={
        openId === null ? null : (
          <RobotDetail
            key={openId}
            id={openId}
            robot={robot}
            row={row}
            latest={samples?.get(openId)}
            now={now}
            onClose={() => setOpenId(null)}
          />
        )
      }
    />
  );
}

interface RobotListProps {
  rows: readonly RobotRow[];
  now: number;
  openId: string | null;
  onOpen: (id: string) => void;
}

function RobotList({ rows, now, openId, onOpen }: RobotListProps) {
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
          {!rail && (
            <Button icon={Plug} onClick={() => setConnecting(true)} className="ms-auto">
              Connect a robot
            </Button>
          )}
        </div>
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

/** Before the first one ever: how one comes here. */
function NoRobots() {
  return (
    <div className="mx-auto w-full max-w-2xl rounded-card border border-line bg-surface-1 p-4 sm:p-6">
      <h2 className="font-medium text-16">No robot has connected yet</h2>
      <p className="mt-1 mb-4 max-w-prose text-normal">
        This page waits for the first one. Run one of these programs, and the robot appears here the moment it
        connects, with its values live.
      </p>
      <ConnectRobot />
    </div>
  );
}

function RobotsSkeleton() {
  return (
    <Loading what="the robots">
      <div className="flex h-[calc(100dvh-7.5rem)] flex-col gap-3">
        <Skeleton className="h-15 w-full" />
        <Skeleton className="min-h-0 w-full flex-1" />
      </div>
    </Loading>
  );
}
