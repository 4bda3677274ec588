"use client";

import { memo, useLayoutEffect, useRef } from "react";
import { Failure, Skeleton } from "#components/ui/empty";
import { Link } from "#components/ui/link";
import { Panel } from "#components/ui/panel";
import { usePreferences } from "#components/ui/preferences-provider";
import { Scrolling } from "#components/ui/scrolling";
import { clockMinutes, dateTime, formatNumber, plural, type Zone } from "#lib/format";
import { type Outage, outageWords } from "#lib/history/outage";
import { type Day, HOUR, type Hour } from "#lib/metrics/hours";
import { quoted } from "#lib/query/text";
import { stretchText } from "../events/stretch.ts";
import { useOutages } from "../history/use-outages.ts";
import { useDays } from "./use-days.ts";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const NAMED_EVERY = 3;

/** The last seven days by the hour: how many runs ended, and which hours had failures. */
export const DaysPanel = memo(function DaysPanel({ jobId }: { jobId: string }) {
  const days = useDays(jobId);
  return (
    <Panel
      title="Seven days by the hour"
      sub="A number counts failures; darker had more runs."
      className="lg:col-span-2"
    >
      <div className="min-h-52">
        {days.kind === "loading" && <Skeleton className="h-52 w-full" />}
        {days.kind === "failed" && (
          <Failure title="The days could not be counted">{days.why} It is tried again by itself.</Failure>
        )}
        {days.kind === "known" && <DayTable days={days.days} jobId={jobId} />}
      </div>
    </Panel>
  );
});

function DayTable({ days, jobId }: { days: readonly Day[]; jobId: string }) {
  const { zone } = usePreferences();
  const outages = useOutages();
  const present = useRef<HTMLTableCellElement>(null);
  // On a phone a day is wider than the page: it begins where the present is.
  useLayoutEffect(() => {
    const box = present.current?.closest("section");
    if (box && present.current) box.scrollLeft = present.current.offsetLeft - 0.75 * box.clientWidth;
  }, []);
  const most = Math.max(1, ...days.flatMap(({ hours }) => hours.map((hour) => (hour ? runsOf(hour) : 0))));
  return (
    <Scrolling label="Runs by day and hour" className="overflow-x-auto">
      <table className="w-full min-w-150 table-fixed border-separate border-spacing-0.5">
        <thead>
          <tr>
            <th scope="col" className="w-14 text-start font-normal text-12 text-quiet">
              Day
            </th>
            {HOURS.map((hour) => (
              <th key={hour} scope="col" className="figures text-start font-normal text-12 text-quiet">
                <span className={hour % NAMED_EVERY === 0 ? "" : "sr-only"}>{hour}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day, back) => (
            <tr key={day.from}>
              <th
                scope="row"
                className="figures sticky start-0 bg-surface-1 text-start font-normal text-12 text-normal"
              >
                {dateTime(day.from, zone).slice(5, 10)}
              </th>
              {day.hours.map((hour, place) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: the hours of a day are always the same.
                  key={place}
                  ref={back === 0 && hour && !day.hours[place + 1] ? present : null}
                  className="h-6 p-0"
                >
                  {hour && <Cell hour={hour} most={most} jobId={jobId} zone={zone} outages={outages} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

const runsOf = ({ completed, failed }: Hour): number => completed + failed;

interface CellProps {
  hour: Hour;
  most: number;
  jobId: string;
  zone: Zone;
  outages: readonly Outage[];
}

function Cell({ hour, most, jobId, zone, outages }: CellProps) {
  const { from, to, failed } = hour;
  const runs = runsOf(hour);
  const away = outages.find(
    (outage) => outage.cause !== "browser" && outage.from < to && (outage.to ?? to) > from,
  );
  const words = [
    `${clockMinutes(from, zone)} to ${clockMinutes(to, zone)}${to - from > HOUR ? ", twice as the clock was put back" : ""}: ${runs === 0 ? "no run ended" : plural(runs, "run")}`,
    ...(failed > 0 ? [`${formatNumber(failed)} failed`] : []),
    ...(away ? [outageWords(away)] : []),
  ].join(", ");
  const share = runs === 0 ? 0 : 12 + Math.round((40 * runs) / most);
  const color = failed > 0 ? "var(--color-critical)" : "var(--color-ok)";
  const href = `/events?${new URLSearchParams({ query: `job:${quoted(jobId)}`, show: "newest", window: stretchText(hour) })}`;
  const look = `figures flex h-6 items-center justify-center rounded-mark text-12 text-strong ${away ? "hatched" : ""}`;
  const ground = {
    backgroundColor:
      runs === 0 ? "var(--color-grid)" : `color-mix(in oklab, ${color} ${share}%, transparent)`,
  };
  const inside = (
    <>
      <span aria-hidden>{failed > 0 ? formatNumber(failed) : ""}</span>
      <span className="sr-only">{words}</span>
    </>
  );
  // What went well needs no look, and 168 links would be as many stops of the Tab key.
  if (failed === 0)
    return (
      <span data-tip={words} className={look} style={ground}>
        {inside}
      </span>
    );
  return (
    <Link href={href} prefetch={false} data-tip={words} className={look} style={ground}>
      {inside}
    </Link>
  );
}
