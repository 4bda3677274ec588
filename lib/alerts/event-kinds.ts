import { RULE_KINDS, type RuleKind } from "./kinds.ts";

const OF_SAMPLES: readonly RuleKind[] = ["battery_low", "cpu_high", "memory_high", "latency_high"];

/** What samples decide can't be asked of the past: they are kept as ranges, not one by one. */
export const EVENT_KINDS = RULE_KINDS.filter((kind) => !OF_SAMPLES.includes(kind));
