import { createDelivery, type DeliveryOptions } from "./delivery/index.ts";
import { type EvaluatorOptions, startEvaluator } from "./evaluator.ts";
import { type LevelsOptions, startLevels } from "./levels.ts";
import { type AlertsServiceOptions, createAlertsService } from "./service.ts";

type Options = EvaluatorOptions & DeliveryOptions & LevelsOptions & AlertsServiceOptions;

export interface AlertsOptions
  extends Pick<Options, "records" | "tail" | "history" | "samples" | "onSample" | "publish">,
    Pick<Options, "intervalSeconds" | "holder" | "allowInternal" | "logger"> {}

/** Alerts: rules over events and over samples, who is told of them, and their API. */
export function startAlerts(options: AlertsOptions) {
  const { tail, onSample, publish } = options;
  const evaluator = startEvaluator(options);
  const delivery = createDelivery(options);
  const levels = startLevels({ tail, onSample, publish });
  return {
    service: createAlertsService({ ...options, state: tail.state, delivery }),
    /** Each part waits a while for a store that is away: not one after the other. */
    async close(): Promise<void> {
      const closing = [evaluator.close(), delivery.close()];
      levels.close();
      await Promise.all(closing);
    },
  };
}
