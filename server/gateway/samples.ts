import type { Namespace, Socket } from "socket.io";
import type { DashboardToServer, SampleMessage, SamplePoint, ServerToDashboard } from "#lib/live/protocol";
import type { LatestSample } from "#lib/telemetry/sample";
import { TRENDS_AT_ONCE, type Trends } from "#lib/telemetry/trend";
import { createAnswers } from "./answers.ts";
import { waitingPackets } from "./slow-clients.ts";

const LATEST_EVERY_MS = 150;
const POINTS_EVERY_MS = 100;
/** A client with more packets waiting gets no samples until they are gone; then the latest ones (D9). */
const CONFLATE_ABOVE_PACKETS = 64;
/** Of what a client missed: about what a line of 64 kbit/s carries in a second. */
const MAX_POINTS_OWED = 100;
const READERS = "samples";
/** All values of a large fleet are megabytes: who asks for them again and again gets them so often. */
const WHOLE_EVERY_MS = 500;

/** Where samples come from: the telemetry of this gateway. */
export interface SampleSource {
  latest(): ReadonlyMap<string, LatestSample>;
  /** One robot's last 15 minutes, oldest first. */
  points(robotId: string): SamplePoint[];
  /** The last 15 minutes of several robots in steps. */
  trends(robotIds: readonly string[]): Trends;
  onSample(listener: (robotId: string, point: SamplePoint) => void): void;
}

type Dashboard = Socket<DashboardToServer, ServerToDashboard>;

/**
 * Latest values to whoever looks at the fleet, points to whoever looks at one robot. Latest wins, nothing queues: not
 * here, and not on the way, because a client gets the next of a kind when it has answered the last one.
 */
export function createSampleFeed(
  namespace: Namespace<DashboardToServer, ServerToDashboard>,
  source: SampleSource,
) {
  const changed = new Set<string>();
  const watchers = new Map<string, Set<Dashboard>>();
  const points = new Map<string, SamplePoint[]>();
  const pointsOwed = new Map<Dashboard, { robotId: string; points: SamplePoint[] }>();
  const answers = createAnswers<Dashboard>();
  /** Readers that could not take the last samples, with the Unix seconds of what they have. */
  const behind = new Map<Dashboard, number>();
  /** When a client was given all there is, by a monotonic clock in milliseconds. */
  const wholeAt = new WeakMap<Dashboard, number>();

  source.onSample((robotId, point) => {
    changed.add(robotId);
    if (!watchers.has(robotId)) return;
    const waiting = points.get(robotId);
    if (waiting) waiting.push(point);
    else points.set(robotId, [point]);
  });

  function sendLatest(): void {
    if (changed.size === 0 && behind.size === 0) return;
    const latest = source.latest();
    const news: [string, LatestSample][] = [];
    for (const robotId of changed) {
      const sample = latest.get(robotId);
      if (sample) news.push([robotId, sample]);
    }
    changed.clear();
    if (news.length > 0) tell(news);
    for (const socket of behind.keys()) catchUp(socket, latest);
  }

  function tell(news: [string, LatestSample][]): void {
    const since = Date.now() / 1000 - 1;
    for (const id of namespace.adapter.rooms.get(READERS) ?? []) {
      const socket = namespace.sockets.get(id);
      if (!socket || behind.has(socket)) continue;
      if (isFree(socket, "samples")) answers.sent(socket, "samples");
      else behind.set(socket, since);
    }
    const skipped = [...behind.keys()].map(({ id }) => id);
    namespace.to(READERS).except(skipped).emit("samples", news);
  }

  /** Gives it what has come since it fell behind, if it can take that now. */
  function catchUp(socket: Dashboard, latest: ReadonlyMap<string, LatestSample>): void {
    const since = behind.get(socket);
    if (since === undefined || !isFree(socket, "samples")) return;
    if (since === 0 && !mayHaveWhole(socket)) return;
    behind.delete(socket);
    answers.sent(socket, "samples");
    socket.emit(
      "samples",
      [...latest].filter(([, sample]) => sample.received_at >= since),
    );
  }

  function sendPoints(): void {
    for (const [robotId, waiting] of points)
      for (const socket of watchers.get(robotId) ?? []) {
        const owed = pointsOwed.get(socket)?.points ?? [];
        pointsOwed.set(socket, { robotId, points: [...owed, ...waiting].slice(-MAX_POINTS_OWED) });
      }
    points.clear();
    for (const [socket, owed] of pointsOwed) {
      if (!isFree(socket, "points")) continue;
      pointsOwed.delete(socket);
      answers.sent(socket, "points");
      socket.emit("points", owed.robotId, owed.points);
    }
  }

  function mayHaveWhole(socket: Dashboard): boolean {
    const now = performance.now();
    if (now - (wholeAt.get(socket) ?? Number.NEGATIVE_INFINITY) < WHOLE_EVERY_MS) return false;
    wholeAt.set(socket, now);
    return true;
  }

  const isFree = (socket: Dashboard, what: SampleMessage): boolean =>
    waitingPackets(socket).length <= CONFLATE_ABOVE_PACKETS && !answers.isOwed(socket, what);

  const timers = [setInterval(sendLatest, LATEST_EVERY_MS), setInterval(sendPoints, POINTS_EVERY_MS)];

  return {
    serve(socket: Dashboard): void {
      let watched: string | null = null;
      const unwatch = () => {
        if (watched === null) return;
        pointsOwed.delete(socket);
        const sockets = watchers.get(watched);
        sockets?.delete(socket);
        if (sockets?.size === 0) watchers.delete(watched);
        watched = null;
      };
      socket.on("samples", (wanted) => {
        if (wanted !== true) {
          socket.leave(READERS);
          behind.delete(socket);
          return;
        }
        socket.join(READERS);
        // From the beginning of time: all.
        behind.set(socket, 0);
        if (!mayHaveWhole(socket)) return;
        behind.delete(socket);
        answers.sent(socket, "samples");
        socket.emit("samples", [...source.latest()]);
      });
      socket.on("got", (what) => {
        answers.got(socket, what);
        // At once: on a slow line all of the time that passes makes what it shows older.
        catchUp(socket, source.latest());
      });
      socket.on("watch", (robotId, answer) => {
        unwatch();
        if (typeof robotId !== "string") return;
        watched = robotId;
        const sockets = watchers.get(robotId) ?? new Set();
        watchers.set(robotId, sockets.add(socket));
        if (typeof answer === "function") answer(source.points(robotId));
      });
      socket.on("trends", (robotIds, answer) => {
        if (!Array.isArray(robotIds) || typeof answer !== "function") return;
        const ids = robotIds.slice(0, TRENDS_AT_ONCE).filter((id) => typeof id === "string");
        answer(source.trends(ids));
      });
      socket.on("disconnect", () => {
        unwatch();
        behind.delete(socket);
      });
    },
    close(): void {
      for (const timer of timers) clearInterval(timer);
    },
  };
}
