"use client";

import { Dialog } from "#components/ui/drawer";
import type { Snapshot } from "#lib/dna/api";
import type { Version } from "#lib/dna/versions";
import { PartBoundary } from "../ui/part-boundary.tsx";
import { RollbackForm } from "./forms.ts";

interface RollbackDialogProps {
  agentId: string;
  /** The version to go back to; null while nobody wants to. */
  target: Version | null;
  latest: Version | undefined;
  onClose: () => void;
  onSaved: (snapshot: Snapshot) => void;
}

/** Asks once before an agent goes back to an older version. */
export function RollbackDialog({ agentId, target, latest, onClose, onSaved }: RollbackDialogProps) {
  return (
    <Dialog
      open={target !== null}
      onClose={onClose}
      title={target ? `Roll back to version ${target.version}` : ""}
      sub={agentId}
    >
      <PartBoundary key={target?.version} what="This form">
        {target && <RollbackForm agentId={agentId} target={target} latest={latest} onSaved={onSaved} />}
      </PartBoundary>
    </Dialog>
  );
}
