import { connect } from "node:net";
import { until } from "./until.ts";

const KEY = "dGhlIHNhbXBsZSBub25jZQ==";

export interface Head {
  method?: string;
  path: string;
  /** Exactly these, and none besides: a null leaves out even Host. */
  headers?: Readonly<Record<string, string | null>>;
  body?: string;
}

/** A request as it stands on the wire, with headers that no client's library would send. */
export function requestText({ method = "GET", path, headers = {}, body = "" }: Head): string {
  const all = {
    Host: "127.0.0.1",
    ...headers,
    ...(body && { "Content-Length": `${Buffer.byteLength(body)}` }),
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return `${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`;
}

export const handshake = (path: string, headers: Head["headers"] = {}): string =>
  requestText({
    path,
    headers: {
      Connection: "Upgrade",
      Upgrade: "websocket",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": KEY,
      ...headers,
    },
  });

/** What is answered, with the head at least, before the connection is closed. With `hangUp` nothing more will be said. */
export async function askRaw(port: number, text: string | Buffer, { hangUp = false } = {}): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  // However it ends, it has ended.
  socket.on("error", () => {});
  socket.on("data", (data) => {
    answer += data.toString("latin1");
  });
  if (hangUp) socket.end(text);
  else socket.write(text);
  await until(() => socket.closed || answer.includes("\r\n\r\n"), 5_000);
  socket.destroy();
  return answer;
}

/** NaN where nothing was answered. */
export const statusOf = (answer: string): number =>
  Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1] ?? Number.NaN);
