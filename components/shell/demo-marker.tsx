"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { StateBadge } from "#components/ui/state";
import { useReplay } from "#lib/live/use-live";
import { useDemo } from "./use-demo.ts";

const DemoDialog = dynamic(() => import("./demo-dialog.tsx"), { ssr: false });

/** Says in the header that what is shown is made up, and lets a person end it. */
export function DemoMarker() {
  const demo = useDemo();
  const [open, setOpen] = useState(false);
  const [opened, setOpened] = useState(false);
  const inCapsule = useReplay((view) => view.capsule !== null) ?? false;
  // What a capsule shows need not come from this server.
  if ((!demo.running || inCapsule) && !open) return null;
  return (
    <>
      <button
        type="button"
        onClick={() => {
          setOpened(true);
          setOpen(true);
        }}
        data-tip="What is shown is made up"
        className="flex h-8 items-center rounded-control pointer-coarse:h-11"
      >
        <StateBadge state="demo">
          <span className="max-sm:sr-only">Demo</span>
        </StateBadge>
      </button>
      {opened && <DemoDialog demo={demo} open={open} onClose={() => setOpen(false)} />}
    </>
  );
}
