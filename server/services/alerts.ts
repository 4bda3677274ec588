import type { RuleList, WhatIf, WhatIfQuery } from "#lib/alerts/api";
import type {
  AcknowledgeRequest,
  AlertList,
  AlertsQuery,
  AlertView,
  MuteRequest,
  MuteView,
  RuleAnswer,
  RuleRequest,
  SnoozeRequest,
} from "#lib/alerts/api-alerts";
import type {
  ChannelList,
  ChannelRequest,
  ChannelView,
  DeliveryList,
  DeliveryView,
} from "#lib/alerts/api-delivery";
import type { Subject } from "#lib/alerts/track";

export interface AlertsService {
  list(query: AlertsQuery): AlertList;
  /** "not_found" for an alert never seen, "conflict" for one that is over; here and below. */
  acknowledge(alertId: string, request: AcknowledgeRequest): Promise<AlertView>;
  snooze(alertId: string, request: SnoozeRequest): Promise<AlertView>;
  mute(request: MuteRequest): Promise<MuteView>;
  /** "not_found" when it isn't muted. */
  unmute(subject: Subject): Promise<MuteView>;
  rules(): RuleList;
  /** "invalid" naming `kind` when it isn't that of the rule there is. */
  putRule(ruleId: string, request: RuleRequest): Promise<RuleAnswer>;
  channels(): Promise<ChannelList>;
  /** "invalid" naming `url` for an address that nothing is sent to, "conflict" when there are too many. */
  addChannel(request: ChannelRequest): Promise<ChannelView>;
  /** "not_found", here and below. */
  removeChannel(channelId: string): Promise<ChannelView>;
  testChannel(channelId: string): Promise<DeliveryView>;
  deliveries(): Promise<DeliveryList>;
  /** "not_found". */
  resetRule(ruleId: string): Promise<RuleAnswer>;
  /** "invalid" naming `from`; "history_unavailable" while the history can't be read. */
  whatIf(query: WhatIfQuery): Promise<WhatIf>;
}
