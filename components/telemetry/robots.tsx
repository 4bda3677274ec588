"use client";

import { Plug } from "lucide-react";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { buttonClass } from "#components/ui/button";
import { Loading, Skeleton } from "#components/ui/empty";
import { Link } from "#components/ui/link";
import { useLive, useReplay } from "#lib/live/use-live";
import type { Proof } from "#lib/telemetry/proof";
import type { LatestSample } from "#lib/telemetry/sample";
import type { RobotState } from "#lib/telemetry/state";
import { usePaced } from "../chart/use-paced.ts";
import { useProof } from "../history/use-proof.ts";
import { useFreshSamples, useViewTime } from "../shell/use-view.ts";
import { ListAndDetail } from "../ui/list-and-detail.tsx";
import { usePreload } from "../ui/use-preload.ts";
import { useUrlParam } from "../ui/use-url-param.ts";
import type { FirstRobots } from "./first-robots.ts";
import { ONLY_PUBLISHED } from "./not-recorded.tsx";
import { RobotList } from "./robot-list.tsx";
import { createRowIndex, type RobotRow, robotRow } from "./robot-rows.ts";

// Robots may report ten times a second; nobody reads faster than this.
const REFRESH_MS = 500;
const openDetail = () => import("./robot-detail.tsx");
const PRELOADED = [openDetail, () => import("./robot-history.tsx"), () => import("../chart/line-plot.tsx")];
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
  const rows = useRows(robots, samples, now, proof);
  const [openId, setOpenId] = useUrlParam("robot");
  const [cameFrom, setCameFrom] = useState(openId);
  if (openId !== null && openId !== cameFrom) setCameFrom(openId);
  usePreload(PRELOADED);
  const replaying = useReplay(() => true) ?? false;
  const live = robots && rows && now !== null ? { robots, rows, now } : null;
  const standIn = live || replaying ? null : first;
  if (!live && !standIn) return <RobotsSkeleton />;
  if (openId === null && isNobody(live?.rows, standIn)) return <NoRobots />;
  const list = (
    <RobotList
      note={replaying && openId === null ? ONLY_PUBLISHED : null}
      rows={live?.rows ?? []}
      first={standIn}
      openId={openId}
      cameFrom={cameFrom}
      onOpen={(id) => setOpenId(id, openId === null ? "push" : "replace")}
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

const isNobody = (rows: readonly RobotRow[] | undefined, first: FirstRobots | null): boolean =>
  rows ? rows.length === 0 : first?.counts.known === 0 && first.counts.hidden === 0;

/** The rows of the list; null until all that they are made of is here. */
function useRows(
  robots: ReadonlyMap<string, RobotState> | null,
  samples: ReadonlyMap<string, LatestSample> | null,
  now: number | null,
  proof: Proof | null,
): readonly RobotRow[] | null {
  const [index] = useState(createRowIndex);
  const latest = useMemo(() => ({ robots, samples, now, proof }), [robots, samples, now, proof]);
  const paced = usePaced(latest, REFRESH_MS);
  // The first picture doesn't wait.
  const shown = paced.robots && paced.samples ? paced : latest;
  return useMemo(
    () =>
      shown.robots && shown.samples && shown.now !== null
        ? index(shown.robots, shown.samples, shown.now, shown.proof)
        : null,
    [index, shown],
  );
}

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

const DetailSkeleton = () => (
  <Loading what="the robot">
    <Skeleton className="h-96 w-full" />
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
