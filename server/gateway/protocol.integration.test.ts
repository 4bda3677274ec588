import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { createEvent } from "#lib/events/create";
import { toFields } from "#lib/events/fields";
import { toWire } from "#lib/fold";
import type { Cursor } from "#lib/live/protocol";
import { connectLive } from "#lib/live/socket";
import { createLiveStore } from "#lib/live/store";
import { backUpEvents, wipe } from "#server/store/sqlite/behind.fixture";
import { startDashboards } from "./test-dashboards.fixture.ts";

/** What may happen between a dashboard and the stream. `n` says how much of it. */
const STEPS = [
  "append",
  "append_again",
  "cut",
  "leave",
  "come_back",
  "trim",
  "restart",
  "wipe",
  "restore_older",
  "settle",
] as const;
type Step = { what: (typeof STEPS)[number]; n: number };

const step = (what: Step["what"], weight: number) => ({
  weight,
  arbitrary: fc.record({ what: fc.constant(what), n: fc.integer({ min: 1, max: 6 }) }),
});
const steps = fc.array(
  fc.oneof(
    step("append", 8),
    step("append_again", 3),
    step("cut", 2),
    step("leave", 2),
    step("come_back", 2),
    step("trim", 2),
    step("restart", 2),
    step("wipe", 1),
    step("restore_older", 1),
    step("settle", 3),
  ),
  { minLength: 3, maxLength: 25 },
);

test("whatever happens between a dashboard and the stream, its state ends as the server's, and no jump is silent", async () => {
  await fc.assert(fc.asyncProperty(steps, play), { numRuns: 40, seed: 20260201, endOnFailure: false });
}, 240_000);

async function play(script: readonly Step[]): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "brainwave-protocol-"));
  let gateway = await startDashboards({ dataDir });
  const { port } = gateway;
  const dashboard = watch(port);
  const sent: ReturnType<typeof connection>[] = [];
  let olderEvents = backUpEvents(dataDir);

  const settle = async () =>
    vi.waitFor(() => expect(dashboard.cursor()).toEqual(gateway.tail.cursor()), { timeout: 10_000 });
  const append = (events: typeof sent) =>
    gateway.store.log.append(
      "events",
      // A producer that doesn't know of its lost reply, and not our own outbox: another dedup id, the same event.
      events.map((event) => ({ dedupId: crypto.randomUUID(), fields: toFields(event) })),
    );
  const all = () => gateway.store.log.range("events", { limit: 10_000 });
  const read = async () => {
    const there = async () => expect(gateway.tail.cursor()).toEqual(await gateway.store.log.tip("events"));
    await vi.waitFor(there, { timeout: 10_000 });
  };

  const acts: Record<Step["what"], (n: number) => unknown> = {
    async append(n) {
      const events = Array.from({ length: n }, () => connection(sent.length));
      sent.push(...events);
      await append(events);
    },
    async append_again(n) {
      const there = new Set((await all()).map(({ fields }) => fields.id));
      await append(sent.slice(-n).filter(({ id }) => there.has(id)));
    },
    cut: () => gateway.cut(),
    leave: () => dashboard.leave(),
    come_back: () => dashboard.comeBack(),
    async trim(n) {
      const newest = await gateway.store.log.range("events", { order: "desc", limit: n });
      // An event that comes again is known by its first, as long as that stands: within the 100,000 newest.
      const kept = newest.map(({ fields }) => fields.id);
      const gone = (await all()).filter(({ id }) => !newest.some((entry) => entry.id === id));
      if (gone.some(({ fields }) => kept.includes(fields.id))) return;
      await gateway.store.log.trim("events", newest.at(-1)?.id ?? "0-0");
    },
    async restart() {
      // The history keeps what the tail has told it.
      await read();
      await gateway.close();
      const { place, state } = gateway.tail.folded();
      const start = { place, state: toWire(state) };
      const recentIds = sent.map(({ id }) => id);
      gateway = await startDashboards({ dataDir, port, kept: { start, recentIds } });
      olderEvents = backUpEvents(dataDir);
    },
    wipe: () => wipe(dataDir),
    restore_older() {
      olderEvents();
      olderEvents = backUpEvents(dataDir);
    },
    async settle() {
      await read();
      if (dashboard.isHere()) await settle();
    },
  };

  try {
    for (const { what, n } of script) await acts[what](n);
    dashboard.comeBack();
    await acts.append(1);
    await read();
    await settle();
    expect(dashboard.state()).toEqual(toWire(gateway.tail.state()));
    expect(dashboard.silentJumps()).toEqual([]);
  } finally {
    dashboard.leave();
    await gateway.close();
    rmSync(dataDir, { recursive: true });
  }
}

const connection = (n: number) =>
  createEvent(
    "telemetry.connection_established",
    { robot_id: `r${n % 7}`, connection_id: `c${n}`, connected_at: n },
    n,
  );

/** A page's own store and socket, and whether a picture ever jumped without a gap that said so. */
function watch(port: number) {
  const store = createLiveStore();
  const jumps: [Cursor, Cursor][] = [];
  let gapTold = false;
  const told: typeof store = {
    ...store,
    gap(gap) {
      gapTold = true;
      store.gap(gap);
    },
    snapshot(snapshot) {
      const before = store.cursor();
      if (before && !gapTold && before.streamId !== snapshot.cursor.streamId)
        jumps.push([before, snapshot.cursor]);
      gapTold = false;
      store.snapshot(snapshot);
    },
  };
  const connect = () => connectLive(told, { url: `http://127.0.0.1:${port}` });
  let socket: ReturnType<typeof connect> | null = connect();
  return {
    cursor: store.cursor,
    isHere: () => socket !== null,
    leave() {
      socket?.close();
      socket = null;
    },
    comeBack() {
      socket ??= connect();
    },
    state() {
      // Views come ten times a second at most; shown again, a page has the newest.
      store.setHidden(true);
      store.setHidden(false);
      const { live } = store.getView();
      return live.kind === "live" ? toWire(live.state) : null;
    },
    silentJumps: () => jumps,
  };
}
