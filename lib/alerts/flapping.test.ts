import fc from "fast-check";
import { expect, test } from "vitest";
import type { StoredEvent } from "../events/envelope.ts";
import { emptyState } from "../fold.ts";
import { DEFAULT_RULES } from "./default-rules.ts";
import { createEngine } from "./engine.ts";
import { emptyAlerts, onCleared, onFired, onReopened } from "./state.ts";
import type { Transition } from "./track.ts";

const T0 = 1_800_000_000;
const rule = DEFAULT_RULES.filter(({ id }) => id === "robot_dropped");
const { pending_seconds, recovery_seconds, cooldown_seconds } = rule[0] as (typeof rule)[number];

/** How long a robot is away, and how long it then stays, in seconds. */
interface Flap {
  away: number;
  back: number;
}

/** What is told of a robot that flaps like this, and then stays. */
function told(flaps: readonly Flap[]): Transition[] {
  const engine = createEngine({ rules: rule, state: emptyState, intervalSeconds: 30, lookingSince: T0 });
  let at = 0;
  let count = 0;
  const event = (type: string, payload: object) => {
    count += 1;
    return {
      stream_id: `${Math.round((T0 + at) * 1000)}-${count}`,
      id: `e${count}`,
      type: `telemetry.connection_${type}`,
      source: "telemetry_service",
      timestamp: T0 + at,
      payload: { robot_id: "robot_1", connection_id: `c${Math.floor(count / 2)}`, ...payload },
    } as unknown as StoredEvent;
  };
  count = 1;
  const all = engine.events([event("established", { connected_at: T0 })]);
  for (const { away, back } of flaps) {
    const closed = { duration_seconds: 1, reason: "transport_error", disconnected_at: T0 + at };
    const connection_id = `c${Math.floor(count / 2)}`;
    all.push(...engine.events([event("closed", { ...closed, connection_id })]));
    at += away;
    all.push(...engine.events([event("established", { connected_at: T0 + at })]));
    at += back;
  }
  return [...all, ...engine.tick(T0 + at + recovery_seconds + cooldown_seconds + 1)];
}

const idsOf = (transitions: readonly Transition[]) => new Set(transitions.map(({ alert }) => alert.id));

test("a thousand drops, each longer than the pending time and back for longer than the recovery, are one alert", () => {
  const flaps = Array.from({ length: 1000 }, () => ({ away: 20, back: 90 }));
  const all = told(flaps);
  expect(idsOf(all).size).toBe(1);
  expect(all.filter(({ kind }) => kind === "fired")).toHaveLength(1);
  expect(all.at(-1)).toMatchObject({ kind: "cleared", alert: { flaps: 999 } });

  const { active, ended } = all.reduce((state, { kind, at, alert }) => {
    const { stream_id, ...rest } = alert;
    const payload = { ...rest, alert_id: alert.id, shown_by: stream_id };
    if (kind === "fired") return onFired(state, payload as never, `${at}-0`);
    if (kind === "reopened") return onReopened(state, { ...payload, reopened_at: at } as never, `${at}-0`);
    return onCleared(state, { ...payload, cleared_at: at } as never, `${at}-0`);
  }, emptyAlerts);
  expect([active.size, ended.length]).toEqual([0, 1]);
});

test("however a robot flaps, it is one alert as long as it never stays for the recovery and the cooldown", () => {
  const flap = fc.record({
    away: fc.integer({ min: pending_seconds + 1, max: 3_600 }),
    back: fc.integer({ min: 1, max: recovery_seconds + cooldown_seconds - pending_seconds - 1 }),
  });
  fc.assert(
    fc.property(fc.array(flap, { minLength: 1, maxLength: 40 }), (flaps) => {
      const all = told(flaps);
      expect(idsOf(all).size).toBe(1);
      expect(all[0]?.kind).toBe("fired");
      expect(all.at(-1)).toMatchObject({ kind: "cleared", alert: { flaps: flaps.length - 1 } });
      // Each is told in turn: nothing clears twice, or comes back while it is there.
      for (const [at, { kind }] of all.entries()) expect(kind === "cleared").toBe(at % 2 === 1);
    }),
  );
});

test("a robot that stayed for longer than that is another alert when it drops", () => {
  const stay = recovery_seconds + cooldown_seconds;
  const flap = fc
    .integer({ min: stay + 1, max: 10 * stay })
    .map((back) => ({ away: pending_seconds + 1, back }));
  fc.assert(
    fc.property(fc.array(flap, { minLength: 1, maxLength: 20 }), (flaps) => {
      expect(idsOf(told(flaps)).size).toBe(flaps.length);
    }),
  );
});
