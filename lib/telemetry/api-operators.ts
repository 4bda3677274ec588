import { z } from "zod";
import type { RouteSpec } from "../http/api.ts";
import { EntityId } from "../ids.ts";
import { NOTE_CHARS_MAX, REASON_CHARS_MAX } from "./acts.ts";

/** What an operator can do with a robot. Each is an event (`telemetry.robot_*`), kept with the robot in one step. */

export const BLOCK_SECONDS_MAX = 30 * 86_400;

const params = z.object({ robot_id: EntityId.describe("The robot.") });
const reason = z.string().max(REASON_CHARS_MAX).optional().describe("Why, in words for people.");

export const KickRequest = z.object({ reason }).meta({ id: "KickRequest" });
export type KickRequest = z.infer<typeof KickRequest>;

export const BlockRequest = z
  .object({
    seconds: z.number().min(1).max(BLOCK_SECONDS_MAX).describe("For so long its connections are refused."),
    reason,
  })
  .meta({ id: "BlockRequest" });
export type BlockRequest = z.infer<typeof BlockRequest>;

export const ArchiveRequest = z.object({ reason }).meta({ id: "ArchiveRequest" });
export type ArchiveRequest = z.infer<typeof ArchiveRequest>;

export const NoteRequest = z
  .object({ note: z.string().max(NOTE_CHARS_MAX).describe("Replaces the one before; empty takes it away.") })
  .meta({ id: "NoteRequest" });
export type NoteRequest = z.infer<typeof NoteRequest>;

/** How the robot stands afterwards. Datetimes are ISO-8601 UTC. */
export const RobotRemarks = z
  .object({
    robot_id: z.string(),
    note: z.string().nullable(),
    blocked_until: z.iso.datetime().nullable(),
    archived_at: z.iso.datetime().nullable(),
    closed: z.int().min(0).describe("Connections that were closed by this, on this server."),
  })
  .meta({ id: "RobotRemarks" });
export type RobotRemarks = z.infer<typeof RobotRemarks>;

const act = <const Name extends string, Body extends z.ZodType>(
  name: Name,
  summary: string,
  body: Body,
  errors = {},
) =>
  ({
    method: "POST",
    path: `/api/telemetry/robots/{robot_id}/${name}` as const,
    needs: "operator",
    tag: "telemetry",
    summary,
    params,
    body,
    status: 200,
    answer: RobotRemarks,
    errors: { 404: "The robot has never been seen.", ...errors },
  }) satisfies RouteSpec;

const Nothing = z.object({}).meta({ id: "Nothing" });

export const KickRobot = act("disconnect", "Close all connections of a robot", KickRequest);
export const BlockRobot = act(
  "block",
  "Close a robot's connections and refuse new ones for a time",
  BlockRequest,
);
export const UnblockRobot = act("unblock", "Let a robot in again", Nothing);
export const ArchiveRobot = act(
  "archive",
  "Hide a robot that is not connected, until it returns",
  ArchiveRequest,
  { 409: "The robot is connected." },
);
export const RestoreRobot = act("restore", "Show a hidden robot again", Nothing);
export const NoteRobot = act("note", "Note something on a robot", NoteRequest);
