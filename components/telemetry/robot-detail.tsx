"use client";

import { Plug, ScrollText } from "lucide-react";
import { type Origin, Truth } from "#components/history/truth";
import { Ago } from "#components/ui/ago";
import { Button, buttonClass } from "#components/ui/button";
import { Empty } from "#components/ui/empty";
import { CopyButton } from "#components/ui/id";
import { Json } from "#components/ui/json";
import { Link } from "#components/ui/link";
import { Panel } from "#components/ui/panel";
import { usePreferences } from "#components/ui/preferences-provider";
import { StateBadge } from "#components/ui/state";
import { formatNumber } from "#lib/format";
import { useReplay } from "#lib/live/use-live";
import { presenceOrigin } from "#lib/overview/origins";
import type { Proof } from "#lib/telemetry/proof";
import type { LatestSample } from "#lib/telemetry/sample";
import { presenceSentence } from "#lib/telemetry/sentence";
import type { RobotState } from "#lib/telemetry/state";
import { toIso } from "#lib/time";
import { linkTo } from "../shell/pages.ts";
import { DetailHead } from "../ui/detail-head.tsx";
import { InTurn } from "../ui/in-turn.tsx";
import { ConnectionPanel } from "./connection-panel.tsx";
import { OperateButton } from "./operate.tsx";
import { RobotMetrics } from "./robot-metrics.tsx";
import { RobotRemarks } from "./robot-remarks.tsx";
import type { RobotRow } from "./robot-rows.ts";
import { SessionsTable } from "./sessions-table.tsx";
import { StateTimeline } from "./state-timeline.tsx";

interface RobotDetailProps {
  id: string;
  /** Undefined when no robot with this id has ever been seen. */
  robot: RobotState | undefined;
  row: RobotRow | undefined;
  latest: LatestSample | undefined;
  proof: Proof | null;
  now: number;
  onClose: () => void;
}

/** One robot: whether it is there, how it does, and how its connections went. */
export function RobotDetail({ id, robot, row, latest, proof, now, onClose }: RobotDetailProps) {
  const { zone } = usePreferences();
  const replaying = useReplay(() => true) ?? false;
  if (!robot || !row) return <UnknownRobot id={id} onClose={onClose} />;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <DetailHead
        id={id}
        badges={
          <Truth origin={presenceOf(robot, row)}>
            <StateBadge state={row.state} />
          </Truth>
        }
        actions={
          <>
            <Link href={linkTo.robotEvents(id)} className={buttonClass()}>
              <ScrollText aria-hidden size={15} />
              Its events
            </Link>
            <Link href={linkTo.connect(id)} className={buttonClass()}>
              <Plug aria-hidden size={15} />
              How it connects
            </Link>
            <OperateButton robot={robot} />
          </>
        }
        backTo="All robots"
        onClose={onClose}
      >
        <p className="figures max-w-3xl">
          {presenceSentence({ robot, latest, is: row.is, proof, now, zone, past: replaying })}
        </p>
        <RobotRemarks robot={robot} />
      </DetailHead>
      <RobotMetrics robot={robot} row={row} now={now} />
      <StateTimeline robot={robot} row={row} now={now} />
      {/* Below what a screen shows at first. */}
      <InTurn meanwhile={null}>
        <ConnectionPanel robot={robot} latest={latest} now={now} />
        <div className="grid items-start gap-3 lg:grid-cols-[3fr_2fr]">
          <Panel title="Sessions" sub={`${formatNumber(robot.sessions.length)} ended`} flush>
            <SessionsTable row={row} now={now} />
          </Panel>
          <Panel
            title={replaying ? "Last published values" : "Last sample"}
            sub={row.values && <Ago at={row.values.at} />}
            actions={row.values && <CopyButton text={sampleText(row.values)} label="Copy the sample" />}
          >
            {row.values ? (
              <Json value={sampleOf(row.values)} />
            ) : (
              <p className="text-quiet">
                {replaying
                  ? "No event had published any by then."
                  : "It has never sent one. The first appears here by itself."}
              </p>
            )}
          </Panel>
        </div>
      </InTurn>
    </div>
  );
}

/** Its silence is told by its last sample; all else by its coming and going. */
const presenceOf = (robot: RobotState, { state, is }: RobotRow): Origin =>
  state === "stale" ? { kind: "sample", at: is.since } : { kind: "event", streamId: presenceOrigin(robot) };

const sampleOf = ({ at, metrics }: NonNullable<RobotRow["values"]>) => ({
  received_at: toIso(at),
  ...metrics,
});
const sampleText = (values: NonNullable<RobotRow["values"]>) => JSON.stringify(sampleOf(values), null, 2);

function UnknownRobot({ id, onClose }: { id: string; onClose: () => void }) {
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <DetailHead id={id} backTo="All robots" onClose={onClose} />
      <Panel>
        <Empty
          title="No robot with this id has ever been seen"
          action={
            <div className="flex flex-wrap justify-center gap-2">
              <Button onClick={onClose}>See all robots</Button>
              <Link href={linkTo.connect(id)} className={buttonClass("primary")}>
                <Plug aria-hidden size={15} />
                Connect it
              </Link>
            </div>
          }
        >
          The link may be mistyped, or the robot is yet to come.
        </Empty>
      </Panel>
    </div>
  );
}
