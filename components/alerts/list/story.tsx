"use client";

import { ChevronRight } from "lucide-react";
import { memo } from "react";
import { Clock } from "#components/ui/ago";
import { Id } from "#components/ui/id";
import { Link } from "#components/ui/link";
import { StateBadge } from "#components/ui/state";
import type { Incident } from "#lib/alerts/incidents";
import { formatSeconds, plural } from "#lib/format";
import { eventsOf } from "../../overview/use-window.ts";
import { useNowSince } from "./use-now-since.ts";

const AROUND_SECONDS = 60;

/** Made anew with every alert; most of them say the same as before. */
const isSame = (a: Incident, b: Incident): boolean =>
  a.sentence === b.sentence &&
  a.severity === b.severity &&
  a.to === b.to &&
  a.alert_ids.length === b.alert_ids.length &&
  a.timeline.length === b.timeline.length &&
  a.timeline.at(-1)?.at === b.timeline.at(-1)?.at;

/** One incident: what happened to whom, and its moments. */
export const Story = memo(
  function Story({ incident }: { incident: Incident }) {
    const { severity, from, to, sentence, alert_ids, timeline } = incident;
    const now = useNowSince(from);
    return (
      <li className="rounded-card border border-line bg-surface-1 px-4 py-3">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <StateBadge state={severity} />
          <h2 className="min-w-0 flex-1 basis-60 break-words text-14">{sentence}</h2>
          {/* On a phone it would be a line more, and go again: below it says that it isn't over. */}
          <span className={to === null ? "max-sm:hidden" : "invisible max-sm:hidden"}>
            <StateBadge state="running">Going on</StateBadge>
          </span>
        </div>
        <p className="figures mt-1 flex flex-wrap items-center gap-x-3 text-12 text-quiet">
          <span>
            <Clock at={from} full />, {to === null ? "not over" : `over after ${formatSeconds(to - from)}`},{" "}
            {plural(alert_ids.length, "alert")}
          </span>
          <Link
            aria-label={`Around it: ${sentence}`}
            href={eventsOf({ from: from - AROUND_SECONDS, to: (to ?? now) + AROUND_SECONDS })}
            className="text-accent hover:underline"
          >
            Around it
          </Link>
        </p>
        <details className="group mt-1">
          <summary
            data-walked
            className="flex min-h-8 cursor-pointer items-center gap-1.5 text-12 text-normal hover:text-strong"
          >
            <ChevronRight aria-hidden size={14} className="text-quiet group-open:rotate-90" />
            {plural(timeline.length, "moment")}
          </summary>
          <Moments timeline={timeline} />
        </details>
      </li>
    );
  },
  (before, after) => isSame(before.incident, after.incident),
);

const Moments = ({ timeline }: Pick<Incident, "timeline">) => (
  <ol>
    {timeline.map((moment) => (
      <li
        key={`${moment.alert_id} ${moment.what} ${moment.at}`}
        className="flex flex-wrap gap-x-3 py-0.5 text-12"
      >
        <Clock at={moment.at} className="w-[8ch] text-quiet" />
        <span className="text-strong">
          <Id value={moment.subject.id} max={28} plain />
        </span>
        <span className="figures min-w-0 break-words">
          {moment.what === "began" ? "Began: " : ""}
          {moment.words}
        </span>
      </li>
    ))}
  </ol>
);
