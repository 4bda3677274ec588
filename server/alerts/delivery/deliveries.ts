import type { DeliveryView } from "#lib/alerts/api-delivery";
import type { Said } from "#lib/alerts/messages";
import type { Cursor, Records } from "#server/store/port";
import type { Told } from "./message.ts";
import type { Outcome } from "./post.ts";

export const DELIVERIES = "alerts:deliveries";
const PLACE = "alerts:delivery";
/** What is neither waiting nor among the newest of these is forgotten. */
export const DELIVERIES_KEPT = 200;

/** Waits grow from two seconds to five minutes: an hour of trying, about. */
const FIRST_WAIT_SECONDS = 2;
const LONGEST_WAIT_SECONDS = 300;
const ATTEMPTS_MAX = 18;

/** One message to one channel, as it is kept. Times are Unix seconds. */
export interface Delivery extends Omit<DeliveryView, "sentence" | "alerts" | "kind"> {
  /** Orders them. */
  key: string;
  told: Told;
}

export function newDelivery(channelId: string, told: Told, at: number): Delivery {
  const id = crypto.randomUUID();
  return {
    id,
    key: `${String(Math.round(at * 1000)).padStart(16, "0")}.${id}`,
    channel_id: channelId,
    told,
    state: "waiting",
    attempts: 0,
    created_at: at,
    attempted_at: null,
    next_at: at,
    status: null,
    problem: null,
  };
}

/** After an attempt at `at`: sent, to be tried again, or given up. */
export function attempted(delivery: Delivery, outcome: Outcome, at: number): Delivery {
  const attempts = delivery.attempts + 1;
  const base = { ...delivery, attempts, attempted_at: at, status: outcome.status };
  if (outcome.ok) return { ...base, state: "sent", next_at: null, problem: null };
  const again = outcome.again && attempts < ATTEMPTS_MAX;
  const wait = Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (attempts - 1));
  return {
    ...base,
    state: again ? "waiting" : "failed",
    next_at: again ? at + wait : null,
    problem: outcome.problem,
  };
}

export const givenUp = (delivery: Delivery, problem: string): Delivery => ({
  ...delivery,
  state: "failed",
  next_at: null,
  problem,
});

export const viewOf = ({ key: _, told, ...rest }: Delivery): DeliveryView => ({
  ...rest,
  kind: told.kind,
  sentence: told.incident.sentence,
  alerts: told.total,
});

/** What a channel was told that isn't over; what could not be delivered was never said. */
export function saidTo(
  channelId: string,
  deliveries: Iterable<Delivery>,
): (Said & { alert_ids: string[] })[] {
  const said = new Map<string, Said & { alert_ids: string[] }>();
  const own = [...deliveries].filter((one) => one.channel_id === channelId && one.state !== "failed");
  for (const { told } of own.sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const { kind, dedup_key, alerts } = told;
    if (kind === "resolved") said.delete(dedup_key);
    else if (kind !== "test") {
      const before = said.get(dedup_key)?.alert_ids ?? [];
      said.set(dedup_key, { dedup_key, alert_ids: [...before, ...alerts.map(({ alert_id }) => alert_id)] });
    }
  }
  return [...said.values()];
}

const TESTS_KEPT = 20;

/** Tests are sent by whichever gateway is asked: they are bounded by themselves. */
export const oldTests = (deliveries: readonly Delivery[]) =>
  deliveries
    .filter(({ told }) => told.kind === "test")
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, -TESTS_KEPT)
    .map(({ key }) => ({ collection: DELIVERIES, key }));

export const readDeliveries = async (records: Records): Promise<Delivery[]> =>
  (await records.list<Delivery>(DELIVERIES)).map(({ value }) => value);

/** How far the alerts' events have become deliveries. */
export interface Place extends Cursor {
  /** Ids of alerts that began in silence: they are told when that ends. */
  held?: readonly string[];
}

export const readPlace = async (records: Records): Promise<Place | null> =>
  (await records.get<Place>(PLACE, "place"))?.value ?? null;

export const placePut = (place: Place) => ({ collection: PLACE, key: "place", value: place });
export const deliveryPut = (delivery: Delivery) => ({
  collection: DELIVERIES,
  key: delivery.key,
  value: delivery,
});
