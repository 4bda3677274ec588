import { ListX, ScrollText } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button";
import { Empty, Loading, Skeleton } from "#components/ui/empty";
import { plural } from "#lib/format";
import type { LoaderState } from "./use-loader.ts";

interface NoRowsProps {
  query: string;
  loader: LoaderState;
  /** Everything has been looked through. */
  searched: boolean;
  /** Events seen in all. */
  total: number;
  /** Only a stretch of time has been looked through. */
  bounded?: boolean;
  live?: boolean;
  onClear: () => void;
  onAnyTime?: () => void;
  /** How far the search is, and what can be done. */
  children: ReactNode;
}

/** Instead of rows: it still looks, there is none, or none fits. */
export function NoRows(props: NoRowsProps) {
  const { query, loader, searched, total, bounded, live, onClear, onAnyTime, children } = props;
  if (!searched && loader.kind === "failed")
    return <div className="flex justify-center px-4 py-10 text-center">{children}</div>;
  // Idle and not searched: it is about to begin.
  if (!searched && loader.kind !== "stopped")
    return (
      <Loading what="events">
        <RowsSkeleton />
        <div className="flex min-h-12 items-center justify-center gap-3 px-4 text-12 text-quiet">
          {children}
        </div>
      </Loading>
    );
  if (!query && total === 0)
    return (
      <Empty icon={ScrollText} title="No event yet">
        The stream is empty. The first event appears {live ? "here" : "in Live"} by itself.
      </Empty>
    );
  return (
    <Empty
      icon={ListX}
      title={!searched ? "Nothing found so far" : query ? `No event fits ${query}` : "No event in this time"}
      action={
        <span className="flex gap-2">
          {query && <Button onClick={onClear}>Clear the filter</Button>}
          {bounded && <Button onClick={onAnyTime}>Look at any time</Button>}
        </span>
      }
    >
      <p>
        {plural(total, "event")} {total === 1 ? "has" : "have"} been seen in all
        {bounded && ", at other times too"}.{live && " New ones that fit appear here by themselves."}
      </p>
      {!searched && <div className="mt-2 flex items-center justify-center gap-3 text-12">{children}</div>}
    </Empty>
  );
}

const SKELETON_ROWS = 8;

/** Rows in the shape that they will have. */
export function RowsSkeleton() {
  return Array.from({ length: SKELETON_ROWS }, (_, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike.
    <div key={i} className="flex h-8 items-center px-3 max-sm:h-13">
      <Skeleton className="h-3 w-full" />
    </div>
  ));
}
