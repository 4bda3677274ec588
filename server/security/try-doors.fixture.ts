import { io, type Socket } from "socket.io-client";
import { WebSocket } from "ws";

/** Somebody who tries the doors. */
export interface Visitor {
  token?: string;
  cookie?: string;
}

const headersOf = ({ token, cookie }: Visitor): Record<string, string> => ({
  ...(token !== undefined && { authorization: `Bearer ${token}` }),
  ...(cookie !== undefined && { cookie }),
});

/** An HTTP request, as a page of this server (with a cookie) or a program (with a token) sends it. */
export function ask(
  url: string,
  method: string,
  path: string,
  visitor: Visitor = {},
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Response> {
  const own: Record<string, string> = visitor.token === undefined ? { origin: url } : {};
  const json: Record<string, string> = method === "GET" ? {} : { "content-type": "application/json" };
  return fetch(url + path, {
    method,
    redirect: "manual",
    headers: { ...own, ...json, ...headersOf(visitor), ...headers },
    ...((method === "POST" || method === "PUT") && { body: JSON.stringify(body ?? {}) }),
  });
}

/** The cookie that an answer sets, as a request sends it. */
export const cookieOf = (answer: Response): string =>
  (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";

/** "open", or the code with which it is refused; the socket stays open until it is closed. */
export function tryNamespace(
  url: string,
  namespace: string,
  auth: Record<string, unknown>,
  visitor: Visitor = {},
): Promise<{ outcome: string; socket: Socket }> {
  const socket = io(url + namespace, {
    auth,
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
    extraHeaders: headersOf(visitor),
  });
  return new Promise((resolve) => {
    socket.on("connect", () => resolve({ outcome: "open", socket }));
    socket.on("connect_error", (error: Error & { data?: { code?: string } }) =>
      resolve({ outcome: error.data?.code ?? error.message, socket }),
    );
  });
}

/** "open", or the code with which it is closed. */
export function tryPlain(
  url: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ outcome: string; socket: WebSocket }> {
  const socket = new WebSocket(url.replace("http", "ws") + path, { headers });
  return new Promise((resolve) => {
    // Open comes before a refusal's close: only an answer to what is said tells.
    socket.on("open", () => socket.send("hello"));
    socket.on("message", () => resolve({ outcome: "open", socket }));
    socket.on("close", (code) => resolve({ outcome: String(code), socket }));
    socket.on("error", (error) => resolve({ outcome: error.message, socket }));
  });
}

/** Resolves when the other end has closed it. */
export const closed = (socket: Socket | WebSocket): Promise<unknown> =>
  new Promise((resolve) => {
    if (socket instanceof WebSocket) socket.once("close", resolve);
    else socket.once("disconnect", resolve);
  });
