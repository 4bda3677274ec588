import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { becomeAdmin } from "../admin.ts";
import { openBrowser } from "../browser.ts";
import { askRaw, handshake, requestText, statusOf } from "../raw.ts";
import type { Rig } from "../rig.ts";
import { atLeast, exactly, type Scenario } from "../scenario.ts";

/** A name of somebody else's that leads to this machine. */
const REBOUND = "rebound.example";
const EVENT = JSON.stringify({ type: "faults.foreign", source: "evil", payload: {} });
type Headers = Readonly<Record<string, string | null>>;

const JSON_TYPE = { "Content-Type": "application/json" };

export const foreignOrigin: Scenario = {
  id: "S25",
  title: "A page of another site talks to the server of whoever looks at it",
  promises:
    "nothing is taken from a page of another origin, nor under a name that isn't this server's: on HTTP, Socket.IO and plain WebSocket, on loopback too; a write with a cookie must say where it comes from",
  injects:
    "six foreign, empty or similar origins and five foreign or missing hosts on six doors; a write with an admin's cookie and no origin; a page on another port and one under a rebound name in a real browser, each with six tries",
  quick: false,
  defences: [
    "server/security/origin.ts: the origin isn't compared with the host → foreign requests accepted (36), tries of the page on another port that got in (2), events in the stream (8 of 2)",
    "server/security/origin.ts: the host isn't compared with this server's names → foreign requests accepted (30), tries of the rebound page that got in (4), events in the stream (8 of 2)",
  ],
  async run(rig) {
    const { url, port } = await rig.gateway();
    const here = `127.0.0.1:${port}`;
    const foreign: Headers[] = [
      ...origins(port).map((Origin) => ({ Host: here, Origin })),
      ...hosts(port).map((Host) => ({ Host })),
      // A rebound page is of the same origin as what it asks.
      { Host: `${REBOUND}:${port}`, Origin: `http://${REBOUND}:${port}` },
    ];
    let accepted = 0;
    let unanswered = 0;
    for (const headers of foreign) {
      for (const request of doors(headers)) {
        const status = statusOf(await askRaw(port, request));
        if (Number.isNaN(status)) unanswered += 1;
        else if (status < 400) accepted += 1;
      }
    }
    let own = 0;
    const ours: Headers[] = [{ Host: here }, { Host: here, Origin: url }];
    for (const headers of ours) {
      for (const request of doors(headers)) if (statusOf(await askRaw(port, request)) < 400) own += 1;
    }

    const browser = await openBrowser(rig, [`--host-resolver-rules=MAP ${REBOUND} 127.0.0.1`]);
    const page = await browser.newPage();
    await page.goto(await otherSite(rig));
    const fromPage = await tryAll(page, here);
    await page.goto(`http://${REBOUND}:${port}/api/health`);
    const rebound = await tryAll(page, `${REBOUND}:${port}`);
    const events = await fetch(`${url}/api/events?query=${encodeURIComponent("source:evil")}`);
    const written = ((await events.json()) as { events: unknown[] }).events.length;
    return [
      exactly("foreign requests accepted", accepted, 0),
      exactly("foreign requests without an answer", unanswered, 0),
      exactly("our own that were accepted, of all doors", own, 2 * doors({}).length),
      exactly("tries of the page on another port that got in", fromPage, 0),
      exactly("tries of the rebound page that got in", rebound, 0),
      // Written by the two requests of our own, and by nobody else.
      exactly("events in the stream", written, 2),
      exactly("writes with a cookie and without an origin that were taken", await withCookie(rig), 0),
      atLeast("foreign requests sent", foreign.length * doors({}).length, 60),
    ];
  },
};

const origins = (port: number) => [
  "https://evil.example",
  "null",
  `http://127.0.0.1:${port}.evil.example`,
  `http://127.0.0.1:${port + 1}`,
  `https://evil.example:${port}`,
  "",
];

const hosts = (port: number) => [
  `evil.example:${port}`,
  `127.0.0.1.evil.example:${port}`,
  `localhost.evil.example`,
  `evil127.0.0.1:${port}`,
  null,
];

/** A request to every kind of door. */
function doors(headers: Headers): string[] {
  const polling = "/socket.io/?EIO=4&transport=polling";
  return [
    requestText({ path: "/api/events", headers }),
    requestText({ method: "POST", path: "/api/events", headers: { ...JSON_TYPE, ...headers }, body: EVENT }),
    requestText({ path: "/events", headers }),
    requestText({ path: polling, headers }),
    handshake("/socket.io/?EIO=4&transport=websocket", headers),
    handshake("/api/telemetry/ws/evil", headers),
  ];
}

async function otherSite(rig: Rig): Promise<string> {
  const site = createServer((_, response) => response.setHeader("content-type", "text/html").end("<p>evil"));
  site.listen(0, "127.0.0.1");
  await once(site, "listening");
  rig.atEnd(() => {
    site.closeAllConnections();
    site.close();
  });
  return `http://localhost:${(site.address() as AddressInfo).port}/`;
}

/** How many of the ways that a page has lead in. */
const tryAll = (page: Page, host: string): Promise<number> =>
  page.evaluate(
    async ([to, event]) => {
      const read = (init: RequestInit) =>
        fetch(`http://${to}/api/events`, init).then(
          (answer) => answer.ok,
          () => false,
        );
      const open = (path: string) =>
        new Promise<boolean>((resolve) => {
          const socket = new WebSocket(`ws://${to}${path}`);
          socket.onopen = () => resolve(true);
          socket.onerror = () => resolve(false);
        });
      const outcomes = await Promise.all([
        read({}),
        read({ method: "POST", body: event }),
        read({ method: "POST", body: event, headers: { "content-type": "application/json" } }),
        // Its answer can't be read; whether it was taken shows in the stream.
        read({ method: "POST", body: event, mode: "no-cors" }),
        open("/socket.io/?EIO=4&transport=websocket"),
        open("/api/telemetry/ws/evil"),
      ]);
      return outcomes.filter(Boolean).length;
    },
    [host, EVENT] as const,
  );

/** An admin's cookie on a write that doesn't say which page it comes from. */
async function withCookie(rig: Rig): Promise<number> {
  const gateway = await rig.gateway(undefined, { env: { ACCESS: "on" } });
  const { cookie } = await becomeAdmin(gateway);
  const headers = { ...JSON_TYPE, Host: `127.0.0.1:${gateway.port}`, Cookie: cookie };
  const write = (more: Record<string, string>) =>
    askRaw(
      gateway.port,
      requestText({ method: "POST", path: "/api/events", headers: { ...headers, ...more }, body: EVENT }),
    );
  const own = statusOf(await write({ Origin: gateway.url }));
  if (own !== 202) throw new Error(`Our own page's write was not taken: ${own}`);
  const sites: Record<string, string>[] = [
    {},
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "same-site" },
  ];
  const statuses = await Promise.all(sites.map(async (site) => statusOf(await write(site))));
  return statuses.filter((status) => !(status >= 400)).length;
}
