import type { Metadata } from "next";
import { Evolution } from "#components/dna/evolution";
import { firstAgents } from "#lib/dna/first-agents";
import { LIST_ORDERS } from "#lib/dna/list-rows";
import { toSeconds } from "#lib/time";
import { services } from "#server/services";
import { type PageParams, readParams } from "../../components/ui/page-params.ts";
import { sortingOf } from "../../components/ui/sorting.ts";

export const metadata: Metadata = { title: "Evolution" };

export default async function EvolutionPage({ searchParams }: { searchParams: PageParams }) {
  const param = await readParams(searchParams);
  // A past moment is brought by the page's own code, and who needs attention is found among all: they wait for all.
  if (["at", "needs"].some((name) => param(name) !== null)) return <Evolution first={null} />;
  const asked = {
    openId: param("agent"),
    search: param("q") ?? "",
    ...sortingOf(param("sort"), LIST_ORDERS, "change"),
  };
  return <Evolution first={firstAgents(services().live.state().dna, asked, toSeconds(Date.now()))} />;
}
