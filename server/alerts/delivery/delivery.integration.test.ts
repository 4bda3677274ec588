import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createEvent } from "#lib/events/create";
import { toFields } from "#lib/events/fields";
import { toSeconds } from "#lib/time";
import { startTailOnHistory, type TailOnHistory } from "#server/history/tail-on-history.fixture";
import { createLogger } from "#server/log";
import { openStore } from "#server/store/open";
import type { Store } from "#server/store/port";
import { createDelivery } from "./index.ts";

interface Received {
  headers: IncomingHttpHeaders;
  text: string;
}

let dataDir: string;
let store: Store;
let running: TailOnHistory;
let delivery: ReturnType<typeof createDelivery>;
let receivers: Server[];
/** How far the clock is ahead: waiting times pass at once. */
let ahead: number;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-"));
  store = await openStore({ dataDir });
  running = await startTailOnHistory(store, dataDir);
  receivers = [];
  ahead = 0;
  delivery = start();
});
afterEach(async () => {
  await delivery.close();
  for (const receiver of receivers) {
    receiver.closeAllConnections();
    receiver.close();
  }
  await running.stop();
  await store.close();
  rmSync(dataDir, { recursive: true });
});

function start(allowInternal = true, reached = running.history.reached) {
  const { tail, history } = running;
  return createDelivery({
    records: store.records,
    tail,
    history: { page: history.reader.page, reached },
    holder: crypto.randomUUID(),
    allowInternal,
    logger: createLogger("silent"),
    now: () => Date.now() + ahead * 1000,
    gatherMs: 50,
    sendEveryMs: 20,
    timeoutMs: 300,
  });
}

/** A receiver that answers as `answer` does. */
async function receive(
  answer: (response: ServerResponse) => void = (response) => response.end("ok"),
  port = 0,
) {
  const received: Received[] = [];
  const receiver = createServer((request, response) => {
    let text = "";
    request.on("data", (part) => {
      text += part;
    });
    request.on("end", () => {
      received.push({ headers: request.headers, text });
      answer(response);
    });
  });
  receivers.push(receiver);
  await new Promise<void>((resolve) => receiver.listen(port, "127.0.0.1", resolve));
  const { port: at } = receiver.address() as AddressInfo;
  return { received, port: at, url: `http://127.0.0.1:${at}/hook?token=t` };
}

const T = toSeconds(Date.now());
const told = (robot: string, n = 0) => ({
  alert_id: `robot_dropped.robot.${n}.${robot}`,
  rule_id: "robot_dropped",
  kind: "robot_dropped" as const,
  severity: "warning" as const,
  subject: { kind: "robot" as const, id: robot },
  robot_id: robot,
  since: T + n / 100,
  fired_at: T + 10,
  value: 1,
  threshold: 0,
  worst: 1,
  flaps: 0,
  shown_by: null,
});
async function append(events: ReturnType<typeof createEvent>[]): Promise<void> {
  const entries = events.map((event) => ({ dedupId: event.id, fields: toFields(event) }));
  await store.log.append("events", entries);
}
const fire = (...robots: string[]) =>
  append(robots.map((robot, n) => createEvent("alert.fired", told(robot, n), T)));
const clear = (...robots: string[]) =>
  append(
    robots.map((robot, n) => createEvent("alert.cleared", { ...told(robot, n), cleared_at: T + 60 }, T)),
  );
const names = (count: number) => Array.from({ length: count }, (_, n) => `r${n}`);
const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 20 });
const log = async () => (await delivery.deliveries()).deliveries;
const webhook = (url: string) =>
  delivery.addChannel({ type: "webhook", name: "ours", severity: "info", url });
/** From here on what fires is delivered. */
const ready = () =>
  until(async () => expect(await store.records.get("alerts:delivery", "place")).not.toBeNull());
const states = async () => (await log()).map(({ state, attempts, status }) => [state, attempts, status]);

test("fifty robots that drop at once are one message, signed; when all are back, one more", async () => {
  await ready();
  const { received, url } = await receive();
  await delivery.addChannel({
    type: "webhook",
    name: "ours",
    severity: "info",
    url,
    secret: "a long secret",
  });
  await fire(...names(50));
  await until(() => expect(received).toHaveLength(1));
  const [first] = received as [Received];
  expect(JSON.parse(first.text)).toMatchObject({
    kind: "triggered",
    dedup_key: told("r0").alert_id,
    incident: { sentence: "50 robots dropped within 1 s" },
    total: 50,
  });
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(first.headers["brainwave-signature"])) ?? [];
  expect(v1).toBe(createHmac("sha256", "a long secret").update(`${t}.${first.text}`).digest("hex"));

  await clear(...names(49));
  await append([createEvent("alert.cleared", { ...told("r49", 49), cleared_at: T + 90 }, T)]);
  await until(() => expect(received).toHaveLength(2));
  expect(JSON.parse(received[1]?.text ?? "")).toMatchObject({
    kind: "resolved",
    dedup_key: told("r0").alert_id,
    total: 50,
  });
});

test("PagerDuty gets a trigger and a resolve under the alert's id, Slack a text; neither secret is shown again", async () => {
  await ready();
  const [pager, slack] = [await receive(), await receive()];
  await delivery.addChannel({
    type: "pagerduty",
    name: "pager",
    severity: "warning",
    url: pager.url,
    secret: "routing-key-1",
  });
  await delivery.addChannel({ type: "slack", name: "night", severity: "info", url: slack.url });
  await fire("<r&1>");
  await until(() => expect(pager.received).toHaveLength(1));
  await clear("<r&1>");
  await until(() => expect([pager.received.length, slack.received.length]).toEqual([2, 2]));
  const key = told("<r&1>").alert_id;
  expect(pager.received.map(({ text }) => JSON.parse(text))).toMatchObject([
    {
      routing_key: "routing-key-1",
      event_action: "trigger",
      dedup_key: key,
      payload: { summary: "Robot <r&1> dropped", source: "brainwave", severity: "warning" },
    },
    { event_action: "resolve", dedup_key: key },
  ]);
  expect(JSON.parse(slack.received[0]?.text ?? "").text).toContain("Robot &lt;r&amp;1&gt; dropped");
  const shown = JSON.stringify([await delivery.channels(), await delivery.deliveries()]);
  for (const hidden of ["routing-key-1", "token=t", "/hook"]) expect(shown).not.toContain(hidden);
});

test("a receiver that answers 500 is tried again, later each time, until it takes it", async () => {
  await ready();
  let sick = true;
  const { received, url } = await receive((response) => {
    response.statusCode = sick ? 500 : 200;
    response.end();
  });
  await webhook(url);
  await fire("r1");
  await until(async () => expect(await states()).toEqual([["waiting", 1, 500]]));
  const [waiting] = await log();
  expect((waiting?.next_at ?? 0) - (waiting?.attempted_at ?? 0)).toBe(2);
  ahead = 3;
  await until(async () => expect(await states()).toEqual([["waiting", 2, 500]]));
  sick = false;
  ahead = 10;
  await until(async () => expect(await states()).toEqual([["sent", 3, 200]]));
  expect(new Set(received.map(({ headers }) => headers["brainwave-delivery"])).size).toBe(1);
});

test("one that is down, or slow, keeps nobody waiting but its own messages", async () => {
  await ready();
  const [slow, well] = [await receive(() => undefined), await receive()];
  const gone = await receive();
  await new Promise((resolve) => receivers.pop()?.close(resolve));
  for (const { url } of [slow, gone, well]) await webhook(url);
  await fire("r1");
  await until(async () =>
    expect((await log()).map(({ state, problem }) => `${state} ${problem}`).sort()).toEqual([
      "sent null",
      "waiting connect ECONNREFUSED 127.0.0.1:".concat(String(gone.port)),
      "waiting no answer within 0.3 s",
    ]),
  );
  const back = await receive(undefined, gone.port);
  ahead = 5;
  await until(() => expect(back.received).toHaveLength(1));
});

test("a redirect is not followed, wherever it leads", async () => {
  await ready();
  const inside = await receive();
  const { url } = await receive((response) => response.writeHead(307, { location: inside.url }).end());
  await webhook(url);
  await fire("r1");
  await until(async () => expect(await states()).toEqual([["failed", 1, 307]]));
  expect(inside.received).toEqual([]);
});

test("internal addresses are refused when they are configured, and again when it connects", async () => {
  await ready();
  const { received, url } = await receive();
  const channel = await webhook(url);
  await delivery.close();
  delivery = start(false);
  for (const bad of [
    url,
    "http://localhost/",
    "http://2130706433/",
    "http://[::ffff:7f00:1]/",
    "http://169.254.169.254/",
  ])
    await expect(webhook(bad)).rejects.toMatchObject({
      code: "invalid",
      problems: [{ loc: ["body", "url"] }],
    });
  expect(await delivery.testChannel(channel.id)).toMatchObject({ state: "failed", status: null });
  await fire("r1");
  await until(async () =>
    expect((await log()).map(({ kind, state }) => `${kind} ${state}`)).toContain("triggered failed"),
  );
  expect(received).toEqual([]);
});

test("over a restart nothing is sent twice, and what fired meanwhile is", async () => {
  await ready();
  const { received, url } = await receive();
  await webhook(url);
  await fire("r1");
  await until(() => expect(received).toHaveLength(1));
  await delivery.close();
  await append([createEvent("alert.fired", { ...told("r2"), since: T + 500 }, T)]);
  delivery = start();
  await until(() => expect(received).toHaveLength(2));
  expect(received.map(({ text }) => JSON.parse(text).alerts[0].subject.id)).toEqual(["r1", "r2"]);
});

test("the first alert of a new system is delivered, also when it fires before anybody has looked for one", async () => {
  await ready();
  await delivery.close();
  await store.records.commit({ deletes: [{ collection: "alerts:delivery", key: "place" }] });
  const { received, url } = await receive();
  delivery = start();
  await Promise.all([fire("r0"), webhook(url)]);
  await until(() => expect(received).toHaveLength(1));
});

test("what began in silence is told once when that is over and it still fires, also after a restart", async () => {
  await ready();
  const { received, url } = await receive();
  await webhook(url);
  const subject = (id: string) => ({ kind: "robot" as const, id });
  const mute = (id: string, seconds: number) => ({ subject: subject(id), until: T + seconds, muted_at: T });
  await append(["r1", "r2"].map((id) => createEvent("alert.muted", mute(id, 600), T)));
  await fire("r1", "r2");
  await until(async () =>
    expect(await store.records.get("alerts:delivery", "place")).toMatchObject({
      value: { held: [told("r1").alert_id, told("r2", 1).alert_id] },
    }),
  );
  await append([createEvent("alert.cleared", { ...told("r2", 1), cleared_at: T + 60 }, T)]);
  await delivery.close();
  delivery = start();
  await fire("r3");
  await until(() => expect(received).toHaveLength(1));
  ahead = 700;
  await until(() => expect(received).toHaveLength(2));
  await append([createEvent("alert.unmuted", { subject: subject("r1"), unmuted_at: T }, T)]);
  await clear("r1");
  await clear("r3");
  await until(() => expect(received.length).toBeGreaterThan(2));
  expect(
    received.map(({ text }) => JSON.parse(text)).map(({ kind, alerts }) => [kind, alerts[0].subject.id]),
  ).toEqual([
    ["triggered", "r3"],
    ["updated", "r1"],
    ["resolved", "r1"],
  ]);
});

test("what was told while the history was behind is delivered once it isn't", async () => {
  await ready();
  const { received, url } = await receive();
  await webhook(url);
  await delivery.close();
  const reached = vi
    .fn(running.history.reached)
    .mockResolvedValueOnce(false)
    .mockRejectedValueOnce(new Error("gone"));
  delivery = start(true, reached);
  await until(() => expect(reached).toHaveBeenCalledTimes(1));
  await fire("r1");
  await until(() => expect(received).toHaveLength(1));
  expect(reached.mock.calls.length).toBeGreaterThanOrEqual(3);
});

test("what waits when it ends is sent by who comes next", async () => {
  await ready();
  let sick = true;
  const { received, url } = await receive((response) => response.writeHead(sick ? 503 : 200).end());
  await webhook(url);
  await fire("r1");
  await until(async () => expect(await states()).toEqual([["waiting", 1, 503]]));
  await delivery.close();
  sick = false;
  ahead = 5;
  delivery = start();
  await until(async () => expect(await states()).toEqual([["sent", 2, 200]]));
  expect(received).toHaveLength(2);
});

test("a test message is sent once, and what is removed gets nothing more", async () => {
  await ready();
  const { received, url } = await receive();
  const { id } = await webhook(url);
  expect(await delivery.testChannel(id)).toMatchObject({ kind: "test", state: "sent", status: 200 });
  await delivery.removeChannel(id);
  await fire("r1");
  await running.written();
  await expect(delivery.testChannel(id)).rejects.toMatchObject({ code: "not_found" });
  expect(received.map(({ text }) => JSON.parse(text).kind)).toEqual(["test"]);
});
