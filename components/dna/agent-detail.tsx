"use client";

import { Dna, Plus } from "lucide-react";
import { memo, useMemo } from "react";
import { type Origin, Truth } from "#components/history/truth";
import { WriteButton } from "#components/history/write-button";
import { Ago } from "#components/ui/ago";
import { Empty } from "#components/ui/empty";
import { Num, Stat, Stats } from "#components/ui/num";
import { Panel } from "#components/ui/panel";
import { StateBadge } from "#components/ui/state";
import { type AgentRow, isFall } from "#lib/dna/agent-rows";
import type { Snapshot } from "#lib/dna/api";
import type { AgentState } from "#lib/dna/state";
import { mergeVersions } from "#lib/dna/versions";
import { formatSigned, MISSING } from "#lib/format";
import { useReplay } from "#lib/live/use-live";
import { bestOrigin } from "#lib/overview/origins";
import { DetailHead } from "../ui/detail-head.tsx";
import { AgentActions } from "./agent-actions.tsx";
import { DnaPanel } from "./dna-panel.tsx";
import { KarmaPanel } from "./karma-panel.tsx";
import { KarmaValue } from "./karma-value.tsx";
import { TreePanel } from "./tree/tree-panel.tsx";
import { useHistory } from "./use-history.ts";
import { useSelection } from "./use-selection.ts";
import { VersionsPanel } from "./versions-panel.tsx";

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

interface KnownAgentProps {
  id: string;
  agent: AgentState;
  row: AgentRow;
  onClose: () => void;
}

function KnownAgent({ id, agent, row, onClose }: KnownAgentProps) {
  const { chosen, compared, select: choose, compare } = useSelection();
  const replaying = useReplay(() => true) ?? false;
  const newest = row.version ?? 0;
  const history = useHistory(
    id,
    newest,
    Math.min(chosen ?? newest, compared ?? newest),
    `${newest} ${row.karma} ${row.current?.evaluated}`,
  );
  const versions = useMemo(
    () =>
      mergeVersions(agent.versions, replaying ? asOf(agent, history.snapshots) : history.snapshots.values()),
    [agent, history.snapshots, replaying],
  );
  // A new version's DNA follows its event in a moment: until then the one before stays.
  const stored = versions.findLast(({ snapshot }) => snapshot !== null);
  const selected = versions.find(({ version }) => version === chosen) ?? stored ?? versions.at(-1);
  const select = (version: number) => choose(version === newest ? null : version);
  const follow = () => choose(null);
  const waiting = row.waitingSince !== null;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <DetailHead
        id={id}
        badges={
          <>
            {isFall(row.delta) && <StateBadge state="regressed" />}
            {row.verdict === "improved" && <StateBadge state="improved" />}
            {waiting && <StateBadge state="waiting" />}
          </>
        }
        actions={<AgentActions agentId={id} latest={versions.at(-1)} onSaved={follow} />}
        backTo="All agents"
        onClose={onClose}
      >
        <Stats className="grid-cols-3 sm:grid-cols-5">
          <Stat
            label="Karma"
            sub={row.inherited ? "its parent's" : row.karma === null ? "not scored yet" : "scored"}
          >
            <Truth origin={row.karma === null || !row.current ? null : karmaOrigin(agent, row)}>
              <KarmaValue karma={row.karma} inherited={row.inherited} tint />
            </Truth>
          </Stat>
          <Stat label="Best" sub="of all versions">
            <Truth origin={row.best === null ? null : { kind: "event", streamId: bestOrigin(agent) }}>
              <KarmaValue karma={row.best} />
            </Truth>
          </Stat>
          <Stat label="Last change" sub="when last scored">
            {row.delta === null ? MISSING : <span className="figures">{formatSigned(row.delta)}</span>}
          </Stat>
          <Stat label="Version" sub={row.current && <Ago at={row.current.created_at} />}>
            <Truth origin={row.current ? { kind: "event", streamId: row.current.stream_id } : null}>
              <Num value={row.version} tint />
            </Truth>
          </Stat>
          <Stat label={waiting ? "Waiting since" : "Last event"}>
            <span className="text-16">
              <Ago at={row.waitingSince ?? row.lastEventAt} />
            </span>
          </Stat>
        </Stats>
      </DetailHead>
      <KarmaPanel
        agentId={id}
        versions={versions}
        evaluations={agent.evaluations}
        selected={selected?.version}
        chosen={chosen}
        onSelect={select}
        onFollow={follow}
      />
      <TreePanel
        agentId={id}
        versions={versions}
        selected={selected?.version}
        compared={compared ?? undefined}
        onSelect={select}
      />
      <div className="grid items-start gap-3 lg:grid-cols-[7fr_5fr]">
        <VersionsPanel
          agentId={id}
          versions={versions}
          newest={newest}
          selected={selected?.version}
          history={history}
          onSelect={select}
        />
        {selected && (
          <DnaPanel
            key={selected.version}
            version={selected}
            versions={versions}
            compared={compared}
            onCompare={compare}
            loading={history.loading}
            failed={history.failed}
          />
        )}
      </div>
    </div>
  );
}

/** A karma of its own came with its score; an inherited one with its parent's. */
function karmaOrigin({ versions }: AgentState, { current, inherited }: AgentRow): Origin | null {
  if (!current) return null;
  if (!inherited) return { kind: "event", streamId: current.stream_id };
  const parent = versions.find(({ snapshot_id }) => snapshot_id === current.parent_snapshot_id);
  const how = "Its parent's karma, until it is scored itself. The parent's last event:";
  return { kind: "event", streamId: parent?.stream_id ?? null, how };
}

/**
 * What is stored now, as it stood when the agent was in this state: without later versions, and without scores that may
 * have come later. What is older than the state reaches back has had its score long before.
 */
function asOf({ versions }: AgentState, snapshots: ReadonlyMap<number, Snapshot>): Snapshot[] {
  const [oldest, newest] = [versions[0]?.version ?? 0, versions.at(-1)?.version ?? 0];
  return [...snapshots.values()]
    .filter(({ version }) => version <= newest)
    .map((snapshot) => (snapshot.version < oldest ? snapshot : { ...snapshot, karma_score: null }));
}
