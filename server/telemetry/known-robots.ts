import { messageOf } from "#lib/errors";
import type { State } from "#lib/fold";
import { type RobotState, type TelemetryState, UNREMARKED } from "#lib/telemetry/state";
import type { Logger } from "#server/log";
import type { Records } from "#server/store/port";
import { REMARKS, type Remarks } from "./operators.ts";

const SEEN = "telemetry:robots";
const LOOK_EVERY_MS = 2_000;
const WRITTEN_AT_ONCE = 500;

interface Seen {
  /** Unix seconds. */
  first_seen_at: number;
}

/**
 * The robots as the records know them, for a fold that begins without their events: a robot never vanishes because
 * its stream was trimmed or replaced. Who is connected says so again by itself. Throws "store_unavailable".
 */
export async function knownRobots(records: Records): Promise<TelemetryState> {
  const robots = new Map<string, RobotState>();
  for (const { key, value } of await records.list<Seen>(SEEN))
    robots.set(key, away(key, value.first_seen_at));
  for (const { key, value } of await records.list<Remarks>(REMARKS))
    robots.set(key, { ...(robots.get(key) ?? away(key, 0)), ...value });
  return { robots };
}

const away = (robotId: string, firstSeenAt: number): RobotState => ({
  robot_id: robotId,
  connections: [],
  sessions: [],
  published: null,
  ...UNREMARKED,
  first_seen_at: firstSeenAt,
  last_event_at: firstSeenAt,
});

/** Writes down every robot that the fold knows and the records don't yet. */
export async function rememberRobots(records: Records, state: () => State, logger: Logger) {
  const written = new Set((await records.list<Seen>(SEEN)).map(({ key }) => key));

  async function remember(): Promise<void> {
    const fresh = [...state().telemetry.robots.values()].filter(({ robot_id }) => !written.has(robot_id));
    for (let from = 0; from < fresh.length; from += WRITTEN_AT_ONCE) {
      const part = fresh.slice(from, from + WRITTEN_AT_ONCE);
      await records.commit({
        puts: part.map(({ robot_id: key, first_seen_at }) => ({
          collection: SEEN,
          key,
          value: { first_seen_at } satisfies Seen,
        })),
      });
      for (const { robot_id } of part) written.add(robot_id);
    }
  }

  let looked: State["telemetry"]["robots"] | null = null;
  let working: Promise<void> | null = null;
  function look(): Promise<void> {
    const { robots } = state().telemetry;
    if (robots === looked) return Promise.resolve();
    working ??= remember()
      .then(() => {
        looked = robots;
      })
      .catch((error: unknown) => {
        logger.warn({ reason: messageOf(error) }, "robots are not written down yet");
      })
      .finally(() => {
        working = null;
      });
    return working;
  }
  const timer = setInterval(look, LOOK_EVERY_MS);

  return {
    async close(): Promise<void> {
      clearInterval(timer);
      await look();
    },
  };
}
