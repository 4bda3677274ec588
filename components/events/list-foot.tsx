import { Clock } from "#components/ui/ago";
import { Button } from "#components/ui/button";
import type { LoaderState } from "./use-loader.ts";

interface ListEdgeProps {
  loader: LoaderState;
  /** "older" or "newer": which way it goes on. */
  way: "older" | "newer";
  /** There is nothing beyond. */
  complete: boolean;
  /** Said when there is nothing beyond. */
  end: string;
  /** There are no rows at all. */
  empty: boolean;
  /** How far has been searched beyond the last row, in Unix seconds. */
  searchedTo: number | null;
  onLoad: () => void;
  onStop: () => void;
}

/** What is beyond the last row of a side: more, the end, a search that goes on, or why not. */
export function ListEdge({ loader, way, complete, end, empty, searchedTo, onLoad, onStop }: ListEdgeProps) {
  const searched = searchedTo !== null && (
    <>
      Searched {way === "older" ? "back to" : "up to"} <Clock at={searchedTo} full />
    </>
  );
  if (loader.kind === "failed")
    return (
      <span role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span>
          <span className="text-critical">
            {empty ? "The events" : way === "older" ? "Older events" : "Newer events"} could not be loaded.
          </span>{" "}
          {loader.why} {!empty && "What is here stays."}
        </span>
        <Button onClick={onLoad}>Try again</Button>
      </span>
    );
  if (loader.kind === "busy")
    return loader.searching ? (
      <>
        <span role="status" className="figures">
          {searched || "Searched a part"} · searching…
        </span>
        <Button onClick={onStop}>Stop</Button>
      </>
    ) : (
      <span role="status">Loading {way} events…</span>
    );
  if (complete) return <span>{end}</span>;
  return (
    <>
      {searched && <span className="figures">{searched}.</span>}
      <Button kind="quiet" onClick={onLoad}>
        {searched ? "Search on" : `Load ${way}`}
      </Button>
    </>
  );
}

/** Below the last row. */
export function ListFoot({ children }: { children: React.ReactNode }) {
  return (
    <div className="sticky left-0 flex min-h-12 items-center justify-center gap-3 px-4 py-2 text-12 text-quiet">
      {children}
    </div>
  );
}

/** The line between the controls and the rows, of one height whatever it says. */
export function ListBar({ children }: { children: React.ReactNode }) {
  return (
    <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-3 py-1 text-12 text-quiet">
      {children}
    </div>
  );
}
