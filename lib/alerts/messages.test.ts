import { expect, test } from "vitest";
import { alertState } from "./alert.fixture.ts";
import type { Severity } from "./kinds.ts";
import { heldBack, messagesFor, type Said } from "./messages.ts";
import { type AlertState, type AlertsState, emptyAlerts } from "./state.ts";

const alert = (id: string, since: number, more: Partial<AlertState> = {}): AlertState =>
  alertState({ id, subject: { kind: "robot", id }, since, fired_at: since + 10, ...more });

const drops = (count: number) => Array.from({ length: count }, (_, n) => alert(`r${n}`, 100 + n / 10));
const stateOf = (active: AlertState[], ended: AlertState[] = []): AlertsState => ({
  ...emptyAlerts,
  active: new Map(active.map((one) => [one.id, one])),
  ended,
});
const idsOf = (alerts: readonly AlertState[]) => new Set(alerts.map(({ id }) => id));
const none = new Set<string>();
const messages = (
  state: AlertsState,
  begun: ReadonlySet<string>,
  over: ReadonlySet<string> = none,
  said: Said[] = [],
  least: Severity = "info",
) =>
  messagesFor(state, { begun, over }, said, least, 200).map(({ kind, dedup_key, alerts }) => [
    kind,
    dedup_key,
    alerts.length,
  ]);

test("fifty robots that drop together are one message", () => {
  const fifty = drops(50);
  expect(messages(stateOf(fifty), idsOf(fifty))).toEqual([["triggered", "r0", 50]]);
});

test("what joins a story is told under the same key, and only what is new of it", () => {
  const three = drops(3);
  const said = [{ dedup_key: "r0", alert_ids: ["r0", "r1"] }];
  expect(messages(stateOf(three), new Set(["r2"]), none, said)).toEqual([["updated", "r0", 1]]);
});

test("what was said isn't said again, unless it came back", () => {
  const [a] = drops(1) as [AlertState];
  const said = [{ dedup_key: "r0", alert_ids: ["r0"] }];
  expect(messages(stateOf([a]), new Set(["r0"]), none, said)).toEqual([]);
  const back = { ...a, reopened_at: 150 };
  expect(messages(stateOf([back]), new Set(["r0"]), none, said)).toEqual([["updated", "r0", 1]]);
});

test("a story is over for a channel with its last alert, if it was told of it", () => {
  const [a, b] = drops(2) as [AlertState, AlertState];
  const over = { ...a, cleared_at: 150 };
  const said = [{ dedup_key: "r0", alert_ids: ["r0", "r1"] }];
  expect(messages(stateOf([b], [over]), none, new Set(["r0"]), said)).toEqual([]);
  const both = stateOf([], [over, { ...b, cleared_at: 160 }]);
  expect(messages(both, none, new Set(["r1"]), said)).toEqual([["resolved", "r0", 2]]);
  expect(messages(both, none, new Set(["r1"]))).toEqual([]);
});

test("nothing of what is over already, snoozed, muted, or less than a channel wants", () => {
  const [a] = drops(1) as [AlertState];
  const begun = new Set(["r0"]);
  expect(messages(stateOf([], [{ ...a, cleared_at: 150 }]), begun)).toEqual([]);
  expect(messages(stateOf([{ ...a, snoozed_until: 201 }]), begun)).toEqual([]);
  expect(messages(stateOf([{ ...a, snoozed_until: 200 }]), begun)).toHaveLength(1);
  const mute = { subject: a.subject, muted_at: 1, until: null, reason: null, by: null, stream_id: "1-0" };
  expect(messages({ ...stateOf([a]), mutes: new Map([["robot r0", mute]]) }, begun)).toEqual([]);
  expect(messages(stateOf([a]), begun, none, [], "critical")).toEqual([]);
  expect(messages(stateOf([a]), begun, none, [], "warning")).toHaveLength(1);
});

test("what began in silence is held back while it fires, and nobody looks after it", () => {
  const [a, b, c, d] = drops(4) as [AlertState, AlertState, AlertState, AlertState];
  const snoozed = { ...a, snoozed_until: 300 };
  const seen = { ...b, snoozed_until: 300, acknowledged: { at: 150, by: null, note: null } };
  const state = stateOf([snoozed, seen, c], [{ ...d, cleared_at: 150, snoozed_until: 300 }]);
  expect(heldBack(state, ["r0", "r1", "r2", "r3"], 299)).toEqual(["r0"]);
  expect(heldBack(state, ["r0", "r1", "r2", "r3"], 300)).toEqual([]);
});
