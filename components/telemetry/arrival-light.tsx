"use client";

import { Check, type LucideIcon, Plug, PlugZap } from "lucide-react";
import type { ReactNode } from "react";
import { Ago, Clock } from "#components/ui/ago";
import { Id } from "#components/ui/id";
import { Link } from "#components/ui/link";
import { Num } from "#components/ui/num";
import { reasonWords } from "#lib/events/sentence";
import { useConnection, useLive, useNow, useReplay, useRobotPoints } from "#lib/live/use-live";
import { type Arrival, arrivalOf } from "#lib/telemetry/arrival";
import { STANDARD_METRICS } from "#lib/telemetry/standard-metrics";
import { isBlocked } from "#lib/telemetry/state";
import { linkTo } from "../shell/pages.ts";
import { METRICS } from "./metric-value.tsx";
import { RobotRemarks } from "./robot-remarks.tsx";

const LAMPS: Record<Arrival["kind"], { Icon: LucideIcon; look: string }> = {
  waiting: { Icon: Plug, look: "border-line-strong border-dashed text-quiet" },
  connected: { Icon: PlugZap, look: "border-active bg-active-ground text-active" },
  reporting: { Icon: Check, look: "border-ok bg-ok text-on-accent" },
};

/** A light that turns on when a robot's first sample arrives, and says in words how far it has come. */
export function ArrivalLight({ robotId }: { robotId: string }) {
  const robot = useLive(({ live }) =>
    live.kind === "live" ? live.state.telemetry.robots.get(robotId) : undefined,
  );
  const points = useRobotPoints(robotId);
  const replaying = useReplay(() => true) ?? false;
  const now = useNow() ?? 0;
  const blocked = robot !== undefined && isBlocked(robot, now);
  const arrival = arrivalOf(robot, points);
  const { Icon, look } = LAMPS[arrival.kind];
  return (
    <section
      aria-label="Has it arrived?"
      className="flex min-h-36 min-w-0 items-start gap-3 rounded-card border border-line bg-surface-1 p-4"
    >
      <span
        data-lamp={arrival.kind}
        className={`flex size-10 shrink-0 items-center justify-center rounded-full border-2 transition-colors duration-150 motion-reduce:transition-none ${look}`}
      >
        <Icon aria-hidden size={20} />
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        {/* The whole of it is read again when a word of it changes: what changes all the time stands outside. */}
        <p role="status" aria-atomic className="font-medium text-14 text-strong">
          <Headline arrival={arrival} robotId={robotId} />
        </p>
        {replaying ? (
          <p className="text-quiet">This is a moment of the past. Return to live to see it come.</p>
        ) : (
          <Details arrival={arrival} robotId={robotId} blocked={blocked} />
        )}
        {robot && <RobotRemarks robot={robot} />}
      </div>
    </section>
  );
}

function Headline({ arrival, robotId }: { arrival: Arrival; robotId: string }) {
  const id = <Id value={robotId} max={28} plain />;
  switch (arrival.kind) {
    case "waiting":
      return <>Waiting for {id}</>;
    case "connected":
      return <>{id} is connected; its first sample has not come yet</>;
    case "reporting":
      return arrival.firstAt === null ? (
        <>{id} is connected and reports</>
      ) : (
        <>
          {id} is connected; its first sample came at <Clock at={arrival.firstAt} />
        </>
      );
  }
}

interface DetailsProps {
  arrival: Arrival;
  robotId: string;
  blocked: boolean;
}

function Details({ arrival, robotId, blocked }: DetailsProps) {
  switch (arrival.kind) {
    case "waiting":
      return (
        <p className="text-quiet">
          {arrival.last && (
            <>
              It left at <Clock at={arrival.last.at} />: {reasonWords(arrival.last.reason)}.{" "}
            </>
          )}
          {blocked ? (
            <>
              Its program is turned away while it is blocked; an operator can let it in again on{" "}
              <Link href={linkTo.robot(robotId)} className="text-accent underline">
                its page
              </Link>
              .
            </>
          ) : (
            <>
              Run the program: this turns on by itself. If it doesn’t, the program prints why
              <IfAsked />.
            </>
          )}
        </p>
      );
    case "connected":
      return (
        <p className="text-quiet">
          Since <Clock at={arrival.since} />. It turns green with the first sample.
        </p>
      );
    case "reporting":
      return (
        <>
          <Values metrics={arrival.metrics} />
          <div className="flex flex-wrap items-center gap-x-4 text-12 text-quiet">
            <span>
              Last sample <Ago at={arrival.lastAt} />
            </span>
            <Link
              href={linkTo.robot(robotId)}
              className="inline-flex min-h-8 items-center font-medium text-accent hover:underline pointer-coarse:min-h-11"
            >
              See it live
            </Link>
          </div>
        </>
      );
  }
}

/** What most often is wrong where robots are asked for a token. */
function IfAsked() {
  const asked = useConnection((view) => view.welcome?.you != null);
  return asked ? <>: mostly a token that is missing, revoked or another robot’s</> : null;
}

function Values({ metrics }: { metrics: Record<string, number> }) {
  const standard = STANDARD_METRICS.filter((metric) => metrics[metric] !== undefined);
  const own = Object.keys(metrics).filter((name) => !Object.hasOwn(METRICS, name));
  const value = (name: string, label: ReactNode, unit?: string) => (
    <div key={name} className="flex items-baseline gap-1.5">
      <dt className="text-12 text-quiet">{label}</dt>
      <dd className="text-strong">
        <Num value={metrics[name]} unit={unit} />
      </dd>
    </div>
  );
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-1">
      {standard.map((metric) => value(metric, METRICS[metric].name, METRICS[metric].unit))}
      {own.map((name) => value(name, <span className="break-all font-mono">{name}</span>))}
    </dl>
  );
}
