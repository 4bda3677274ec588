import { io, type Socket } from "socket.io-client";
import type { Trends } from "../telemetry/trend.ts";
import { DASHBOARD_NAMESPACE, type DashboardToServer, type ServerToDashboard } from "./protocol.ts";
import type { LiveStore } from "./store.ts";

const PING_EVERY_MS = 5_000;
const ANSWER_WITHIN_MS = 10_000;

export interface LiveSocket {
  samples(wanted: boolean): void;
  watch(robotId: string | null): void;
  /** What the robots did lately; null when the server is away or doesn't answer. */
  trends(robotIds: string[]): Promise<Trends | null>;
  close(): void;
}

/**
 * Connects a store to the server and keeps it connected: every (re)connect resumes from the store's cursor,
 * so nothing is lost and nothing is shown twice. `url` is this page's origin by default;
 * `picture` is waited for, because without it the first connect would ask for another one; `onUnauthorized` hears that
 * the server doesn't let it in.
 */
export function connectLive(
  store: LiveStore,
  {
    url,
    picture = Promise.resolve(),
    onUnauthorized = () => {},
  }: { url?: string; picture?: Promise<void>; onUnauthorized?: () => void } = {},
): LiveSocket {
  let samplesWanted = false;
  let watchedRobot: string | null = null;
  let attempt = 0;
  let awaySince: number | null = null;
  let askedFor: string | null = null;

  const socket: Socket<ServerToDashboard, DashboardToServer> = io(`${url ?? ""}${DASHBOARD_NAMESPACE}`, {
    transports: ["websocket"],
    // A function: it is asked again at every reconnect.
    auth: (give) => void picture.then(() => give({ cursor: store.cursor() })),
    reconnectionDelay: 250,
    reconnectionDelayMax: 3_000,
    timeout: 5_000,
  });

  function ask(): void {
    const cursor = store.cursor();
    const key = cursor?.streamId ?? "none";
    // Frames already under way keep not following until the answer is here: ask once per place.
    if (askedFor === key) return;
    askedFor = key;
    socket.emit("resume", cursor);
  }

  function watch(): void {
    const robotId = watchedRobot;
    if (socket.connected)
      socket.emit("watch", robotId, (points) => robotId !== null && store.points(robotId, points));
  }

  socket.on("connect", () => {
    attempt = 0;
    awaySince = null;
    askedFor = null;
    store.connection({ kind: "connected", since: Date.now(), roundTripMs: null });
    if (samplesWanted) socket.emit("samples", true);
    if (watchedRobot !== null) watch();
    measure();
  });
  const reconnecting = () => {
    attempt += 1;
    // Every failed attempt comes here: the outage began with the first.
    awaySince ??= Date.now();
    store.connection({ kind: "reconnecting", since: awaySince, attempt });
  };
  socket.on("disconnect", (reason) => {
    reconnecting();
    // The server's own word "io server disconnect" stops the client's retries: it means "come back", so do.
    if (reason === "io server disconnect") socket.connect();
  });
  socket.on("connect_error", (error: Error & { data?: { code?: string } }) => {
    reconnecting();
    // Logged out, or the session is over: another try changes nothing.
    if (error.data?.code === "unauthorized") onUnauthorized();
  });
  socket.on("welcome", store.welcome);
  socket.on("demo", store.demo);
  socket.on("link", store.link);
  socket.on("saving", store.saving);
  socket.on("proof", store.proof);
  socket.on("gap", store.gap);
  socket.on("snapshot", (snapshot) => {
    askedFor = null;
    store.snapshot(snapshot);
  });
  socket.on("frame", (frame) => {
    if (store.frame(frame)) askedFor = null;
    else ask();
  });
  socket.on("samples", (robots) => {
    store.samples(robots);
    socket.emit("got", "samples");
  });
  socket.on("points", (robotId, points) => {
    store.points(robotId, points);
    socket.emit("got", "points");
  });

  const ticks = setInterval(store.tick, 1_000);
  const measure = () => {
    if (!socket.connected) return;
    const sentAt = performance.now();
    socket.emit("echo", () => {
      store.roundTrip(performance.now() - sentAt);
    });
  };
  const pings = setInterval(measure, PING_EVERY_MS);

  return {
    samples(wanted) {
      if (wanted === samplesWanted) return;
      samplesWanted = wanted;
      if (!wanted) store.forgetSamples();
      if (socket.connected) socket.emit("samples", wanted);
    },
    watch(robotId) {
      watchedRobot = robotId;
      store.watch(robotId);
      watch();
    },
    async trends(robotIds) {
      if (!socket.connected) return null;
      return socket
        .timeout(ANSWER_WITHIN_MS)
        .emitWithAck("trends", robotIds)
        .catch(() => null);
    },
    close() {
      clearInterval(ticks);
      clearInterval(pings);
      socket.close();
    },
  };
}
