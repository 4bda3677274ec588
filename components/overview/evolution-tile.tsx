"use client";

import { memo } from "react";
import { Sparkline } from "#components/chart/sparkline";
import { Truth } from "#components/history/truth";
import { Num } from "#components/ui/num";
import { StateBadge } from "#components/ui/state";
import { bestOrigin } from "#lib/dna/origins";
import type { DnaState } from "#lib/dna/state";
import { formatNumber, MISSING, plural } from "#lib/format";
import { useStatePart } from "#lib/live/use-live";
import { newestScore, newestVersion } from "#lib/overview/origins";
import { evolutionOf } from "#lib/overview/summary";
import { usePaced } from "../chart/use-paced.ts";
import { Tile, type TileHead } from "./tile.tsx";

const OF_AGENTS = "Counted over all agents that were ever told of. The newest word of any:";
const OF_SCORES = "Counted over the scored mutations that are kept here. The newest score:";
const HOW = "Mean karma of the last ten scores of all agents. The newest came from this event:";

export function EvolutionTile(head: TileHead) {
  const dna = useStatePart((state) => state.dna);
  // It goes through all agents: once a second is often enough.
  return <Drawing head={head} dna={usePaced(dna, 1_000)} />;
}

const Drawing = memo(function Drawing({ head, dna }: { head: TileHead; dna: DnaState }) {
  const { agents, best, waiting, scored, improved, trend } = evolutionOf(dna);
  const last = trend.at(-1);
  return (
    <Tile
      {...head}
      figure={
        <>
          <Truth origin={best && { kind: "event", streamId: bestOrigin(dna.agents.get(best.agentId)) }}>
            <Num value={best?.karma} digits={2} tint />
          </Truth>
          <span className="ms-1.5 min-w-0 truncate text-12 sm:ms-2 sm:text-14 text-quiet tracking-normal">
            best karma{best ? `, ${best.agentId}` : ""}
          </span>
        </>
      }
      facts={
        <>
          <Truth
            origin={agents === 0 ? null : { kind: "event", streamId: newestVersion(dna), how: OF_AGENTS }}
          >
            <span className="figures">{plural(agents, "agent")}</span>
          </Truth>
          <Truth origin={scored === 0 ? null : { kind: "event", streamId: newestScore(dna), how: OF_SCORES }}>
            <span className="figures" data-tip="Of the scored mutations that are kept here">
              {scored > 0 ? `${Math.round((100 * improved) / scored)} %` : MISSING} improved
            </span>
          </Truth>
          {waiting > 0 && <StateBadge state="waiting">{waiting} waiting</StateBadge>}
        </>
      }
      chart={
        <Sparkline
          label={`Mean karma of the last ten scores, now ${last === undefined ? "unknown" : formatNumber(last, 2)}`}
          points={trend}
          color="var(--color-series-2)"
          height={36}
        />
      }
      caption={
        <Truth origin={last === undefined ? null : { kind: "event", streamId: newestScore(dna), how: HOW }}>
          <span className="figures">
            Mean of ten{last === undefined ? "" : `, now ${formatNumber(last, 2)}`}
          </span>
        </Truth>
      }
    />
  );
});
