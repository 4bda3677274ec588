import type { Namespace, Socket } from "socket.io";
import type { DashboardToServer, SamplePoint, ServerToDashboard } from "#lib/live/protocol";
import type { LatestSample } from "#lib/telemetry/sample";
import { TRENDS_AT_ONCE, type Trends } from "#lib/telemetry/trend";
import { waitingPackets } from "./slow-clients.ts";

const LATEST_EVERY_MS = 150;
const POINTS_EVERY_MS = 100;
/** A client with more packets waiting gets no samples until they are gone; then the latest ones (D9). */
const CONFLATE_ABOVE_PACKETS = 64;
const READERS = "samples";

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

/** Latest values to whoever looks at the fleet, points to whoever looks at one robot. Latest wins, nothing queues. */
export function createSampleFeed(
  namespace: Namespace<DashboardToServer, ServerToDashboard>,
  source: SampleSource,
) {
  const changed = new Set<string>();
  const watchers = new Map<string, Set<Dashboard>>();
  const points = new Map<string, SamplePoint[]>();
  /** Readers that could not take the last samples, with the Unix seconds of what they have. */
  const behind = new Map<Dashboard, number>();

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
    const now = Date.now() / 1000;
    for (const id of namespace.adapter.rooms.get(READERS) ?? []) {
      const socket = namespace.sockets.get(id);
      if (socket && isCongested(socket) && !behind.has(socket)) behind.set(socket, now - 1);
    }
    const skipped = [...behind.keys()].map(({ id }) => id);
    if (news.length > 0) namespace.to(READERS).except(skipped).emit("samples", news);
    for (const [socket, since] of behind) {
      if (isCongested(socket)) continue;
      behind.delete(socket);
      socket.emit(
        "samples",
        [...latest].filter(([, sample]) => sample.received_at >= since),
      );
    }
  }

  function sendPoints(): void {
    for (const [robotId, waiting] of points)
      for (const socket of watchers.get(robotId) ?? [])
        if (!isCongested(socket)) socket.emit("points", robotId, waiting);
    points.clear();
  }

  const timers = [setInterval(sendLatest, LATEST_EVERY_MS), setInterval(sendPoints, POINTS_EVERY_MS)];

  return {
    serve(socket: Dashboard): void {
      let watched: string | null = null;
      const unwatch = () => {
        if (watched === null) return;
        const sockets = watchers.get(watched);
        sockets?.delete(socket);
        if (sockets?.size === 0) watchers.delete(watched);
        watched = null;
      };
      socket.on("samples", (wanted) => {
        if (wanted !== true) {
          socket.leave(READERS);
          return;
        }
        socket.join(READERS);
        socket.emit("samples", [...source.latest()]);
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

const isCongested = (socket: Dashboard): boolean => waitingPackets(socket).length > CONFLATE_ABOVE_PACKETS;
