import { createHash } from "node:crypto";
import { messageOf } from "#lib/errors";
import { createEvent } from "#lib/events/create";
import type { State } from "#lib/fold";
import { toSeconds } from "#lib/time";
import type { Publish } from "#server/events/publish";
import type { Logger } from "#server/log";
import type { Records } from "#server/store/port";

const GATEWAYS = "telemetry:gateways";
const BEAT_MS = 5_000;
const LEASE_MS = 15_000;

interface Gateway {
  /** Unix seconds of its last sign of life. */
  alive_at: number;
}

export interface SweepOptions {
  records: Records;
  state(): State;
  publish: Publish;
  gatewayId: string;
  /** With the embedded store there is only ever one gateway: any other is dead, without waiting for its lease. */
  alone: boolean;
  logger: Logger;
  now?: () => number;
}

/** A connection id of ours is `<gateway id>.<uuid>`; foreign producers' connections are theirs to close. */
export const newGatewayId = (): string => `bw-${crypto.randomUUID().slice(0, 8)}`;
const OURS = /^(bw-[0-9a-f]{8})\.[0-9a-f-]{36}$/;

/**
 * Says that this gateway lives, and closes the connections of gateways that don't any more, with `gateway_lost`
 * and the duration up to their last sign of life: otherwise their robots stay online for ever (reliability.md, D11).
 */
export async function startSweep(options: SweepOptions) {
  const { records, state, publish, gatewayId, logger, now = Date.now } = options;
  const leaseName = (id: string) => `gateway:${id}`;
  const swept = new Set<string>();

  async function beat(): Promise<void> {
    await records.acquireLease(leaseName(gatewayId), gatewayId, LEASE_MS);
    const alive: Gateway = { alive_at: toSeconds(now()) };
    await records.commit({ puts: [{ collection: GATEWAYS, key: gatewayId, value: alive }] });
  }

  async function sweep(): Promise<void> {
    const dead = new Map<string, Gateway | null>();
    for (const robot of state().telemetry.robots.values()) {
      for (const { connection_id, connected_at } of robot.connections) {
        const owner = OURS.exec(connection_id)?.[1];
        if (!owner || owner === gatewayId || swept.has(connection_id)) continue;
        if (!dead.has(owner)) {
          if (!options.alone && (await records.leaseHolder(leaseName(owner)))) continue;
          dead.set(owner, (await records.get<Gateway>(GATEWAYS, owner))?.value ?? null);
        }
        const disconnectedAt = Math.max(connected_at, dead.get(owner)?.alive_at ?? connected_at);
        swept.add(connection_id);
        publish(lostConnection(robot.robot_id, connection_id, connected_at, disconnectedAt));
        logger.warn(
          { robotId: robot.robot_id, connectionId: connection_id },
          "connection of a lost gateway closed",
        );
      }
    }
  }

  async function turn(): Promise<void> {
    try {
      await beat();
      await sweep();
    } catch (error) {
      logger.warn({ reason: messageOf(error) }, "the gateway's sign of life was not written");
    }
  }

  await turn();
  const timer = setInterval(turn, BEAT_MS);
  return { close: () => clearInterval(timer) };
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
