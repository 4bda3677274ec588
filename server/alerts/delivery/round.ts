import { heldBack, messagesFor, type News } from "#lib/alerts/messages";
import { isAppError, messageOf } from "#lib/errors";
import type { StoredEvent } from "#lib/events/envelope";
import type { State } from "#lib/fold";
import type { StreamId } from "#lib/stream-id";
import { toSeconds } from "#lib/time";
import type { HistoryReader } from "#server/history/port";
import type { Logger } from "#server/log";
import type { Cursor, Lease, Records } from "#server/store/port";
import type { Channel } from "./channels.ts";
import {
  attempted,
  DELIVERIES,
  DELIVERIES_KEPT,
  type Delivery,
  deliveryPut,
  givenUp,
  newDelivery,
  type Place,
  placePut,
  readDeliveries,
  readPlace,
  saidTo,
} from "./deliveries.ts";
import { messageFor, tell } from "./message.ts";
import type { Message, Outcome } from "./post.ts";

const PAGE = 500;
const CATCH_UP_MS = 10_000;

export interface RoundOptions {
  lease: Lease;
  records: Records;
  tail: { state(): State; cursor(): Cursor };
  history: Pick<HistoryReader, "page"> & { reached(streamId: StreamId, withinMs: number): Promise<boolean> };
  /** Where a system begins that has delivered nothing yet: what is told from here on is delivered. */
  start: Cursor;
  channels(): Promise<Channel[]>;
  send(message: Message, signal: AbortSignal): Promise<Outcome>;
  onOvertaken(): void;
  logger: Logger;
  now: () => number;
}

export type Round = ReturnType<typeof startRound>;

/**
 * One holder's time of delivering: what the alerts' events tell becomes deliveries in one fenced step with the place up to
 * which they were read, so that nothing becomes two; then each is sent, and what came of it written down.
 */
export function startRound(options: RoundOptions) {
  const { lease, records, tail, history, logger, now } = options;
  const deliveries = new Map<string, Delivery>();
  const sending = new Map<string, Promise<void>>();
  const abort = new AbortController();
  let place: Place | null = null;
  let reading: Promise<void> | null = null;
  /** Something was told since the last look, or that look failed. */
  let unread = false;
  let over = false;

  async function begin(): Promise<void> {
    for (const one of await readDeliveries(records)) deliveries.set(one.key, one);
    const saved = await readPlace(records);
    const here = tail.cursor();
    // Of another stream, or of a time before there was anything to deliver, nothing is told.
    place = [saved, options.start].find((one) => one?.epoch === here.epoch) ?? here;
    if (place !== saved) await records.commit({ puts: [placePut(place)], fence: lease });
  }

  async function read(): Promise<void> {
    if (!place) await begin();
    const here = tail.cursor();
    if (!place || !(await history.reached(here.streamId, CATCH_UP_MS)))
      throw new Error("the history is behind");
    const events: StoredEvent[] = [];
    for (let after: StreamId | null = place.streamId; after !== null; ) {
      const page = await history.page({ type: "alert.*", order: "oldest", limit: PAGE, after });
      events.push(...page.events.filter(({ late }) => !late));
      after = page.next;
    }
    const last = events.at(-1);
    const at = toSeconds(now());
    if ((!last && !isHeldOver(at)) || over) return;
    const idsOf = (...types: string[]) =>
      events.filter(({ type }) => types.includes(type)).map(({ payload }) => String(payload.alert_id));
    const begun = new Set([...(place.held ?? []), ...idsOf("alert.fired", "alert.reopened")]);
    const held = heldBack(tail.state().alerts, begun, at);
    const made = await deliveriesOf({ begun, over: new Set(idsOf("alert.cleared")) }, at);
    const reached = last ? { streamId: last.stream_id, eventId: last.id } : place;
    const next: Place = { ...place, ...reached, epoch: here.epoch, held };
    await records.commit({ puts: [placePut(next), ...made.map(deliveryPut)], fence: lease });
    place = next;
    for (const one of made) deliveries.set(one.key, one);
    await forget();
  }

  /** Whether the silence is over in which something began. */
  function isHeldOver(at: number): boolean {
    const held = place?.held ?? [];
    return heldBack(tail.state().alerts, held, at).length < held.length;
  }

  async function deliveriesOf(news: News, at: number): Promise<Delivery[]> {
    if (news.begun.size + news.over.size === 0) return [];
    const { alerts } = tail.state();
    return (await options.channels()).flatMap(({ id, severity }) =>
      messagesFor(alerts, news, saidTo(id, deliveries.values()), severity, at).map((message) =>
        newDelivery(id, tell(message.kind, message.dedup_key, message.incident, message.alerts), at),
      ),
    );
  }

  async function forget(): Promise<void> {
    const keys = [...deliveries.keys()].sort();
    const old = keys.slice(0, -DELIVERIES_KEPT).filter((key) => deliveries.get(key)?.state !== "waiting");
    if (old.length === 0) return;
    await records.commit({ deletes: old.map((key) => ({ collection: DELIVERIES, key })), fence: lease });
    for (const key of old) deliveries.delete(key);
  }

  async function sendNext(channels: readonly Channel[]): Promise<void> {
    const at = toSeconds(now());
    const due = [...deliveries.values()]
      .filter(({ state, next_at }) => state === "waiting" && next_at !== null && next_at <= at)
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    for (const one of due) {
      if (over || sending.has(one.channel_id)) continue;
      const channel = channels.find(({ id }) => id === one.channel_id);
      const work = sendOne(one, channel)
        .catch(failed)
        .finally(() => sending.delete(one.channel_id));
      sending.set(one.channel_id, work);
    }
  }

  async function sendOne(one: Delivery, channel: Channel | undefined): Promise<void> {
    const at = toSeconds(now());
    const next = channel
      ? attempted(one, await options.send(messageFor(channel, one.id, one.told, at), abort.signal), at)
      : givenUp(one, "its channel was removed");
    // Cut off by our own end: whoever comes next tries it.
    if (abort.signal.aborted && next.state !== "sent") return;
    deliveries.set(one.key, next);
    await records.commit({ puts: [deliveryPut(next)], fence: lease });
    if (next.state === "failed")
      logger.warn({ channelId: one.channel_id, reason: next.problem }, "an alert could not be delivered");
  }

  function failed(error: unknown): void {
    if (isAppError(error) && error.code === "conflict") options.onOvertaken();
    else logger.warn({ reason: messageOf(error) }, "alerts wait to be delivered");
  }

  return {
    /** Makes deliveries of what the alerts' events told since: what comes in the middle of it is for the next time. */
    read(): void {
      if (reading || over) return;
      unread = false;
      reading = read()
        .catch((error: unknown) => {
          unread = true;
          failed(error);
        })
        .finally(() => {
          reading = null;
        });
    },
    /** Something was told. */
    told(): void {
      unread = true;
    },
    /** Whether there is something to look at. */
    isUnread: (): boolean => unread || isHeldOver(toSeconds(now())),
    /** Sends what is due: of each channel one after the other. */
    async send(): Promise<void> {
      const waiting = [...deliveries.values()].some(({ state }) => state === "waiting");
      if (waiting && !over) await options.channels().then(sendNext).catch(failed);
    },
    stop(): void {
      over = true;
      abort.abort();
    },
    /** What is on its way arrives, and is written down: at most the 5 s that an attempt may take. */
    async end(): Promise<void> {
      over = true;
      await reading;
      await Promise.all(sending.values());
    },
  };
}
