import { randomInt } from "node:crypto";
import { copyFileSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EventsQuery } from "#lib/events/api";
import { createEvent } from "#lib/events/create";
import type { BrainEvent } from "#lib/events/envelope";
import { toFields } from "#lib/events/fields";
import { fromWire, type State } from "#lib/fold";
import { StateQuery, WindowQuery } from "#lib/history/api";
import { serverPast } from "#lib/history/past-server";
import { createReplay } from "#lib/history/replay";
import { fakeTiming } from "#lib/history/replay.fixture";
import { mulberry32 } from "#lib/random";
import { openStore } from "#server/store/open";
import type { Store } from "#server/store/port";
import type { HistoryReader } from "./port.ts";

import { startTailOnHistory, type TailOnHistory } from "./tail-on-history.fixture.ts";

const MOMENTS = 50;
const EVENTS = 30_000;
const BATCH = 100;

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-past-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

// Another one each time; a failure is had again with the seed that its name tells.
// biome-ignore lint/style/noProcessEnv: the way to ask a test for a seed.
const seed = Number(process.env.SEED ?? randomInt(2 ** 31));

test(`at ${MOMENTS} random moments the past state is the one that was live then, over a restart too (SEED=${seed})`, async () => {
  const moments = randomMoments(seed);
  const recorded: { streamId: string; state: State }[] = [];
  const store = await openStore({ dataDir });
  const open = async () => {
    const started = await startTailOnHistory(store, dataDir);
    const { tail } = started;
    tail.listen({
      // What was live at the end of the frame that a moment falls into.
      events: (_from, to) => {
        const total = tail.state().feed.total;
        if (total < (moments[0] ?? Number.POSITIVE_INFINITY)) return;
        moments.shift();
        recorded.push({ streamId: to.streamId, state: tail.state() });
      },
      gap: () => {},
      link: () => {},
    });
    return started;
  };

  let running = await open();
  for (let written = 0; written < EVENTS; written += BATCH) {
    const events = Array.from({ length: BATCH }, (_, n) => eventOf(written + n));
    const entries = events.map((event) => ({ dedupId: event.id, fields: toFields(event) }));
    const ids = await store.log.append("events", entries);
    if (!(await running.history.reached(ids.at(-1) as string, 30_000)))
      throw new Error("the history stands still");
    if (written !== EVENTS / 2) continue;
    await running.stop();
    running = await open();
  }

  expect(recorded).toHaveLength(MOMENTS);
  for (const { streamId, state } of recorded) {
    const past = await running.history.reader.stateAt({ streamId });
    expect(past?.cursor.streamId).toBe(streamId);
    expect(past && fromWire(past.state)).toEqual(state);
  }
  await running.stop();
  await store.close();
}, 120_000);

test("over a new stream, found empty, a replay shows at each event what was live then", async () => {
  const recorded: { streamId: string; state: State }[] = [];
  let gaps = 0;
  const startOn = async (store: Store) => {
    const started = await startTailOnHistory(store, dataDir);
    started.tail.listen({
      events: (_from, to) => recorded.push({ streamId: to.streamId, state: started.tail.state() }),
      gap: () => gaps++,
    });
    return started;
  };
  const write = async (store: Store, running: TailOnHistory, from: number) => {
    for (let n = from; n < from + 12; n++) {
      const event = eventOf(n);
      const [id] = await store.log.append("events", [{ dedupId: event.id, fields: toFields(event) }]);
      if (!(await running.history.reached(id as string, 30_000))) throw new Error("the history stands still");
    }
  };
  const old = await openStore({ dataDir });
  const first = await startOn(old);
  await write(old, first, 0);
  await first.stop();
  await old.close();
  rmSync(join(dataDir, "brainwave.sqlite"));
  const store = await openStore({ dataDir });
  const second = await startOn(store);
  await vi.waitFor(() => expect(gaps).toBe(1));
  await write(store, second, 12);

  expect(recorded).toHaveLength(24);
  for (const { streamId, state } of recorded) {
    const past = await second.history.reader.stateAt({ streamId });
    expect(past && fromWire(past.state)).toEqual(state);
  }
  const { timing } = fakeTiming();
  const told = { onView: () => {}, onEvents: () => {}, onEnd: () => {} };
  const past = serverPast(() => Date.now() / 1000, answering(second.history.reader));
  const replay = createReplay({ past, timing, ...told });
  replay.jump({ streamId: recorded[0]?.streamId as string });
  for (const { state } of recorded.slice(1)) {
    await replay.step(1);
    expect(replay.getView().picture?.state).toEqual(state);
  }
  for (const { state } of recorded.slice(0, -1).reverse()) {
    await replay.step(-1);
    expect(replay.getView().picture?.state).toEqual(state);
  }
  replay.close();
  await second.stop();
  await store.close();
}, 60_000);

test("over an older copy of the stream, put back, a past state is the one that was live then", async () => {
  const file = join(dataDir, "brainwave.sqlite");
  const run = async (from: number, isOlder = false) => {
    const recorded: { streamId: string; state: State }[] = [];
    let gaps = 0;
    const store = await openStore({ dataDir });
    const { tail, history, stop } = await startTailOnHistory(store, dataDir);
    tail.listen({
      events: (_from, to) => recorded.push({ streamId: to.streamId, state: tail.state() }),
      gap: () => gaps++,
    });
    if (isOlder) await vi.waitFor(() => expect(gaps).toBe(1));
    for (let n = from; n < from + 12; n++) {
      const event = eventOf(n);
      const [id] = await store.log.append("events", [{ dedupId: event.id, fields: toFields(event) }]);
      if (!(await history.reached(id as string, 30_000))) throw new Error("the history stands still");
    }
    for (const { streamId, state } of recorded) {
      const past = await history.reader.stateAt({ streamId });
      expect(past && fromWire(past.state)).toEqual(state);
    }
    await stop();
    await store.close();
    return recorded.at(-1)?.state.feed.total;
  };
  expect(await run(0)).toBe(12);
  copyFileSync(file, `${file}.older`);
  expect(await run(12)).toBe(24);
  renameSync(`${file}.older`, file);
  expect(await run(24, true)).toBe(24);
}, 60_000);

/** As many different counts of events, in order; no two in one batch, and so none in one frame with another. */
function randomMoments(seed: number): number[] {
  const random = mulberry32(seed);
  const batches = new Set<number>();
  while (batches.size < MOMENTS) batches.add(Math.floor(random() * (EVENTS / BATCH)));
  return [...batches].map((batch) => batch * BATCH + 1 + Math.floor(random() * BATCH)).sort((a, b) => a - b);
}

/** What the routes answer a page with. */
const answering =
  (reader: HistoryReader): typeof fetch =>
  async (input) => {
    const { pathname, searchParams } = new URL(String(input), "http://server.test");
    const asked = Object.fromEntries(searchParams);
    if (pathname === "/api/events") return Response.json(await reader.page(EventsQuery.parse(asked)));
    if (pathname === "/api/history/state")
      return new Response(await reader.stateText(StateQuery.parse(asked).at));
    return Response.json({ outages: await reader.outages(WindowQuery.parse(asked)) });
  };

/** Agents that evolve, robots that come and go, a job, and a module of which nothing is known. */
function eventOf(n: number): BrainEvent {
  const agent = { snapshot_id: n, agent_id: `agent ${n % 7}`, version: 1 + Math.floor(n / 70) };
  const robot = { robot_id: `robot ${n % 11}`, connection_id: `connection ${Math.floor(n / 22)}` };
  const at = 1_760_000_000 + n / 10;
  switch (n % 6) {
    case 0:
      return createEvent(
        "dna.mutation_applied",
        {
          ...agent,
          parent_snapshot_id: n - 70,
          mutation_keys: ["temperature"],
          traits_delta: { calm: 0.1 },
          created_at: at,
        },
        at,
      );
    case 1:
      return createEvent("dna.karma_updated", { ...agent, karma_score: (n % 100) / 100, updated_at: at }, at);
    case 2:
      return createEvent("telemetry.connection_established", { ...robot, connected_at: at }, at);
    case 3:
      return createEvent(
        "telemetry.connection_closed",
        { ...robot, duration_seconds: n % 90, reason: "client_disconnect", disconnected_at: at },
        at,
      );
    case 4:
      return createEvent("metrics.aggregation_started", { job_id: "j", started_at: at }, at, {
        correlationId: `run ${n}`,
      });
    default:
      return {
        ...createEvent("metrics.aggregation_started", { job_id: "j", started_at: at }, at),
        type: "course.workflow.transitioned",
        payload: {
          from: "ordered",
          to: "done",
          nested: { n, list: [1, null, { deep: "é\u2028" }] },
          n: -0.5,
        },
        target: "planner",
        severity: "INFO",
      };
  }
}
