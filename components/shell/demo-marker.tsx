"use client";

import { Square } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/drawer";
import { FormError } from "#components/ui/form";
import { StateBadge } from "#components/ui/state";
import { useDemo } from "./use-demo.ts";

/** Says in the header that what is shown is made up, and lets a person end it. */
export function DemoMarker() {
  const demo = useDemo();
  const [open, setOpen] = useState(false);
  if (!demo.running && !open) return null;
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
            <Button kind="primary" icon={Square} busy={demo.busy} onClick={demo.stop}>
              Stop demo
            </Button>
          ) : (
            <p className="text-quiet">It has stopped. What it made stays.</p>
          )}
          {demo.failure && <FormError>The demo did not stop. {demo.failure}</FormError>}
        </div>
      </Dialog>
    </>
  );
}
