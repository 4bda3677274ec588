export interface SavedFilter {
  name: string;
  query: string;
}

/** What this browser keeps of filters. */
export interface FilterShelf {
  /** By name. */
  saved: readonly SavedFilter[];
  /** Newest first. */
  recent: readonly string[];
}

/** Those that everybody needs. */
export const BUILT_IN: readonly SavedFilter[] = [
  {
    name: "Without routine",
    query:
      "-type:(metrics.aggregation_started or metrics.aggregation_completed or telemetry.metrics_published)",
  },
  { name: "Failures", query: "type:metrics.aggregation_failed or severity:(ERROR or CRITICAL)" },
  { name: "Disconnects", query: "type:telemetry.connection_closed" },
  { name: "Short sessions (under 60 s)", query: "type:telemetry.connection_closed duration_seconds<60" },
  { name: "Karma drops", query: "type:dna.karma_updated score_delta<0" },
  { name: "Mutations", query: "type:dna.mutation_applied" },
  { name: "Slow runs (over 5 s)", query: "type:metrics.aggregation_completed duration_ms>5000" },
  { name: "Low battery (under 20 %)", query: "metrics.battery_percentage<20" },
  { name: "From other modules", query: "-type:(dna.* or metrics.* or telemetry.*)" },
];

const RECENT_KEPT = 8;
const SAVED_AT_MOST = 100;
const NAME_CHARS = 80;

export const emptyShelf: FilterShelf = { saved: [], recent: [] };

/** With a filter under a name; the one that had the name before is replaced. */
export function withSaved(shelf: FilterShelf, name: string, query: string): FilterShelf {
  const own = name.trim().slice(0, NAME_CHARS);
  if (!own || !query.trim()) return shelf;
  const others = shelf.saved.filter((saved) => saved.name !== own);
  const saved = [...others, { name: own, query: query.trim() }].sort((a, b) => a.name.localeCompare(b.name));
  return { ...shelf, saved: saved.slice(0, SAVED_AT_MOST) };
}

export const withoutSaved = (shelf: FilterShelf, name: string): FilterShelf => ({
  ...shelf,
  saved: shelf.saved.filter((saved) => saved.name !== name),
});

/** With a filter as the one used last. */
export function withRecent(shelf: FilterShelf, query: string): FilterShelf {
  const own = query.trim();
  if (!own || shelf.recent[0] === own) return shelf;
  const others = shelf.recent.filter((known) => known !== own);
  return { ...shelf, recent: [own, ...others].slice(0, RECENT_KEPT) };
}

/** The shelf of a text that `JSON.stringify` made; whatever else it is, an empty one. */
export function parseShelf(text: string | null): FilterShelf {
  try {
    const { saved, recent } = JSON.parse(text ?? "") as { saved?: unknown; recent?: unknown };
    return {
      saved: listOf(saved).filter(isSaved).slice(0, SAVED_AT_MOST),
      recent: listOf(recent).filter(isText).slice(0, RECENT_KEPT),
    };
  } catch {
    return emptyShelf;
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isText = (value: unknown): value is string => typeof value === "string";
const isSaved = (value: unknown): value is SavedFilter =>
  typeof value === "object" &&
  value !== null &&
  isText((value as SavedFilter).name) &&
  isText((value as SavedFilter).query);
