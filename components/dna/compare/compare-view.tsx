"use client";

import { Plus, X } from "lucide-react";
import { type FormEvent, useId, useMemo, useState } from "react";
import { LineChart } from "#components/chart/line-chart";
import { Button, IconButton } from "#components/ui/button";
import { Empty } from "#components/ui/empty";
import { Field, Input } from "#components/ui/form";
import { Id } from "#components/ui/id";
import { Link } from "#components/ui/link";
import { Panel } from "#components/ui/panel";
import { ELITE_KARMA, karmaRange } from "#lib/dna/karma-series";
import type { AgentState, DnaState } from "#lib/dna/state";
import { formatNumber, shortenMiddle } from "#lib/format";
import { linkTo } from "../../shell/pages.ts";
import { useUrlParam } from "../../ui/use-url-param.ts";
import { KarmaValue } from "../karma-value.tsx";
import { idsIn, MOST_COMPARED, textOfIds } from "./compared-ids.ts";
import { overlaidRows, seriesId } from "./karma-rows.ts";
import { SideTable } from "./side-table.tsx";
import { useLatest } from "./use-latest.ts";

/** By place, not by id: two agents may share a colour elsewhere, here they must not. */
const COLORS = [
  "var(--color-series-1)",
  "var(--color-series-4)",
  "var(--color-series-3)",
  "var(--color-series-2)",
];
const LINES = [{ value: ELITE_KARMA, label: "0.80 elite", tone: "stale" as const }];
const twoDigits = (value: number) => formatNumber(value, 2);

/** Up to four agents: their karma in one picture, traits and DNA side by side. */
export default function CompareView({ dna }: { dna: DnaState }) {
  const [text, setText] = useUrlParam("with");
  const ids = useMemo(() => idsIn(text), [text]);
  const set = (next: readonly string[]) => setText(textOfIds(next));
  const agents = ids.map((id) => dna.agents.get(id));
  const latest = useLatest(agents);
  return (
    <div className="flex flex-col gap-3">
      <Panel title="Agents to compare" sub={`up to ${MOST_COMPARED}`}>
        <div className="flex flex-wrap items-end gap-3">
          {ids.map((id, index) => (
            <Chosen
              key={id}
              id={id}
              agent={agents[index]}
              color={COLORS[index] ?? ""}
              onRemove={() => set(ids.filter((one) => one !== id))}
            />
          ))}
          {ids.length < MOST_COMPARED && (
            <AddAgent dna={dna} chosen={ids} onAdd={(id) => set([...ids, id])} />
          )}
        </div>
      </Panel>
      {ids.length === 0 ? (
        <Panel>
          <Empty title="Choose the agents to compare">
            Type an agent's name above; two or more make a picture.
          </Empty>
        </Panel>
      ) : (
        <>
          <Overlay ids={ids} dna={dna} />
          <div className="grid items-start gap-3 xl:grid-cols-2">
            <SideTable
              title="Traits"
              ids={ids}
              objects={latest.snapshots.map((one) => one?.traits ?? null)}
              state={latest.state}
            />
            <SideTable
              title="DNA"
              ids={ids}
              objects={latest.snapshots.map((one) => one?.dna ?? null)}
              state={latest.state}
            />
          </div>
        </>
      )}
    </div>
  );
}

interface ChosenProps {
  id: string;
  agent: AgentState | undefined;
  color: string;
  onRemove: () => void;
}

function Chosen({ id, agent, color, onRemove }: ChosenProps) {
  const current = agent?.versions.at(-1);
  return (
    <span className="inline-flex h-8 items-center gap-2 rounded-control border border-line ps-2.5 pointer-coarse:h-11">
      <span aria-hidden className="h-0.5 w-3" style={{ backgroundColor: color }} />
      <Link href={linkTo.agent(id)} className="hover:text-accent">
        <Id value={id} plain />
      </Link>
      {agent ? (
        <KarmaValue karma={current?.karma ?? null} inherited={current ? !current.evaluated : false} />
      ) : (
        <span className="text-12 text-quiet">not seen</span>
      )}
      <IconButton icon={X} label={`Leave ${id} out`} onClick={onRemove} />
    </span>
  );
}

interface AddAgentProps {
  dna: DnaState;
  chosen: readonly string[];
  onAdd: (id: string) => void;
}

/** A browser's own list: more entries make it slow to open. */
const SUGGESTED = 200;

function AddAgent({ dna, chosen, onAdd }: AddAgentProps) {
  const [typed, setTyped] = useState("");
  const list = useId();
  const fits = [...dna.agents.keys()].filter(
    (id) => !chosen.includes(id) && id.toLowerCase().includes(typed.toLowerCase()),
  );
  const exact = dna.agents.has(typed) ? typed : fits.length === 1 ? fits[0] : undefined;
  function add(event: FormEvent): void {
    event.preventDefault();
    if (exact === undefined || chosen.includes(exact)) return;
    onAdd(exact);
    setTyped("");
  }
  return (
    <form onSubmit={add} className="flex items-end gap-2">
      <Field quiet label="Agent to add">
        <Input
          value={typed}
          list={list}
          placeholder="Agent"
          autoComplete="off"
          spellCheck={false}
          className="w-56"
          onChange={({ target }) => setTyped(target.value)}
        />
      </Field>
      <datalist id={list}>
        {fits.slice(0, SUGGESTED).map((id) => (
          <option key={id} value={id} />
        ))}
      </datalist>
      <Button type="submit" icon={Plus} disabled={exact === undefined}>
        Add
      </Button>
    </form>
  );
}

function Overlay({ ids, dna }: { ids: readonly string[]; dna: DnaState }) {
  const { rows, range } = useMemo(() => {
    const evaluations = ids.map((id) => dna.agents.get(id)?.evaluations ?? []);
    return { rows: overlaidRows(evaluations), range: karmaRange(evaluations.flat()) };
  }, [ids, dna]);
  return (
    <Panel title="Karma" sub="the newest 50 scores of each">
      {rows.length === 0 ? (
        <Empty title="None of them has been scored yet" />
      ) : (
        <LineChart
          label="Karma of the compared agents over time"
          x="time"
          rows={rows}
          series={ids.map((id, index) => ({
            id: seriesId(index),
            name: shortenMiddle(id, 24),
            color: COLORS[index] ?? "",
            kind: "step",
          }))}
          yRange={range}
          format={twoDigits}
          thresholds={LINES}
          height={220}
          legend
        />
      )}
    </Panel>
  );
}
