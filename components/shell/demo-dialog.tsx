"use client";

import { Square } from "lucide-react";
import { WriteButton, WritingNote } from "#components/history/write-button";
import { Dialog } from "#components/ui/drawer";
import { FormError } from "#components/ui/form";
import type { useDemo } from "./use-demo.ts";

interface DemoDialogProps {
  demo: ReturnType<typeof useDemo>;
  open: boolean;
  onClose: () => void;
}

/** What the demo is, and the way to end it. */
export default function DemoDialog({ demo, open, onClose }: DemoDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title="Demo">
      <div className="flex flex-col items-start gap-3">
        <p>
          A simulator plays inside this server: its agents, robots and missions are made up. They come through
          the same doors as real ones, and are stored beside them.
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
  );
}
