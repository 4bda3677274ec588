"use client";

import { Clock } from "#components/ui/ago";
import { Failure, Skeleton } from "#components/ui/empty";
import { Id } from "#components/ui/id";
import { Link } from "#components/ui/link";
import { usePreferences } from "#components/ui/preferences-provider";
import { Scrolling } from "#components/ui/scrolling";
import { toneColor } from "#components/ui/state";
import type { PastAlert, WhatIf } from "#lib/alerts/api";
import type { RuleKind } from "#lib/alerts/kinds";
import { valueWords, whatIfWords } from "#lib/alerts/rule-words";
import { dateTime, formatNumber, formatSeconds, plural } from "#lib/format";
import { useWidth } from "../../chart/use-width.ts";
import { linkTo } from "../../shell/pages.ts";
import type { Tried } from "./use-what-if.ts";

const LISTED = 50;

/** What a rule would have told over the last days: how often, when, about whom. It keeps its place while it is asked. */
export function WhatIfPanel({ tried, kind }: { tried: Tried | null; kind: RuleKind }) {
  if (!tried) return <Skeleton className="h-24 w-full" />;
  const { answer, busy, failed } = tried;
  if (failed) return <Failure title="It could not be tried on the past">{failed}</Failure>;
  if (!answer) return <Skeleton className="h-24 w-full" />;
  return (
    <div aria-busy={busy} className={busy ? "opacity-60" : ""}>
      <p role="status" className="figures text-14 text-strong">
        It {whatIfWords(answer)}.
      </p>
      <p className="figures text-12 text-quiet">{answer.exact ? ofEvents(answer) : ofSamples(answer)}</p>
      <When answer={answer} />
      <PastList alerts={answer.alerts} kind={kind} total={answer.fired} />
    </div>
  );
}

const ofEvents = ({ events, complete, to, held_from }: WhatIf): string =>
  complete
    ? `${plural(events, "event")} looked at.`
    : `${plural(events, "event")} looked at; there were too many to look at all: it came up to ${formatSeconds(to - held_from)}.`;

const ofSamples = ({ events, complete }: WhatIf): string =>
  `${plural(events, "minute")} of samples looked at${complete ? "" : "; there were too many robots to look at all"}. Of each the worse of its lowest and highest counts.`;

const HEIGHT = 26;

/** When it would have fired, on one line from the first moment held to now. */
function When({ answer: { alerts, held_from: from, to } }: { answer: WhatIf }) {
  const { zone } = usePreferences();
  const [box, width] = useWidth();
  const toX = (at: number) => ((Math.min(Math.max(at, from), to) - from) / Math.max(1, to - from)) * width;
  return (
    <div ref={box} className="mt-2" style={{ height: HEIGHT + 18 }}>
      {width > 0 && (
        <svg width={width} height={HEIGHT} aria-hidden className="block">
          <line x2={width} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke="var(--color-line)" />
          {alerts.map(({ id, severity, fired_at, cleared_at }) => (
            <rect
              key={id}
              x={Math.min(width - 2, toX(fired_at))}
              y={4}
              width={Math.max(2, toX(cleared_at ?? to) - toX(fired_at))}
              height={HEIGHT - 5}
              fill={toneColor(
                severity === "critical" ? "critical" : severity === "info" ? "active" : "warning",
              )}
              fillOpacity={0.75}
            />
          ))}
        </svg>
      )}
      <p className="figures flex justify-between text-12 text-quiet">
        <span>{dateTime(from, zone).slice(5, 16)}</span>
        <span>{dateTime(to, zone).slice(5, 16)}</span>
      </p>
    </div>
  );
}

interface PastListProps {
  alerts: readonly PastAlert[];
  kind: RuleKind;
  total: number;
}

function PastList({ alerts, kind, total }: PastListProps) {
  if (alerts.length === 0) return null;
  return (
    <Scrolling label="What it would have told" className="-mx-4 mt-2 max-h-64 overflow-auto">
      <table className="table-plain">
        <thead>
          <tr>
            <th scope="col">Fired</th>
            <th scope="col">About</th>
            <th scope="col">Worst</th>
            <th scope="col" data-number>
              For
            </th>
          </tr>
        </thead>
        <tbody>
          {alerts.slice(0, LISTED).map(({ id, fired_at, cleared_at, subject, worst, stream_id }) => (
            <tr key={id}>
              <td className="figures">
                {stream_id ? (
                  <Link href={linkTo.event(stream_id)} className="text-accent hover:underline">
                    <Clock at={fired_at} full />
                  </Link>
                ) : (
                  <Clock at={fired_at} full />
                )}
              </td>
              <td>
                <Id value={subject.id} max={24} plain />
              </td>
              <td className="figures">{valueWords(kind, worst)}</td>
              <td data-number>{cleared_at === null ? "not over" : formatSeconds(cleared_at - fired_at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {total > LISTED && (
        <p className="px-4 py-2 text-12 text-quiet">{formatNumber(total - LISTED)} earlier ones.</p>
      )}
    </Scrolling>
  );
}
