import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DEFAULT_RULES } from "#lib/alerts/default-rules";
import type { Rule } from "#lib/alerts/rules";
import { createEvent } from "#lib/events/create";
import { toFields } from "#lib/events/fields";
import { startTailOnHistory, type TailOnHistory } from "#server/history/tail-on-history.fixture";
import { createLogger } from "#server/log";
import { openStore } from "#server/store/open";
import type { Store } from "#server/store/port";
import { createDelivery } from "./delivery/index.ts";
import { knownAlerts } from "./known-alerts.ts";
import { createAlertsService } from "./service.ts";

const NOW = 1_800_000_000;
const robot = { kind: "robot" as const, id: "r/1 ü" };
const alert = {
  alert_id: "robot_dropped.robot.1.r1",
  rule_id: "robot_dropped",
  kind: "robot_dropped" as const,
  severity: "warning" as const,
  subject: robot,
  robot_id: robot.id,
  since: NOW - 20,
  fired_at: NOW - 10,
  value: 1,
  threshold: 0,
  worst: 1,
  flaps: 0,
  shown_by: null,
};

let dataDir: string;
let store: Store;
let running: TailOnHistory;
let delivery: ReturnType<typeof createDelivery>;
let alerts: ReturnType<typeof createAlertsService>;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-"));
  store = await openStore({ dataDir });
  running = await startTailOnHistory(store, dataDir);
  const { tail, history } = running;
  delivery = createDelivery({
    records: store.records,
    tail,
    history: { page: history.reader.page, reached: history.reached },
    holder: "test",
    allowInternal: false,
    logger: createLogger("silent"),
  });
  alerts = createAlertsService({
    records: store.records,
    state: running.tail.state,
    history: running.history.reader,
    samples: { robot: async () => [] },
    delivery,
    intervalSeconds: 30,
    now: () => NOW * 1000,
  });
});
afterEach(async () => {
  await delivery.close();
  await running.stop();
  await store.close();
  rmSync(dataDir, { recursive: true });
});

const append = (...events: ReturnType<typeof createEvent>[]) =>
  store.log.append(
    "events",
    events.map((event) => ({ dedupId: event.id, fields: toFields(event) })),
  );
const fire = () => append(createEvent("alert.fired", alert, NOW - 10));
const clear = () => append(createEvent("alert.cleared", { ...alert, cleared_at: NOW }, NOW));
const list = () => alerts.list({ state: "all" });
const folded = () => running.tail.state().alerts;
const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000 });

test("an alert is acknowledged and snoozed by events, and whoever reads the stream knows it", async () => {
  await fire();
  await until(() => expect(list().counts.active).toBe(1));
  const acknowledged = await alerts.acknowledge(alert.alert_id, { note: "on it", by: "Ada" });
  expect(acknowledged.acknowledged).toEqual({ at: NOW, by: "Ada", note: "on it" });
  const snoozed = await alerts.snooze(alert.alert_id, { seconds: 600 });
  expect(snoozed).toMatchObject({ snoozed_until: NOW + 600, quiet: true });
  await until(() => expect(list().alerts).toEqual([snoozed]));
  expect(list()).toMatchObject({
    counts: { active: 1, acknowledged: 1, quiet: 1 },
    incidents: [{ sentence: "Robot r/1 ü dropped" }],
  });
  expect(await alerts.snooze(alert.alert_id, { seconds: 0 })).toMatchObject({ quiet: false });
});

test("what was never heard of can't be acknowledged, nor what is over", async () => {
  await expect(alerts.acknowledge("nothing", {})).rejects.toMatchObject({ code: "not_found" });
  await fire();
  await clear();
  await until(() => expect(list().alerts).toMatchObject([{ state: "ended" }]));
  await expect(alerts.snooze(alert.alert_id, { seconds: 60 })).rejects.toMatchObject({ code: "conflict" });
});

test("a muted robot's alerts are quiet until it is unmuted", async () => {
  await fire();
  await alerts.mute({ subject: robot, reason: "being moved" });
  await until(() => expect(list()).toMatchObject({ alerts: [{ quiet: true }], mutes: [{ subject: robot }] }));
  expect(await alerts.unmute(robot)).toMatchObject({ reason: "being moved" });
  await until(() => expect(list()).toMatchObject({ alerts: [{ quiet: false }], mutes: [] }));
  await expect(alerts.unmute(robot)).rejects.toMatchObject({ code: "not_found" });
});

test("a rule is changed, made and set back; another kind in its place is refused", async () => {
  const { id, ...usual } = DEFAULT_RULES.find((rule) => rule.id === "cpu_high") as Rule;
  await alerts.putRule(id, { ...usual, threshold: 95 });
  await alerts.putRule("forklifts", { ...usual, scope: "fork*" });
  await until(() => expect(alerts.rules().changed).toEqual([id, "forklifts"]));
  expect(alerts.rules().rules.find((rule) => rule.id === id)?.threshold).toBe(95);
  await expect(alerts.putRule(id, { ...usual, kind: "memory_high" })).rejects.toMatchObject({
    code: "invalid",
    problems: [{ loc: ["body", "kind"] }],
  });
  expect(await alerts.resetRule(id)).toEqual({ rule: { id, ...usual } });
  expect(await alerts.resetRule("forklifts")).toEqual({ rule: null });
  await until(() => expect(alerts.rules()).toEqual({ rules: DEFAULT_RULES, changed: [] }));
  await expect(alerts.resetRule("forklifts")).rejects.toMatchObject({ code: "not_found" });
});

test("rules and mutes outlive their events", async () => {
  const { id, ...usual } = DEFAULT_RULES[0] as Rule;
  await alerts.putRule(id, { ...usual, enabled: false });
  await alerts.mute({ subject: robot, seconds: 60 });
  await until(() => expect(folded().mutes.size).toBe(1));
  const known = await knownAlerts(store.records);
  expect(known.rules).toEqual(folded().rules);
  expect([...known.mutes.values()]).toMatchObject([{ subject: robot, until: NOW + 60 }]);
});

test("the time machine shows which alerts there were", async () => {
  const [first = ""] = await fire();
  await clear();
  await running.written();
  const past = await running.history.reader.stateAt({ streamId: first });
  expect(past?.state.alerts.active).toMatchObject([{ id: alert.alert_id, fired_id: first }]);
});
