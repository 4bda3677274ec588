import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import { createBackoff } from "../backoff.ts";
import {
  createSampleBuffer,
  MESSAGE_CHARS,
  type Metrics,
  type Outcome,
  type Report,
} from "./sample-buffer.ts";

export type RobotStatus =
  | { kind: "connecting" }
  | { kind: "connected" }
  /** The connection broke, or the server is not there. */
  | { kind: "away"; reason: string; retryInMs: number }
  /** The server says no: too fast, blocked, not allowed. Null: for good, as the robot's id is no id. */
  | { kind: "refused"; code: string; message: string; retryInMs: number | null }
  | { kind: "closed" };

export interface RobotClientOptions {
  /** The server's origin: http://localhost:3000 */
  url: string;
  robotId: string;
  token?: string;
  /** Told of every change. */
  onStatus?(status: RobotStatus): void;
  /** Told how many samples were given up so far, each time that some are. */
  onDropped?(total: number): void;
  /** Samples kept while the server can't be reached: beyond that the oldest are given up. */
  maxBuffered?: number;
  /** Between two attempts to connect: doubling from the first to the last, with jitter. */
  retry?: { firstMs: number; lastMs: number };
  /** How a socket is made: Socket.IO's own way, unless somebody wants to hold it. */
  openSocket?(url: string, options: Partial<ManagerOptions & SocketOptions>): Socket;
}

export interface RobotClient {
  /**
   * Sends one sample, or keeps it until it can be sent, with the time at which it was taken: `at` in Unix seconds, now
   * unless told. Resolves when it is known what came of it, and never rejects: nobody has to wait.
   */
  report(metrics: Metrics, at?: number): Promise<Outcome>;
  status(): RobotStatus;
  /** Samples that wait for being sent, or for their answer. */
  buffered(): number;
  /** Says good-bye and gives up what waits. */
  close(): void;
}

/** 40 messages a second: the server takes 50 of a robot, and what comes between two of ours goes into the next. */
const MESSAGE_EVERY_MS = 25;
/** After the server has said that it was too fast, as another client with this id may make it. */
const SLOWER_MS = 1_000;
const ANSWER_WITHIN_MS = 10_000;
const MAX_BUFFERED = 10_000;
const RETRY = { firstMs: 500, lastMs: 10_000 };
/** What waiting doesn't mend. */
const FINAL_CODES = new Set(["robot_id_missing", "robot_id_invalid"]);

const TOO_LARGE: Outcome = {
  kind: "refused",
  code: "too_large",
  message: "The sample is larger than a message",
};

type Answer = { accepted: number } | { error: { code: string; message: string } };

/**
 * A robot's connection over Socket.IO, for browsers and Node. It comes back by itself whatever ended it, refusals
 * included, until it is closed; samples reported meanwhile are sent afterwards in their order. One that was sent and
 * not answered is sent again: the server knows it by its time.
 */
export function connectRobot(options: RobotClientOptions): RobotClient {
  const { url, robotId, token, onStatus, onDropped, maxBuffered = MAX_BUFFERED } = options;
  const { firstMs, lastMs } = options.retry ?? RETRY;
  const backoff = createBackoff(firstMs, lastMs);
  const buffer = createSampleBuffer(maxBuffered);
  const takeTime = createTimes();
  let status: RobotStatus = { kind: "connecting" };
  let retry: ReturnType<typeof setTimeout> | undefined;
  let underWay: readonly Report[] = [];
  let sending = false;
  let dropped = 0;

  const socket = (options.openSocket ?? io)(`${url}/robots`, {
    auth: { robot_id: robotId, ...(token !== undefined && { token }) },
    transports: ["websocket"],
    forceNew: true,
    // Socket.IO's own reconnection gives up on a refusal: there is one way back here, for all reasons.
    reconnection: false,
  });
  socket.on("connect", () => {
    backoff.reset();
    become({ kind: "connected" });
    void send();
  });
  socket.on("connect_error", (error: Error & { data?: { code?: string } }) => {
    const code = error.data?.code;
    if (code === undefined) comeBack((retryInMs) => ({ kind: "away", reason: error.message, retryInMs }));
    else if (FINAL_CODES.has(code)) end({ kind: "refused", code, message: error.message, retryInMs: null });
    else comeBack((retryInMs) => ({ kind: "refused", code, message: error.message, retryInMs }));
  });
  socket.on("disconnect", (reason) => comeBack((retryInMs) => ({ kind: "away", reason, retryInMs })));
  socket.on("probe", (answer: unknown) => typeof answer === "function" && answer());

  function become(next: RobotStatus): void {
    status = next;
    onStatus?.(next);
  }

  function comeBack(statusFor: (retryInMs: number) => RobotStatus): void {
    if (isOver(status)) return;
    const retryInMs = Math.round(backoff.nextMs());
    clearTimeout(retry);
    retry = setTimeout(() => {
      become({ kind: "connecting" });
      socket.connect();
    }, retryInMs);
    become(statusFor(retryInMs));
  }

  function end(last: RobotStatus): void {
    if (isOver(status)) return;
    clearTimeout(retry);
    become(last);
    socket.disconnect();
    drop(buffer.clear());
  }

  function drop(reports: readonly Report[]): void {
    if (reports.length === 0) return;
    dropped += reports.length;
    for (const { settle } of reports) settle({ kind: "dropped" });
    onDropped?.(dropped);
  }

  /** One message at a time, so that what is reported while an answer is under way goes together. */
  async function send(): Promise<void> {
    if (sending) return;
    sending = true;
    while (socket.connected && buffer.size() > 0) {
      underWay = buffer.take();
      const samples = underWay.map(({ sample }) => sample);
      const answer: Answer | null = await socket
        .timeout(ANSWER_WITHIN_MS)
        .emitWithAck("telemetry", samples)
        .catch(() => null);
      const reports = underWay;
      underWay = [];
      await pause(settle(reports, answer));
    }
    sending = false;
  }

  /** Returns how long to wait before the next message. */
  function settle(reports: readonly Report[], answer: Answer | null): number {
    const error = answer && "error" in answer ? answer.error : null;
    if (answer && !error) {
      buffer.accepted();
      for (const report of reports) report.settle({ kind: "accepted" });
    } else if (error && error.code !== "rate_limited" && reports.length === 1)
      reports[0]?.settle({ kind: "refused", code: error.code, message: error.message });
    else {
      if (error && error.code !== "rate_limited") buffer.refused(reports.length);
      drop(isOver(status) ? reports : buffer.putBack(reports));
    }
    return error?.code === "rate_limited" ? SLOWER_MS : MESSAGE_EVERY_MS;
  }

  return {
    report(metrics, at) {
      const sample = { ...metrics, timestamp: at ?? takeTime() };
      const chars = JSON.stringify(sample).length;
      // The server would end the connection for it, each time that it is sent.
      if (chars > MESSAGE_CHARS) return Promise.resolve(TOO_LARGE);
      const { promise, resolve } = Promise.withResolvers<Outcome>();
      const report: Report = { sample, chars, settle: resolve };
      drop(isOver(status) ? [report] : buffer.add(report));
      void send();
      return promise;
    },
    status: () => status,
    buffered: () => buffer.size() + underWay.length,
    close: () => end({ kind: "closed" }),
  };
}

const isOver = (status: RobotStatus): boolean =>
  status.kind === "closed" || (status.kind === "refused" && status.retryInMs === null);

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Unix seconds, never the same twice and never back: the server takes the same moment twice for a repeat. */
function createTimes(): () => number {
  let lastMs = 0;
  return () => {
    lastMs = Math.max(Date.now(), lastMs + 1);
    return lastMs / 1000;
  };
}
