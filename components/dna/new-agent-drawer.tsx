"use client";

import { Drawer } from "#components/ui/drawer";
import { PartBoundary } from "../ui/part-boundary.tsx";
import { VersionForm } from "./forms.ts";

const EXAMPLE_DNA = { strategy: "explore", learning_rate: 0.05 };
const EXAMPLE_TRAITS = { curiosity: 0.5 };

interface NewAgentDrawerProps {
  open: boolean;
  suggestedId: string;
  onClose: () => void;
  onCreated: (agentId: string) => void;
}

/** An agent begins with its first snapshot. */
export function NewAgentDrawer({ open, suggestedId, onClose, onCreated }: NewAgentDrawerProps) {
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title="New agent"
      sub="An agent begins with the first snapshot of its DNA"
    >
      <PartBoundary what="This form">
        <VersionForm
          agentId={null}
          suggestedId={suggestedId}
          as="snapshot"
          latest={undefined}
          dna={EXAMPLE_DNA}
          traits={EXAMPLE_TRAITS}
          onSaved={({ agent_id }) => {
            onClose();
            onCreated(agent_id);
          }}
        />
      </PartBoundary>
    </Drawer>
  );
}
