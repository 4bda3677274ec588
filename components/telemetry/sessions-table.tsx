"use client";

import { Truth } from "#components/history/truth";
import { Ago, Clock } from "#components/ui/ago";
import { Empty } from "#components/ui/empty";
import { Id } from "#components/ui/id";
import { Scrolling } from "#components/ui/scrolling";
import { StateBadge, StateIcon } from "#components/ui/state";
import { reasonWords } from "#lib/events/sentence";
import { formatSeconds } from "#lib/format";
import { SHORT_SESSION_SECONDS } from "#lib/telemetry/sentence";
import type { RobotRow } from "./robot-rows.ts";

interface SessionLine {
  id: string;
  connectedAt: number | null;
  seconds: number;
  /** The event that told it: of its end, or of its begin while it is open. */
  streamId: string;
  /** How it ended; null while it hasn't, as far as is known. */
  ended: { at: number; why: string } | null;
  /** It is known to be open. */
  open: boolean;
}

/** The robot's connections, the newest first: open ones on top. */
export function SessionsTable({ row, now }: { row: RobotRow; now: number }) {
  const lines = linesOf(row, now);
  if (lines.length === 0)
    return <Empty title="No session seen yet">It was only heard of by other events.</Empty>;
  return (
    <Scrolling label="All sessions, newest first" className="max-h-96 overflow-auto">
      <table className="table-plain">
        <thead>
          <tr>
            <th scope="col">Connected</th>
            <th scope="col" data-number>
              Lasted
            </th>
            <th scope="col">Ended</th>
            <th scope="col" className="max-2xl:hidden">
              Connection
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td>
                <span className="sm:hidden">
                  <Ago at={line.connectedAt} />
                </span>
                <span className="max-sm:hidden">
                  <Clock at={line.connectedAt} full />
                </span>
              </td>
              <td data-number>
                <Truth origin={{ kind: "event", streamId: line.streamId }}>
                  <Lasted line={line} />
                </Truth>
              </td>
              <td>
                {line.ended ? (
                  <span className="inline-block first-letter:uppercase">{line.ended.why}</span>
                ) : (
                  <StateBadge state={line.open ? "online" : "unknown"}>
                    {line.open ? "Open" : "Not known"}
                  </StateBadge>
                )}
              </td>
              <td className="text-quiet max-2xl:hidden">
                <Id value={line.id} max={16} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

function Lasted({ line }: { line: SessionLine }) {
  const short = line.ended !== null && line.seconds < SHORT_SESSION_SECONDS;
  return (
    <span className={`inline-flex items-center gap-1.5 ${short ? "text-warning" : ""}`}>
      {short && <StateIcon state="warning" label={`Shorter than ${SHORT_SESSION_SECONDS} s`} size={12} />}
      {formatSeconds(line.seconds)}
    </span>
  );
}

function linesOf({ robot, open: proven }: RobotRow, now: number): SessionLine[] {
  const open = robot.connections.map(
    (connection): SessionLine => ({
      id: connection.connection_id,
      connectedAt: connection.connected_at,
      seconds: Math.max(0, now - connection.connected_at),
      streamId: connection.stream_id,
      ended: null,
      open: proven.includes(connection),
    }),
  );
  const closed = robot.sessions.map(
    (session): SessionLine => ({
      id: session.connection_id,
      connectedAt: session.connected_at,
      seconds: session.duration_seconds,
      streamId: session.stream_id,
      ended: { at: session.disconnected_at, why: reasonWords(session.reason) },
      open: false,
    }),
  );
  return [...closed, ...open].reverse();
}
