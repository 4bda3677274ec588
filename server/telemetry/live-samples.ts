import type { SamplePoint } from "#lib/live/protocol";
import { TREND_SECONDS, TREND_STEP_SECONDS, type Trends, trendBegin } from "#lib/telemetry/trend";
import { toSeconds } from "#lib/time";
import type { Logger } from "#server/log";
import type { Records } from "#server/store/port";
import type { ReadSample } from "./intake.ts";
import { createLatest } from "./latest.ts";
import { createSeries, type Series } from "./series.ts";

export interface LiveSamplesOptions {
  records: Records;
  /** How far the live charts look back; 15 minutes when left out. */
  liveSeconds: number | undefined;
  logger: Logger;
  now(): number;
}

/** What the robots sent to this gateway: the latest values, and a short series for the live charts. */
export async function openLiveSamples({ records, liveSeconds, logger, now }: LiveSamplesOptions) {
  const latest = await createLatest(records, logger);
  const series = new Map<string, Series>();
  let forgotAt = 0;
  const listeners: ((robotId: string, point: SamplePoint) => void)[] = [];

  /** Charts look back so far: a series without a newer point shows nothing, and of robots that come and go there are ever more. */
  function forgetSilent(at: number): void {
    const before = at - TREND_SECONDS - TREND_STEP_SECONDS;
    for (const [robotId, own] of series) if (own.lastAt() < before) series.delete(robotId);
    forgotAt = at;
  }

  return {
    add(robotId: string, samples: readonly ReadSample[]): void {
      const at = toSeconds(now());
      for (const { metrics, robotTime } of samples) {
        // A late or repeated sample doesn't move a robot back in time.
        if (!latest.put(robotId, metrics, robotTime, at)) continue;
        let own = series.get(robotId);
        if (!own) {
          if (Math.abs(at - forgotAt) > TREND_STEP_SECONDS) forgetSilent(at);
          own = createSeries(liveSeconds);
          series.set(robotId, own);
        }
        own.add(at, metrics);
        for (const listener of listeners) listener(robotId, { at, metrics });
      }
    },
    latest: latest.all,
    points: (robotId: string): SamplePoint[] => series.get(robotId)?.points() ?? [],
    /** What the robots' metrics did in the last 15 minutes; those that reported nothing to this gateway are left out. */
    trends(robotIds: readonly string[]): Trends {
      const from = trendBegin(toSeconds(now()));
      const robots: Trends["robots"] = [];
      for (const robotId of robotIds) {
        const metrics = series.get(robotId)?.trend(from);
        const interval_seconds = latest.all().get(robotId)?.interval_seconds;
        if (metrics) robots.push([robotId, { metrics, ...(interval_seconds && { interval_seconds }) }]);
      }
      return { from, robots };
    },
    onSample: (listener: (robotId: string, point: SamplePoint) => void): void =>
      void listeners.push(listener),
    close: latest.close,
  };
}
