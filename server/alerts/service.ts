import type { RuleList } from "#lib/alerts/api";
import type { AlertList, AlertsQuery } from "#lib/alerts/api-alerts";
import { listAlerts, rulesOf } from "#lib/alerts/view";
import type { State } from "#lib/fold";
import { toSeconds } from "#lib/time";
import type { HistoryReader } from "#server/history/port";
import type { SampleReader } from "#server/history/samples/index";
import type { Records } from "#server/store/port";
import type { Delivery } from "./delivery/index.ts";
import { createAlertOperators } from "./operators.ts";
import { createWhatIf } from "./what-if.ts";

export interface AlertsServiceOptions {
  records: Records;
  state(): State;
  history: Pick<HistoryReader, "page" | "outages">;
  samples: Pick<SampleReader, "robot">;
  delivery: Delivery;
  /** How often the own job is due. */
  intervalSeconds: number;
  now?: () => number;
}

/** Alerts as the API has them: what there is, what operators do about it, and what a rule would have told. */
export function createAlertsService(options: AlertsServiceOptions) {
  const { state, delivery, now = Date.now } = options;
  return {
    list: (query: AlertsQuery): AlertList => listAlerts(state(), query, toSeconds(now())),
    rules(): RuleList {
      const { alerts } = state();
      return { rules: rulesOf(alerts), changed: [...alerts.rules.keys()] };
    },
    ...createAlertOperators(options),
    channels: delivery.channels,
    addChannel: delivery.addChannel,
    removeChannel: delivery.removeChannel,
    testChannel: delivery.testChannel,
    deliveries: delivery.deliveries,
    ...createWhatIf({ ...options, ...options.history }),
  };
}
