import { EventEmitter } from "node:events";
import type { Socket } from "socket.io-client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connectRobot, type RobotClientOptions, type RobotStatus } from "./robot-client.ts";

type Sent = { samples: { timestamp: number }[]; answer(answer: unknown): void; fail(): void };

/** A socket whose server is the test. */
class FakeSocket extends EventEmitter {
  connected = false;
  attempts = 0;
  sent: Sent[] = [];
  timeout = () => ({
    emitWithAck: (_event: string, samples: Sent["samples"]) =>
      new Promise((answer, reject) => {
        this.sent.push({ samples, answer, fail: () => reject(new Error("operation has timed out")) });
      }),
  });
  connect() {
    this.attempts += 1;
  }
  disconnect() {
    this.down("io client disconnect");
  }
  up() {
    this.connected = true;
    this.emit("connect");
  }
  down(reason: string) {
    if (!this.connected) return;
    this.connected = false;
    for (const { fail } of this.sent) fail();
    this.emit("disconnect", reason);
  }
  refuse(code: string) {
    this.emit("connect_error", Object.assign(new Error("no"), { data: { code } }));
  }
}

const T = 1_767_225_600_000;
let socket: FakeSocket;
let statuses: RobotStatus[];
let dropped: number[];

beforeEach(() => {
  vi.useFakeTimers({ now: T });
  // The jitter at its most: every wait is its full length.
  vi.spyOn(Math, "random").mockReturnValue(1);
});
afterEach(() => vi.useRealTimers());

function connect(options: Partial<RobotClientOptions> = {}) {
  socket = new FakeSocket();
  statuses = [];
  dropped = [];
  return connectRobot({
    url: "http://localhost:3000",
    robotId: "r",
    onStatus: (status) => statuses.push(status),
    onDropped: (total) => dropped.push(total),
    openSocket: () => socket as unknown as Socket,
    ...options,
  });
}
const sentTimes = () => socket.sent.map(({ samples }) => samples.map(({ timestamp }) => timestamp));
const answer = async (index: number, answer: unknown) => {
  socket.sent[index]?.answer(answer);
  await vi.advanceTimersByTimeAsync(25);
};

test("what is reported while an answer is under way goes together, and at most 40 messages a second leave", async () => {
  const robot = connect();
  socket.up();
  const first = robot.report({ cpu_usage: 1 }, 1);
  void robot.report({ cpu_usage: 2 }, 2);
  void robot.report({ cpu_usage: 3 }, 3);
  expect(sentTimes()).toEqual([[1]]);
  socket.sent[0]?.answer({ accepted: 1 });
  await vi.advanceTimersByTimeAsync(24);
  expect(await first).toEqual({ kind: "accepted" });
  expect(sentTimes()).toEqual([[1]]);
  await vi.advanceTimersByTimeAsync(1);
  expect(sentTimes()).toEqual([[1], [2, 3]]);
  expect(robot.buffered()).toBe(2);
});

test("samples of a broken connection come first after the next one, with their own times", async () => {
  const robot = connect();
  void robot.report({ cpu_usage: 1 });
  vi.setSystemTime(T + 2000);
  void robot.report({ cpu_usage: 2 });
  socket.up();
  socket.down("transport close");
  await vi.advanceTimersByTimeAsync(25);
  void robot.report({ cpu_usage: 3 }, 7);
  expect(statuses.at(-1)).toEqual({ kind: "away", reason: "transport close", retryInMs: 500 });
  socket.up();
  expect(sentTimes().at(-1)).toEqual([T / 1000, T / 1000 + 2, 7]);
});

test("a message whose answer doesn't come is sent again", async () => {
  const robot = connect();
  socket.up();
  void robot.report({ cpu_usage: 1 }, 1);
  socket.sent[0]?.fail();
  await vi.advanceTimersByTimeAsync(25);
  expect(sentTimes()).toEqual([[1], [1]]);
});

test("two samples never have the same time, not even when the clock is set back", async () => {
  const robot = connect();
  void robot.report({ cpu_usage: 1 });
  void robot.report({ battery_percentage: 2 });
  vi.setSystemTime(T - 5000);
  void robot.report({ cpu_usage: 3 });
  socket.up();
  expect(sentTimes()[0]).toEqual([T / 1000, (T + 1) / 1000, (T + 2) / 1000]);
});

test("beyond its bound the oldest are given up, counted and told", async () => {
  const robot = connect({ maxBuffered: 2 });
  const outcomes = [1, 2, 3, 4].map((time) => robot.report({ cpu_usage: time }, time));
  expect(await Promise.all(outcomes.slice(0, 2))).toEqual([{ kind: "dropped" }, { kind: "dropped" }]);
  expect(dropped).toEqual([1, 2]);
  expect(robot.buffered()).toBe(2);
});

test("one bad sample among good ones is refused alone", async () => {
  const robot = connect();
  const outcomes = [1, 250].map((cpu_usage) => robot.report({ cpu_usage }, cpu_usage));
  socket.up();
  const refusal = { error: { code: "invalid_sample", message: "cpu_usage: must be at most 100" } };
  await answer(0, refusal);
  await answer(1, { accepted: 1 });
  await answer(2, refusal);
  expect(sentTimes()).toEqual([[1, 250], [1], [250]]);
  expect(await Promise.all(outcomes)).toEqual([{ kind: "accepted" }, { kind: "refused", ...refusal.error }]);
});

test("a sample larger than a message is refused here: it would end the connection again and again", async () => {
  const robot = connect();
  socket.up();
  const metrics = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`metric_${index}`, 1]));
  expect(await robot.report(metrics)).toMatchObject({ kind: "refused", code: "too_large" });
  expect(socket.sent).toEqual([]);
});

test("told that it is too fast, it keeps what it has and waits a second", async () => {
  const robot = connect();
  socket.up();
  void robot.report({ cpu_usage: 1 }, 1);
  await answer(0, { error: { code: "rate_limited", message: "slow down" } });
  await vi.advanceTimersByTimeAsync(900);
  expect(sentTimes()).toEqual([[1]]);
  await vi.advanceTimersByTimeAsync(100);
  expect(sentTimes()).toEqual([[1], [1]]);
});

test("it comes back from a refusal and from the server's own good-bye, later each time", async () => {
  connect({ retry: { firstMs: 500, lastMs: 1500 } });
  for (const retryInMs of [500, 1000, 1500, 1500]) {
    socket.refuse("rate_limited");
    expect(statuses.at(-1)).toEqual({ kind: "refused", code: "rate_limited", message: "no", retryInMs });
    await vi.advanceTimersByTimeAsync(retryInMs);
    expect(statuses.at(-1)).toEqual({ kind: "connecting" });
  }
  expect(socket.attempts).toBe(4);
  socket.up();
  socket.down("io server disconnect");
  expect(statuses.at(-1)).toMatchObject({ kind: "away", retryInMs: 500 });
  socket.emit("connect_error", new Error("websocket error"));
  expect(statuses.at(-1)).toMatchObject({ kind: "away", reason: "websocket error" });
});

test("a robot id that is none is refused for good", async () => {
  const robot = connect();
  const early = robot.report({ cpu_usage: 1 });
  socket.refuse("robot_id_invalid");
  expect(robot.status()).toMatchObject({ kind: "refused", retryInMs: null });
  expect(await early).toEqual({ kind: "dropped" });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(socket.attempts).toBe(0);
});

test("closed, it stays away, and gives up what waits and what is under way", async () => {
  const robot = connect();
  socket.up();
  const outcomes = [1, 2].map((time) => robot.report({ cpu_usage: time }, time));
  robot.close();
  await vi.advanceTimersByTimeAsync(60_000);
  outcomes.push(robot.report({ cpu_usage: 3 }));
  expect(await Promise.all(outcomes)).toEqual(Array(3).fill({ kind: "dropped" }));
  expect(statuses.at(-1)).toEqual({ kind: "closed" });
  expect(socket.attempts).toBe(0);
  expect(dropped.at(-1)).toBe(3);
});

test("it answers the server's probe", () => {
  connect();
  const answered = vi.fn();
  socket.emit("probe", answered);
  socket.emit("probe");
  expect(answered).toHaveBeenCalledOnce();
});
