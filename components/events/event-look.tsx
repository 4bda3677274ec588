import {
  Bookmark,
  Check,
  CircleX,
  Dna,
  Eye,
  type LucideIcon,
  Play,
  Plug,
  Radio,
  Target,
  Unplug,
} from "lucide-react";

const ICONS: Record<string, LucideIcon> = {
  "dna.snapshot_created": Bookmark,
  "dna.mutation_applied": Dna,
  "dna.karma_updated": Target,
  "metrics.aggregation_started": Play,
  "metrics.aggregation_completed": Check,
  "metrics.aggregation_failed": CircleX,
  "telemetry.connection_established": Plug,
  "telemetry.connection_closed": Unplug,
  "telemetry.metrics_published": Eye,
};

/** Events that should not be missed in a quick look. */
const LOUD: Record<string, string> = { "metrics.aggregation_failed": "text-critical" };

/** The colour of a type's words, or nothing. */
export const loudness = (type: string): string => LOUD[type] ?? "";

/** A type as a mark. */
export function EventIcon({ type }: { type: string }) {
  const Icon = ICONS[type] ?? Radio;
  return <Icon aria-hidden size={14} className={`shrink-0 ${LOUD[type] ?? "text-quiet"}`} />;
}
