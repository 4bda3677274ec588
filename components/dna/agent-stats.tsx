"use client";

import { Truth } from "#components/history/truth";
import { Ago } from "#components/ui/ago";
import { Num, Stat, Stats } from "#components/ui/num";
import type { AgentRow } from "#lib/dna/agent-rows";
import { agentOrigins } from "#lib/dna/origins";
import type { AgentState } from "#lib/dna/state";
import { formatSigned, MISSING } from "#lib/format";
import { KarmaValue } from "./karma-value.tsx";

/** The figures that tell how an agent is. */
export function AgentStats({ agent, row }: { agent: AgentState; row: AgentRow }) {
  const waiting = row.waitingSince !== null;
  const origins = agentOrigins(agent);
  return (
    <Stats className="grid-cols-2 min-[22.5rem]:grid-cols-3 sm:grid-cols-5">
      <Stat
        label="Karma"
        sub={row.inherited ? "its parent's" : row.karma === null ? "not scored yet" : "scored"}
      >
        <Truth origin={origins.karma}>
          <KarmaValue karma={row.karma} inherited={row.inherited} tint />
        </Truth>
      </Stat>
      <Stat label="Best" sub="of all versions">
        <Truth origin={origins.best}>
          <KarmaValue karma={row.best} />
        </Truth>
      </Stat>
      <Stat label="Last change" sub="at its last score">
        <Truth origin={row.delta === null ? null : origins.change}>
          {row.delta === null ? MISSING : <span className="figures">{formatSigned(row.delta)}</span>}
        </Truth>
      </Stat>
      <Stat label="Version" sub={row.current && <Ago at={row.current.created_at} />}>
        <Truth origin={origins.version}>
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
