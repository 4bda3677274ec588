import { isLevel } from "#lib/alerts/conditions";
import { createEngine } from "#lib/alerts/engine";
import type { Rule } from "#lib/alerts/rules";
import { seedTracks, toldAnew } from "#lib/alerts/seeds";
import type { Transition } from "#lib/alerts/track";
import { rulesOf } from "#lib/alerts/view";
import type { StoredEvent } from "#lib/events/envelope";
import { asKnown } from "#lib/events/known";
import { emptyState, type State } from "#lib/fold";
import { streamIdSeconds } from "#lib/stream-id";
import { toSeconds } from "#lib/time";
import type { Publish } from "#server/events/publish";
import type { TailListener } from "#server/events/tail";
import type { Cursor } from "#server/store/port";
import { toldEvent } from "./told.ts";

const TICK_MS = 1_000;

export interface LevelsOptions {
  tail: { state(): State; cursor(): Cursor; listen(listener: Partial<TailListener>): void };
  onSample(
    take: (robotId: string, sample: { at: number; metrics: Readonly<Record<string, number>> }) => void,
  ): void;
  publish: Publish;
  now?: () => number;
  tickMs?: number;
}

/**
 * The rules over samples, at the gateway where the robot is: samples go nowhere else. What fires and what cools down is
 * known from the alerts' events, so a robot that comes to another gateway, or to this one after a restart, goes on with
 * its alerts; what was pending begins anew, as it does whenever a robot was gone.
 */
export function startLevels({ tail, onSample, publish, now = Date.now, tickMs = TICK_MS }: LevelsOptions) {
  const rulesNow = (): Rule[] => rulesOf(tail.state().alerts).filter(isLevel);
  const engine = createEngine({
    rules: rulesNow(),
    state: emptyState,
    intervalSeconds: 0,
    lookingSince: toSeconds(now()),
  });
  /** Robots whose alerts were looked up since they came. */
  const known = new Set<string>();

  function lookUp(robotId: string): void {
    known.add(robotId);
    const seeds = seedTracks(
      tail.state().alerts,
      rulesNow(),
      toSeconds(now()),
      (alert) => isLevel(alert) && alert.subject.kind === "robot" && alert.subject.id === robotId,
    );
    engine.replace({ kind: "robot", id: robotId }, seeds);
  }

  function tell(told: readonly Transition[]): void {
    for (const transition of told) publish(toldEvent(transition));
  }

  function take(event: StoredEvent): void {
    const told = asKnown(event);
    if (told?.type === "alert.rule_changed")
      tell(engine.change(rulesNow(), streamIdSeconds(event.stream_id)));
    if (told?.type !== "telemetry.connection_established" && told?.type !== "telemetry.connection_closed")
      return;
    const { robot_id } = told.payload;
    if (!known.has(robot_id)) return;
    tell(engine.events([event]));
    // It may come back elsewhere, where its alerts go on.
    if (tail.state().telemetry.robots.get(robot_id)?.connections.length === 0) known.delete(robot_id);
  }

  tail.listen({
    events(_from, _to, events) {
      for (const event of events) take(event);
    },
    gap({ reason }) {
      if (reason !== "epoch") return;
      const { alerts } = tail.state();
      tell(toldAnew(engine.tracks(), alerts, toSeconds(now()), tail.cursor().epoch));
    },
  });
  onSample((robotId, { at, metrics }) => {
    if (!known.has(robotId)) lookUp(robotId);
    tell(engine.sample(robotId, metrics, at));
  });
  const timer = setInterval(() => tell(engine.tick(toSeconds(now()))), tickMs);
  return { close: (): void => clearInterval(timer) };
}
