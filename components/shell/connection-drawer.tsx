"use client";

import type { ReactNode } from "react";
import { OutageList } from "#components/history/outage-list";
import { Truth } from "#components/history/truth";
import { Ago, Clock } from "#components/ui/ago";
import { Drawer } from "#components/ui/drawer";
import { Id } from "#components/ui/id";
import { StateBadge, type StateName } from "#components/ui/state";
import { formatMs, formatNumber, formatRate, MISSING } from "#lib/format";
import type { Outage } from "#lib/history/outage";
import type { Gap } from "#lib/live/protocol";
import { useConnection } from "#lib/live/use-live";
import { streamIdSeconds } from "#lib/stream-id";
import { useOutages } from "../history/use-outages.ts";
import { gapWords, inMs, serverSeconds } from "./connection-words.ts";
import { useHealth } from "./use-health.ts";

/** The three links from a producer to this screen, each with its own state. */
export default function ConnectionDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const view = useConnection((all) => all);
  const outages = useOutages();
  const health = useHealth(open);
  const { connection, link, saving, live, welcome } = view;
  const lastEvent = live.kind === "live" ? live.state.feed.recent.at(-1)?.stream_id : undefined;
  const gaps = live.kind === "live" ? live.gaps : [];
  const sources = live.kind === "live" ? [...live.state.feed.sources].sort((a, b) => b[1] - a[1]) : [];
  const browser: StateName = connection.kind === "connected" ? "live" : connection.kind;
  return (
    <Drawer open={open} onClose={onClose} title="Connection" sub="From a producer to this screen">
      <div className="flex flex-col gap-6">
        <Part title="This browser and the server" state={browser}>
          <Line name="Transport">WebSocket</Line>
          <Line name="Round trip">
            {connection.kind === "connected" && connection.roundTripMs !== null
              ? inMs(connection.roundTripMs)
              : MISSING}
          </Line>
          <Line name={connection.kind === "reconnecting" ? "Lost" : "Connected"}>
            {connection.kind === "connecting" ? MISSING : <Ago at={serverSeconds(connection.since, view)} />}
          </Line>
          {connection.kind === "reconnecting" && <Line name="Attempt">{connection.attempt}</Line>}
        </Part>

        <Part title="The server and the event stream" state={link.up ? "live" : "stream_down"}>
          {!link.up && <p className="col-span-2 text-critical">{link.error}</p>}
          <Line name="Events per second">{formatRate(view.rate)}</Line>
          <Line name="Events seen">
            {live.kind === "live" ? (
              <Truth origin={lastEvent ? { kind: "event", streamId: lastEvent, how: TOTAL_HOW } : null}>
                {formatNumber(live.state.feed.total)}
              </Truth>
            ) : (
              MISSING
            )}
          </Line>
          <Line name="Stream id">
            {live.kind === "live" ? <Id value={live.cursor.streamId} max={24} /> : MISSING}
          </Line>
          <Line name="Last event">
            <Ago at={live.kind === "live" ? cursorSeconds(live.cursor.streamId) : null} />
          </Line>
          <Line name="Entries put aside">
            {health?.quarantined === undefined ? MISSING : formatNumber(health.quarantined)}
          </Line>
          <Line name="Store">
            {welcome?.store === "redis" ? "Redis" : welcome ? "SQLite, embedded" : MISSING}
            {health && <span className="text-quiet"> · {latencyWords(health.store.latency_ms)}</span>}
          </Line>
          <Line name="Saving">
            {saving.up ? "Yes" : <span className="text-critical">No: {saving.error}</span>}
          </Line>
          <Line name="Version">{welcome?.version ?? MISSING}</Line>
        </Part>

        <Part title="Producers">
          {sources.length === 0 && <p className="col-span-2 text-quiet">No event yet.</p>}
          {sources.map(([source, at]) => (
            <Line key={source} name={<span className="font-mono">{source}</span>}>
              <Ago at={at} />
            </Line>
          ))}
        </Part>

        <Part title="Gaps">
          <OutageList outages={outages} />
          {gaps
            .filter((gap) => !isTold(gap, outages))
            .map((gap) => (
              <GapLine key={gap.to} gap={gap} />
            ))}
        </Part>
      </div>
    </Drawer>
  );
}

function Part({ title, state, children }: { title: string; state?: StateName; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 flex items-center justify-between gap-3 border-line border-b pb-1.5 font-medium text-13">
        {title}
        {state && <StateBadge state={state} />}
      </h3>
      <div className="grid grid-cols-[minmax(9rem,auto)_1fr] gap-x-4 gap-y-1">{children}</div>
    </section>
  );
}

function Line({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <>
      <span className="truncate text-quiet">{name}</span>
      <span className="figures min-w-0 text-strong">{children}</span>
    </>
  );
}

function GapLine({ gap }: { gap: Gap }) {
  return (
    <p className="col-span-2">
      <StateBadge state="gap" /> {gapWords(gap.reason)} <Clock at={gap.at} />.{" "}
      <span className="font-mono text-12 text-quiet">
        {gap.from} → {gap.to}
      </span>
    </p>
  );
}

/** The server's own record says more of it. */
const isTold = ({ reason, at }: Gap, outages: readonly Outage[]): boolean =>
  outages.some(({ cause, from, to }) => cause === reason && at >= from - 60 && at <= (to ?? at) + 60);

const TOTAL_HOW = "Every event that was received and could be read. The last that was counted:";

const cursorSeconds = (streamId: string): number | null => streamIdSeconds(streamId) || null;
const latencyWords = (ms: number | null): string => (ms === null ? "does not answer" : formatMs(ms));
