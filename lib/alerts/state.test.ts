import { expect, test } from "vitest";
import { createEvent } from "../events/create.ts";
import type { StoredEvent } from "../events/envelope.ts";
import { emptyState, fold, fromWire, toWire } from "../fold.ts";
import { DEFAULT_RULES } from "./default-rules.ts";
import type { AlertFired } from "./events.ts";
import type { Rule } from "./rules.ts";
import { ENDED_KEPT, isQuiet } from "./state.ts";
import { rulesOf } from "./view.ts";

let sequence = 0;
const stored = (event: Omit<StoredEvent, "stream_id">): StoredEvent => ({
  ...event,
  stream_id: `1000-${sequence++}`,
});

const subject = (id: string) => ({ kind: "robot" as const, id });
const told = (id: string, robot = id): AlertFired => ({
  alert_id: id,
  rule_id: "robot_dropped",
  kind: "robot_dropped",
  severity: "warning",
  subject: subject(robot),
  robot_id: robot,
  since: 90,
  fired_at: 100,
  value: 1,
  threshold: 0,
  worst: 1,
  flaps: 0,
  shown_by: "90000-0",
});
const fired = (id: string, robot?: string) => stored(createEvent("alert.fired", told(id, robot), 100));
const cleared = (id: string) => stored(createEvent("alert.cleared", { ...told(id), cleared_at: 160 }, 160));
const about = (id: string) => ({ alert_id: id, rule_id: "robot_dropped", subject: subject(id) });
const acknowledged = (id: string, note?: string) =>
  stored(createEvent("alert.acknowledged", { ...about(id), note, by: "Ada", acknowledged_at: 110 }, 110));
const snoozed = (id: string, until: number) =>
  stored(createEvent("alert.snoozed", { ...about(id), until, snoozed_at: 120 }, 120));
const stateOf = (...events: StoredEvent[]) => fold(emptyState, events).alerts;

test("an alert is active until it is cleared, and keeps which events told of it", () => {
  const begin = fired("a");
  const end = cleared("a");
  expect(stateOf(begin).active.get("a")).toMatchObject({
    fired_id: begin.stream_id,
    cleared_at: null,
    shown_by: "90000-0",
  });
  const after = stateOf(begin, end);
  expect(after.active.size).toBe(0);
  expect(after.ended).toMatchObject([
    { id: "a", fired_id: begin.stream_id, stream_id: end.stream_id, cleared_at: 160 },
  ]);
});

test("what is told twice, or of what fires already, is the alert it was", () => {
  expect(stateOf(fired("a"), acknowledged("a"), fired("a")).active.get("a")?.acknowledged).not.toBeNull();
  expect([...stateOf(fired("a"), fired("elsewhere", "a")).active.keys()]).toEqual(["a"]);
  expect(stateOf(fired("a"), cleared("a"), fired("a"), cleared("a")).ended).toHaveLength(1);
});

test("what comes back is active again, still acknowledged, and no longer among the ended", () => {
  const again = stored(createEvent("alert.reopened", { ...told("a"), flaps: 1, reopened_at: 170 }, 170));
  const state = stateOf(fired("a"), acknowledged("a", "on it"), cleared("a"), again);
  expect(state.ended).toEqual([]);
  expect(state.active.get("a")).toMatchObject({
    reopened_at: 170,
    cleared_at: null,
    flaps: 1,
    acknowledged: { at: 110, by: "Ada", note: "on it" },
  });
});

test("an act on an alert that is over, or was never heard of, changes nothing", () => {
  const before = stateOf(fired("a"), cleared("a"));
  const after = fold({ ...emptyState, alerts: before }, [acknowledged("a"), snoozed("b", 500)]).alerts;
  expect(after).toEqual(before);
});

test("what is snoozed or muted is quiet until then, and exactly then no longer", () => {
  const state = stateOf(fired("a"), fired("b"), snoozed("a", 500));
  const [a, b] = [...state.active.values()];
  if (!a || !b) throw new Error("two alerts were expected");
  expect([499.9, 500].map((now) => isQuiet(state, a, now))).toEqual([true, false]);
  expect(isQuiet(state, b, 130)).toBe(false);

  const mute = stored(
    createEvent("alert.muted", { subject: subject("b"), until: 300, reason: "moved", muted_at: 130 }, 130),
  );
  const muted = fold({ ...emptyState, alerts: state }, [mute]).alerts;
  expect([299.9, 300].map((now) => isQuiet(muted, b, now))).toEqual([true, false]);
  const unmute = stored(createEvent("alert.unmuted", { subject: subject("b"), unmuted_at: 140 }, 140));
  expect(fold({ ...emptyState, alerts: muted }, [unmute]).alerts.mutes.size).toBe(0);
  // A time that is over ends it.
  expect(stateOf(fired("a"), snoozed("a", 500), snoozed("a", 120)).active.get("a")?.snoozed_until).toBeNull();
});

test("a changed rule holds in the place of its default, a made one beside them, until they are set back", () => {
  const usual = DEFAULT_RULES.find(({ id }) => id === "battery_low") as Rule;
  const rule: Rule = { ...usual, threshold: 10 };
  const made: Rule = { ...usual, id: "forklifts", scope: "fork*" };
  const change = (rule_id: string, to: Rule | null) =>
    stored(createEvent("alert.rule_changed", { rule_id, rule: to, changed_at: 1 }, 1));
  const state = stateOf(change("battery_low", rule), change("forklifts", made));
  expect(rulesOf(state)).toEqual([...DEFAULT_RULES.map((one) => (one === usual ? rule : one)), made]);
  const back = fold({ ...emptyState, alerts: state }, [
    change("battery_low", null),
    change("forklifts", null),
  ]);
  expect(rulesOf(back.alerts)).toEqual(DEFAULT_RULES);
});

test("of those that are over only the newest are kept", () => {
  const many = Array.from({ length: ENDED_KEPT + 5 }, (_, n) => [fired(`a${n}`), cleared(`a${n}`)]).flat();
  const { ended } = stateOf(...many);
  expect(ended).toHaveLength(ENDED_KEPT);
  expect(ended.at(-1)?.id).toBe(`a${ENDED_KEPT + 4}`);
});

test("goes over the wire, and a state that was saved before there were alerts has none", () => {
  const state = fold(emptyState, [fired("a"), fired("b"), cleared("b"), acknowledged("a"), snoozed("a", 9)]);
  const wire = JSON.parse(JSON.stringify(toWire(state)));
  expect(fromWire(wire)).toEqual(state);
  const { alerts: _, ...old } = wire;
  expect(fromWire(old).alerts).toEqual(emptyState.alerts);
});
