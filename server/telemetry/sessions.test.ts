import { describe, expect, test } from "vitest";
import { createEvent } from "#lib/events/create";
import type { StoredEvent } from "#lib/events/envelope";
import { emptyState } from "#lib/fold";
import { quoted } from "#lib/query/text";
import { compareStreamIds } from "#lib/stream-id";
import { robotOf } from "#lib/telemetry/robot.fixture";
import type { Page, PageQuery } from "#server/history/port";
import { createSessions } from "./sessions.ts";

const NOW = 1_800_000_000;
const HOUR = 3600;

/** Told `late` seconds after it ended. */
function ended(robotId: string, from: number, to: number, { reason = "transport_error", late = 0 } = {}) {
  const payload = {
    robot_id: robotId,
    connection_id: `${robotId} ${from}`,
    duration_seconds: to - from,
    reason,
    disconnected_at: to,
  };
  const event = createEvent("telemetry.connection_closed", payload, to);
  return { ...event, stream_id: `${Math.round((to + late) * 1000)}-0` };
}

/** The sessions of a history that has these ends, in stream order, and gives at most `most` of them at once. */
function sessionsOf(events: readonly StoredEvent[], most = 1000) {
  const page = async ({ order, limit, after, before, query }: PageQuery): Promise<Page> => {
    const fits = events.filter(
      ({ stream_id: id, payload }) =>
        (!after || compareStreamIds(id, after) > 0) &&
        (!before || compareStreamIds(id, before) < 0) &&
        (!query || query === `robot:${quoted(String(payload.robot_id))}`),
    );
    if (order === "newest") fits.reverse();
    const found = fits.slice(0, Math.min(limit, most));
    return { events: found, next: found.length < fits.length ? (found.at(-1)?.stream_id ?? null) : null };
  };
  const robots = new Map(
    ["a", "b"].map((id) => [
      id,
      robotOf({
        robot_id: id,
        connections: [{ connection_id: `${id} open`, connected_at: NOW - 100, stream_id: "1-0" }],
      }),
    ]),
  );
  const state = () => ({ ...emptyState, telemetry: { robots } });
  return createSessions({ page, state, now: () => NOW * 1000 });
}

const one = { limit: 100 };
const refusedFrom = (asked: Promise<unknown>) =>
  expect(asked).rejects.toMatchObject({
    code: "invalid",
    problems: [{ loc: ["query", "from"], msg: "must be before the end" }],
  });

describe("one robot's sessions", () => {
  const stays = sessionsOf([ended("a", NOW - 900, NOW - 800), ended("b", NOW - 700, NOW - 600)]);

  test("are its own: what is open, and what has ended", async () => {
    const { open, sessions, next } = await stays.sessions("a", one);
    expect(open).toEqual([{ connection_id: "a open", connected_at: NOW - 100 }]);
    expect(sessions).toMatchObject([{ robot_id: "a", connected_at: NOW - 900, duration_seconds: 100 }]);
    expect(next).toBeNull();
    await expect(stays.sessions("nobody", one)).rejects.toMatchObject({ code: "not_found" });
  });

  test("of a window are those told in it, both ends included", async () => {
    const count = async (from: number, to: number) =>
      (await stays.sessions("a", { ...one, from, to })).sessions.length;
    expect(await count(NOW - 800, NOW - 800 + 1)).toBe(1);
    expect(await count(NOW - 801, NOW - 800)).toBe(1);
    expect(await count(NOW - 799, NOW)).toBe(0);
    expect(await count(-5 * HOUR, NOW)).toBe(1);
  });

  test("of a window that ends before it begins are refused, as the fleet's are", async () => {
    await refusedFrom(stays.sessions("a", { ...one, from: 200, to: 100 }));
    await refusedFrom(stays.sessions("a", { ...one, from: 100, to: 100 }));
    await refusedFrom(stays.sessions("a", { ...one, from: NOW + 1 }));
    await refusedFrom(stays.fleetSessions({ from: 100, to: 100 }));
    await refusedFrom(stays.fleetSessions({ from: NOW + 1 }));
  });
});

describe("the fleet's sessions", () => {
  test("are the last day's unless a window is given, and none begins before there was time", async () => {
    const stays = sessionsOf([]);
    expect(await stays.fleetSessions({})).toMatchObject({ from: NOW - 24 * HOUR, to: NOW, complete: true });
    expect(await stays.fleetSessions({ from: -10, to: 1200 })).toMatchObject({ from: 0, step_seconds: 10 });
    expect(await stays.fleetSessions({ to: 1200 })).toMatchObject({ from: 0, to: 1200 });
  });

  test("count those that went on beyond the window, and an end in it that was noticed late", async () => {
    const { connections, reasons } = await sessionsOf([
      ended("a", NOW - 11 * HOUR, NOW - 9.5 * HOUR, { reason: "gateway_lost", late: 4 * HOUR }),
      ended("b", NOW - 11 * HOUR, NOW - 1 * HOUR),
    ]).fleetSessions({ from: NOW - 10 * HOUR, to: NOW - 9 * HOUR });
    expect(reasons).toEqual([{ reason: "gateway_lost", count: 1 }]);
    expect([connections[0]?.robots, connections.at(-1)?.robots]).toEqual([2, 1]);
  });

  test("of an old window are all there, however many have ended since", async () => {
    const since = Array.from({ length: 20_001 }, (_, n) =>
      ended("b", NOW - HOUR + n / 10 - 1, NOW - HOUR + n / 10),
    );
    const old = ended("a", NOW - 11 * HOUR, NOW - 10 * HOUR);
    const { durations, complete } = await sessionsOf([old, ...since]).fleetSessions({
      from: NOW - 12 * HOUR,
      to: NOW - 9 * HOUR,
    });
    expect(durations.reduce((sum, { count }) => sum + count, 0)).toBe(1);
    // Another one may have gone on into them.
    expect(complete).toBe(false);
  });

  test("are read to the end, however little comes at once", async () => {
    const stays = Array.from({ length: 7 }, (_, n) => ended("a", NOW - 800 + 10 * n, NOW - 795 + 10 * n));
    const { durations, complete } = await sessionsOf(stays, 2).fleetSessions({});
    expect(durations[0]).toEqual({ up_to_seconds: 10, count: 7 });
    expect(complete).toBe(true);
  });
});
