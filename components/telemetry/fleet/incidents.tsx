"use client";

import { CircleCheck } from "lucide-react";
import { Clock } from "#components/ui/ago";
import { Empty } from "#components/ui/empty";
import { Id } from "#components/ui/id";
import { Link } from "#components/ui/link";
import { Scrolling } from "#components/ui/scrolling";
import { StateIcon } from "#components/ui/state";
import { reasonWords } from "#lib/events/sentence";
import { formatNumber, plural, spanWords } from "#lib/format";
import type { CommonCause } from "#lib/telemetry/api-sessions";
import { linkTo } from "../../shell/pages.ts";

const NAMED = 4;

/** Robots that dropped within seconds of each other: each time one line, however many they were. */
export function Incidents({ incidents }: { incidents: readonly CommonCause[] }) {
  if (incidents.length === 0)
    return (
      <Empty icon={CircleCheck} title="None">
        No three robots dropped within half a minute of each other.
      </Empty>
    );
  return (
    <Scrolling label="Common causes, latest first" className="max-h-56 overflow-y-auto">
      <ul>
        {incidents.map((incident) => (
          <li
            key={`${incident.from} ${incident.to}`}
            className="flex gap-3 border-grid border-t px-4 py-2 first:border-line"
          >
            <StateIcon state="warning" size={16} />
            <div className="min-w-0 flex-1">
              <p className="figures text-strong">
                {plural(incident.count, "robot")} within {spanWords(Math.max(1, incident.to - incident.from))}
                : {reasonWords(incident.reason)}
              </p>
              <p className="flex flex-wrap items-center gap-x-3 text-12 text-quiet">
                <Clock at={incident.from} full />
                {incident.robots.slice(0, NAMED).map((robotId) => (
                  <Link
                    key={robotId}
                    href={linkTo.robot(robotId)}
                    className="inline-flex min-h-8 items-center text-normal hover:text-accent hover:underline pointer-coarse:min-h-11"
                  >
                    <Id value={robotId} max={18} plain />
                  </Link>
                ))}
                {incident.count > NAMED && <span>and {formatNumber(incident.count - NAMED)} more</span>}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Scrolling>
  );
}
