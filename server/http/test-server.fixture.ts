import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emptyState, fold } from "#lib/fold";
import { createDna } from "#server/dna/index";
import { createReader } from "#server/events/reader";
import { createKarma } from "#server/karma/index";
import { everyone } from "#server/security/everyone.fixture";
import { provideServices, type Services } from "#server/services";
import { openStore } from "#server/store/open";
import type { Store } from "#server/store/port";
import { createApi } from "./api.ts";

export interface TestServer {
  url: string;
  store: Store;
  dataDir: string;
  /** What was logged as an error. */
  logged: { fields: object; message: string }[];
  /** An answer's status, headers and parsed body. `body` may be anything; a string is sent as it is. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** What the server says to these bytes. Ends with the first whole JSON answer, or when the server hangs up. */
  raw(text: string, options?: { hangUp?: boolean }): Promise<string>;
  /** Every event in the log, oldest first. */
  events(): Promise<{ type: string; payload: Record<string, unknown> }[]>;
  close(options?: { keepData?: boolean }): Promise<void>;
}

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape.
  body: any;
}

/** The real API over a real socket on a real SQLite store; other nouns' services come from the test. */
export async function startTestServer(
  others: Partial<Services> = {},
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-api-")),
): Promise<TestServer> {
  const store = await openStore({ dataDir });
  const told = async () => {
    const { events } = createReader({}).read(await store.log.range("events", { limit: 100_000 }));
    return fold(emptyState, events).dna;
  };
  const dna = createDna({ records: store.records, told });
  const logged: TestServer["logged"] = [];
  provideServices({
    dna,
    karma: createKarma({ dna }),
    access: { permit: everyone.access.permit },
    log: { error: (fields, message) => logged.push({ fields, message }) },
    ...others,
  } as Services);

  const api = await createApi();
  const server = createServer(api.listener);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    store,
    dataDir,
    logged,
    async call(method, path, body, headers = { "content-type": "application/json" }) {
      const sent = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
      const response = await fetch(url + path, { method, headers, redirect: "manual", ...sent });
      const text = await response.text();
      const isJson = response.headers.get("content-type")?.startsWith("application/json") && text !== "";
      return {
        status: response.status,
        headers: response.headers,
        body: isJson ? JSON.parse(text) : text,
      };
    },
    raw: (text, options) => speakRaw(url, text, options),
    async events() {
      const entries = await store.log.range("events", { limit: 10_000 });
      return entries.map(({ fields }) => ({
        type: fields.type ?? "",
        payload: JSON.parse(fields.payload ?? "{}"),
      }));
    },
    async close({ keepData = false } = {}) {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await store.close();
      if (!keepData) rmSync(dataDir, { recursive: true });
    },
  };
}

function speakRaw(url: string, text: string, { hangUp = false } = {}): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => {
      socket.write(text);
      if (hangUp) socket.end(() => socket.destroy());
    });
    socket.on("data", (data) => {
      answer += data;
      if (answer.endsWith("}")) socket.destroy();
    });
    socket.on("error", () => undefined); // What was answered before counts.
    socket.on("close", () => resolve(answer));
  });
}
