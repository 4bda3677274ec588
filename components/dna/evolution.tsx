"use client";

import { Dna, Plus, SearchX } from "lucide-react";
import { memo, useCallback, useMemo, useState } from "react";
import { WriteButton } from "#components/history/write-button";
import { Button } from "#components/ui/button";
import { Empty, Loading, Skeleton } from "#components/ui/empty";
import { searchAgents } from "#lib/dna/agent-rows";
import type { FirstAgents } from "#lib/dna/first-agents";
import { compareRows, LIST_ORDERS, type ListRow, listRows } from "#lib/dna/list-rows";
import { agentOfRows } from "#lib/dna/rows";
import { formatNumber } from "#lib/format";
import { useLive, useNowInSteps, useReplay } from "#lib/live/use-live";
import { NotYetThen } from "../history/not-yet-then.tsx";
import { linkTo } from "../shell/pages.ts";
import { ListAndDetail } from "../ui/list-and-detail.tsx";
import { PartBoundary } from "../ui/part-boundary.tsx";
import { SearchInput } from "../ui/search-input.tsx";
import { usePartsAtOnce, usePreload } from "../ui/use-preload.ts";
import { useSortParam } from "../ui/use-sort-param.ts";
import { useSteadyCall } from "../ui/use-steady-call.ts";
import { useUrlParam } from "../ui/use-url-param.ts";
import { VirtualTable } from "../ui/virtual-table.tsx";
import { agentColumns, railColumns } from "./agent-columns.tsx";
import { AgentDetail } from "./agent-detail.tsx";
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

interface AgentListProps {
  rows: readonly ListRow[];
  /** Until all are here. */
  standIn: boolean;
  openId: string | null;
  /** The last one that was open. */
  cameFrom: string | null;
  onOpen: (id: string) => void;
  onCreate: () => void;
}

/** Another version of the opened agent doesn't draw it again. */
const AgentList = memo(function AgentList(props: AgentListProps) {
  const { rows, standIn, openId, cameFrom, onOpen, onCreate } = props;
  const [search, setSearch] = useUrlParam("q");
  const [sorting, setSorting] = useSortParam(LIST_ORDERS, "change");
  const shown = useMemo(() => searchAgents(rows, search ?? ""), [rows, search]);
  const rail = openId !== null;
  return (
    <section
      aria-label="Agents"
      className="flex min-h-0 flex-1 flex-col overflow-hidden rounded-card border border-line bg-surface-1"
    >
      <div className="flex flex-wrap items-center gap-2 border-line border-b px-3 py-2">
        {!rail && <ViewChoice />}
        <SearchInput
          label="Find an agent"
          value={search ?? ""}
          onChange={(text) => setSearch(text || null)}
        />
        <p role="status" className="figures text-12 text-quiet max-sm:sr-only">
          {shown.length < rows.length && `${formatNumber(shown.length)} of ${formatNumber(rows.length)}`}
        </p>
        {!rail && (
          <WriteButton icon={Plus} onClick={onCreate} className="ms-auto">
            New agent
          </WriteButton>
        )}
      </div>
      <VirtualTable
        label="Agents"
        items={shown}
        keyOf={(row) => row.agentId}
        columns={rail ? railColumns : agentColumns}
        compare={compareRows(sorting.order, sorting.down)}
        sorting={sorting}
        {...(rail ? {} : { onSort: setSorting })}
        filter={search ?? ""}
        onOpen={(row) => onOpen(row.agentId)}
        hrefOf={(row) => linkTo.agent(row.agentId)}
        openKey={openId}
        cameFrom={cameFrom}
        standIn={standIn}
        className="flex-1"
        empty={<NoRows known={rows.length} onClear={() => setSearch(null)} />}
      />
    </section>
  );
});

function NoRows({ known, onClear }: { known: number; onClear: () => void }) {
  if (known === 0) return <Empty title="No agent yet">The first appears here by itself.</Empty>;
  return (
    <Empty
      icon={SearchX}
      title={`0 of ${formatNumber(known)} agents fit`}
      action={<Button onClick={onClear}>Show all</Button>}
    >
      None has such a name.
    </Empty>
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
