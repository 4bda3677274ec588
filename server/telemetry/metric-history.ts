import { AppError } from "#lib/errors";
import type { State } from "#lib/fold";
import type { FleetHistory, MetricHistory, MetricHistoryQuery } from "#lib/telemetry/api-history";
import { sampleWindow } from "#lib/telemetry/history-window";
import { toSeconds } from "#lib/time";
import type { SampleReader } from "#server/history/samples/index";

export interface MetricHistoryOptions {
  samples: SampleReader;
  state(): State;
  now?: () => number;
}

/** What robots measured, from what is kept of their samples. */
export function createMetricHistory({ samples, state, now = Date.now }: MetricHistoryOptions) {
  return {
    /** "not_found" for a robot never seen; "invalid" naming `from` or `step`; "history_unavailable". */
    async history(robotId: string, { metric, ...asked }: MetricHistoryQuery): Promise<MetricHistory> {
      if (!state().telemetry.robots.has(robotId))
        throw new AppError("not_found", `Robot ${robotId} has never been seen`);
      const window = sampleWindow(asked, toSeconds(now()));
      const points = await samples.robot({ robotId, metric, window });
      const { from, to, step } = window;
      return { robot_id: robotId, metric, from, to, step_seconds: step, points };
    },
    /** "invalid" naming `from` or `step`; "history_unavailable". */
    async fleetHistory({ metric, ...asked }: MetricHistoryQuery): Promise<FleetHistory> {
      const window = sampleWindow(asked, toSeconds(now()));
      const found = await samples.fleet({ metric, window });
      const { from, to, step } = window;
      return { metric, from, to, step_seconds: step, ...found };
    },
  };
}
