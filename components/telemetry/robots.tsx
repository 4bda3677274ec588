"use client";

import { Plug } from "lucide-react";
import dynamic from "next/dynamic";
import { memo, useState } from "react";
import { buttonClass } from "#components/ui/button";
import { Loading, Skeleton } from "#components/ui/empty";
import { Link } from "#components/ui/link";
import { useLive, useReplay } from "#lib/live/use-live";
import { NotYetThen } from "../history/not-yet-then.tsx";
import { useProof } from "../history/use-proof.ts";
import { useFreshSamples, useViewTime } from "../shell/use-view.ts";
import { ListAndDetail } from "../ui/list-and-detail.tsx";
import { usePreload } from "../ui/use-preload.ts";
import { useSteadyCall } from "../ui/use-steady-call.ts";
import { useUrlParam } from "../ui/use-url-param.ts";
import type { FirstRobots } from "./first-robots.ts";
import { ONLY_PUBLISHED } from "./not-recorded.tsx";
import { RobotList } from "./robot-list.tsx";
import { type RobotRow, robotRow } from "./robot-rows.ts";
import { SHOWN_METRICS } from "./shown-metrics.ts";
import { useRobotRows } from "./use-robot-rows.ts";

const openDetail = () => import("./robot-detail.tsx");
const PRELOADED = [openDetail, () => import("./robot-history.tsx")];
const RobotDetail = dynamic(() => openDetail().then((module) => module.RobotDetail), {
  ssr: false,
  loading: () => <DetailSkeleton />,
});

/** Who is there, and how they do. `first` stands in until the state is here. */
export function Robots({ first }: { first: FirstRobots | null }) {
  const robots = useLive(({ live }) => (live.kind === "live" ? live.state.telemetry.robots : null));
  const samples = useFreshSamples();
  const now = useViewTime();
  const proof = useProof();
  const rows = useRobotRows(robots, samples, now, proof);
  const [openId, setOpenId] = useUrlParam("robot");
  const [cameFrom, setCameFrom] = useState(openId);
  if (openId !== null && openId !== cameFrom) setCameFrom(openId);
  const open = useSteadyCall((id: string) => setOpenId(id, openId === null ? "push" : "replace"));
  usePreload(PRELOADED);
  const replaying = useReplay(() => true) ?? false;
  const live = robots && rows && now !== null ? { robots, rows, now } : null;
  const standIn = live || replaying ? null : first;
  if (!live && !standIn) return <RobotsSkeleton />;
  if (openId === null && isNobody(live?.rows, standIn))
    return replaying ? <NotYetThen title="No robot had been seen by then" /> : <NoRobots />;
  const list = (
    <List
      note={replaying && openId === null ? ONLY_PUBLISHED : null}
      rows={live?.rows ?? NONE}
      first={standIn}
      openId={openId}
      cameFrom={cameFrom}
      onOpen={open}
    />
  );
  const robot = openId === null ? undefined : live?.robots.get(openId);
  const latest = openId === null ? undefined : samples?.get(openId);
  return (
    <ListAndDetail
      openKey={openId}
      what="This robot"
      list={list}
      detail={
        openId === null ? null : live === null ? (
          <DetailSkeleton />
        ) : (
          <RobotDetail
            id={openId}
            robot={robot}
            row={robot && robotRow(robot, latest, live.now, proof)}
            latest={latest}
            proof={proof}
            now={live.now}
            onClose={() => setOpenId(null)}
          />
        )
      }
    />
  );
}

const NONE: readonly RobotRow[] = [];

/** Drawn again when its rows are others, not with each of the ten views a second. */
const List = memo(RobotList);

const isNobody = (rows: readonly RobotRow[] | undefined, first: FirstRobots | null): boolean =>
  rows ? rows.length === 0 : first?.counts.known === 0 && first.counts.hidden === 0;

/** Before the first one ever: how one comes here. */
function NoRobots() {
  return (
    <div className="mx-auto w-full max-w-2xl rounded-card border border-line bg-surface-1 p-4 sm:p-6">
      <h2 className="font-medium text-16">No robot has connected yet</h2>
      <p className="mt-1 mb-4 max-w-prose text-normal">
        This page waits for the first one: a robot appears here the moment it connects, with its values live.
        There are programs to copy for JavaScript, Python and plain WebSocket, filled with this server's
        address.
      </p>
      <Link href="/robots/connect" className={buttonClass("primary")}>
        <Plug aria-hidden size={15} />
        Connect a robot
      </Link>
    </div>
  );
}

/** Its head, which span its charts show and how, and the charts. */
const DetailSkeleton = () => (
  <Loading what="the robot">
    <div className="flex flex-col gap-3">
      <Skeleton className="h-55.25 max-sm:pointer-coarse:h-64.25 sm:h-31.5 xl:h-21.5" />
      <div className="grid gap-3 sm:grid-cols-[14rem_minmax(0,1fr)]">
        <Skeleton className="h-8 pointer-coarse:h-11" />
        <Skeleton className="h-8 pointer-coarse:h-11" />
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        {SHOWN_METRICS.map((metric) => (
          <Skeleton key={metric} className="h-46.5" />
        ))}
      </div>
    </div>
  </Loading>
);

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
