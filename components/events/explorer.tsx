"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import dynamic from "next/dynamic";
import { useCallback, useMemo, useState } from "react";
import { Button, IconButton } from "#components/ui/button";
import { Failure, Skeleton } from "#components/ui/empty";
import { InTurn } from "#components/ui/in-turn";
import type { StoredEvent } from "#lib/events/envelope";
import { useLive, useLiveState, useReplay, useTimeline } from "#lib/live/use-live";
import { matcher } from "#lib/query/match";
import { parse } from "#lib/query/parse";
import { streamIdSeconds } from "#lib/stream-id";
import { PartBoundary } from "../ui/part-boundary.tsx";
import { usePreload } from "../ui/use-preload.ts";
import { useUrlParam } from "../ui/use-url-param.ts";
import { Controls } from "./controls.tsx";
import type { ListProps } from "./event-rows.tsx";
import { typeIn, withType } from "./facets.ts";
import { FilterBar } from "./filter-bar.tsx";
import { Histogram } from "./histogram.tsx";
import { withTerm } from "./leaves.ts";
import { LiveList } from "./live-list.tsx";
import { PageList } from "./page-list.tsx";
import { withRecent } from "./saved-filters.ts";
import { SavedMenu } from "./saved-menu.tsx";
import { TypeList, TypeSelect } from "./type-list.tsx";
import { useEventsView } from "./use-events-view.ts";
import { changeShelf } from "./use-filter-shelf.ts";
import { useHistogram } from "./use-histogram.ts";
import { useKeptTypes } from "./use-kept-types.ts";
import { ALL, LIVE, type Show, withShow, withSpan } from "./view.ts";

const drawer = () => import("./event-drawer.tsx");
const exporting = () => import("./export-dialog.tsx");
const EventDrawer = dynamic(drawer, { ssr: false });
const ExportDialog = dynamic(exporting, { ssr: false });
// A click may need them when the server is away.
const PRELOADED = [drawer, exporting, () => import("./completion-list.tsx")];

const noTypes: readonly string[] = [];

/** Every event that is kept, to be searched, looked through, and taken away; the newest as they come. */
export function Explorer() {
  const { ready, state } = useLiveState();
  const epoch = useLive((live) => (live.live.kind === "live" ? live.live.cursor.epoch : ""));
  const timeline = useTimeline();
  const until = useReplay(({ picture, at }) => picture?.at ?? at);
  const capsule = useReplay(({ capsule }) => capsule !== null) ?? false;
  const [view, change] = useEventsView();
  const [openId, setOpenId] = useUrlParam("event");
  const [hidden, setHidden] = useUrlParam("types");
  const [opened, setOpened] = useState(openId !== null);
  if (openId !== null && !opened) setOpened(true);
  const [openRows, setOpenRows] = useState<readonly StoredEvent[]>([]);
  const [exported, setExported] = useState<"never" | "open" | "closed">("never");
  const [round, setRound] = useState(0);
  usePreload(PRELOADED);

  const { query, show, span, columns } = view;
  const parsed = useMemo(() => parse(query), [query]);
  const matches = useMemo(() => (parsed.kind === "query" ? matcher(parsed.query) : null), [parsed]);
  const live = show.kind === "live";
  const counted = useHistogram({ query, span, live, matches, until, round: `${round} ${timeline}` });

  const kept = useKeptTypes(`${round} ${timeline} ${epoch}`);

  const apply = useCallback(
    (next: string) => {
      changeShelf((shelf) => withRecent(shelf, next));
      change((now) => ({ ...now, query: next }));
    },
    [change],
  );
  const addColumn = useCallback(
    (field: string) => change((now) => ({ ...now, columns: [...new Set([...now.columns, field])] })),
    [change],
  );
  const removeColumn = useCallback(
    (field: string) => change((now) => ({ ...now, columns: now.columns.filter((name) => name !== field) })),
    [change],
  );

  const feed = state.feed;
  const head = feed.recent.at(-1)?.stream_id ?? null;
  // A new stream's state begins with nothing, while what was before it is searched all the same.
  const { counts, total } = (until === null && kept) || feed;
  const types = {
    counts,
    total,
    chosen: typeIn(query),
    onChoose: (type: string | null) => apply(withType(query, type)),
  };
  const list: ListProps = {
    query,
    fields: columns,
    onRemoveField: removeColumn,
    openId,
    onOpen(event, rows) {
      setOpenRows(rows);
      setOpenId(event.stream_id, openId === null ? "push" : "replace");
    },
    onClear: () => apply(""),
    onAnyTime: () => change((now) => withSpan(now, ALL)),
  };
  const around = (streamId: string) => change((now) => withShow(now, { kind: "id", streamId }));
  return (
    <div className="mt-3 flex flex-col gap-2">
      <div className="flex items-center gap-2">
        <FilterBar query={query} onApply={apply} />
        <SavedMenu query={query} onApply={apply} />
      </div>
      <Controls
        view={view}
        types={counted.drawn?.counts.types ?? noTypes}
        onChange={change}
        isReplay={until !== null}
        // A capsule is a file already, and the server knows nothing of it.
        onExport={capsule ? null : () => setExported("open")}
      >
        <IconButton
          icon={hidden === "off" ? PanelLeftOpen : PanelLeftClose}
          label={hidden === "off" ? "Show the list of types" : "Hide the list of types"}
          onClick={() => setHidden(hidden === "off" ? null : "off")}
          className="max-lg:hidden"
        />
        <div className={`w-full min-w-0 max-w-60 ${hidden === "off" ? "" : "lg:hidden"}`}>
          <TypeSelect {...types} />
        </div>
      </Controls>
      <div className="flex h-[calc(100dvh-8rem-var(--dock))] min-h-96 overflow-hidden rounded-card border border-line bg-surface-1 md:h-[calc(100dvh-14.5rem-var(--dock))]">
        {hidden !== "off" && (
          <div className="w-52 shrink-0 overflow-y-auto border-line border-e max-lg:hidden">
            <InTurn meanwhile={null}>
              <TypeList {...types} />
            </InTurn>
          </div>
        )}
        <section aria-label={live ? "Live events" : "Events"} className="flex min-w-0 flex-1 flex-col">
          {matches && (
            <Histogram
              state={counted}
              span={span}
              live={live}
              isReplay={until !== null}
              mark={momentOf(show)}
              onSelect={(from, to) => change((now) => withSpan(now, { kind: "between", from, to }))}
            />
          )}
          {matches === null ? (
            <Unreadable
              message={parsed.kind === "problem" ? parsed.problem.message : ""}
              onClear={() => apply("")}
            />
          ) : live && !ready ? (
            <Skeleton className="m-3 flex-1" />
          ) : live ? (
            <InTurn meanwhile={<Skeleton className="m-3 flex-1" />}>
              <LiveList
                key={`${epoch} ${timeline} ${query}`}
                {...list}
                feed={feed}
                total={total}
                matches={matches}
                until={until}
                onAround={around}
              />
            </InTurn>
          ) : (
            <PageList
              key={JSON.stringify([epoch, timeline, query, show, span, round])}
              {...list}
              show={show}
              span={span}
              until={until}
              total={total}
              matches={matches}
              onLive={() => change((now) => withShow(now, LIVE))}
              onRefresh={() => setRound(round + 1)}
            />
          )}
        </section>
      </div>
      {opened && (
        <PartBoundary what="This event">
          <EventDrawer
            streamId={openId}
            rows={openRows}
            head={head}
            onMove={(streamId) => setOpenId(streamId)}
            onAround={around}
            onClose={() => setOpenId(null)}
            onFilter={(term, isExcluded) => apply(withTerm(query, term, isExcluded))}
            onColumn={addColumn}
          />
        </PartBoundary>
      )}
      {exported !== "never" && (
        <ExportDialog
          open={exported === "open"}
          onClose={() => setExported("closed")}
          taken={{
            query,
            span,
            live,
            until,
            order: show.kind === "oldest" ? "oldest" : "newest",
            fields: columns,
          }}
        />
      )}
    </div>
  );
}

const momentOf = (show: Show): number | null =>
  show.kind === "time" ? show.seconds : show.kind === "id" ? streamIdSeconds(show.streamId) : null;

/** A link whose filter can't be read. */
function Unreadable({ message, onClear }: { message: string; onClear: () => void }) {
  return (
    <div className="p-3">
      <Failure title="This filter can't be read" action={<Button onClick={onClear}>Clear the filter</Button>}>
        {message}
      </Failure>
    </div>
  );
}
