import type { Socket as TcpSocket } from "node:net";
import type { Socket } from "socket.io";
import type { WebSocket } from "ws";
import type { Logger } from "#server/log";

/** A client this far behind is cut; it comes back and resumes by its cursor (reliability.md, D9). */
const MAX_WAITING_BYTES = 1024 * 1024;
const MAX_BEHIND_MS = 10_000;
/** So often everybody is looked at, and also before more than this goes to everybody: it would come on top. */
export const LOOK_EVERY_MS = 500;
const LOOK_EVERY_BYTES = MAX_WAITING_BYTES / 4;
const MAX_LOOKS_BEHIND = MAX_BEHIND_MS / LOOK_EVERY_MS;

type AnySocket = Pick<Socket, "id" | "conn">;

interface Look {
  track: Track;
  /** Bytes that have not left. */
  waiting: number;
}

/** What is known of one client over one transport, in bytes since its beginning. */
interface Track {
  transport: object;
  /** Has left this process. */
  gone: number;
  /** Had been handed over at each of the last looks, oldest first. */
  handed: number[];
  /** So far goes what the client asked for: its picture, or what it missed. */
  askedFor: number;
  looksWithoutProgress: number;
  /** Over long polling nothing counts what left: the packet that waited first, and the bytes from it on. */
  queue: { head: unknown; bytes: number };
}

/**
 * Ends the connections of clients that don't read, and so frees what waits for them. A client is cut when more than 1 MiB
 * waits, or when something has waited for more than ten seconds. Its picture and what it missed may be larger and take
 * longer on a slow line, as long as some of it leaves.
 */
export function createSlowClients(sockets: ReadonlyMap<string, AnySocket>, logger: Logger) {
  const tracks = new WeakMap<AnySocket, Track>();
  /** Transports that were ended, until their end is noticed. */
  const ended = new WeakSet<object>();
  let sentSinceLook = 0;

  function look(socket: AnySocket): Look {
    const { transport } = socket.conn;
    let track = tracks.get(socket);
    if (track?.transport !== transport) {
      const queue = { head: undefined, bytes: 0 };
      track = { transport, gone: 0, handed: [], askedFor: 0, looksWithoutProgress: 0, queue };
      tracks.set(socket, track);
    }
    const waiting = waitingBytes(socket);
    const tcp = tcpOf(socket);
    const head = waitingPackets(socket)[0];
    if (tcp) track.gone = tcp.bytesWritten - tcp.writableLength;
    else if (head !== track.queue.head) track.gone += track.queue.bytes;
    track.queue = { head, bytes: waiting };
    return { track, waiting };
  }

  function isTooSlow(socket: AnySocket): boolean {
    const before = tracks.get(socket)?.gone ?? 0;
    const seen = look(socket);
    if (hasTooMuch(seen)) return true;
    const { track, waiting } = seen;
    const { gone, askedFor, handed } = track;
    track.looksWithoutProgress = gone !== before || waiting === 0 ? 0 : track.looksWithoutProgress + 1;
    const end = gone + waiting;
    if (gone < askedFor) {
      handed.length = 0;
      return track.looksWithoutProgress > MAX_LOOKS_BEHIND;
    }
    handed.push(end);
    return handed.length > MAX_LOOKS_BEHIND && gone < (handed.shift() ?? 0);
  }

  return {
    /** To be called once a client was sent what it asked for. */
    gave(socket: AnySocket): void {
      const { track, waiting } = look(socket);
      track.askedFor = track.gone + waiting;
    },
    /** To be called before this many bytes go to everybody. */
    willSend(bytes: number): void {
      sentSinceLook += bytes;
      if (sentSinceLook <= LOOK_EVERY_BYTES) return;
      sentSinceLook = bytes;
      cutThose((socket) => hasTooMuch(look(socket)));
    },
    /** To be called every `LOOK_EVERY_MS`. */
    check(): void {
      sentSinceLook = 0;
      cutThose(isTooSlow);
    },
  };

  function cutThose(isToBeCut: (socket: AnySocket) => boolean): void {
    for (const socket of sockets.values()) {
      const { transport } = socket.conn;
      if (ended.has(transport) || !isToBeCut(socket)) continue;
      ended.add(transport);
      logger.warn({ socketId: socket.id, waiting: waitingBytes(socket) }, "a client is too slow: cut");
      cut(socket);
    }
  }
}

/** Apart from what it asked for. */
const hasTooMuch = ({ track: { gone, askedFor }, waiting }: Look): boolean =>
  gone + waiting - Math.max(gone, askedFor) > MAX_WAITING_BYTES;

/** Ends the connection at once, whatever still waits to be sent: only the WebSocket's own `terminate` frees that. */
export function cut(socket: AnySocket): void {
  const { socket: webSocket } = transportOf(socket);
  if (webSocket) webSocket.terminate();
  else socket.conn.close(true);
}

/** Packets that Engine.IO holds until the transport takes them. */
export const waitingPackets = (socket: AnySocket): readonly { data?: unknown }[] =>
  // Its type declarations leave the buffer out.
  (socket.conn as unknown as { writeBuffer: { data?: unknown }[] }).writeBuffer;

function waitingBytes(socket: AnySocket): number {
  const inTransport = transportOf(socket).socket?.bufferedAmount ?? 0;
  return waitingPackets(socket).reduce(
    (sum, { data }) => sum + (typeof data === "string" ? data.length : 0),
    inTransport,
  );
}

export const transportOf = (socket: Pick<Socket, "conn">) =>
  socket.conn.transport as unknown as { socket?: WebSocket };

/** `ws` tells what waits, and not what has left. */
const tcpOf = (socket: AnySocket): TcpSocket | null | undefined =>
  (transportOf(socket).socket as unknown as { _socket?: TcpSocket | null } | undefined)?._socket;
