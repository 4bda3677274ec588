"use client";

import { useMemo } from "react";
import { TimeLine } from "#components/chart/time-line";
import { BarTable } from "#components/ui/bar-table";
import { Empty, Failure, Skeleton } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import { formatNumber, formatSeconds, plural } from "#lib/format";
import type { FleetSessions as Sessions } from "#lib/telemetry/api-sessions";
import { wholeLabel } from "../../chart/ticks.ts";
import { useOutageBands, useOutagesTold } from "../../history/use-outages.ts";
import { useAsked } from "../../ui/use-asked.ts";
import { connectionRows, knownFrom, lengthBars, reasonBars } from "./fleet-rows.ts";
import { Incidents } from "./incidents.tsx";

interface FleetSessionsProps {
  words: string;
  /** When the first robot was seen, Unix seconds; null without any. */
  firstSeen: number | null;
  /** How many are connected at the moment that the page shows; null until that is known. */
  connected: number | null;
  /** Unix seconds at the edges. */
  from: number;
  to: number;
}

const AGAIN_MS = 60_000;
const SERIES = [
  { id: "robots", name: "Robots connected", color: "var(--color-series-1)", kind: "step" },
] as const;

/** How robots' connections went: who was there, for how long, why they ended, and what many had in common. */
export function FleetSessions({ words, firstSeen, connected, from, to }: FleetSessionsProps) {
  const { asked } = useAsked<Sessions>(`/api/telemetry/fleet/sessions?from=${from}&to=${to}`, AGAIN_MS);
  if (asked.kind === "failed")
    return (
      <Panel title="Connections" sub={words}>
        <Failure title="How connections went can't be read now">
          {asked.why} Live values go on; it is asked for again by itself.
        </Failure>
      </Panel>
    );
  const sessions = asked.kind === "known" ? asked.value : null;
  const ended = sessions?.reasons.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const note = sessions?.complete === false ? "Too many to look at: older ones are missing." : words;
  return (
    <div className="grid gap-3 lg:grid-cols-2">
      <Panel
        title="Robots connected"
        sub={connected === null ? words : `${words}, ${formatNumber(connected)} now`}
      >
        {sessions ? (
          <Connected sessions={sessions} firstSeen={firstSeen} from={from} to={to} words={words} />
        ) : (
          <Waiting />
        )}
      </Panel>
      <Panel
        title="Common causes"
        sub={sessions && sessions.incidents.length > 0 ? formatNumber(sessions.incidents.length) : words}
        flush
      >
        {sessions ? <Incidents incidents={sessions.incidents} /> : <Waiting padded />}
      </Panel>
      <Panel title="Sessions by length" sub={note} flush actions={sessions && <Mean sessions={sessions} />}>
        {!sessions ? (
          <Waiting padded />
        ) : ended === 0 ? (
          <NoneEnded />
        ) : (
          <BarTable
            label="Ended sessions by length"
            heads={["Length", "Sessions"]}
            rows={lengthBars(sessions.durations)}
            total={ended}
          />
        )}
      </Panel>
      <Panel title="Why they ended" sub={sessions ? plural(ended, "session") : words} flush>
        {!sessions ? (
          <Waiting padded />
        ) : ended === 0 ? (
          <NoneEnded />
        ) : (
          <BarTable
            label="Ended sessions by reason"
            heads={["Reason", "Sessions"]}
            rows={reasonBars(sessions.reasons)}
            total={ended}
            wordy
            className="max-h-64"
          />
        )}
      </Panel>
    </div>
  );
}

type ConnectedProps = Omit<FleetSessionsProps, "connected"> & { sessions: Sessions };

function Connected({ sessions, firstSeen, from, to, words }: ConnectedProps) {
  const rows = useMemo(() => connectionRows(sessions, firstSeen), [sessions, firstSeen]);
  const known = knownFrom(sessions, firstSeen);
  const bands = useOutageBands(from, to);
  const told = useOutagesTold(from);
  // Robots can't be connected to what isn't running: nobody knows who was there.
  const holes = useMemo(() => {
    // Before the first one was seen nothing is known, which is not the same as none.
    const before =
      known !== null && known > from
        ? [{ from, to: Math.min(to, known), reason: "Before the first robot was seen" }]
        : [];
    return [...before, ...bands.map((band) => ({ ...band, faint: false }))];
  }, [bands, known, from, to]);
  const most = sessions.connections.reduce((max, { robots }) => Math.max(max, robots), 1);
  // A line might cross an outage that isn't known yet.
  if (!told) return <Waiting />;
  return (
    <TimeLine
      label={`Robots connected, ${words.toLowerCase()}`}
      rows={rows}
      series={SERIES}
      from={from}
      to={to}
      yRange={[0, most]}
      format={wholeLabel}
      holes={holes}
      height={168}
    />
  );
}

const Mean = ({ sessions: { mean_duration_seconds: mean } }: { sessions: Sessions }) =>
  mean === null ? null : (
    <span className="figures text-12 text-quiet">
      mean <span className="text-normal">{formatSeconds(mean)}</span>
    </span>
  );

const NoneEnded = () => (
  <Empty title="No session ended in this time">Those that are open are counted once they end.</Empty>
);

const Waiting = ({ padded }: { padded?: boolean }) => (
  <div className={padded ? "px-4 pb-4" : ""}>
    <Skeleton className="h-42 w-full" />
  </div>
);
