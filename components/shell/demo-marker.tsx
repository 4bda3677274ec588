"use client";

import { Square } from "lucide-react";
import { useState } from "react";
import { WriteButton, WritingNote } from "#components/history/write-button";
import { Dialog } from "#components/ui/drawer";
import { FormError } from "#components/ui/form";
import { StateBadge } from "#components/ui/state";
import { useReplay } from "#lib/live/use-live";
import { useDemo } from "./use-demo.ts";

/** Says in the header that what is shown is made up, and lets a person end it. */
export function DemoMarker() {
  const demo = useDemo();
  const [open, setOpen] = useState(false);
  const inCapsule = useReplay((view) => view.capsule !== null) ?? false;
  // What a capsule shows need not come from this server.
  if ((!demo.running || inCapsule) && !open) return null;
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        data-tip="What is shown is made up"
        className="flex h-8 items-center rounded-control pointer-coarse:h-11"
      >
        <StateBadge state="demo">
          <span className="max-sm:sr-only">Demo</span>
        </StateBadge>
      </button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Demo">
        <div className="flex flex-col items-start gap-3">
          <p>
            A simulator plays inside this server: its agents, robots and missions are made up. They come
            through the same doors as real ones, and are stored beside them.
          </p>
          {demo.running ? (
            <WriteButton kind="primary" icon={Square} busy={demo.busy} onClick={demo.stop}>
              Stop demo
            </WriteButton>
          ) : (
            <p className="text-quiet">It has stopped. What it made stays.</p>
          )}
          <WritingNote />
          {demo.failure && <FormError>The demo did not stop. {demo.failure}</FormError>}
        </div>
      </Dialog>
    </>
  );
}
