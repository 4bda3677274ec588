import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createEvent } from "#lib/events/create";
import type { BrainEvent } from "#lib/events/envelope";
import { toFields } from "#lib/events/fields";
import { fromWire, type State } from "#lib/fold";
import { openStore } from "#server/store/open";
import { startTailOnHistory } from "./tail-on-history.fixture.ts";

const MOMENTS = 50;
const EVENTS = 30_000;
const BATCH = 100;

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-past-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

test(`at ${MOMENTS} moments the past state is the one that was live then, over a restart too`, async () => {
  const recorded: { streamId: string; state: State }[] = [];
  const store = await openStore({ dataDir });
  const open = async () => {
    const started = await startTailOnHistory(store, dataDir);
    const { tail } = started;
    tail.listen({
      // Every 600th event or so, whatever the frames happen to be.
      events: (_from, to) => {
        const due = (recorded.length + 1) * (EVENTS / MOMENTS);
        if (tail.state().feed.total >= due) recorded.push({ streamId: to.streamId, state: tail.state() });
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

  expect(recorded.length).toBeGreaterThanOrEqual(MOMENTS - 1);
  for (const { streamId, state } of recorded) {
    const past = await running.history.reader.stateAt({ streamId });
    expect(past?.cursor.streamId).toBe(streamId);
    expect(past && fromWire(past.state)).toEqual(state);
  }
  await running.stop();
  await store.close();
}, 120_000);

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
