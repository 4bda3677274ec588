"use client";

import { Dna, Plus } from "lucide-react";
import { memo } from "react";
import { WriteButton } from "#components/history/write-button";
import { Empty } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import type { AgentRow } from "#lib/dna/agent-rows";
import type { AgentState } from "#lib/dna/state";
import { DetailHead } from "../ui/detail-head.tsx";
import { KnownAgent } from "./known-agent.tsx";

interface AgentDetailProps {
  id: string;
  /** Undefined when no agent with this id has been seen. */
  agent: AgentState | undefined;
  row: AgentRow | undefined;
  onClose: () => void;
  onCreate: () => void;
}

/**
 * One agent: how its karma goes, what changed in each version, and what can be done with it.
 * Others' events don't draw it again.
 */
export const AgentDetail = memo(function AgentDetail(props: AgentDetailProps) {
  const { id, agent, row, onClose, onCreate } = props;
  if (agent && row) return <KnownAgent id={id} agent={agent} row={row} onClose={onClose} />;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <DetailHead id={id} backTo="All agents" onClose={onClose} />
      <Panel>
        <Empty
          icon={Dna}
          title="No agent with this id has been seen"
          action={
            <WriteButton kind="primary" icon={Plus} onClick={onCreate}>
              Save its first snapshot
            </WriteButton>
          }
        >
          The link may be mistyped, or its first DNA event is yet to come: then it appears here by itself.
        </Empty>
      </Panel>
    </div>
  );
});
