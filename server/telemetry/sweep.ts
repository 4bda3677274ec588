import { createHash } from "node:crypto";
import { messageOf } from "#lib/errors";
import { createEvent } from "#lib/events/create";
import type { State } from "#lib/fold";
import type { StreamId } from "#lib/stream-id";
import { gatewayOf, type Proof } from "#lib/telemetry/proof";
import { toSeconds } from "#lib/time";
import type { Publish } from "#server/events/publish";
import type { Logger } from "#server/log";
import type { Records } from "#server/store/port";

const GATEWAYS = "telemetry:gateways";
const LOOK_MS = 1_000;
/** Looks from one sign of life to the next. */
const BEAT_EVERY = 5;
const LEASE_MS = 15_000;
/**
 * While the store takes nothing every lease runs out, and whoever looks first would take all others for dead: so long
 * our own signs of life have to have been taken without a break, that those who live have shown theirs, too.
 */
const CHANCE_MS = 10_000;
/** A gateway may take a whole fleet along: no more at once than the outbox has room for, with all else. */
const CLOSED_AT_ONCE = 1_000;
/** One that stands as connected for so long after it was closed: the outbox dropped that. The event's id makes it one. */
const AGAIN_MS = 90_000;
/** A gateway that was silent for so long, and over which nobody is connected, is of no use to anybody. */
const FORGOTTEN_AFTER_SECONDS = 86_400;

interface Gateway {
  /** Unix seconds of its last sign of life. */
  alive_at: number;
}

export interface SweepOptions {
  records: Records;
  state(): State;
  publish: Publish;
  gatewayId: string;
  /** Where the stream stands now that this server begins; what is told behind it proves itself. */
  place: StreamId;
  /** With the embedded store there is only ever one gateway: any other is dead, without waiting for its lease. */
  alone: boolean;
  logger: Logger;
  now?: () => number;
}

/** A connection id of ours is `<gateway id>.<uuid>`; foreign producers' connections are theirs to close. */
export const newGatewayId = (): string => `bw-${crypto.randomUUID().slice(0, 8)}`;

/** How another gateway stands: `undecided` while its lease runs and it has shown no sign of life yet. */
type Standing = { kind: "alive" } | { kind: "undecided" } | { kind: "dead"; aliveAt: number | null };

/**
 * Says that this gateway lives, tells which others do, and closes the connections of those that don't any more, with
 * `gateway_lost` and the duration up to their last sign of life: otherwise their robots stay online for ever
 * (reliability.md, D11). That holds for the one this process succeeds too: its robots lost their gateway all the same.
 */
export async function startSweep(options: SweepOptions) {
  const { records, state, publish, gatewayId, logger, now = Date.now } = options;
  const leaseName = (id: string) => `gateway:${id}`;
  /** When connections of lost gateways were closed, by their ids; as long as the fold doesn't know of it. */
  let swept = new Map<string, number>();
  /** What was read of another gateway first: a sign of life is that it is followed by another one. */
  const firstRead = new Map<string, number>();
  let proof: Proof = {
    since: toSeconds(now()),
    place: options.place,
    gateways: [gatewayId],
    streamWentOn: !options.alone,
  };
  const listeners: (() => void)[] = [];
  /** The next look has something to do, whether it is a sign of life's turn or not. */
  let isUnfinished = false;

  async function beat(): Promise<void> {
    await records.acquireLease(leaseName(gatewayId), gatewayId, LEASE_MS);
    const alive: Gateway = { alive_at: toSeconds(now()) };
    await records.commit({ puts: [{ collection: GATEWAYS, key: gatewayId, value: alive }] });
  }

  async function sweep(): Promise<void> {
    const found = new Map<string, Standing>();
    const still = new Map<string, number>();
    let closed = 0;
    for (const robot of state().telemetry.robots.values()) {
      for (const { connection_id, connected_at } of robot.connections) {
        const owner = gatewayOf(connection_id);
        if (!owner || owner === gatewayId) continue;
        const sweptAt = swept.get(connection_id);
        if (sweptAt !== undefined && now() - sweptAt < AGAIN_MS) {
          still.set(connection_id, sweptAt);
          continue;
        }
        const standing = found.get(owner) ?? (await standingOf(owner));
        found.set(owner, standing);
        if (standing.kind !== "dead" || ++closed > CLOSED_AT_ONCE) continue;
        const disconnectedAt = Math.max(connected_at, standing.aliveAt ?? connected_at);
        still.set(connection_id, now());
        publish(lostConnection(robot.robot_id, connection_id, connected_at, disconnectedAt));
        logger.warn(
          { robotId: robot.robot_id, connectionId: connection_id },
          "connection of a lost gateway closed",
        );
      }
    }
    swept = still;
    isUnfinished = closed > CLOSED_AT_ONCE || [...found.values()].some(({ kind }) => kind === "undecided");
  }

  async function standingOf(owner: string): Promise<Standing> {
    const held = !options.alone && (await records.leaseHolder(leaseName(owner))) !== null;
    const aliveAt = (await records.get<Gateway>(GATEWAYS, owner))?.value.alive_at ?? null;
    if (!held) return options.alone || hadTheirChance() ? { kind: "dead", aliveAt } : { kind: "undecided" };
    if (proof.gateways.includes(owner)) return { kind: "alive" };
    const first = firstRead.get(owner);
    if (first === undefined && aliveAt !== null) firstRead.set(owner, aliveAt);
    if (first === undefined || aliveAt === first) return { kind: "undecided" };
    proof = { ...proof, gateways: [...proof.gateways, owner] };
    for (const listener of listeners) listener();
    return { kind: "alive" };
  }

  /** Every start is a gateway of its own: those that are over must not pile up. */
  async function forgetOld(): Promise<void> {
    const needed = new Set(
      [...state().telemetry.robots.values()].flatMap(({ connections }) =>
        connections.map(({ connection_id }) => gatewayOf(connection_id)),
      ),
    );
    const since = toSeconds(now()) - FORGOTTEN_AFTER_SECONDS;
    const old = (await records.list<Gateway>(GATEWAYS)).filter(
      ({ key, value }) => value.alive_at < since && !needed.has(key),
    );
    if (old.length > 0)
      await records.commit({ deletes: old.map(({ key }) => ({ collection: GATEWAYS, key })) });
  }

  /** Since when our signs of life have all been taken, in Unix milliseconds; null while they are not. */
  let heardSince: number | null = null;
  const hadTheirChance = () => heardSince !== null && now() - heardSince >= CHANCE_MS;

  let turns = 0;
  let working = false;
  async function turn(): Promise<void> {
    if (working) return;
    working = true;
    const isFirst = turns === 0;
    const isBeat = turns++ % BEAT_EVERY === 0 || heardSince === null;
    try {
      if (isBeat) {
        await beat();
        heardSince ??= now();
      }
      if (isFirst) await forgetOld();
      // Whoever waits for an answer gets it soon; who dies later is found at the next beat.
      if (isBeat || isUnfinished) await sweep();
    } catch (error) {
      heardSince = null;
      logger.warn({ reason: messageOf(error) }, "the gateway's sign of life was not written");
    } finally {
      working = false;
    }
  }

  await turn();
  const timer = setInterval(turn, LOOK_MS);
  return {
    proof: () => proof,
    /** More can be vouched for than before. */
    onProof: (listener: () => void): void => void listeners.push(listener),
    close: () => clearInterval(timer),
  };
}

// Several gateways may notice at once: the same id for the same fact makes it one event.
function lostConnection(robotId: string, connectionId: string, connectedAt: number, disconnectedAt: number) {
  const event = createEvent(
    "telemetry.connection_closed",
    {
      robot_id: robotId,
      connection_id: connectionId,
      duration_seconds: disconnectedAt - connectedAt,
      reason: "gateway_lost",
      disconnected_at: disconnectedAt,
    },
    disconnectedAt,
  );
  return { ...event, id: uuidOf(`gateway_lost ${connectionId}`) };
}

function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
