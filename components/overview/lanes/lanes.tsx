"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import { patiently } from "../../ui/patiently.ts";

/** Counting and drawing comes after the page's answer, in a place of the same size. */
export const Lanes = dynamic(
  patiently(() => import("./lanes-panel.tsx")),
  { ssr: false, loading: () => <LanesSkeleton /> },
);

export const LanesSkeleton = () => (
  <Panel title="What happened when" flush>
    <div className="px-4 pb-2">
      <Skeleton className="h-35 w-full" />
      <div className="mt-1 h-8 lg:h-6" />
    </div>
  </Panel>
);
