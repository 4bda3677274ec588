import type { Random } from "./random.ts";

/**
 * A DNA's numeric keys, how much each decides, and what an agent with more or less of one is like. Two decide most,
 * two next to nothing: there is something for the impact of keys to find. The weights' mean is 1.
 */
const GENES = {
  temperature: [0, 1.5, 0.05, 2, "creativity", "freer answers", "steadier answers"],
  exploration_rate: [0, 0.6, 0.02, 1, "curiosity", "tries new paths", "keeps to known paths"],
  planning_depth: [1, 8, 1, 2, "foresight", "plans further ahead", "decides faster"],
  tool_budget: [2, 30, 1, 0.6, "independence", "may use more tools", "spends fewer credits"],
  memory_window: [4, 64, 4, 0.2, "recall", "remembers longer", "forgets what is stale"],
  retry_limit: [0, 6, 1, 0.2, "persistence", "gives up later", "fails sooner and cheaper"],
} satisfies Record<string, GeneRow>;

type GeneRow = [
  min: number,
  max: number,
  step: number,
  weight: number,
  trait: string,
  more: string,
  less: string,
];
type Gene = keyof typeof GENES;
const GENE_NAMES = Object.keys(GENES) as Gene[];

const MODELS = ["atlas-s", "atlas-m", "atlas-l"] as const;
/** How far a model holds its agent back. */
const HANDICAP: Record<string, number> = { "atlas-s": 0.08, "atlas-m": 0, "atlas-l": 0.03 };

/** Fitness is lost this much faster than the genes' weighted mean distance from the ideal grows. */
const STRICTNESS = 2.2;

export type Dna = Record<string, unknown>;
export type Traits = Record<string, number>;

/** Where an agent would be at its best: hidden from everybody, and slowly moving, so that evolution never ends. */
export type Ideal = Readonly<Record<Gene, number>>;

/** Towards the ideal; a little away from it; far away from it. */
export type MutationKind = "improve" | "slip" | "harm";

export interface Mutation {
  mutation: Dna;
  traits_delta: Traits;
  reason: string;
}

export const newIdeal = (random: Random): Ideal => byGene((gene) => at(gene, random.between(0.15, 0.85)));

/** The ideal a little later. */
export const driftIdeal = (ideal: Ideal, random: Random): Ideal =>
  byGene((gene) => within(gene, ideal[gene] + random.between(-0.012, 0.012) * span(gene)));

/** A beginner: every gene some way off the ideal. */
export const firstDna = (ideal: Ideal, random: Random): Dna => ({
  model: random.pick(MODELS),
  ...byGene((gene) => {
    const away = random.between(0.15, 0.35) * span(gene) * (random.chance(0.5) ? 1 : -1);
    const there = ideal[gene] + away;
    return rounded(gene, within(gene, there) === there ? there : ideal[gene] - away);
  }),
});

export const firstTraits = (random: Random): Traits =>
  Object.fromEntries(
    Object.values(GENES).map(([, , , , trait]) => [trait, twoDigits(random.between(0.3, 0.7))]),
  );

/** How well the DNA fits, 0–1. */
export function fitness(dna: Dna, ideal: Ideal): number {
  const distances = GENE_NAMES.map((gene) => GENES[gene][3] * distance(dna, ideal, gene));
  const mean = distances.reduce((sum, one) => sum + one, 0) / distances.length;
  return Math.min(1, Math.max(0, 1 - STRICTNESS * mean - (HANDICAP[String(dna.model)] ?? 0)));
}

/** A change of one to three genes, with the traits it moves and a reason in words. */
export function mutationOf(dna: Dna, ideal: Ideal, kind: MutationKind, random: Random): Mutation {
  const mutation: Dna = {};
  const traits_delta: Traits = {};
  const reasons: string[] = [];
  for (const gene of chosenGenes(dna, ideal, kind, random)) {
    const before = valueIn(dna, gene);
    const after = rounded(gene, changed(gene, before, ideal[gene], kind, random));
    if (after === before) continue;
    const [, , , , trait, more, less] = GENES[gene];
    mutation[gene] = after;
    traits_delta[trait] = twoDigits((0.4 * (after - before)) / span(gene));
    reasons.push(`${gene} ${rounded(gene, before)} → ${after}: ${after > before ? more : less}`);
  }
  if (reasons.length > 0) return { mutation, traits_delta, reason: reasons.join("; ") };
  const model = random.pick(MODELS);
  return { mutation: { model }, traits_delta: {}, reason: `Tries the model ${model}` };
}

function chosenGenes(dna: Dna, ideal: Ideal, kind: MutationKind, random: Random): Gene[] {
  if (kind === "slip") return [random.pick(GENE_NAMES)];
  const off = (gene: Gene) => GENES[gene][3] * distance(dna, ideal, gene);
  const inPlace = (gene: Gene) => GENES[gene][3] * (1 - distance(dna, ideal, gene));
  // A good breeder changes what costs most; what harms hits what decides most and was in its place.
  return kind === "improve" ? mostFirst(off).slice(0, random.whole(1, 2)) : mostFirst(inPlace).slice(0, 3);
}

const mostFirst = (worthOf: (gene: Gene) => number): Gene[] =>
  [...GENE_NAMES].sort((a, b) => worthOf(b) - worthOf(a));

function changed(gene: Gene, before: number, ideal: number, kind: MutationKind, random: Random): number {
  if (kind === "improve") return before + (ideal - before) * random.between(0.4, 0.9);
  const share = kind === "slip" ? random.between(0.05, 0.15) : random.between(0.3, 0.45);
  const away = share * span(gene) * (before >= ideal ? 1 : -1);
  const there = within(gene, before + away);
  // At the edge there is only the other side, and it is past the ideal.
  return there === before + away ? there : within(gene, ideal - 1.5 * away);
}

/** A gene's value; the middle of its range where a foreign DNA has none. */
function valueIn(dna: Dna, gene: Gene): number {
  const value = dna[gene];
  return typeof value === "number" ? within(gene, value) : at(gene, 0.5);
}

const distance = (dna: Dna, ideal: Ideal, gene: Gene): number =>
  Math.abs(valueIn(dna, gene) - ideal[gene]) / span(gene);

const span = (gene: Gene): number => GENES[gene][1] - GENES[gene][0];
const at = (gene: Gene, share: number): number => GENES[gene][0] + share * span(gene);
const within = (gene: Gene, value: number): number =>
  Math.min(GENES[gene][1], Math.max(GENES[gene][0], value));

function rounded(gene: Gene, value: number): number {
  const [, , step] = GENES[gene];
  return Math.round(Math.round(value / step) * step * 1000) / 1000;
}

const twoDigits = (value: number): number => Math.round(value * 100) / 100;

const byGene = (valueFor: (gene: Gene) => number): Record<Gene, number> =>
  Object.fromEntries(GENE_NAMES.map((gene) => [gene, valueFor(gene)])) as Record<Gene, number>;
