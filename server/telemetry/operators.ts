import { AppError, isAppError } from "#lib/errors";
import { createEvent } from "#lib/events/create";
import type { BrainEvent } from "#lib/events/envelope";
import { toFields } from "#lib/events/fields";
import type { State } from "#lib/fold";
import type { BlockRequest, RobotRemarks } from "#lib/telemetry/api-operators";
import type { RobotState } from "#lib/telemetry/state";
import { toIso, toSeconds } from "#lib/time";
import type { Records } from "#server/store/port";

/** What operators said of robots, by robot id. */
export const REMARKS = "telemetry:remarks";
export type Remarks = Pick<RobotState, "note" | "blocked_until" | "archived_at">;

const NOTHING: Remarks = { note: null, blocked_until: null, archived_at: null };
/** Another operator may win the race so often in a row. */
const ATTEMPTS = 8;

export interface OperatorsOptions {
  records: Records;
  state(): State;
  /** How many connections of the robot are open on this gateway. */
  connectionsHere(robotId: string): number;
  now?: () => number;
}

interface Act {
  event: BrainEvent;
  remarks: Remarks;
  /** Every gateway closes its connections of the robot when it reads the event. */
  closes?: boolean;
}

/**
 * What an operator does with a robot: its record and its event are written in one step, so that every gateway learns
 * of it from the stream and it outlives a restart. Fails with "not_found" for a robot never seen.
 */
export function createOperators({ records, state, connectionsHere, now = Date.now }: OperatorsOptions) {
  async function act(robotId: string, decide: (before: Remarks, at: number) => Act): Promise<RobotRemarks> {
    const at = toSeconds(now());
    for (let attempt = 1; ; attempt++) {
      const record = await records.get<Remarks>(REMARKS, robotId);
      // Coming back takes a robot out of the archive without anybody's act.
      const before = { ...(record?.value ?? NOTHING), archived_at: robotOf(robotId).archived_at };
      const { event, remarks, closes } = decide(before, at);
      const closed = closes ? connectionsHere(robotId) : 0;
      try {
        await records.commit({
          checks: [{ collection: REMARKS, key: robotId, revision: record?.revision ?? 0 }],
          puts: [{ collection: REMARKS, key: robotId, value: remarks }],
          appends: [{ stream: "events", entry: { dedupId: event.id, fields: toFields(event) } }],
        });
      } catch (error) {
        if (isAppError(error) && error.code === "conflict" && attempt < ATTEMPTS) continue;
        throw error;
      }
      return toAnswer(robotId, remarks, closed);
    }
  }

  function robotOf(robotId: string): RobotState {
    const robot = state().telemetry.robots.get(robotId);
    if (!robot) throw new AppError("not_found", `Robot ${robotId} has never been seen`);
    return robot;
  }

  return {
    disconnect: (robotId: string, { reason }: { reason?: string | undefined }) =>
      act(robotId, (before, at) => ({
        event: createEvent(
          "telemetry.robot_kicked",
          { robot_id: robotId, connections: robotOf(robotId).connections.length, reason, kicked_at: at },
          at,
        ),
        remarks: before,
        closes: true,
      })),

    block: (robotId: string, { seconds, reason }: BlockRequest) =>
      act(robotId, (before, at) => ({
        event: createEvent(
          "telemetry.robot_blocked",
          { robot_id: robotId, blocked_until: at + seconds, reason, blocked_at: at },
          at,
        ),
        remarks: { ...before, blocked_until: at + seconds },
        closes: true,
      })),

    unblock: (robotId: string) =>
      act(robotId, (before, at) => ({
        event: createEvent("telemetry.robot_unblocked", { robot_id: robotId, unblocked_at: at }, at),
        remarks: { ...before, blocked_until: null },
      })),

    /** "conflict" while it is connected: it would be back at once. */
    archive: (robotId: string, { reason }: { reason?: string | undefined }) =>
      act(robotId, (before, at) => {
        if (robotOf(robotId).connections.length > 0)
          throw new AppError(
            "conflict",
            `Robot ${robotId} is connected: only one that is gone can be hidden`,
          );
        return {
          event: createEvent("telemetry.robot_archived", { robot_id: robotId, reason, archived_at: at }, at),
          remarks: { ...before, archived_at: at },
        };
      }),

    restore: (robotId: string) =>
      act(robotId, (before, at) => ({
        event: createEvent("telemetry.robot_restored", { robot_id: robotId, restored_at: at }, at),
        remarks: { ...before, archived_at: null },
      })),

    note: (robotId: string, { note }: { note: string }) =>
      act(robotId, (before, at) => ({
        event: createEvent("telemetry.robot_noted", { robot_id: robotId, note, noted_at: at }, at),
        remarks: { ...before, note: note === "" ? null : { text: note, at, stream_id: null } },
      })),
  };
}

const toAnswer = (robotId: string, remarks: Remarks, closed: number): RobotRemarks => ({
  robot_id: robotId,
  note: remarks.note?.text ?? null,
  blocked_until: remarks.blocked_until === null ? null : toIso(remarks.blocked_until),
  archived_at: remarks.archived_at === null ? null : toIso(remarks.archived_at),
  closed,
});
