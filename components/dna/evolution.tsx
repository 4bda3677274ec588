"use client";

import { Dna, Plus } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { WriteButton } from "#components/history/write-button";
import { Empty, Loading, Skeleton } from "#components/ui/empty";
import type { FirstAgents } from "#lib/dna/first-agents";
import { listRows } from "#lib/dna/list-rows";
import { agentOfRows } from "#lib/dna/rows";
import { useLive, useNowInSteps, useReplay } from "#lib/live/use-live";
import { NotYetThen } from "../history/not-yet-then.tsx";
import { ListAndDetail } from "../ui/list-and-detail.tsx";
import { PartBoundary } from "../ui/part-boundary.tsx";
import { usePartsAtOnce, usePreload } from "../ui/use-preload.ts";
import { useSteadyCall } from "../ui/use-steady-call.ts";
import { useUrlParam } from "../ui/use-url-param.ts";
import { AgentDetail } from "./agent-detail.tsx";
import { AgentList } from "./agent-list.tsx";
import { FORM_PARTS } from "./forms.ts";
import { NewAgentDrawer } from "./new-agent-drawer.tsx";
import { CompareView, ImpactView, TRENDS_PART } from "./parts.ts";
import { TREE_PART } from "./tree/tree-panel.tsx";
import { useSelection } from "./use-selection.ts";
import { useView, ViewChoice } from "./view-choice.tsx";

const FIRST_OF_AGENT = [() => import("../chart/line-plot.tsx"), TREE_PART];
const PRELOADED = [...FIRST_OF_AGENT, TRENDS_PART, ...FORM_PARTS];
const none: typeof PRELOADED = [];

/** Agents, their DNA and karma: found by themselves, the worst change first. `first` stands in until the state is here. */
export function Evolution({ first }: { first: FirstAgents | null }) {
  const dna = useLive(({ live }) => (live.kind === "live" ? live.state.dna : null));
  const replaying = useReplay(() => true) ?? false;
  const firstAgent = useMemo(() => (first?.agent ? agentOfRows(first.agent) : undefined), [first]);
  const [openId, setOpenId] = useUrlParam("agent");
  const [opened, setOpened] = useState(openId);
  if (openId !== null && openId !== opened) setOpened(openId);
  const { clear } = useSelection();
  const [view] = useView();
  usePreload(PRELOADED);
  usePartsAtOnce(openId === null ? none : FIRST_OF_AGENT);
  const [creating, setCreating] = useState(false);
  const minute = useNowInSteps(60) ?? 0;
  const rows = useMemo(
    () => (dna ? listRows(dna, minute) : replaying ? null : (first?.rows ?? null)),
    [dna, minute, first, replaying],
  );
  const open = useSteadyCall((id: string) => {
    clear();
    setOpenId(id, openId === null ? "push" : "replace");
  });
  const close = useCallback(() => {
    clear();
    setOpenId(null);
  }, [clear, setOpenId]);
  const create = useCallback(() => setCreating(true), []);
  const insight = openId === null && view !== "agents";
  if (!rows || (!dna && (insight || rows.length === 0))) return <EvolutionSkeleton />;
  return (
    <>
      {insight && dna ? (
        <div className="flex flex-col gap-3">
          <div>
            <ViewChoice />
          </div>
          <PartBoundary key={view} what="This view">
            {view === "impact" ? <ImpactView dna={dna} /> : <CompareView dna={dna} />}
          </PartBoundary>
        </div>
      ) : rows.length === 0 && openId === null ? (
        replaying ? (
          <NotYetThen title="No agent had been seen by then" />
        ) : (
          <NoAgents onCreate={create} />
        )
      ) : (
        <ListAndDetail
          openKey={openId}
          what="This agent"
          list={
            <AgentList
              rows={rows}
              standIn={dna === null}
              openId={openId}
              cameFrom={openId === null ? opened : null}
              onOpen={open}
              onCreate={create}
            />
          }
          detail={
            openId === null ? null : (
              <AgentDetail
                id={openId}
                agent={dna ? dna.agents.get(openId) : firstAgent}
                row={rows.find(({ agentId }) => agentId === openId)}
                onClose={close}
                onCreate={create}
              />
            )
          }
        />
      )}
      <NewAgentDrawer
        open={creating}
        suggestedId={openId ?? ""}
        onClose={() => setCreating(false)}
        onCreated={open}
      />
    </>
  );
}

/** Before the first one ever. */
function NoAgents({ onCreate }: { onCreate: () => void }) {
  return (
    <div className="rounded-card border border-line bg-surface-1">
      <Empty
        icon={Dna}
        title="No agent has been seen yet"
        action={
          <WriteButton kind="primary" icon={Plus} onClick={onCreate}>
            New agent
          </WriteButton>
        }
      >
        Agents appear here by themselves with their first DNA event. To make one by hand, save a first
        snapshot of its DNA.
      </Empty>
    </div>
  );
}

function EvolutionSkeleton() {
  return (
    <Loading what="the agents">
      <Skeleton className="h-[calc(100dvh-7.5rem)] w-full" />
    </Loading>
  );
}
