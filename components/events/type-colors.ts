const NOUNS: Record<string, string> = {
  dna: "var(--color-series-2)",
  metrics: "var(--color-series-1)",
  telemetry: "var(--color-series-3)",
};
const OTHER_NOUNS = ["var(--color-series-4)", "var(--color-series-5)", "var(--color-series-6)"];

/** Of one noun the types are shades of its colour; the rarer one usually is, the stronger. */
const SHADES: Record<string, number> = {
  "dna.snapshot_created": 0,
  "dna.mutation_applied": 1,
  "dna.karma_updated": 2,
  "metrics.aggregation_started": 2,
  "metrics.aggregation_completed": 1,
  "telemetry.connection_established": 1,
  "telemetry.connection_closed": 0,
  "telemetry.metrics_published": 2,
};
const STRENGTHS = [100, 76, 56];

/** What is none of the types that have a name in a chart. */
export const OTHERS_COLOR = "var(--color-stale)";

/** A type's colour, the same wherever it is drawn: its noun's, in a shade of its own. A failed run is red. */
export function typeColor(type: string): string {
  if (type === "metrics.aggregation_failed") return "var(--color-critical)";
  const noun = type.slice(0, type.indexOf("."));
  const color = NOUNS[noun] ?? OTHER_NOUNS[hash(noun) % OTHER_NOUNS.length];
  const strength = STRENGTHS[SHADES[type] ?? hash(type) % STRENGTHS.length] ?? 100;
  return strength === 100 ? `${color}` : `color-mix(in oklab, ${color} ${strength}%, var(--color-surface-1))`;
}

function hash(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) | 0;
  return Math.abs(sum);
}
