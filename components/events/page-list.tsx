"use client";

import { RefreshCw, Zap } from "lucide-react";
import { useEffect, useEffectEvent, useReducer, useState } from "react";
import { Button } from "#components/ui/button";
import { usePreferences } from "#components/ui/preferences-provider";
import type { StoredEvent } from "#lib/events/envelope";
import { formatNumber, plural } from "#lib/format";
import { useNow } from "#lib/live/use-live";
import { isShortcut } from "../ui/is-shortcut.ts";
import { EventRows, type ListProps } from "./event-rows.tsx";
import { ListBar, ListEdge, ListFoot } from "./list-foot.tsx";
import { NoRows } from "./no-rows.tsx";
import {
  type Answered,
  type Asked,
  askFor,
  type Bounds,
  boundsOf,
  markedIn,
  onAnswer,
  type Pages,
  type Side,
  searchedTo,
  startPages,
} from "./pages.ts";
import { useLoader } from "./use-loader.ts";
import { useNewer } from "./use-newer.ts";
import type { Show, Span } from "./view.ts";

interface PageListProps extends ListProps {
  show: Exclude<Show, { kind: "live" }>;
  span: Span;
  /** The present, where a replay shows the past. Unix seconds. */
  until: number | null;
  total: number;
  matches: (event: StoredEvent) => boolean;
  onLive: () => void;
  onRefresh: () => void;
}

type Answer = { side: Side; answer: Answered };
const reduce = (pages: Pages, { side, answer }: Answer): Pages => onAnswer(pages, side, answer);

/** What happened in a stretch of the past: it stands still, and grows at its ends as one scrolls. Use a `key` per view. */
export function PageList({ show, span, until, total, matches, onLive, onRefresh, ...list }: PageListProps) {
  const { query } = list;
  const [pages, act] = useReducer(reduce, show, startPages);
  // "The last hour" is that before the list was opened: else it would lose rows while one reads.
  const now = useNow();
  const [bounds, setBounds] = useState<Bounds | null>(null);
  if (bounds === null && now !== null) setBounds(boundsOf(span, now, until));
  const above = useLoader("above", query);
  const below = useLoader("below", query);
  const loaders = { above, below };
  const newer = useNewer(matches);

  function load(side: Side): void {
    if (!bounds) return;
    // The answers so far are known here before they are drawn.
    let known = pages;
    const next = (answer: Answered): Asked | null => {
      known = onAnswer(known, side, answer);
      act({ side, answer });
      return askFor(known, side, bounds);
    };
    void loaders[side].load(askFor(pages, side, bounds), next);
  }
  const onAppear = useEffectEvent(() => {
    load("below");
    load("above");
  });
  useEffect(() => {
    if (bounds) onAppear();
  }, [bounds]);

  const { keys } = usePreferences();
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    // In a replay the key leads to the present first.
    if (event.key.toLowerCase() === "l" && until === null && isShortcut(event)) onLive();
  });
  useEffect(() => {
    if (!keys) return;
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [keys]);

  const wayOf = (side: Side) => ((side === "below") === (pages.order === "newest") ? "older" : "newer");
  const edge = (side: Side) => (
    <ListEdge
      loader={loaders[side].state}
      way={wayOf(side)}
      complete={pages[side].kind === "end"}
      empty={pages.rows.length === 0}
      end={`Nothing ${wayOf(side)}${query ? " fits" : " is there"}${span.kind === "all" ? "" : " in this time"}.`}
      searchedTo={searchedTo(pages, side)}
      onLoad={() => load(side)}
      onStop={loaders[side].stop}
    />
  );
  const anchored = show.kind === "time" || show.kind === "id";
  const toPresent = span.kind !== "between";
  return (
    <>
      <ListBar>
        {anchored ? (
          edge("above")
        ) : (
          <span className="figures">
            {plural(pages.rows.length, "row")}
            {pages.above.kind === "open" ? " around here" : pages.below.kind === "open" && " so far"},{" "}
            {show.kind} first
          </span>
        )}
        <span className="ms-auto flex items-center gap-2">
          {show.kind === "newest" && toPresent && (
            <Button
              kind={newer > 0 ? "plain" : "quiet"}
              icon={RefreshCw}
              onClick={onRefresh}
              className="figures"
            >
              {newer > 0 ? `Show ${formatNumber(newer)} newer` : "Refresh"}
            </Button>
          )}
          <Button kind="quiet" icon={Zap} onClick={onLive} data-tip="L">
            {until === null ? "Live" : "Replay"}
          </Button>
        </span>
      </ListBar>
      {pages.rows.length === 0 ? (
        <NoRows
          query={query}
          loader={
            below.state.kind === "failed"
              ? below.state
              : above.state.kind === "failed"
                ? above.state
                : below.state
          }
          searched={pages.above.kind === "end" && pages.below.kind === "end"}
          total={total}
          bounded={span.kind !== "all"}
          onClear={list.onClear}
          onAnyTime={list.onAnyTime}
        >
          {edge("below")}
        </NoRows>
      ) : (
        <EventRows
          {...list}
          label={`Events, ${pages.order} first`}
          rows={pages.rows}
          follow={false}
          markedId={anchored ? markedIn(pages.rows, show) : null}
          onNear={(side) => {
            if (loaders[side].state.kind === "idle" && pages[side].kind === "open") load(side);
          }}
          foot={<ListFoot>{edge("below")}</ListFoot>}
        />
      )}
    </>
  );
}
