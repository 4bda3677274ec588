import { Plus, SearchX } from "lucide-react";
import { memo, useMemo, useState } from "react";
import { WriteButton } from "#components/history/write-button";
import { Button } from "#components/ui/button";
import { Empty } from "#components/ui/empty";
import { searchAgents } from "#lib/dna/agent-rows";
import { compareRows, LIST_ORDERS, type ListRow } from "#lib/dna/list-rows";
import { formatNumber } from "#lib/format";
import { FindNeeding, type Needing, NeedingNote } from "../overview/needing.tsx";
import { linkTo } from "../shell/pages.ts";
import { SearchInput } from "../ui/search-input.tsx";
import { useSortParam } from "../ui/use-sort-param.ts";
import { useUrlParam } from "../ui/use-url-param.ts";
import { VirtualTable } from "../ui/virtual-table.tsx";
import { agentColumns, railColumns } from "./agent-columns.tsx";
import { ViewChoice } from "./view-choice.tsx";

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

/** All agents, or those of a line of the overview. Another version of the opened agent doesn't draw it again. */
export const AgentList = memo(function AgentList(props: AgentListProps) {
  const { rows, standIn, openId, cameFrom, onOpen, onCreate } = props;
  const [search, setSearch] = useUrlParam("q");
  const [sorting, setSorting] = useSortParam(LIST_ORDERS, "change");
  const [needs, setNeeds] = useUrlParam("needs");
  const [found, setFound] = useState<Needing | null>(null);
  const needing = needs === null ? null : found;
  const shown = useMemo(() => {
    const wanted = needs === null ? rows : rows.filter(({ agentId }) => needing?.ids.has(agentId));
    return searchAgents(wanted, search ?? "");
  }, [rows, needs, needing, search]);
  const clearAll = () => {
    setSearch(null);
    setNeeds(null);
  };
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
      {needs !== null && <FindNeeding key={needs} needs={needs} onFound={setFound} />}
      {needs !== null && !rail && (
        <NeedingNote needing={needing} what="agents" onClear={() => setNeeds(null)} />
      )}
      <VirtualTable
        label="Agents"
        items={shown}
        keyOf={(row) => row.agentId}
        columns={rail ? railColumns : agentColumns}
        compare={compareRows(sorting.order, sorting.down)}
        sorting={sorting}
        {...(rail ? {} : { onSort: setSorting })}
        filter={`${search ?? ""} ${needs}`}
        onOpen={(row) => onOpen(row.agentId)}
        hrefOf={(row) => linkTo.agent(row.agentId)}
        openKey={openId}
        cameFrom={cameFrom}
        standIn={standIn}
        className="flex-1"
        empty={
          needs !== null && needing === null ? null : (
            <NoRows known={rows.length} needing={needs !== null} onClear={clearAll} />
          )
        }
      />
    </section>
  );
});

function NoRows({ known, needing, onClear }: { known: number; needing: boolean; onClear: () => void }) {
  if (known === 0) return <Empty title="No agent yet">The first appears here by itself.</Empty>;
  return (
    <Empty
      icon={SearchX}
      title={`0 of ${formatNumber(known)} agents fit`}
      action={<Button onClick={onClear}>Show all</Button>}
    >
      {needing ? "None with such a name needs attention any more." : "None has such a name."}
    </Empty>
  );
}
