import type { Namespace, Socket } from "socket.io";
import type { Principal } from "#lib/access/decide";
import { DASHBOARD_NEEDS } from "#lib/access/doors";
import { isAppError, messageOf } from "#lib/errors";
import type { State } from "#lib/fold";
import { snapshotText } from "#lib/live/picture-text";
import {
  type DashboardToServer,
  type Gap,
  type Picture,
  packState,
  type Saving,
  type ServerToDashboard,
  type Welcome,
} from "#lib/live/protocol";
import type { Proof } from "#lib/telemetry/proof";
import { toSeconds } from "#lib/time";
import type { Tail } from "#server/events/tail";
import type { Logger } from "#server/log";
import type { Access } from "#server/security/access";
import type { Client, ClientOf } from "#server/security/client";
import { type Credentials, credentialsOf } from "#server/security/credentials";
import { createBucket } from "#server/security/limits";
import type { EventLog, StoreLink } from "#server/store/port";
import { createFrames } from "./frames.ts";
import { createRefill } from "./refill.ts";
import { createRepeats } from "./repeats.ts";
import { parseCursor, type ReadEntries, resumeFrom } from "./resume.ts";
import { createReturning } from "./returning.ts";
import { createRing } from "./ring.ts";
import { createSampleFeed, type SampleSource } from "./samples.ts";
import { createSlowClients, cut, LOOK_EVERY_MS } from "./slow-clients.ts";

export type DashboardNamespace = Namespace<DashboardToServer, ServerToDashboard>;
type Dashboard = Socket<DashboardToServer, ServerToDashboard>;

/** Everyone in it has been brought to the present and gets every frame. */
const LIVE = "live";
/** Dashboards at once (reliability.md, D16). */
const MAX_DASHBOARDS = 200;
/** One that is scrolled fast says thirty things a second. One that says more is cut: each may cost a long answer. */
const MESSAGES_PER_SECOND = 100;
const MESSAGES_BURST = 300;

export interface DashboardsOptions {
  namespace: DashboardNamespace;
  tail: Tail;
  log: EventLog;
  read: ReadEntries;
  samples: SampleSource;
  saving(): Saving;
  /** What this server can vouch for. */
  proof(): Proof;
  /** The stream was replaced by another one. */
  onNewEpoch(): void;
  welcome(): Omit<Welcome, "now" | "you">;
  access: Pick<Access, "permit" | "hold">;
  clientOf: ClientOf;
  logger: Logger;
}

/** Serves the dashboards: a picture or what they missed, then every frame as it comes. */
export function createDashboards({
  namespace,
  tail,
  log,
  read,
  samples,
  saving,
  proof,
  onNewEpoch,
  welcome,
  access,
  clientOf,
  logger,
}: DashboardsOptions) {
  const ring = createRing();
  const repeats = createRepeats(log, read);
  const live = namespace.to(LIVE);
  const newcomers = new Set<string>();
  /** They may come in, and aren't among the sockets yet. */
  let entering = 0;
  const slowClients = createSlowClients(namespace.sockets, logger);
  const frames = createFrames({
    clients: () => namespace.sockets.size,
    send(frame, chars) {
      ring.add(frame, chars);
      slowClients.willSend(chars);
      live.emit("frame", frame);
    },
  });
  const bringBack = createReturning({
    ring,
    present: tail.cursor,
    flush: frames.flush,
    give(ids, rest) {
      if (rest) namespace.to([...ids]).emit("frame", rest);
      arrived(ids);
    },
  });
  const refill = createRefill({ log, read, ring, present: tail.cursor, flush: frames.flush });
  const sampleFeed = createSampleFeed(namespace, samples);

  tail.listen({
    events(from, to, events, chars) {
      repeats.note(events);
      frames.add(from, to, events, chars);
    },
    gap(gap: Gap) {
      frames.flush();
      ring.clear();
      live.emit("gap", gap);
      if (gap.reason === "epoch") {
        repeats.clear();
        onNewEpoch();
      }
      for (const socket of namespace.sockets.values()) if (socket.rooms.has(LIVE)) giveSnapshot(socket);
    },
    link: (link: StoreLink) => namespace.emit("link", link),
  });

  const whoWeAre = (who: Principal): Welcome => ({
    ...welcome(),
    you: youOf(who),
    now: toSeconds(Date.now()),
  });

  // Pages that are opened between two events share one text.
  let pictured: { state: State; text: string } | null = null;
  function presentText(): string {
    const state = tail.state();
    if (pictured?.state !== state)
      pictured = {
        state,
        text: snapshotText({ state: packState(state), cursor: tail.cursor() }),
      };
    return pictured.text;
  }

  // Newcomers of one turn share one snapshot, encoded once.
  function giveSnapshot(socket: Dashboard): void {
    socket.leave(LIVE);
    newcomers.add(socket.id);
    if (newcomers.size > 1) return;
    setImmediate(() => {
      frames.flush();
      const ids = [...newcomers];
      newcomers.clear();
      namespace.to(ids).emit("snapshot", { state: packState(tail.state()), cursor: tail.cursor() });
      arrived(ids);
    });
  }

  /** They have what brings them to the present: in the same turn, so that no frame falls between. */
  function arrived(ids: readonly string[]): void {
    namespace.in([...ids]).socketsJoin(LIVE);
    for (const id of ids) {
      const socket = namespace.sockets.get(id);
      if (socket) slowClients.gave(socket);
    }
  }

  async function bringToPresent(socket: Dashboard, given: unknown): Promise<void> {
    socket.leave(LIVE);
    const cursor = parseCursor(given);
    if (!cursor) {
      giveSnapshot(socket);
      return;
    }
    const end = await resumeFrom(cursor, {
      log,
      read,
      repeats,
      present: tail.cursor,
      refill,
      send(frame) {
        socket.emit("frame", frame);
        slowClients.gave(socket);
      },
      fromRing: (at) => bringBack(socket.id, at),
    });
    if (!end) return;
    socket.emit("gap", { ...end, to: tail.cursor().streamId, at: toSeconds(Date.now()) });
    giveSnapshot(socket);
  }

  namespace.use(async (socket, next) => {
    const client = clientOf(socket.request);
    const shown = credentialsOfDashboard(socket, client);
    try {
      socket.data.who = await access.permit(shown, { needs: DASHBOARD_NEEDS.connect }, client);
    } catch (error) {
      return next(refused(isAppError(error) ? error.code : "store_unavailable", messageOf(error)));
    }
    socket.data.shown = shown;
    if (namespace.sockets.size + entering >= MAX_DASHBOARDS)
      return next(refused("too_many_dashboards", "Too many dashboards are open"));
    entering += 1;
    next();
    // Socket.IO lets it in, or finds it gone, in a tick of its own, which was asked for before this one.
    process.nextTick(() => {
      entering -= 1;
    });
  });

  namespace.on("connection", (socket) => {
    const resume = oneAtATime(
      (cursor) => bringToPresent(socket, cursor),
      (error) => {
        // The store is away: the client keeps its picture, and comes back by itself.
        logger.warn({ reason: messageOf(error) }, "a dashboard could not resume");
        socket.conn.close();
      },
    );
    const letGo = access.hold(socket.data.shown, { needs: DASHBOARD_NEEDS.connect }, () => {
      // At once, whatever still waits to be sent. It comes back, and is told why it isn't let in.
      cut(socket);
      socket.disconnect(true);
    });
    socket.on("disconnect", letGo);
    limit(socket);
    socket.emit("welcome", whoWeAre(socket.data.who));
    socket.emit("proof", proof());
    if (!tail.link().up) socket.emit("link", tail.link());
    if (!saving().up) socket.emit("saving", saving());
    resume(socket.handshake.auth.cursor);
    socket.on("resume", resume);
    socket.on("echo", (answer) => typeof answer === "function" && answer());
    sampleFeed.serve(socket);
  });

  function limit(socket: Dashboard): void {
    const bucket = createBucket(MESSAGES_PER_SECOND, MESSAGES_BURST);
    socket.use((_message, next) => {
      if (bucket.take()) return next();
      // What it said on is not heard any more: it comes back, and goes on by its cursor.
      if (!socket.connected) return;
      logger.warn({ socketId: socket.id }, "a dashboard says too much: cut");
      cut(socket);
      socket.disconnect(true);
    });
  }

  const slowCheck = setInterval(slowClients.check, LOOK_EVERY_MS);

  return {
    count: () => namespace.sockets.size,
    /** What a socket that has no cursor is told first, as a `Picture`. */
    picture(who: Principal): { jsonText: string } {
      const told: Omit<Picture, "snapshot"> = {
        welcome: whoWeAre(who),
        link: tail.link(),
        saving: saving(),
        proof: proof(),
      };
      return { jsonText: `${JSON.stringify(told).slice(0, -1)},"snapshot":${presentText()}}` };
    },
    announceProof: () => namespace.emit("proof", proof()),
    announceSaving: () => namespace.emit("saving", saving()),
    announceDemo: (running: boolean) => namespace.emit("demo", running),
    close(): void {
      clearInterval(slowCheck);
      frames.close();
      sampleFeed.close();
    },
  };
}

/** A page's cookie; a program's token, in its `auth` or in the Authorization header. */
function credentialsOfDashboard({ handshake }: Dashboard, client: Client): Credentials {
  const { token } = handshake.auth;
  if (token !== undefined && token !== null)
    return { token: typeof token === "string" ? token : "", session: null };
  return credentialsOf(handshake.headers, client);
}

function youOf(who: Principal): Welcome["you"] {
  if (who.kind === "user") return { name: who.name, role: who.role };
  return who.kind === "token" ? { name: null, role: who.role } : null;
}

const refused = (code: string, message: string) => Object.assign(new Error(message), { data: { code } });

/** Runs for one cursor after the other; of those that came meanwhile only the last counts. */
function oneAtATime(run: (cursor: unknown) => Promise<void>, failed: (error: unknown) => void) {
  let running = false;
  let next: { cursor: unknown } | null = null;
  return (cursor: unknown): void => {
    next = { cursor };
    if (running) return;
    running = true;
    void (async () => {
      while (next) {
        const { cursor: current } = next;
        next = null;
        await run(current);
      }
    })()
      .catch(failed)
      .finally(() => {
        running = false;
      });
  };
}
