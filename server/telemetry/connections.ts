import { createEvent } from "#lib/events/create";
import type { State } from "#lib/fold";
import type { CloseReason } from "#lib/telemetry/events";
import type { LatestSample } from "#lib/telemetry/sample";
import { isBlocked } from "#lib/telemetry/state";
import { toIso, toSeconds } from "#lib/time";
import type { Publish } from "#server/events/publish";
import type { Logger } from "#server/log";
import {
  createBucket,
  ROBOT_BURST,
  ROBOT_MESSAGES_PER_SECOND,
  ROBOT_REFUSED_BEFORE_CLOSE,
  ROBOT_REFUSED_FORGIVEN_PER_SECOND,
} from "#server/security/limits";
import type { Records } from "#server/store/port";
import { createBlocklist } from "./blocklist.ts";
import { inParts } from "./in-parts.ts";
import { readSamples, refusal, type TelemetryAnswer } from "./intake.ts";
import { openLiveSamples } from "./live-samples.ts";
import { createMeter } from "./meter.ts";

/** The end waits no longer for a log that takes nothing. */
const LAST_PATIENCE_MS = 1_000;

/** Why the server itself closes a robot's socket. */
export type KickCause = "flood" | "operator";

interface OpenConnection {
  robotId: string;
  /** Unix seconds. */
  connectedAt: number;
  connection: RobotConnection;
  kick(cause: KickCause): void;
}

/** One open connection of one robot, whatever its transport. */
export interface RobotConnection {
  readonly id: string;
  /** Says that it is open, again for a stream that has never heard of it. */
  announce(): void;
  /** Null, or the refusal of one message too many: to be asked once per message, whatever is in it. */
  limit(): TelemetryAnswer | null;
  /** Takes one message with one sample or an array of them; says what came of it. */
  accept(message: unknown): TelemetryAnswer;
  /** A message came in, `size` bytes long, whatever is in it. */
  received(size: number): void;
  /** A heartbeat went out, or its answer came in: what the connection's quality is measured by. */
  beat(what: "asked" | "answered"): void;
  /** Called at most once has an effect. */
  close(reason: CloseReason): void;
}

export interface TelemetryOptions {
  publish: Publish;
  /** So many more events the outbox takes before it drops any; without bounds when left out. */
  room?: () => number;
  records: Records;
  state(): State;
  /** Makes this gateway's connection ids its own; see `sweep.ts`. */
  gatewayId: string;
  metricsPublishedEvents: boolean;
  /** How far the live charts look back; 15 minutes when left out. */
  liveSeconds?: number;
  logger: Logger;
  now?: () => number;
}

export type Telemetry = Awaited<ReturnType<typeof createTelemetry>>;

/** Robots: their connections as events, their samples as latest values and a short series. */
export async function createTelemetry(options: TelemetryOptions) {
  const { publish, room = () => Number.POSITIVE_INFINITY, logger, now = Date.now } = options;
  const { add, close, ...samples } = await openLiveSamples({
    records: options.records,
    liveSeconds: options.liveSeconds,
    logger,
    now,
  });
  const open = new Map<string, OpenConnection>();
  const blocked = createBlocklist(now);
  const totals = { accepted: 0, refused: 0 };

  function accept(robotId: string, message: unknown): TelemetryAnswer {
    const read = readSamples(message);
    if (!Array.isArray(read)) {
      totals.refused += 1;
      return read;
    }
    add(robotId, read);
    totals.accepted += read.length;
    return { accepted: read.length };
  }

  /** Of every connection that is open still when it comes to that. */
  const tellOfAll = (tell: (one: OpenConnection) => void, patienceMs: number): Promise<void> =>
    inParts([...open], ([id, one]) => open.has(id) && tell(one), { room, patienceMs });

  return {
    /** Why the robot is shut out and until when, in a sentence for its owner; null when it isn't. */
    whyShutOut(robotId: string): string | null {
      const robot = options.state().telemetry.robots.get(robotId);
      if (robot && robot.blocked_until !== null && isBlocked(robot, toSeconds(now())))
        return `Blocked by an operator until ${toIso(robot.blocked_until)}`;
      const until = blocked.until(robotId);
      return until === null
        ? null
        : `This robot sent too many messages: refused until ${toIso(toSeconds(until))}`;
    },

    /** Opens a connection. `kick` is called when the robot has to go: it must close the socket, saying why. */
    connect(robotId: string, kick: (cause: KickCause) => void): RobotConnection {
      const connectedAt = toSeconds(now());
      const id = `${options.gatewayId}.${crypto.randomUUID()}`;
      const bucket = createBucket(ROBOT_MESSAGES_PER_SECOND, ROBOT_BURST);
      const meter = createMeter(connectedAt);
      // A bucket too: a count that began anew with every message let through would never end where the server is slow.
      const patience = createBucket(ROBOT_REFUSED_FORGIVEN_PER_SECOND, ROBOT_REFUSED_BEFORE_CLOSE);
      let flooding = false;
      logger.info({ robotId, connectionId: id }, "robot connected");

      const connection: RobotConnection = {
        id,
        announce() {
          const payload = { robot_id: robotId, connection_id: id, connected_at: connectedAt };
          publish(createEvent("telemetry.connection_established", payload, connectedAt));
        },
        received: meter.received,
        beat(what) {
          if (what === "asked") {
            meter.asked(performance.now());
            return;
          }
          const at = toSeconds(now());
          const measured = meter.answered(performance.now(), at);
          if (!measured) return;
          const payload = { robot_id: robotId, connection_id: id, ...measured };
          publish(createEvent("telemetry.quality_measured", payload, at));
        },
        limit() {
          if (bucket.take()) return null;
          meter.refused();
          totals.refused += 1;
          if (!patience.take() && !flooding) {
            flooding = true;
            blocked.add(robotId);
            kick("flood");
          }
          return refusal(
            "rate_limited",
            `More than ${ROBOT_MESSAGES_PER_SECOND} messages a second: slow down or send samples in batches`,
          );
        },
        accept(message) {
          const answer = accept(robotId, message);
          if ("error" in answer) meter.refused();
          return answer;
        },
        close(reason) {
          if (!open.delete(id)) return;
          const at = toSeconds(now());
          publish(
            createEvent(
              "telemetry.connection_closed",
              {
                robot_id: robotId,
                connection_id: id,
                duration_seconds: at - connectedAt,
                reason,
                disconnected_at: at,
              },
              at,
            ),
          );
          logger.info({ robotId, connectionId: id, reason }, "robot disconnected");
        },
      };
      open.set(id, { robotId, connectedAt, connection, kick });
      connection.announce();
      return connection;
    },

    activeConnections: () => open.size,
    totals: () => ({ ...totals }),
    ...samples,

    /** The latest real value of each metric; null for a robot never seen. Publishes `telemetry.metrics_published`. */
    metricsOf(robotId: string): LatestSample | "no_sample" | null {
      const sample = samples.latest().get(robotId);
      if (!sample && !options.state().telemetry.robots.has(robotId)) return null;
      if (options.metricsPublishedEvents) publishMetrics(robotId, sample);
      return sample ?? "no_sample";
    },

    /** To a stream that took the place of another one: what it knows already, as after a failover, isn't said twice. */
    announceAgain: (): Promise<void> =>
      tellOfAll(({ robotId, connection }) => {
        const known = options.state().telemetry.robots.get(robotId)?.connections ?? [];
        if (!known.some(({ connection_id }) => connection_id === connection.id)) connection.announce();
      }, Number.POSITIVE_INFINITY),
    closeAll: (reason: CloseReason): Promise<void> =>
      tellOfAll(({ connection }) => connection.close(reason), LAST_PATIENCE_MS),
    /** How many connections of a robot are open on this gateway. */
    connectionsOf: (robotId: string): number =>
      [...open.values()].filter((one) => one.robotId === robotId).length,
    /**
     * An operator wants the robot gone: closes its connections on this gateway, those from before `before` (Unix
     * seconds).
     */
    closeRobot(robotId: string, before = Number.POSITIVE_INFINITY): void {
      const those = [...open.values()].filter((one) => one.robotId === robotId && one.connectedAt <= before);
      for (const { kick, connection } of those) {
        kick("operator");
        connection.close("kicked");
      }
    },
    close,
  };

  function publishMetrics(robotId: string, sample: LatestSample | undefined): void {
    const { cpu_usage, memory_usage, network_latency_ms, battery_percentage } = sample?.metrics ?? {};
    const known = Object.entries({ cpu_usage, memory_usage, network_latency_ms, battery_percentage });
    const metrics = Object.fromEntries(known.filter(([, value]) => value !== undefined));
    const at = toSeconds(now());
    publish(createEvent("telemetry.metrics_published", { robot_id: robotId, metrics, published_at: at }, at));
  }
}
