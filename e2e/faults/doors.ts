import { io, type Socket } from "socket.io-client";
import { WebSocket } from "ws";

/** A line of SECURITY.md's table. */
export interface Door {
  kind: "HTTP" | "page" | "Socket.IO" | "robot";
  name: string;
}

export interface Visitor {
  token: string | null;
  /** As a proxy in front tells it: who guesses is counted by this. */
  address: string;
}

const headersOf = ({ token, address }: Visitor): Record<string, string> => ({
  "x-forwarded-for": address,
  ...(token !== null && { authorization: `Bearer ${token}` }),
});

/** What somebody is told at a door, in the table's words. */
export async function knock(url: string, { kind, name }: Door, visitor: Visitor): Promise<string> {
  if (kind === "HTTP" || kind === "page") return ask(url, name, visitor);
  const [namespace = "", event = ""] = name.split(" ");
  if (namespace === "WS") {
    const { outcome, socket } = await openPlain(url, visitor);
    socket.close();
    return outcome;
  }
  const { outcome, socket } = await openNamespace(url, namespace, visitor);
  // What isn't connected can send nothing: who is in is heard.
  const heard = outcome !== "yes" || (await speak(namespace, event, socket));
  socket.disconnect();
  return heard ? outcome : "not heard";
}

async function ask(url: string, name: string, visitor: Visitor): Promise<string> {
  const [path = "", method = "GET"] = name.split(" ").reverse();
  const write = method === "GET" ? {} : { method, body: "{}" };
  const answer = await fetch(url + path.replace(/\{\w+\}/g, "robot_a"), {
    ...write,
    redirect: "manual",
    // Who has no token may be a page of this very server, at its log-in.
    headers: { "content-type": "application/json", origin: url, ...headersOf(visitor) },
  });
  await answer.body?.cancel();
  if (answer.status === 401 || answer.headers.get("location")?.startsWith("/login")) return "401";
  return answer.status === 403 || answer.status >= 500 ? String(answer.status) : "yes";
}

async function speak(namespace: string, event: string, socket: Socket): Promise<boolean> {
  if (event === "telemetry") return "accepted" in (await socket.emitWithAck("telemetry", { cpu_usage: 5 }));
  if (event === "trends") return "from" in (await socket.emitWithAck("trends", ["robot_a"]));
  if (event === "watch") return Array.isArray(await socket.emitWithAck("watch", "robot_a"));
  if (namespace === "/dashboard" && event !== "connect") {
    if (event !== "echo") socket.emit(event, event === "resume" ? null : true);
    await socket.emitWithAck("echo");
  }
  return socket.connected;
}

/** "yes", or "401" for whatever refusal; the socket stays open until it is closed. */
export function openNamespace(
  url: string,
  namespace: string,
  visitor: Visitor,
): Promise<{ outcome: string; socket: Socket }> {
  const socket = io(url + namespace, {
    auth: { robot_id: "robot_a", ...(visitor.token !== null && { token: visitor.token }) },
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
    extraHeaders: { "x-forwarded-for": visitor.address },
  });
  return new Promise((resolve) => {
    socket.on("connect", () => resolve({ outcome: "yes", socket }));
    socket.on("connect_error", (error: Error & { data?: { code?: string } }) =>
      resolve({ outcome: WORDS[error.data?.code ?? ""] ?? error.message, socket }),
    );
  });
}

/** The same at the robots' plain WebSocket. */
export function openPlain(url: string, visitor: Visitor): Promise<{ outcome: string; socket: WebSocket }> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/api/telemetry/ws/robot_a`, {
    headers: headersOf(visitor),
  });
  return new Promise((resolve) => {
    // Open comes before a refusal's close: only an answer to what is said tells.
    socket.on("open", () => socket.send("hello"));
    socket.on("message", () => resolve({ outcome: "yes", socket }));
    socket.on("close", (code) => resolve({ outcome: WORDS[code] ?? String(code), socket }));
    socket.on("error", (error) => resolve({ outcome: error.message, socket }));
  });
}

const WORDS: Readonly<Record<string, string>> = { unauthorized: "401", forbidden: "403", 4401: "401" };
