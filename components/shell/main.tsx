"use client";

import type { ReactNode } from "react";
import { useLive } from "#lib/live/use-live";

/** The page's content. While its values are old it stays, without its colours. */
export function Main({ children }: { children: ReactNode }) {
  const old = useLive((view) => view.connection.kind === "reconnecting");
  return (
    <main
      id="content"
      tabIndex={-1}
      data-old={old || undefined}
      className="mx-auto w-full max-w-[100rem] flex-1 px-4 pt-4 pb-28 outline-none transition-[filter] data-old:delay-1000 data-old:grayscale-[0.85] md:px-5 md:pb-12"
    >
      {children}
    </main>
  );
}
