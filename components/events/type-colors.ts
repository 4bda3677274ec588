const HUES: Record<string, string> = {
  dna: "var(--color-series-2)",
  metrics: "var(--color-series-1)",
  telemetry: "var(--color-series-3)",
  alert: "var(--color-warning)",
  access: "var(--color-series-5)",
};
const OTHER_HUES = ["var(--color-series-4)", "var(--color-series-6)", "var(--color-series-5)"];

/** Of one noun the types are shades of its colour, in percent; the rarer one usually is, the stronger. */
const SHADES = [100, 76, 56];
const KNOWN_SHADES: Record<string, number> = {
  "dna.snapshot_created": 0,
  "dna.mutation_applied": 1,
  "dna.karma_updated": 2,
  "metrics.aggregation_completed": 1,
  "metrics.aggregation_started": 2,
  "telemetry.connection_closed": 0,
  "telemetry.connection_established": 1,
  "telemetry.metrics_published": 2,
};

/** The rare ones go the other way, towards the text's colour, in percent: a noun has only so many paler shades. */
const DEEP_SHADES: Record<string, number> = {
  "access.login": 92,
  "access.login_failed": 80,
  "access.logout": 70,
  "access.user_created": 60,
  "access.user_changed": 50,
  "access.user_removed": 42,
  "access.token_created": 34,
  "access.token_revoked": 26,
  "telemetry.quality_measured": 82,
  "telemetry.robot_kicked": 70,
  "telemetry.robot_blocked": 60,
  "telemetry.robot_unblocked": 50,
  "telemetry.robot_archived": 42,
  "telemetry.robot_restored": 34,
  "telemetry.robot_noted": 26,
  "alert.fired": 100,
  "alert.reopened": 88,
  "alert.cleared": 78,
  "alert.acknowledged": 68,
  "alert.snoozed": 58,
  "alert.muted": 48,
  "alert.unmuted": 38,
  "alert.rule_changed": 28,
};

/** What is none of the types that have a name in a chart. */
export const OTHERS_COLOR = "var(--color-stale)";

export type TypeColors = (type: string) => string;

/**
 * A type's colour, the same wherever it is drawn: its noun's, in a shade of its own. A failed run is red. Nouns that
 * this product doesn't know get the next free one when they are first asked for, so that few look alike.
 */
export function createTypeColors(): TypeColors {
  const nouns = new Map<string, Map<string, number>>();
  return (type) => {
    if (type === "metrics.aggregation_failed") return "var(--color-critical)";
    const noun = type.slice(0, type.indexOf("."));
    const deep = DEEP_SHADES[type];
    if (deep !== undefined) return `color-mix(in oklab, ${HUES[noun]} ${deep}%, var(--color-strong))`;
    const types = nouns.get(noun) ?? new Map<string, number>();
    nouns.set(noun, types);
    const known = KNOWN_SHADES[type];
    if (known === undefined && !types.has(type)) types.set(type, types.size);
    const others = [...nouns.keys()].filter((name) => !Object.hasOwn(HUES, name));
    const place = others.indexOf(noun);
    const hue = place < 0 ? HUES[noun] : OTHER_HUES[place % OTHER_HUES.length];
    const round = place < 0 ? 0 : Math.floor(place / OTHER_HUES.length);
    const shade = SHADES[(known ?? (types.get(type) ?? 0) + round) % SHADES.length] ?? 100;
    return shade === 100 ? `${hue}` : `color-mix(in oklab, ${hue} ${shade}%, var(--color-surface-1))`;
  };
}

/** One for the page: the list of types is the chart's legend. */
export const typeColor = createTypeColors();
