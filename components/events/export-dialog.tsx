"use client";

import { useState } from "react";
import { Segmented } from "#components/ui/choice";
import { Dialog } from "#components/ui/drawer";
import { CapsuleForm } from "./capsule-form.tsx";
import { ExportForm } from "./export-form.tsx";
import type { Span } from "./view.ts";

export interface TakenAway {
  query: string;
  /** The stretch that is shown; the chart's while live. */
  span: Span;
  live: boolean;
  /** Only what was received before this moment, where a replay shows the past. Unix seconds. */
  until: number | null;
  order: "newest" | "oldest";
  /** Fields with a column of their own. */
  fields: readonly string[];
}

interface ExportDialogProps {
  taken: TakenAway;
  open: boolean;
  onClose: () => void;
}

/** What is filtered, as a file; or a stretch of time as a capsule that another Brainwave opens. */
export default function ExportDialog({ taken, open, onClose }: ExportDialogProps) {
  const [what, setWhat] = useState<"events" | "capsule">("events");
  return (
    <Dialog open={open} onClose={onClose} title="Export">
      <div className="flex flex-col gap-4">
        <div className="flex">
          <Segmented
            label="What is exported"
            options={[
              { value: "events", label: "Events" },
              { value: "capsule", label: "Incident capsule" },
            ]}
            value={what}
            onChange={setWhat}
          />
        </div>
        {what === "events" ? <ExportForm taken={taken} /> : <CapsuleForm taken={taken} />}
      </div>
    </Dialog>
  );
}
