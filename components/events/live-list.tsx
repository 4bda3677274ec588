"use client";

import { Pause, Play } from "lucide-react";
import { useCallback, useEffect, useEffectEvent, useRef } from "react";
import { Button } from "#components/ui/button";
import { usePreferences } from "#components/ui/preferences-provider";
import type { StoredEvent } from "#lib/events/envelope";
import type { FeedState } from "#lib/events/feed";
import { formatNumber, plural } from "#lib/format";
import { streamIdSeconds } from "#lib/stream-id";
import { isShortcut } from "../ui/is-shortcut.ts";
import { EventRows, type ListProps } from "./event-rows.tsx";
import type { EventTableHandle } from "./event-table.tsx";
import { ListBar, ListEdge, ListFoot } from "./list-foot.tsx";
import { NoRows } from "./no-rows.tsx";
import type { Answered, Asked } from "./pages.ts";
import { olderThan, ROWS_KEPT } from "./tail.ts";
import { SCREENFUL, useLoader } from "./use-loader.ts";
import { useTail } from "./use-tail.ts";

interface LiveListProps extends ListProps {
  feed: FeedState;
  /** Events that are searched in all. */
  total: number;
  matches: (event: StoredEvent) => boolean;
  /** The moment that a replay shows, in Unix seconds; null in the present. */
  until: number | null;
  /** Shows what is around one event instead, where the rows here end. */
  onAround: (streamId: string) => void;
}

/** The live tail of one filter, newest first; older pages follow as one scrolls down. */
export function LiveList({ feed, total, matches, until, onAround, ...list }: LiveListProps) {
  const isReplay = until !== null;
  const { query } = list;
  const [tail, act] = useTail(feed, matches);
  const { state, load, stop } = useLoader(query, query);
  const table = useRef<EventTableHandle>(null);
  const { keys } = usePreferences();
  const held = tail.hold !== null;
  const full = tail.rows.length >= ROWS_KEPT;

  const older = useCallback(
    (before: string | null): void => {
      const onAnswer = (answer: Answered): Asked | null => {
        act({ kind: "older", ...answer });
        return answer.next === null ? null : askOlder(answer.next);
      };
      void load(askOlder(before), onAnswer);
    },
    [act, load],
  );
  const loadOlder = () => {
    if (!tail.complete && !full) older(olderThan(tail, until));
  };
  const onAppear = useEffectEvent(() => {
    if (tail.rows.length < SCREENFUL) loadOlder();
  });
  useEffect(() => onAppear(), []);

  function resume(): void {
    act({ kind: "resume" });
    table.current?.toTop();
  }
  const pause = () => act({ kind: "hold", hold: "pressed" });
  const onSpace = useEffectEvent((event: KeyboardEvent) => {
    // A button takes Space for itself.
    const onButton =
      event.target instanceof Element && event.target.closest("button, a, summary, [role=slider]");
    if (event.key !== " " || onButton || !isShortcut(event)) return;
    event.preventDefault();
    if (held) resume();
    else pause();
  });
  useEffect(() => {
    // In a replay it plays and pauses that.
    if (!keys || isReplay) return;
    document.addEventListener("keydown", onSpace);
    return () => document.removeEventListener("keydown", onSpace);
  }, [keys, isReplay]);

  const last = tail.rows.at(-1);
  const edge = (
    <ListEdge
      loader={state}
      way="older"
      complete={tail.complete}
      empty={tail.rows.length === 0}
      end="That is the oldest event there is."
      searchedTo={tail.lookedTo && tail.lookedTo !== last?.stream_id ? streamIdSeconds(tail.lookedTo) : null}
      onLoad={loadOlder}
      onStop={stop}
    />
  );
  return (
    <>
      <ListBar>
        <Button
          kind={held ? "primary" : "plain"}
          icon={held ? Play : Pause}
          onClick={() => (held ? resume() : pause())}
          data-tip={isReplay ? undefined : "Space"}
          className="figures min-w-24"
        >
          {held ? `Resume${isReplay ? "" : " live"} (+${formatNumber(tail.waitingCount)})` : "Pause"}
        </Button>
        <span className="figures">
          {plural(tail.rows.length, "row")}
          {query && `, of ${plural(total, "event")} seen`}
        </span>
        {held && (
          <span className="max-sm:hidden">
            {tail.hold === "pressed" ? "Paused" : "Held while you read further down"}: nothing is lost.
          </span>
        )}
      </ListBar>
      {tail.rows.length === 0 ? (
        <NoRows
          query={query}
          loader={state}
          searched={tail.complete}
          total={total}
          live={!isReplay}
          onClear={list.onClear}
        >
          {edge}
        </NoRows>
      ) : (
        <EventRows
          {...list}
          ref={table}
          label="Events, newest first"
          rows={tail.rows}
          follow={!held}
          onTop={(atTop) => {
            if (!atTop) act({ kind: "hold", hold: "scrolled" });
            else if (tail.hold === "scrolled") act({ kind: "resume" });
          }}
          onNear={(side) => {
            if (side === "below" && state.kind === "idle") loadOlder();
          }}
          foot={
            <ListFoot>
              {full && last ? (
                <>
                  Live keeps the newest {formatNumber(ROWS_KEPT)} rows.
                  <Button onClick={() => onAround(last.stream_id)}>Go on from here</Button>
                </>
              ) : (
                edge
              )}
            </ListFoot>
          }
        />
      )}
    </>
  );
}

const askOlder = (before: string | null): Asked => ({ after: null, before, order: "newest" });
