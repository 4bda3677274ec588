import { beforeEach, expect, test } from "vitest";
import type { StoredEvent } from "../events/envelope.ts";
import { emptyState } from "../fold.ts";
import { type Frame, packState } from "./protocol.ts";
import { createLiveStore, type LiveView } from "./store.ts";

let now = 0;
let later: { run: () => void; at: number }[] = [];
const timing = {
  now: () => now,
  later: (run: () => void, ms: number) => void later.push({ run, at: now + ms }),
};
function pass(ms: number): void {
  now += ms;
  const due = later.filter(({ at }) => at <= now);
  later = later.filter(({ at }) => at > now);
  for (const { run } of due) run();
}

const cursor = (streamId: string, epoch = "E") => ({ epoch, streamId, eventId: null });
const event = (stream_id: string) =>
  ({ stream_id, id: stream_id, type: "x.y", source: "s", payload: {} }) as StoredEvent;
const frame = (from: string, to: string, epoch = "E"): Frame => ({
  from,
  to: cursor(to, epoch),
  events: [event(to)],
});
const snapshot = (streamId: string) => ({ state: packState(emptyState), cursor: cursor(streamId) });
const total = (store: ReturnType<typeof createLiveStore>) => {
  const { live } = store.getView();
  return live.kind === "live" ? live.state.feed.total : null;
};

beforeEach(() => {
  now = 0;
  later = [];
});

test("frames that follow are applied, each once", () => {
  const store = createLiveStore(timing);
  store.snapshot(snapshot("1-0"));
  expect(store.frame(frame("1-0", "2-0"))).toBe(true);
  expect(store.frame(frame("1-0", "2-0"))).toBe(true);
  pass(100);
  expect(total(store)).toBe(1);
  expect(store.cursor()).toEqual(cursor("2-0"));
});

test.each([
  ["a hole", frame("2-0", "3-0")],
  ["another epoch", frame("1-0", "2-0", "F")],
])("%s makes it ask again, and applies nothing", (_name, wrong) => {
  const store = createLiveStore(timing);
  store.snapshot(snapshot("1-0"));
  expect(store.frame(wrong)).toBe(false);
  expect(store.cursor()).toEqual(cursor("1-0"));
});

test("a frame before the first snapshot makes it ask", () => {
  expect(createLiveStore(timing).frame(frame("0-0", "1-0"))).toBe(false);
});

test("a gap is kept beside the picture that follows it", () => {
  const store = createLiveStore(timing);
  store.snapshot(snapshot("1-0"));
  store.gap({ from: "1-0", to: "9-0", reason: "trimmed", at: 5 });
  store.snapshot(snapshot("9-0"));
  pass(100);
  expect(store.getView().live).toMatchObject({
    kind: "live",
    gaps: [{ from: "1-0", to: "9-0", reason: "trimmed" }],
  });
});

test("views come at most ten times a second, and the last change always comes", () => {
  const store = createLiveStore(timing);
  let commits = 0;
  store.subscribe(() => commits++);
  store.snapshot(snapshot("0-0"));
  for (let i = 0; i < 50; i++) {
    store.frame(frame(`${i}-0`, `${i + 1}-0`));
    pass(10);
  }
  pass(100);
  expect(commits).toBeLessThanOrEqual(7);
  expect(total(store)).toBe(50);
});

test("a hidden page gets nothing until it is shown, and then everything at once", () => {
  const store = createLiveStore(timing);
  store.snapshot(snapshot("0-0"));
  pass(100);
  let commits = 0;
  store.subscribe(() => commits++);
  store.setHidden(true);
  store.frame(frame("0-0", "1-0"));
  pass(1000);
  expect(commits).toBe(0);
  store.setHidden(false);
  expect(commits).toBe(1);
  expect(total(store)).toBe(1);
});

test("who asks for the latest hears of it in a hidden page too", () => {
  const store = createLiveStore(timing);
  store.snapshot(snapshot("0-0"));
  store.setHidden(true);
  const heard: number[] = [];
  const totalOf = ({ live }: LiveView) => (live.kind === "live" ? live.state.feed.total : -1);
  const stop = store.subscribeLatest(() => heard.push(totalOf(store.latest())));
  store.frame(frame("0-0", "1-0"));
  expect(heard).toEqual([1]);
  expect(total(store)).toBe(0);
  stop();
  store.frame(frame("1-0", "2-0"));
  expect(heard).toHaveLength(1);
});

test("the first samples are shown at once, those that follow with the next view", () => {
  const store = createLiveStore(timing);
  const shown = () => store.getView().samples?.get("r")?.received_at ?? null;
  store.snapshot(snapshot("0-0"));
  expect(store.getView().samples).toBe(null);
  store.samples([["r", { metrics: {}, received_at: 1 }]]);
  expect(shown()).toBe(1);
  store.samples([["r", { metrics: {}, received_at: 2 }]]);
  expect(shown()).toBe(1);
  pass(100);
  expect(shown()).toBe(2);
});

test("samples that nobody asks for any more are not kept: later they would pass for the present's", () => {
  const store = createLiveStore(timing);
  store.samples([["r", { metrics: {}, received_at: 1 }]]);
  store.forgetSamples();
  pass(100);
  expect(store.getView().samples).toBe(null);
});

test("late points of the watched robot don't move its chart back", () => {
  const store = createLiveStore(timing);
  store.watch("r");
  store.points("r", [
    { at: 1, metrics: {} },
    { at: 2, metrics: {} },
  ]);
  store.points("r", [
    { at: 2, metrics: {} },
    { at: 3, metrics: {} },
  ]);
  store.points("another", [{ at: 4, metrics: {} }]);
  pass(100);
  expect(store.getView().watched?.points.map(({ at }) => at)).toEqual([1, 2, 3]);
});

test("a lost connection is a gap until it is back and what was missed has been told", () => {
  const store = createLiveStore(timing);
  const losses = () => {
    pass(100);
    return store.getView().losses;
  };
  store.connection({ kind: "connected", since: 0, roundTripMs: null });
  store.snapshot(snapshot("1-0"));
  pass(1_000);
  store.connection({ kind: "reconnecting", since: 1_100, attempt: 1 });
  const from = now / 1000;
  pass(5_000);
  store.connection({ kind: "reconnecting", since: 1_100, attempt: 2 });
  expect(losses()).toEqual([{ from, to: null, filled: false }]);
  const to = now / 1000;
  store.connection({ kind: "connected", since: now, roundTripMs: null });
  expect(losses()).toEqual([{ from, to, filled: false }]);
  store.frame(frame("1-0", "2-0"));
  expect(losses()).toEqual([{ from, to, filled: true }]);
});

test("after a short silence a new connection has nothing to catch up with", () => {
  const store = createLiveStore(timing);
  store.connection({ kind: "connected", since: 0, roundTripMs: null });
  store.connection({ kind: "reconnecting", since: 0, attempt: 1 });
  pass(1_000);
  store.connection({ kind: "connected", since: now, roundTripMs: null });
  store.tick();
  pass(1_000);
  expect(store.getView().losses[0]?.filled).toBe(false);
  pass(2_000);
  store.tick();
  pass(1_000);
  expect(store.getView().losses[0]?.filled).toBe(true);
});

test("what the server vouches for stays the same object while it says the same", () => {
  const store = createLiveStore(timing);
  const proof = { since: 5, place: "1-0", gateways: ["bw-1"], streamWentOn: false };
  store.proof(proof);
  pass(1000);
  store.proof({ ...proof, gateways: ["bw-1"] });
  pass(1000);
  expect(store.getView().proof).toBe(proof);
  const more = { ...proof, gateways: ["bw-1", "bw-2"] };
  store.proof(more);
  pass(1000);
  expect(store.getView().proof).toBe(more);
});
