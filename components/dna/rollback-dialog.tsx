"use client";

import { type RefObject, useRef } from "react";
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
  /** Where the focus goes after it: the button that was pressed is about a version that isn't the selected one any more. */
  heading: RefObject<HTMLElement | null>;
}

/** Asks once before an agent goes back to an older version. */
export function RollbackDialog(props: RollbackDialogProps) {
  const { agentId, target, latest, onClose, onSaved, heading } = props;
  const done = useRef(false);
  const focusAfter = () => {
    const to = done.current ? heading.current : null;
    done.current = false;
    return to;
  };
  const save = (snapshot: Snapshot) => {
    done.current = true;
    onSaved(snapshot);
  };
  return (
    <Dialog
      open={target !== null}
      onClose={onClose}
      title={target ? `Roll back to version ${target.version}` : ""}
      sub={agentId}
      focusAfter={focusAfter}
    >
      <PartBoundary key={target?.version} what="This form">
        {target && <RollbackForm agentId={agentId} target={target} latest={latest} onSaved={save} />}
      </PartBoundary>
    </Dialog>
  );
}
