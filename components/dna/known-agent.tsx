"use client";

import { GitCompareArrows, Undo2 } from "lucide-react";
import { useCallback, useDeferredValue, useRef, useState } from "react";
import { WriteButton } from "#components/history/write-button";
import { buttonClass } from "#components/ui/button";
import { Link } from "#components/ui/link";
import { StateBadge } from "#components/ui/state";
import { type AgentRow, isFall } from "#lib/dna/agent-rows";
import { guardOf } from "#lib/dna/guard";
import type { AgentState } from "#lib/dna/state";
import { verdictOfChange } from "#lib/dna/verdicts";
import { usePaced } from "../chart/use-paced.ts";
import { DetailHead } from "../ui/detail-head.tsx";
import { useSeen } from "../ui/use-seen.ts";
import { AgentActions } from "./agent-actions.tsx";
import { AgentStats } from "./agent-stats.tsx";
import { textOfIds } from "./compare/compared-ids.ts";
import { DnaPanel } from "./dna-panel.tsx";
import { GuardBanner } from "./guard-banner.tsx";
import { KarmaPanel } from "./karma-panel.tsx";
import { AgentTrends } from "./parts.ts";
import { RollbackDialog } from "./rollback-dialog.tsx";
import { type Saved, SavedNote } from "./saved-note.tsx";
import { TreePanel } from "./tree/tree-panel.tsx";
import { useNoticeable } from "./use-noticeable.ts";
import { useSelection } from "./use-selection.ts";
import { useVersions } from "./use-versions.ts";
import { VersionsPanel } from "./versions-panel.tsx";
import { WhyPanel } from "./why-panel.tsx";

const REDRAW_MS = 1_000;

interface KnownAgentProps {
  id: string;
  agent: AgentState;
  row: AgentRow;
  onClose: () => void;
}

/** An agent's parts, all about the version that is selected. */
export function KnownAgent({ id, agent, row, onClose }: KnownAgentProps) {
  const { chosen, compared, select: choose, compare } = useSelection();
  const [saved, setSaved] = useState<Saved | null>(null);
  const [backTo, setBackTo] = useState<number | null>(null);
  const [trends, trendsSeen] = useSeen();
  const heading = useRef<HTMLHeadingElement>(null);
  // What is below the first screen is drawn after it.
  const whole = useDeferredValue(true, false);
  const noticeable = useNoticeable();
  const newest = row.version ?? 0;
  const guard = guardOf(agent);
  const lastGood = guard.kind === "fine" ? null : guard.lastGood.version;
  // Charts and tree of hundreds of versions cost far more than an event: a lone one shows at once, many together.
  // And a part at a time, so that the page answers meanwhile.
  const shown = useDeferredValue(usePaced(agent, REDRAW_MS));
  const { versions, outlines, loading, failed } = useVersions(shown, [chosen, compared, lastGood]);
  const latest = versions.at(-1);
  // A new version's DNA follows its event in a moment: until then the one before stays.
  const stored = versions.findLast(({ snapshot }) => snapshot !== null);
  const selected = versions.find(({ version }) => version === chosen) ?? stored ?? latest;
  const last = latest?.version;
  const select = useCallback((version: number) => choose(version === last ? null : version), [choose, last]);
  const follow = useCallback(() => choose(null), [choose]);
  const onSaved = ({ version }: { version: number }) => {
    setSaved({ version, before: latest?.version });
    setBackTo(null);
    follow();
  };
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <DetailHead
        id={id}
        badges={
          <>
            {isFall(row.delta) && <StateBadge state="regressed" />}
            {row.delta !== null && verdictOfChange(row.delta, noticeable) === "improved" && (
              <StateBadge state="improved" />
            )}
            {row.waitingSince !== null && <StateBadge state="waiting" />}
            <SavedNote agentId={id} saved={saved} onChange={setSaved} />
          </>
        }
        actions={
          <>
            <AgentActions agentId={id} latest={latest} loading={loading} onSaved={onSaved} />
            <Link
              href={`/evolution?view=compare&with=${encodeURIComponent(textOfIds([id]))}`}
              className={buttonClass()}
            >
              <GitCompareArrows aria-hidden size={15} />
              Compare
            </Link>
          </>
        }
        backTo="All agents"
        onClose={onClose}
        headingRef={heading}
      >
        <AgentStats agent={agent} row={row} />
        <GuardBanner guard={guard} newest={newest} onSelect={select} onRollBack={setBackTo} />
      </DetailHead>
      <KarmaPanel
        agentId={id}
        versions={outlines}
        evaluations={shown.evaluations}
        selected={selected?.version}
        chosen={chosen}
        onSelect={select}
        onFollow={follow}
      />
      <TreePanel
        agentId={id}
        versions={outlines}
        selected={selected?.version}
        compared={compared ?? undefined}
        onSelect={select}
      />
      <div className={`grid items-start gap-3 lg:grid-cols-[7fr_5fr] ${whole ? "" : "min-h-dvh"}`}>
        {whole && (
          <>
            <div className="flex min-w-0 flex-col gap-3">
              <VersionsPanel
                agentId={id}
                versions={outlines}
                newest={newest}
                selected={selected?.version}
                failed={failed}
                onSelect={select}
              />
              {selected && <WhyPanel agentId={id} version={selected} />}
            </div>
            {selected && (
              <DnaPanel
                version={selected}
                versions={versions}
                outlines={outlines}
                compared={compared}
                onCompare={compare}
                loading={loading}
                failed={failed}
                actions={
                  selected !== latest && (
                    <WriteButton icon={Undo2} onClick={() => setBackTo(selected.version)}>
                      Roll back…
                    </WriteButton>
                  )
                }
              />
            )}
          </>
        )}
      </div>
      <div ref={trends} className="min-h-80">
        {trendsSeen && (
          <AgentTrends agent={shown} versions={versions} outlines={outlines} onSelect={select} />
        )}
      </div>
      <RollbackDialog
        agentId={id}
        target={versions.find(({ version }) => version === backTo) ?? null}
        latest={latest}
        onClose={() => setBackTo(null)}
        onSaved={onSaved}
        heading={heading}
      />
    </div>
  );
}
