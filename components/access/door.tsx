import type { ReactNode } from "react";
import { Wordmark } from "#components/shell/mark";

/** What stands before the pages: the name of the house, and one question. */
export function Door({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  return (
    <main id="content" className="flex min-h-dvh items-start justify-center px-4 pt-[14vh]">
      <div className="flex w-full max-w-90 flex-col gap-5">
        <div className="flex h-12 items-center text-strong">
          <Wordmark />
        </div>
        <div className="flex flex-col gap-4 rounded-card border border-line bg-surface-1 p-5">
          <div className="flex flex-col gap-1">
            <h1 className="font-semibold text-16 text-strong tracking-tight">{title}</h1>
            <p className="text-13 text-quiet">{about}</p>
          </div>
          {children}
        </div>
      </div>
    </main>
  );
}
