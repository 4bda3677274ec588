import type { Metadata } from "next";
import { Evolution } from "#components/dna/evolution";

export const metadata: Metadata = { title: "Evolution" };

export default function EvolutionPage() {
  return <Evolution />;
}
