import { describe, expect, test } from "vitest";
import type { StoredEvent } from "../events/envelope.ts";
import { emptyState, toWire } from "../fold.ts";
import { streamIdSeconds } from "../stream-id.ts";
import { CAPSULE_FORMAT, type Capsule } from "./capsule.ts";
import type { Past } from "./past.ts";
import { capsulePast } from "./past-capsule.ts";
import { BEGIN, fakePast, fakeTiming, liveStateAfter, makeEvents } from "./replay.fixture.ts";
import { createReplay, RATES, type ReplayView, SCRUB_REST_MS } from "./replay.ts";

function setUp(past: Past) {
  const clock = fakeTiming();
  const views: ReplayView[] = [];
  const told: StoredEvent[] = [];
  let ends = 0;
  const replay = createReplay({
    past,
    timing: clock.timing,
    onView: (view) => views.push(view),
    onEvents: (events) => told.push(...events),
    onEnd: () => ends++,
  });
  return { clock, views, told, replay, ends: () => ends, view: () => replay.getView() };
}

const EVENTS = makeEvents(1_000);

describe("a jump", () => {
  test("shows exactly what a live session showed then", async () => {
    const { past } = fakePast(EVENTS);
    const { replay, clock, view } = setUp(past);
    for (const count of [1, 17, 250, 999]) {
      replay.jump({ seconds: BEGIN + count - 1 + 0.5 });
      await clock.settle();
      expect(view().picture?.state).toEqual(liveStateAfter(EVENTS, count));
    }
  });

  test("keeps the old picture, at its own time, until the new one is there", async () => {
    const { past } = fakePast(EVENTS);
    const { replay, clock, view } = setUp(past);
    replay.jump({ seconds: BEGIN + 10 });
    await clock.settle();
    const before = view().picture;
    replay.jump({ seconds: BEGIN + 500 });
    expect(view()).toMatchObject({ at: BEGIN + 500, status: { kind: "loading" }, picture: before });
    await clock.settle();
    expect(view()).toMatchObject({ status: { kind: "ready" }, picture: { at: BEGIN + 500 } });
  });

  test("that another one overtakes shows nothing any more", async () => {
    const { past } = fakePast(EVENTS);
    const { replay, clock, view, views } = setUp(past);
    replay.jump({ seconds: BEGIN + 10 });
    replay.jump({ seconds: BEGIN + 20 });
    await clock.settle();
    expect(view().picture?.at).toBe(BEGIN + 20);
    expect(views.filter(({ picture }) => picture?.at === BEGIN + 10)).toEqual([]);
  });

  test("while a pointer drags asks once, where it comes to rest", async () => {
    const { past, asked } = fakePast(EVENTS);
    const { replay, clock, view } = setUp(past);
    for (let x = 0; x < 20; x++) {
      replay.jump({ seconds: BEGIN + 10 * x }, SCRUB_REST_MS);
      await clock.pass(50);
    }
    await clock.pass(SCRUB_REST_MS);
    expect(asked).toEqual(["state"]);
    expect(view().picture?.at).toBe(BEGIN + 190);
  });

  test("that fails says why, keeps the picture, and can be tried again", async () => {
    const { past, fail } = fakePast(EVENTS);
    const { replay, clock, view } = setUp(past);
    replay.jump({ seconds: BEGIN + 10 });
    await clock.settle();
    fail("That moment lies before everything that is kept.");
    replay.jump({ seconds: BEGIN - 999 });
    await clock.settle();
    expect(view()).toMatchObject({
      at: BEGIN + 10,
      status: { kind: "failed", why: "That moment lies before everything that is kept." },
      picture: { at: BEGIN + 10 },
    });
    fail(null);
    replay.retry();
    await clock.settle();
    expect(view()).toMatchObject({ status: { kind: "ready" }, picture: { at: BEGIN - 999 } });
  });

  test("never goes beyond the present", async () => {
    const { past } = fakePast(EVENTS, { now: () => BEGIN + 100 });
    const { replay, clock, view } = setUp(past);
    replay.jump({ seconds: BEGIN + 5_000 });
    await clock.settle();
    expect(view().at).toBe(BEGIN + 100);
  });
});

describe("steps", () => {
  test("go on by one event at a time, over the pages' edges", async () => {
    const { past } = fakePast(EVENTS, { page: 7 });
    const { replay, clock, view, told } = setUp(past);
    replay.jump({ seconds: BEGIN + 3.5 });
    await clock.settle();
    for (let count = 5; count <= 30; count++) {
      await replay.step(1);
      expect(view()).toMatchObject({ streamId: EVENTS[count - 1]?.stream_id, at: BEGIN + count - 1 });
      expect(view().picture?.state).toEqual(liveStateAfter(EVENTS, count));
    }
    expect(told).toEqual(EVENTS.slice(4, 30));
  });

  test("go back by one event at a time, to the first", async () => {
    const { past } = fakePast(EVENTS, { page: 6 });
    const { replay, clock, view } = setUp(past);
    replay.jump({ streamId: EVENTS[20]?.stream_id as string });
    await clock.settle();
    for (let count = 20; count >= 1; count--) {
      await replay.step(-1);
      expect(view().picture?.streamId).toBe(EVENTS[count - 1]?.stream_id);
      expect(view().picture?.state).toEqual(liveStateAfter(EVENTS, count));
    }
    await replay.step(-1);
    expect(view()).toMatchObject({ edge: "first", status: { kind: "ready" } });
  });

  test("there and back again end where they began", async () => {
    const { past } = fakePast(EVENTS);
    const { replay, clock, view } = setUp(past);
    replay.jump({ streamId: EVENTS[300]?.stream_id as string });
    await clock.settle();
    const before = view().picture?.state;
    for (let i = 0; i < 150; i++) await replay.step(-1);
    for (let i = 0; i < 150; i++) await replay.step(1);
    expect(view().picture?.state).toEqual(before);
  });

  test("wait for the moment that they start from", async () => {
    const { past } = fakePast(EVENTS);
    const { replay, clock, view } = setUp(past);
    replay.jump({ seconds: BEGIN + 10 });
    void replay.step(1);
    await replay.step(1);
    await clock.settle();
    expect(view().picture?.streamId).toBe(EVENTS[12]?.stream_id);
  });

  test("that a jump overtakes are not taken from where it leads", async () => {
    const { past } = fakePast(EVENTS);
    const { replay, clock, view } = setUp(past);
    replay.jump({ seconds: BEGIN + 10 });
    const stepped = replay.step(1);
    replay.jump({ seconds: BEGIN + 500 });
    await stepped;
    await clock.settle();
    expect(view()).toMatchObject({ at: BEGIN + 500, picture: { at: BEGIN + 500 } });
  });

  test("end at the last event", async () => {
    const { past } = fakePast(EVENTS);
    const { replay, clock, view } = setUp(past);
    replay.jump({ streamId: EVENTS.at(-1)?.stream_id as string });
    await clock.settle();
    await replay.step(1);
    expect(view()).toMatchObject({ edge: "last", status: { kind: "ready" } });
  });

  test("by seconds go through what is in memory without asking", async () => {
    const { past, asked } = fakePast(EVENTS);
    const { replay, clock, view } = setUp(past);
    replay.jump({ seconds: BEGIN + 100.5 });
    await clock.settle();
    await replay.step(1);
    const before = asked.length;
    replay.shift(10);
    replay.shift(10);
    replay.shift(-10);
    expect(asked).toHaveLength(before);
    expect(view().picture?.state).toEqual(liveStateAfter(EVENTS, 112));
    // And lead on to what isn't.
    for (let count = 113; count <= 160; count++) await replay.step(1);
    expect(view()).toMatchObject({ streamId: EVENTS[159]?.stream_id, status: { kind: "ready" } });
  });
});

describe("playing", () => {
  test.each(RATES.map((rate) => [rate]))("at ×%i the clock keeps that pace", async (rate) => {
    const { past } = fakePast(EVENTS);
    const { replay, clock, view } = setUp(past);
    replay.jump({ seconds: BEGIN });
    await clock.settle();
    replay.setRate(rate);
    replay.play();
    await clock.pass(10_000);
    expect(view().at).toBeCloseTo(BEGIN + 10 * rate, 1);
    expect(view().picture?.state).toEqual(liveStateAfter(EVENTS, 10 * rate + 1));
  });

  test("never shows an event later than its clock, and leaves none out", async () => {
    const dense = makeEvents(3_000, 0.05);
    const { past } = fakePast(dense, { page: 40 });
    const { replay, clock, views, told } = setUp(past);
    replay.jump({ seconds: BEGIN + 0.01 });
    await clock.settle();
    replay.setRate(60);
    replay.play();
    await clock.pass(2_000);
    for (const { picture } of views)
      if (picture)
        expect(streamIdSeconds(picture.state.feed.recent.at(-1)?.stream_id ?? "0-0")).toBeLessThanOrEqual(
          picture.at,
        );
    expect(told.length).toBeGreaterThan(1_000);
    expect(told).toEqual(dense.slice(1, told.length + 1));
  });

  test("waits for events that are not here yet, rather than to show a moment without them", async () => {
    const { past } = fakePast(EVENTS);
    let release = () => {};
    const slow: Past = {
      ...past,
      after: (...args) => new Promise((resolve) => (release = () => resolve(past.after(...args)))),
    };
    const { replay, clock, view } = setUp(slow);
    replay.jump({ seconds: BEGIN + 10 });
    await clock.settle();
    replay.play();
    await clock.pass(5_000);
    expect(view().at).toBe(BEGIN + 10);
    release();
    await clock.pass(2_000);
    expect(view().at).toBeGreaterThan(BEGIN + 10);
  });

  test("stops its clock when paused", async () => {
    const { past } = fakePast(EVENTS);
    const { replay, clock, view } = setUp(past);
    replay.jump({ seconds: BEGIN });
    await clock.settle();
    replay.play();
    await clock.pass(1_000);
    replay.pause();
    const { at } = view();
    await clock.pass(5_000);
    expect(view()).toMatchObject({ at, playing: false });
    replay.close();
    expect(clock.waiting()).toBe(0);
  });

  test("ends when it has caught up with the present", async () => {
    const { past } = fakePast(EVENTS, { now: () => BEGIN + 60 });
    const { replay, clock, ends, view } = setUp(past);
    replay.jump({ seconds: BEGIN + 30 });
    await clock.settle();
    replay.setRate(10);
    replay.play();
    await clock.pass(10_000);
    expect(ends()).toBe(1);
    expect(view().playing).toBe(false);
  });
});

describe("where another stream began", () => {
  const newStreams = [60, 155, 280];
  const live = (count: number) => liveStateAfter(EVENTS, count, newStreams);

  test("steps on and back show what was live at each event, and of which stream", async () => {
    const { past } = fakePast(EVENTS, { page: 40, newStreams });
    const { replay, clock, view } = setUp(past);
    replay.jump({ streamId: EVENTS[39]?.stream_id as string });
    await clock.settle();
    for (let count = 41; count <= 300; count++) {
      await replay.step(1);
      expect(view().picture?.state).toEqual(live(count));
    }
    expect(view().picture?.epoch).toBe("E3");
    replay.jump({ streamId: EVENTS[299]?.stream_id as string });
    for (let count = 299; count >= 30; count--) {
      await replay.step(-1);
      expect(view().picture?.state).toEqual(live(count));
    }
    expect(view().picture?.epoch).toBe("E0");
  });

  test("playing, jumps into what was played, and steps back from behind it show what was live", async () => {
    const { past } = fakePast(EVENTS, { newStreams });
    const { replay, clock, view } = setUp(past);
    replay.jump({ seconds: BEGIN + 20 });
    await clock.settle();
    replay.setRate(60);
    replay.play();
    await clock.pass(5_000);
    replay.pause();
    expect(view().picture?.state).toEqual(live(Math.floor(view().at - BEGIN) + 1));
    for (const seconds of [59, 60, 155, 156, 199]) {
      replay.jump({ seconds: BEGIN + seconds });
      expect(view().picture?.state).toEqual(live(seconds + 1));
    }
    replay.jump({ streamId: EVENTS[300]?.stream_id as string });
    await clock.settle();
    for (let count = 300; count >= 270; count--) await replay.step(-1);
    expect(view().picture?.state).toEqual(live(270));
  });
});

describe("a capsule", () => {
  const capsule: Capsule = {
    format: CAPSULE_FORMAT,
    version: 1,
    made_at: BEGIN + 500,
    from: BEGIN + 99.5,
    to: BEGIN + 199.5,
    notes: "",
    query: "",
    redacted: [],
    epoch: "E",
    base: toWire(liveStateAfter(EVENTS, 100)),
    outages: [],
    alerts: [],
    events: EVENTS.slice(100, 200),
  };

  test("shows what a live session showed, stepped from end to end and back", async () => {
    const { replay, clock, view } = setUp(capsulePast(capsule));
    replay.jump({ seconds: capsule.from });
    await clock.settle();
    expect(view().picture?.state).toEqual(liveStateAfter(EVENTS, 100));
    for (let count = 101; count <= 200; count++) await replay.step(1);
    expect(view().picture?.state).toEqual(liveStateAfter(EVENTS, 200));
    await replay.step(1);
    expect(view().edge).toBe("last");
    for (let count = 199; count >= 100; count--) await replay.step(-1);
    expect(view().picture?.state).toEqual(liveStateAfter(EVENTS, 100));
    await replay.step(-1);
    expect(view().edge).toBe("first");
  });

  test("keeps within its window", async () => {
    const { replay, clock, view, ends } = setUp(capsulePast(capsule));
    replay.jump({ seconds: 0 });
    await clock.settle();
    expect(view().at).toBe(capsule.from);
    replay.setRate(60);
    replay.play();
    await clock.pass(5_000);
    expect(view().at).toBe(capsule.to);
    expect(ends()).toBe(1);
  });

  test("without any event is still a picture", async () => {
    const empty = { ...capsule, base: toWire(emptyState), events: [] };
    const { replay, clock, view } = setUp(capsulePast(empty));
    replay.jump({ seconds: capsule.from + 5 });
    await clock.settle();
    expect(view().picture?.state).toEqual(emptyState);
  });
});
