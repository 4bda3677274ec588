import { once } from "node:events";
import { createServer, get, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createOriginCheck } from "#server/security/origin";
import { createRequestListener } from "./listener.ts";

let server: Server;
let url: string;
let accepting: boolean;
let seen: Record<string, string | string[] | undefined>;

beforeEach(async () => {
  accepting = true;
  const api = {
    matches: (path: string) => path.startsWith("/api/"),
    listener: (_: unknown, response: { end(text: string): void }) => response.end("api"),
  };
  const pages = {
    handle: async (request: { headers: typeof seen }, response: { end(text: string): void }) => {
      seen = request.headers;
      response.end("page");
    },
    upgrades: null,
    close: async () => {},
  };
  server = createServer(
    createRequestListener({
      api,
      pages,
      originCheck: createOriginCheck([]),
      pageDoor: async () => null,
      accepting: () => accepting,
      dev: false,
    } as never),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

test("the API's paths go to the API, everything else to the pages", async () => {
  expect(await (await fetch(`${url}/api/x?y`)).text()).toBe("api");
  expect(await (await fetch(`${url}/robots`)).text()).toBe("page");
});

test("a page has a policy with a nonce of its own each time, whatever nonce it was sent", async () => {
  const policies = new Set<string>();
  for (let turn = 0; turn < 2; turn++) {
    const response = await fetch(url, {
      headers: { "content-security-policy": "script-src *", "x-nonce": "mine" },
    });
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain(`'nonce-${seen["x-nonce"]}'`);
    expect(seen["x-nonce"]).not.toBe("mine");
    expect(seen["content-security-policy"]).toBe(policy);
    policies.add(policy);
  }
  expect(policies.size).toBe(2);
});

test.each(["/_next/static/../../robots", "/_next/static/%2E%2e/robots", "/_next/static//robots"])(
  "a page by way of the static files' folder is still a page: %s",
  async (path) => {
    expect((await getAsItIs(path)).headers["content-security-policy"]).toContain("nonce-");
    expect(seen["x-nonce"]).toEqual(expect.any(String));
  },
);

test("a static file is none", async () => {
  const { headers } = await getAsItIs("/_next/static/chunks/a-b.c_d~1.js");
  expect(headers["content-security-policy"]).toBeUndefined();
});

test("another site is refused, for reading and for writing, at the APIs and at the pages", async () => {
  for (const path of ["/api/x", "/"])
    for (const method of ["GET", "POST"]) {
      const response = await fetch(url + path, { method, headers: { origin: "http://evil.example" } });
      expect(response.status).toBe(403);
      expect(await response.json()).toEqual({ detail: expect.stringContaining("evil.example") });
    }
});

test("a page is only there to be read", async () => {
  const response = await fetch(url, { method: "POST" });
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toBe("GET, HEAD");
});

test("a server that goes down answers, and keeps no connection for another request", async () => {
  const connection = async () => (await fetch(`${url}/api/x`)).headers.get("connection");
  expect(await connection()).toBe("keep-alive");
  accepting = false;
  expect(await connection()).toBe("close");
});

/** `fetch` would walk the path's dots before it asks. */
async function getAsItIs(path: string): Promise<IncomingMessage> {
  const [response] = await once(get(url, { path, agent: false }), "response");
  response.resume();
  return response;
}
