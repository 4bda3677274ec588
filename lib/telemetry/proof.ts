import type { Outage } from "../history/outage.ts";
import { compareStreamIds, placeAt, type StreamId } from "../stream-id.ts";
import type { RobotState } from "./state.ts";

/** What a server can vouch for: a connection from before it began may have ended with whoever held it open. */
export interface Proof {
  /** When it began, Unix seconds. */
  since: number;
  /** Where the stream stood then: what was told behind it was told by somebody alive. */
  place: StreamId;
  /** The gateways of ours that have shown a sign of life since, this server's own first. */
  gateways: readonly string[];
  /** Whether others could write the stream before it began: then whoever isn't ours told the ends of its connections. */
  streamWentOn: boolean;
}

type Connection = RobotState["connections"][number];

const OURS = /^(bw-[0-9a-f]{8})\.[0-9a-f-]{36}$/;

/** The gateway of ours that holds a connection: its id is `<gateway id>.<uuid>`. Null for a foreign producer's. */
export const gatewayOf = (connectionId: string): string | null => OURS.exec(connectionId)?.[1] ?? null;

/**
 * The open connections of which is known that they are open, oldest first. Proof is a sign of life of the gateway that
 * holds it, or that the connection was told, or its quality measured, since this server began. A gateway that died is
 * no proof though its lease still runs: it shows no further sign of life.
 *
 * A foreign producer has no gateway to look for, and our restart is none of its own: it tells the end of its
 * connections itself, and what it told meanwhile has been read. Only where the stream was away as we were (embedded, it
 * ends with this server) could it not, and its connections wait for the next time it tells of them.
 *
 * Without any `proof` nothing is in doubt.
 */
export function provenConnections(robot: RobotState, proof: Proof | null): readonly Connection[] {
  const { connections } = robot;
  if (proof === null || connections.length === 0) return connections;
  const isOpen = (connection: Connection) => isProven(connection, robot, proof);
  return connections.every(isOpen) ? connections : connections.filter(isOpen);
}

function isProven({ connection_id, stream_id }: Connection, { quality }: RobotState, proof: Proof): boolean {
  const dot = connection_id.indexOf(".");
  if (dot > 0 && proof.gateways.includes(connection_id.slice(0, dot))) return true;
  if (isBehind(stream_id, proof.place)) return true;
  if (quality?.connection_id === connection_id && isBehind(quality.stream_id, proof.place)) return true;
  return proof.streamWentOn && gatewayOf(connection_id) === null;
}

const isBehind = (id: StreamId, place: StreamId): boolean => compareStreamIds(id, place) > 0;

/**
 * What a past moment has proof of, by hindsight: while this server wasn't running nobody looked, and whoever had
 * connected before may have been gone. Null where it ran, and for moments of which nothing is known.
 */
export function pastProof(outages: readonly Outage[], at: number): Proof | null {
  const down = downAt(outages, at);
  return down && proofWhileDown(down);
}

/** The time in which this server wasn't running that a moment lies in. */
export const downAt = (outages: readonly Outage[], at: number): Outage | null =>
  outages.find(({ cause, from, to }) => cause === "server_down" && from <= at && (to === null || at < to)) ??
  null;

export const proofWhileDown = ({ from }: Outage): Proof => ({
  since: from,
  place: placeAt(from),
  gateways: [],
  streamWentOn: false,
});
