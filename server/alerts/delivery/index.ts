import type {
  ChannelList,
  ChannelRequest,
  ChannelView,
  DeliveryList,
  DeliveryView,
} from "#lib/alerts/api-delivery";
import { toSeconds } from "#lib/time";
import type { TailListener } from "#server/events/tail";
import { keepLease } from "../lease.ts";
import { createChannels } from "./channels.ts";
import { attempted, deliveryPut, newDelivery, oldTests, readDeliveries, viewOf } from "./deliveries.ts";
import { messageFor, testMessage } from "./message.ts";
import { type Message, type Outcome, post } from "./post.ts";
import { type Round, type RoundOptions, startRound } from "./round.ts";

const LEASE_NAME = "alerts:delivery";
/** What begins together is told together: a gateway's robots drop within seconds. */
const GATHER_MS = 4_000;
const SEND_EVERY_MS = 500;
const DELIVERIES_SHOWN = 200;

export interface DeliveryOptions
  extends Omit<RoundOptions, "lease" | "start" | "channels" | "send" | "onOvertaken" | "now" | "tail"> {
  tail: RoundOptions["tail"] & { listen(listener: Partial<TailListener>): void };
  holder: string;
  /** Whether a channel may be on this machine or in an internal network. */
  allowInternal: boolean;
  now?: () => number;
  gatherMs?: number;
  sendEveryMs?: number;
  /** How long a receiver may take. */
  timeoutMs?: number;
}

export type Delivery = ReturnType<typeof createDelivery>;

/**
 * Delivers alerts to the channels that operators configured, once per system. Nobody waits for it: it reads the alerts'
 * events from the history, and keeps what is to be sent in the records until it is.
 */
export function createDelivery(options: DeliveryOptions) {
  const { records, tail, holder, logger, allowInternal, now = Date.now } = options;
  const { gatherMs = GATHER_MS, sendEveryMs = SEND_EVERY_MS, timeoutMs } = options;
  const channels = createChannels({ records, allowInternal, now });
  const send = (message: Message, signal: AbortSignal): Promise<Outcome> =>
    post(message, { allowInternal, signal, ...(timeoutMs !== undefined && { timeoutMs }) });
  const begin = tail.cursor();
  let round: Round | null = null;
  let gathering: NodeJS.Timeout | null = null;

  function gather(): void {
    gathering ??= setTimeout(() => {
      gathering = null;
      round?.read();
    }, gatherMs);
  }

  tail.listen({
    events(_from, _to, events) {
      if (!round || !events.some(({ type }) => type.startsWith("alert."))) return;
      round.told();
      gather();
    },
  });
  const lease = keepLease({
    records,
    name: LEASE_NAME,
    holder,
    logger,
    onHeld(held) {
      round = startRound({
        ...options,
        now,
        lease: held,
        start: begin,
        channels: channels.all,
        send,
        onOvertaken: overtaken,
      });
      // What was told while nobody delivered.
      round.told();
      gather();
    },
    onLost: lost,
  });
  const timer = setInterval(() => {
    void round?.send();
    // It was told in the middle of a look, the history could not be read, or a silence is over.
    if (round?.isUnread()) gather();
  }, sendEveryMs);

  function overtaken(): void {
    lost();
    lease.forget();
  }

  function lost(): void {
    round?.stop();
    round = null;
  }

  return {
    channels: (): Promise<ChannelList> => channels.list(),
    addChannel: (request: ChannelRequest): Promise<ChannelView> => channels.add(request),
    removeChannel: (id: string): Promise<ChannelView> => channels.remove(id),

    /** Sends one message now, once. "not_found". */
    async testChannel(id: string): Promise<DeliveryView> {
      const channel = await channels.one(id);
      const at = toSeconds(now());
      const delivery = newDelivery(id, testMessage(at), at);
      const message = messageFor(channel, delivery.id, delivery.told, at);
      const outcome = await send(message, new AbortController().signal);
      const done = attempted(delivery, outcome.ok ? outcome : { ...outcome, again: false }, at);
      const deletes = oldTests(await readDeliveries(records));
      await records.commit({ puts: [deliveryPut(done)], deletes });
      return viewOf(done);
    },

    async deliveries(): Promise<DeliveryList> {
      const newest = (await readDeliveries(records)).sort((a, b) => (a.key > b.key ? -1 : 1));
      return { deliveries: newest.slice(0, DELIVERIES_SHOWN).map(viewOf) };
    },

    async close(): Promise<void> {
      clearInterval(timer);
      if (gathering) clearTimeout(gathering);
      await lease.close(async () => round?.end());
      lost();
    },
  };
}
