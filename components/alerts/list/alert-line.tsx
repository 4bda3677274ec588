"use client";

import { BellMinus, Check, ChevronDown, type LucideIcon } from "lucide-react";
import { memo } from "react";
import { Clock, Since } from "#components/ui/ago";
import { Button } from "#components/ui/button";
import { Link } from "#components/ui/link";
import { StateBadge } from "#components/ui/state";
import { alertName } from "#lib/alerts/alert-name";
import { BACK_AGAIN } from "#lib/alerts/back-again";
import { kindName, thresholdWords, valueWords } from "#lib/alerts/rule-words";
import type { AlertState } from "#lib/alerts/state";
import { alertWords } from "#lib/alerts/words";
import { formatSeconds, plural } from "#lib/format";
import { alertOrigin } from "#lib/overview/origins";
import { Truth } from "../../history/truth.tsx";
import { eventsOf } from "../../overview/use-window.ts";
import { Acknowledge, Snooze } from "./alert-acts.tsx";
import { AlertBadges } from "./alert-badges.tsx";
import { AlertChart } from "./alert-chart.tsx";
import { useNowSince } from "./use-now-since.ts";
import { useSilence } from "./use-silence.ts";

const AROUND_SECONDS = 60;

interface AlertLineProps {
  alert: AlertState;
  /** It stands among those that aren't over. */
  tellsOver: boolean;
}

/** One alert: what is wrong, how far beyond its limit, since when, and what can be done. */
export const AlertLine = memo(function AlertLine({ alert, tellsOver }: AlertLineProps) {
  const { kind, severity, since, fired_at, cleared_at, worst, threshold, flaps } = alert;
  const active = cleared_at === null;
  const over = tellsOver && !active;
  const now = useNowSince(since);
  const window = { from: since - AROUND_SECONDS, to: (cleared_at ?? now) + AROUND_SECONDS };
  const { silent, back } = useSilence(alert);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-grid border-t px-4 py-2.5 first:border-line">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className={`inline-flex ${over ? "grayscale" : ""}`}>
            <StateBadge state={severity} />
          </span>
          <span className={`font-medium ${over ? "text-quiet" : "text-strong"}`}>
            <Truth origin={{ kind: "event", streamId: alertOrigin(alert) }}>{kindName(kind)}</Truth>
          </span>
          <AlertBadges alert={alert} tellsOver={tellsOver} />
        </p>
        <p className={`figures mt-1 ${over ? "text-quiet" : "text-normal"}`}>
          {back ? BACK_AGAIN : alertWords(alert)}.
          {silent && " It is not connected: nobody can say whether that still holds."}
        </p>
        <p className="figures text-12 text-quiet">
          {active ? (
            <>
              Since <Clock at={since} />
            </>
          ) : (
            <>
              <Clock at={fired_at} full />, for {formatSeconds(cleared_at - fired_at)}
            </>
          )}
          {worst !== alert.value && ` · worst ${valueWords(kind, worst)}`}
          {thresholdWords(kind, threshold) && ` · limit ${thresholdWords(kind, threshold)}`}
          {flaps > 0 && ` · came back ${plural(flaps, "time")}`}
          {/* Last, as it grows. */}
          {active && (
            <>
              {" · for "}
              <Since at={since} className="min-w-0!" />
            </>
          )}
        </p>
        {alert.acknowledged?.note && (
          <p className="mt-0.5 break-words text-12 text-normal">“{alert.acknowledged.note}”</p>
        )}
      </div>
      <AlertChart alert={alert} now={now} />
      <div className="flex flex-wrap items-center gap-1.5 max-sm:gap-1 max-sm:[&_button>svg:first-child]:hidden max-sm:[&_button]:px-2 max-[22.5rem]:[&_button>svg]:hidden">
        <Link
          href={eventsOf(window)}
          aria-label={`Around it: ${alertName(alert)}`}
          className="inline-flex min-h-8 items-center px-1 text-accent hover:underline"
          data-tip="Every event from a minute before it on"
        >
          Around it
        </Link>
        {active && !alert.acknowledged && <Acknowledge alert={alert} />}
        {active && <Snooze alert={alert} />}
        {/* What is over keeps their room, and so its place. */}
        {over && !alert.acknowledged && <Room icon={Check}>Acknowledge</Room>}
        {over && <Room icon={BellMinus}>Snooze</Room>}
      </div>
    </li>
  );
});

/** As wide as the button of a popup, and nothing to be seen. */
function Room({ icon, children }: { icon: LucideIcon; children: string }) {
  return (
    <Button kind="quiet" icon={icon} disabled aria-hidden className="invisible">
      {children}
      <ChevronDown size={13} className="-me-1" />
    </Button>
  );
}
