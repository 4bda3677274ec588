"use client";

import { type Origin, Truth } from "#components/history/truth";
import { Ago } from "#components/ui/ago";
import { Num, Stat, Stats } from "#components/ui/num";
import type { AgentRow } from "#lib/dna/agent-rows";
import type { AgentState } from "#lib/dna/state";
import { formatSigned, MISSING } from "#lib/format";
import { bestOrigin } from "#lib/overview/origins";
import { KarmaValue } from "./karma-value.tsx";

/** The figures that tell how an agent is. */
export function AgentStats({ agent, row }: { agent: AgentState; row: AgentRow }) {
  const waiting = row.waitingSince !== null;
  return (
    <Stats className="grid-cols-2 min-[22.5rem]:grid-cols-3 sm:grid-cols-5">
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
      <Stat label="Last change" sub="at its last score">
        <Truth origin={row.delta === null ? null : { kind: "event", streamId: lastScore(agent) }}>
          {row.delta === null ? MISSING : <span className="figures">{formatSigned(row.delta)}</span>}
        </Truth>
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
  );
}

const lastScore = ({ versions }: AgentState) =>
  versions.findLast(({ evaluated }) => evaluated)?.stream_id ?? null;

/** A karma of its own came with its score; an inherited one with its parent's. */
function karmaOrigin({ versions }: AgentState, { current, inherited }: AgentRow): Origin | null {
  if (!current) return null;
  if (!inherited) return { kind: "event", streamId: current.stream_id };
  const parent = versions.find(({ snapshot_id }) => snapshot_id === current.parent_snapshot_id);
  const how = "Its parent's karma, until it is scored itself. The parent's last event:";
  return { kind: "event", streamId: parent?.stream_id ?? null, how };
}
