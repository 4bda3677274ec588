import { EVENT_ICONS } from "./event-icons.ts";

const ICONS: Record<string, keyof typeof EVENT_ICONS> = {
  "dna.snapshot_created": "bookmark",
  "dna.mutation_applied": "dna",
  "dna.karma_updated": "target",
  "metrics.aggregation_started": "play",
  "metrics.aggregation_completed": "check",
  "metrics.aggregation_failed": "cross",
  "telemetry.connection_established": "plug",
  "telemetry.connection_closed": "unplug",
  "telemetry.metrics_published": "eye",
};

/** Events that should not be missed in a quick look. */
const LOUD: Record<string, string> = { "metrics.aggregation_failed": "text-critical" };

/** The colour of a type's words, or nothing. */
export const loudness = (type: string): string => LOUD[type] ?? "";

/** A type as a mark. */
export const EventIcon = ({ type }: { type: string }) => (
  <svg
    aria-hidden
    width={14}
    height={14}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth={2}
    strokeLinecap="round"
    strokeLinejoin="round"
    className={`shrink-0 ${LOUD[type] ?? "text-quiet"}`}
  >
    <path d={EVENT_ICONS[ICONS[type] ?? "radio"]} />
  </svg>
);
