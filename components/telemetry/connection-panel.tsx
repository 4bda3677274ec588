"use client";

import type { ReactNode } from "react";
import { Truth } from "#components/history/truth";
import { Ago } from "#components/ui/ago";
import { Num } from "#components/ui/num";
import { Panel } from "#components/ui/panel";
import { StateIcon, type StateName } from "#components/ui/state";
import { formatBytes, formatMs, formatRate } from "#lib/format";
import { type Fingerprint, fingerprint, fingerprintWords } from "#lib/telemetry/fingerprint";
import type { LatestSample } from "#lib/telemetry/sample";
import type { RobotState } from "#lib/telemetry/state";
import { knownSince } from "./known-since.ts";

const LOOK: Record<Fingerprint["kind"], StateName> = {
  periodic: "warning",
  flapping: "warning",
  short: "warning",
  stable: "ok",
  new: "unknown",
};

interface ConnectionPanelProps {
  robot: RobotState;
  latest: LatestSample | undefined;
  now: number;
}

/** How the robot's connections usually go, in words, and which sessions say so. */
export function ConnectionPanel({ robot, latest, now }: ConnectionPanelProps) {
  const print = fingerprint({
    sessions: robot.sessions,
    openSince: robot.connections[0]?.connected_at ?? null,
    knownSince: knownSince(robot),
    now,
  });
  const { title, sentence, why } = fingerprintWords(print);
  return (
    <Panel title="Connection">
      <p className="flex items-center gap-1.5 font-medium text-16 text-strong">
        <StateIcon state={LOOK[print.kind]} label="Fingerprint:" size={16} />
        <span className="figures">{title}</span>
      </p>
      <p className="mt-1 max-w-prose">{sentence}</p>
      <p className="figures mt-1 max-w-prose text-12 text-quiet">{why}</p>
      <Measured quality={robot.quality} latest={latest} />
    </Panel>
  );
}

interface MeasuredProps {
  quality: RobotState["quality"];
  latest: LatestSample | undefined;
}

/** What the server measured itself, whatever the robot claims; nothing before it has. */
function Measured({ quality, latest }: MeasuredProps) {
  const skew = latest?.clock_skew_seconds;
  const interval = latest?.interval_seconds;
  if (!quality && skew === undefined && interval === undefined) return null;
  return (
    <dl className="mt-3 flex flex-wrap gap-x-8 gap-y-2 border-grid border-t pt-3">
      {quality && (
        <>
          <Fact name="Round trip">
            <Truth origin={{ kind: "event", streamId: quality.stream_id }}>
              <Num value={quality.latency_ms} unit="ms" digits={0} />
            </Truth>
          </Fact>
          <Fact name="Jitter">
            <Num value={quality.jitter_ms} unit="ms" digits={0} />
          </Fact>
          <Fact name="Missed probes">
            <Num value={quality.missed_probes} /> of <Num value={quality.probes} />
          </Fact>
          <Fact name="Messages">
            <Num value={quality.messages_per_second} unit="/s" format={formatRate} />
          </Fact>
          <Fact name="Data">{formatBytes(quality.bytes_per_second)}/s</Fact>
          <Fact name="Refused">
            <Num value={quality.refused_messages} />
          </Fact>
          <Fact name="Measured">
            <Ago at={quality.measured_at} />
          </Fact>
        </>
      )}
      {interval !== undefined && <Fact name="Usual interval">{formatMs(interval * 1000)}</Fact>}
      {skew !== undefined && <Fact name="Its clock">{skewWords(skew)}</Fact>}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-12 text-quiet">{name}</dt>
      <dd className="figures text-normal">{children}</dd>
    </div>
  );
}

// Less than a network may take is no fault of a clock.
const SKEW_WORTH_SECONDS = 1;

const skewWords = (seconds: number): string =>
  Math.abs(seconds) < SKEW_WORTH_SECONDS
    ? "right"
    : `${formatMs(Math.abs(seconds) * 1000)} ${seconds > 0 ? "ahead" : "behind"}`;
