"use client";

import { Bars } from "#components/chart/bars";
import { Truth } from "#components/history/truth";
import { Ago } from "#components/ui/ago";
import { Num } from "#components/ui/num";
import type { FeedState } from "#lib/events/feed";
import { formatNumber, formatRate } from "#lib/format";
import { streamIdSeconds } from "#lib/stream-id";
import { Tile } from "./tile.tsx";
import { LAST_SECONDS, useEventsPerSecond } from "./use-events-per-second.ts";

const RATE_HOW = "Events received in the last ten seconds, for each second. The last was this one:";
const TOTAL_HOW = "Every event that was received and could be read. The last that was counted:";

export function EventsTile({ feed, rate }: { feed: FeedState; rate: number }) {
  const perSecond = useEventsPerSecond(feed);
  const last = feed.recent.at(-1);
  return (
    <Tile
      href="/events"
      title="Events"
      figure={
        <>
          <Truth origin={last ? { kind: "event", streamId: last.stream_id, how: RATE_HOW } : null}>
            <Num value={rate} format={formatRate} />
          </Truth>
          <span className="ms-1.5 text-12 sm:ms-2 sm:text-14 text-quiet tracking-normal">per second</span>
        </>
      }
      facts={
        last ? (
          <>
            <span className="min-w-0 flex-1 truncate font-mono max-sm:basis-full">{last.type}</span>
            <Ago at={streamIdSeconds(last.stream_id)} className="shrink-0 text-end text-quiet" />
          </>
        ) : (
          <span className="text-quiet">No event yet</span>
        )
      }
      chart={
        <Bars
          label={`Events in each of the last ${LAST_SECONDS} seconds`}
          values={perSecond}
          max={Math.max(4, ...perSecond)}
        />
      }
      caption={
        <span className="figures">
          Last minute,{" "}
          <Truth origin={last ? { kind: "event", streamId: last.stream_id, how: TOTAL_HOW } : null}>
            {formatNumber(feed.total)} in all
          </Truth>
        </span>
      }
    />
  );
}
