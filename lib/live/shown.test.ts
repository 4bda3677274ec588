import { expect, test } from "vitest";
import { emptyState, fold } from "../fold.ts";
import { BEGIN, liveStateAfter, makeEvents } from "../history/replay.fixture.ts";
import { createPastSlot, type PastView } from "./past-slot.ts";
import { packState } from "./protocol.ts";
import { createShown, rateAt } from "./shown.ts";
import { createLiveStore } from "./store.ts";

const EVENTS = makeEvents(300, 0.5);
const past = (at: number, part: Partial<PastView> = {}): PastView => ({
  at,
  streamId: null,
  picture: { state: liveStateAfter(EVENTS, 10), streamId: "9-0", epoch: "E", at },
  status: { kind: "ready" },
  playing: false,
  rate: 1,
  jump: 0,
  edge: null,
  capsule: null,
  session: 1,
  ...part,
});

function setUp() {
  const store = createLiveStore({ now: () => 0, later: () => {} });
  const slot = createPastSlot();
  store.samples([["r", { robot_id: "r", received_at: 1, metrics: { cpu_usage: 5 } } as never]]);
  return { store, slot, shown: createShown(store, slot) };
}

test("a page in the past sees nothing of the present", () => {
  const { store, slot, shown } = setUp();
  store.snapshot({
    state: packState(fold(emptyState, EVENTS)),
    cursor: { epoch: "E", streamId: "9-0", eventId: null },
  });
  slot.set(past(BEGIN));
  expect(shown()).toMatchObject({ live: { kind: "live", state: liveStateAfter(EVENTS, 10) } });
  expect(shown().samples?.size).toBe(0);
  slot.set(past(BEGIN, { picture: null }));
  expect(shown().live).toEqual({ kind: "loading" });
});

test("the present goes on behind it, and is there at once when one returns", () => {
  const { store, slot, shown } = setUp();
  slot.set(past(BEGIN));
  store.snapshot({ state: packState(emptyState), cursor: { epoch: "E", streamId: "77-0", eventId: null } });
  slot.set(null);
  expect(shown()).toBe(store.getView());
});

test("the clock of a replay that moves on leaves the state as it is", () => {
  const { slot, shown } = setUp();
  const first = past(BEGIN);
  slot.set(first);
  const { live } = shown();
  expect(shown()).toBe(shown());
  slot.set({ ...first, at: BEGIN + 5, status: { kind: "loading" } });
  expect(shown().live).toBe(live);
});

test("the rate of a past moment is that of its last ten seconds", () => {
  const { feed } = liveStateAfter(EVENTS, 300);
  expect(rateAt(feed, BEGIN + 149.5)).toBe(2);
  expect(rateAt(feed, BEGIN + 1_000)).toBe(0);
  expect(rateAt(emptyState.feed, BEGIN)).toBe(0);
});
