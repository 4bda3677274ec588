"use client";

import { Sparkline } from "#components/chart/sparkline";
import { LEVEL_METRICS } from "#lib/alerts/conditions";
import { thresholdWords, valueWords } from "#lib/alerts/rule-words";
import type { AlertState } from "#lib/alerts/state";
import { useLiveState } from "#lib/live/use-live";
import { durationMs } from "#lib/metrics/status";
import type { MetricHistory } from "#lib/telemetry/api-history";
import { useAsked } from "../../ui/use-asked.ts";
import { useSeen } from "../../ui/use-seen.ts";
import { alertPoints } from "./alert-points.ts";

const AROUND_SECONDS = 900;
const AGAIN_MS = 60_000;
const STEP_SECONDS = 60;
const HEIGHT = 32;

/** The value over the time around an alert, against its limit; nothing where no number was compared. */
export function AlertChart({ alert, now }: { alert: AlertState; now: number }) {
  if (alert.kind in LEVEL_METRICS) return <MetricChart alert={alert} now={now} />;
  if (alert.kind === "job_slow") return <RunsChart alert={alert} />;
  return null;
}

/** Hundreds may be low on battery: only what is looked at is asked for. */
function MetricChart(props: { alert: AlertState; now: number }) {
  const [place, seen] = useSeen();
  return (
    <div ref={place} className="w-32 shrink-0" style={{ height: HEIGHT }}>
      {seen && <SeenMetric {...props} />}
    </div>
  );
}

function SeenMetric({ alert, now }: { alert: AlertState; now: number }) {
  const to = Math.ceil((alert.cleared_at ?? now) / STEP_SECONDS) * STEP_SECONDS;
  const from = Math.max(alert.since - AROUND_SECONDS, to - 4 * 3600);
  const metric = LEVEL_METRICS[alert.kind as keyof typeof LEVEL_METRICS];
  const query = new URLSearchParams({ metric, from: String(Math.floor(from)), to: String(to) });
  const path = `/api/telemetry/robots/${encodeURIComponent(alert.subject.id)}/history?${query}`;
  const { asked } = useAsked<MetricHistory>(path, AGAIN_MS);
  const points = asked.kind === "known" ? alertPoints(asked.value, alert) : [];
  return <Limited alert={alert} points={points} xRange={[from, to]} />;
}

function RunsChart({ alert }: { alert: AlertState }) {
  const { state } = useLiveState();
  const runs = state.metrics.jobs.get(alert.subject.id)?.runs ?? [];
  const points = runs.slice(-40).flatMap((run) => {
    const took = durationMs(run);
    return took === null ? [] : [{ x: run.started_at ?? 0, y: took }];
  });
  return <Limited alert={alert} points={points} />;
}

interface LimitedProps {
  alert: AlertState;
  points: readonly { x: number; y: number | null }[];
  xRange?: readonly [number, number];
}

function Limited({ alert, points, xRange }: LimitedProps) {
  const { kind, threshold, value } = alert;
  const high = Math.max(threshold * 1.15, ...points.map(({ y }) => y ?? 0));
  return (
    <div
      className="relative w-32 shrink-0"
      style={{ height: HEIGHT }}
      data-tip={`Limit ${thresholdWords(kind, threshold)}`}
    >
      <Sparkline
        label={`${valueWords(kind, value)}, limit ${thresholdWords(kind, threshold)}`}
        points={points}
        {...(xRange && { xRange })}
        yRange={[0, high]}
        height={HEIGHT}
      />
      <span
        aria-hidden
        className="absolute inset-x-0 border-warning border-t border-dashed"
        style={{ top: `${2 + (1 - threshold / high) * (HEIGHT - 4)}px` }}
      />
    </div>
  );
}
