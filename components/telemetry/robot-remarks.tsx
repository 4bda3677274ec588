"use client";

import { EyeOff, NotebookPen, ShieldBan } from "lucide-react";
import { Ago, Clock } from "#components/ui/ago";
import { useNow } from "#lib/live/use-live";
import { isBlocked, type RobotState } from "#lib/telemetry/state";

/** What operators have said of a robot: blocked, hidden, noted. Nothing when there is nothing. */
export function RobotRemarks({ robot }: { robot: RobotState }) {
  const now = useNow() ?? 0;
  const { note, archived_at, blocked_until } = robot;
  const blocked = isBlocked(robot, now);
  if (!blocked && archived_at === null && !note) return null;
  return (
    <ul className="flex flex-col gap-1 text-12 text-normal">
      {blocked && (
        <li className="flex items-center gap-1.5 text-warning">
          <ShieldBan aria-hidden size={14} className="shrink-0" />
          <span>
            Blocked until <Clock at={blocked_until} full />
          </span>
        </li>
      )}
      {archived_at !== null && (
        <li className="flex items-center gap-1.5">
          <EyeOff aria-hidden size={14} className="shrink-0 text-quiet" />
          <span>
            Hidden since <Clock at={archived_at} full />; it shows again when it connects
          </span>
        </li>
      )}
      {note && (
        <li className="flex items-start gap-1.5">
          <NotebookPen aria-hidden size={14} className="mt-px shrink-0 text-quiet" />
          <span className="min-w-0 break-words">
            <span className="whitespace-pre-line text-strong">{note.text}</span>{" "}
            <Ago at={note.at} className="text-quiet" />
          </span>
        </li>
      )}
    </ul>
  );
}
