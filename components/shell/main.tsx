"use client";

import type { ReactNode } from "react";
import { useLive, useReplay } from "#lib/live/use-live";

/** The page's content. While its values are old, or another moment's are on their way, it stays, without its colours. */
export function Main({ children }: { children: ReactNode }) {
  const old = useLive((view) => view.connection.kind === "reconnecting");
  const jumping = useReplay(({ status, picture }) => status.kind === "loading" && picture !== null) ?? false;
  return (
    <main
      id="content"
      tabIndex={-1}
      data-old={old || undefined}
      data-jumping={jumping || undefined}
      className="mx-auto w-full max-w-[100rem] flex-1 px-4 pt-4 pb-[calc(7rem+var(--dock))] outline-none transition-[filter] data-jumping:delay-150 data-old:delay-1000 data-jumping:grayscale-[0.85] data-old:grayscale-[0.85] md:px-5 md:pb-[calc(3rem+var(--dock))]"
    >
      {children}
    </main>
  );
}
