import { LEVEL_METRICS } from "#lib/alerts/conditions";
import { createEngine } from "#lib/alerts/engine";
import type { Rule } from "#lib/alerts/rules";
import { inScope } from "#lib/alerts/scope";
import { isLow, type Transition } from "#lib/alerts/track";
import { emptyState } from "#lib/fold";
import type { SampleReader } from "#server/history/samples/index";

/** Samples of a week are kept as minutes. */
const STEP_SECONDS = 60;
const MINUTES_LEVEL = 1;
/** About half a second of one core: twenty robots over a week. */
const STEPS_MAX = 200_000;

export interface LevelTrial {
  /** As if the sample of each minute that is furthest beyond the limit had lasted for it. */
  told: Transition[];
  /** Minutes looked at. */
  steps: number;
  /** Begin of the oldest of them, Unix seconds. */
  heldFrom: number;
  /** Whether all robots in its scope were looked at. */
  complete: boolean;
}

/** What a rule over samples would have told, about: of what is kept of them, robot by robot. */
export async function tryLevels(
  rule: Rule,
  { from, to }: { from: number; to: number },
  { samples, robots }: { samples: Pick<SampleReader, "robot">; robots: Iterable<string> },
): Promise<LevelTrial> {
  const metric = LEVEL_METRICS[rule.kind as keyof typeof LEVEL_METRICS];
  const begin = Math.floor(from / STEP_SECONDS) * STEP_SECONDS;
  const window = { from: begin, to, step: STEP_SECONDS, level: MINUTES_LEVEL };
  const trial: LevelTrial = {
    told: [],
    steps: 0,
    heldFrom: Number.POSITIVE_INFINITY,
    complete: true,
  };
  for (const robotId of [...robots].filter((id) => inScope(rule.scope, id)).sort()) {
    if (trial.steps >= STEPS_MAX) return { ...trial, complete: false };
    const points = await samples.robot({ robotId, metric, window });
    const levels = points.map(({ at, min, max }) => ({ at, value: isLow(rule) ? min : max }));
    trial.told.push(...tellOf(rule, robotId, { metric, levels, to }));
    trial.steps += points.length;
    trial.heldFrom = Math.min(trial.heldFrom, points[0]?.at ?? Number.POSITIVE_INFINITY);
  }
  return trial;
}

interface Steps {
  metric: string;
  levels: readonly { at: number; value: number }[];
  to: number;
}

/** One robot's minutes as if each were one sample. */
function tellOf(rule: Rule, robotId: string, { metric, levels, to }: Steps): Transition[] {
  const engine = createEngine({ rules: [rule], state: emptyState, intervalSeconds: 30, lookingSince: 0 });
  const told = levels.flatMap(({ at, value }) => engine.sample(robotId, { [metric]: value }, at));
  return [...told, ...engine.tick(to)];
}
