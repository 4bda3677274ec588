import { type IncomingHttpHeaders, request } from "node:http";

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** What it says as JSON; an empty object where it is none. */
  body: Record<string, unknown>;
}

/** Asks at exactly this path: `fetch` would walk its dots first. */
export function ask(port: number, method: string, path: string, body?: unknown): Promise<Answer> {
  const text = body === undefined ? "" : JSON.stringify(body);
  const headers = text
    ? { "content-type": "application/json", "content-length": Buffer.byteLength(text) }
    : {};
  return new Promise((resolve, reject) => {
    const asking = request({ host: "127.0.0.1", port, method, path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        const said = Buffer.concat(chunks).toString();
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: said,
          body: objectIn(said),
        });
      });
    });
    asking.on("error", reject);
    asking.end(text);
  });
}

function objectIn(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
