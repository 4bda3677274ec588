"use client";

import { ListX, Pause, Play, ScrollText } from "lucide-react";
import { useEffect, useEffectEvent, useMemo, useRef } from "react";
import { Button } from "#components/ui/button";
import { Empty } from "#components/ui/empty";
import { usePreferences } from "#components/ui/preferences-provider";
import { VirtualList, type VirtualListHandle } from "#components/ui/virtual-list";
import type { StoredEvent } from "#lib/events/envelope";
import type { FeedState } from "#lib/events/feed";
import { typeMatcher } from "#lib/events/type-pattern";
import { formatNumber } from "#lib/format";
import { isShortcut } from "../shell/use-shortcuts.ts";
import { useNarrow } from "../ui/use-narrow.ts";
import { EventLine, EventLineHead, LINE_PX, NARROW_LINE_PX } from "./event-line.tsx";
import { FilterInput } from "./filter-input.tsx";
import { OlderFoot } from "./older-foot.tsx";
import { TypeList, TypeSelect } from "./type-list.tsx";
import { useOlder } from "./use-older.ts";
import { useTail } from "./use-tail.ts";

interface EventTailProps {
  feed: FeedState;
  pattern: string | null;
  onPattern: (pattern: string | null) => void;
  openId: string | null;
  onOpen: (event: StoredEvent, rows: readonly StoredEvent[]) => void;
}

/** The live tail of one filter, newest first; older pages follow as one scrolls down. */
export function EventTail({ feed, pattern, onPattern, openId, onOpen }: EventTailProps) {
  const matches = useMemo(() => typeMatcher(pattern), [pattern]);
  const [tail, act] = useTail(feed, matches);
  const older = useOlder(tail, act, pattern);
  const list = useRef<VirtualListHandle>(null);
  const { keys } = usePreferences();
  const narrow = useNarrow();
  const held = tail.hold !== null;
  const types = { counts: feed.counts, total: feed.total, chosen: pattern, onChoose: onPattern };

  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter begins at its top.
  useEffect(() => {
    list.current?.toTop();
  }, [pattern]);

  function resume(): void {
    act({ kind: "resume" });
    list.current?.toTop();
  }
  const onSpace = useEffectEvent((event: KeyboardEvent) => {
    // A button takes Space for itself.
    const onButton = event.target instanceof Element && event.target.closest("button, a, summary");
    if (event.key !== " " || onButton || !isShortcut(event)) return;
    event.preventDefault();
    if (held) resume();
    else act({ kind: "hold", hold: "pressed" });
  });
  useEffect(() => {
    if (!keys) return;
    document.addEventListener("keydown", onSpace);
    return () => document.removeEventListener("keydown", onSpace);
  }, [keys]);

  return (
    <div className="mt-3 flex h-[calc(100dvh-12.5rem)] min-h-80 overflow-hidden rounded-card border border-line bg-surface-1 md:h-[calc(100dvh-9.5rem)]">
      <div className="w-52 shrink-0 overflow-y-auto border-line border-e max-lg:hidden">
        <TypeList {...types} />
      </div>
      <section aria-label="Live events" className="flex min-w-0 flex-1 flex-col">
        <div className="flex flex-wrap items-center gap-2 border-line border-b px-3 py-2">
          <Button
            kind={held ? "primary" : "plain"}
            icon={held ? Play : Pause}
            onClick={() => (held ? resume() : act({ kind: "hold", hold: "pressed" }))}
            data-tip="Space"
            className="figures min-w-24 max-lg:order-last"
          >
            {held ? `Resume live (+${formatNumber(tail.waitingCount)})` : "Pause"}
          </Button>
          <div className="min-w-0 flex-1 lg:hidden">
            <TypeSelect {...types} />
          </div>
          <div className="min-w-32 flex-1 max-sm:hidden lg:max-w-80">
            <FilterInput pattern={pattern} counts={feed.counts} onPattern={onPattern} />
          </div>
          <p className="figures text-12 text-quiet max-md:hidden">
            {formatNumber(tail.rows.length)} rows{pattern && `, of ${formatNumber(feed.total)} events seen`}
          </p>
        </div>
        <EventLineHead />
        {tail.rows.length === 0 && older.state.kind !== "busy" ? (
          <NoRows
            pattern={pattern}
            total={feed.total}
            complete={tail.complete}
            onClear={() => onPattern(null)}
          >
            <OlderFoot tail={tail} older={older} />
          </NoRows>
        ) : (
          <VirtualList
            ref={list}
            label="Events, newest first"
            items={tail.rows}
            keyOf={(event) => event.stream_id}
            row={(event) => <EventLine event={event} />}
            rowHeight={narrow ? NARROW_LINE_PX : LINE_PX}
            rowClass="px-4"
            onOpen={(event) => onOpen(event, tail.rows)}
            openKey={openId}
            onTop={(atTop) => {
              if (!atTop) act({ kind: "hold", hold: "scrolled" });
              else if (tail.hold === "scrolled") act({ kind: "resume" });
            }}
            onEnd={() => void older.load()}
            foot={<OlderFoot tail={tail} older={older} />}
            className="flex-1"
          />
        )}
      </section>
    </div>
  );
}

interface NoRowsProps {
  pattern: string | null;
  total: number;
  complete: boolean;
  onClear: () => void;
  children: React.ReactNode;
}

function NoRows({ pattern, total, complete, onClear, children }: NoRowsProps) {
  if (pattern === null)
    return (
      <Empty icon={ScrollText} title="No event yet">
        The stream is empty. The first event appears here by itself.
      </Empty>
    );
  return (
    <Empty
      icon={ListX}
      title={`No event fits ${pattern}`}
      action={<Button onClick={onClear}>Clear the filter</Button>}
    >
      <p>{formatNumber(total)} events have been seen. New ones that fit appear here by themselves.</p>
      {!complete && children}
    </Empty>
  );
}
