import type { ReactNode } from "react";
import { PartBoundary } from "./part-boundary.tsx";

interface ListAndDetailProps {
  list: ReactNode;
  /** What one of the list's rows opens; null leaves the list the whole width. */
  detail: ReactNode | null;
  /** Its id: another one begins anew. */
  openKey: string | null;
  /** "This robot": what is opened, should it fail. */
  what: string;
}

/**
 * A list, and beside it what was opened in it. The list keeps its place, its scroll and its filter;
 * where there is no room for both, only the opened one shows.
 */
export function ListAndDetail({ list, detail, openKey, what }: ListAndDetailProps) {
  const open = detail !== null;
  return (
    <div className={`grid items-start gap-3 ${open ? "xl:grid-cols-[19rem_minmax(0,1fr)]" : ""}`}>
      <div
        className={`flex h-[calc(100dvh-11.5rem-var(--dock,0px))] min-h-96 flex-col md:h-[calc(100dvh-7.5rem-var(--dock,0px))] ${open ? "sticky top-16 max-xl:hidden" : ""}`}
      >
        {list}
      </div>
      {open && (
        <PartBoundary key={openKey} what={what}>
          {detail}
        </PartBoundary>
      )}
    </div>
  );
}
