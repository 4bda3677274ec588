import { readFileSync } from "node:fs";
import type { Socket } from "socket.io-client";
import { WebSocket } from "ws";
import { type Admin, becomeAdmin } from "../admin.ts";
import { type Door, knock, openNamespace, openPlain } from "../doors.ts";
import { inParallel } from "../parallel.ts";
import { atLeast, atMost, exactly, type Scenario } from "../scenario.ts";
import { needs, until } from "../until.ts";

const AT_ONCE = 4;
const EXPIRED = "expired";
const EXPIRY: Door = { kind: "HTTP", name: "GET /api/access/account" };

export const everyDoor: Scenario = {
  id: "S27",
  title: "Everybody tries every door",
  promises:
    "every route, page and socket event lets in whom the table of SECURITY.md lets in, and nobody else; the sockets of a revoked token are closed within 5 s",
  injects:
    "each line of the table, for none, viewer, operator, admin, robot A, robot B, an expired and a revoked token; a token revoked with a dashboard, a robot and a plain robot open",
  quick: false,
  defences: [
    "lib/access/decide.ts: a robot's token isn't asked which robot it speaks for → answers other than the table's (3)",
    "server/security/access.ts: what stays open isn't noted → until the sockets of a revoked token are closed (never)",
  ],
  async run(rig) {
    const gateway = await rig.gateway(undefined, { env: { ACCESS: "on", TRUSTED_PROXIES: "127.0.0.1" } });
    const admin = await becomeAdmin(gateway);
    const tokens = await makeTokens(admin);
    const table = readTable();
    const cases = table.flatMap(({ door, expected }) =>
      Object.entries(expected).map(([who, answer]) => ({ door, who, answer })),
    );
    const wrong: string[] = [];
    let visits = 0;
    const tryAll = (some: typeof cases) =>
      inParallel(some.length, AT_ONCE, async (n) => {
        const { door, who, answer } = some[n] as (typeof cases)[number];
        const visitor = { token: tokens[who] ?? null, address: addressOf(visits++) };
        const seen = await knock(gateway.url, door, visitor);
        if (seen !== told(door, answer)) wrong.push(`${door.name} for ${who}: ${seen} instead of ${answer}`);
      });
    await tryAll(cases.filter(({ who }) => who !== EXPIRED));
    // A minute is the shortest that a token can be made for.
    await untilExpired(gateway.url, tokens[EXPIRED] ?? "");
    await tryAll(cases.filter(({ who }) => who === EXPIRED));
    if (wrong.length > 0) process.stderr.write(`${wrong.slice(0, 10).join("\n")}\n`);
    return [
      atLeast("doors tried", table.length, 60),
      exactly("answers other than the table's", wrong.length, 0),
      atMost(
        "until the sockets of a revoked token are closed",
        await revokedMs(gateway.url, admin),
        5_000,
        "ms",
      ),
    ];
  },
};

/** The table of SECURITY.md, which is made from the code. */
function readTable(): { door: Door; expected: Record<string, string> }[] {
  const lines = readFileSync("SECURITY.md", "utf8").split("\n");
  const cells = (line: string) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
  const at = lines.findIndex((line) => line.startsWith("| | door |"));
  const [, , ...visitors] = cells(lines[at] ?? "");
  const rows = lines.slice(at + 2);
  return rows
    .slice(0, rows.indexOf(""))
    .filter((line) => line.startsWith("|"))
    .map((line) => {
      const [kind = "", name = "", ...answers] = cells(line);
      const expected = Object.fromEntries(visitors.map((who, n) => [who, answers[n] ?? ""]));
      return { door: { kind, name: name.replaceAll("`", "") } as Door, expected };
    });
}

/** A robot learns only that it isn't let in. */
const told = ({ kind }: Door, answer: string): string =>
  kind === "robot" && answer === "403" ? "401" : answer;

/** Each comes from an address of its own: who shows ten bad tokens within a minute is told so instead (S26). */
const addressOf = (n: number): string => `10.0.${n >> 8}.${n & 255}`;

const untilExpired = (url: string, token: string): Promise<void> =>
  needs(
    "the token has expired",
    async () => (await knock(url, EXPIRY, { token, address: "10.2.0.1" })) === "401",
    90_000,
  );

async function makeTokens(admin: Admin): Promise<Record<string, string>> {
  const make = async (role: string, more = {}) => (await admin.makeToken({ role, ...more })).token;
  const revoked = await admin.makeToken({ role: "admin" });
  await admin.revoke(revoked.keyId);
  const expired = await admin.makeToken({ role: "admin", expires_in: "1m" });
  return {
    viewer: await make("viewer"),
    operator: await make("operator"),
    admin: await make("admin"),
    "robot A": await make("robot", { robots: "robot_a" }),
    "robot B": await make("robot", { robots: "robot_b" }),
    expired: expired.token,
    revoked: revoked.token,
  };
}

async function revokedMs(url: string, admin: Admin): Promise<number> {
  const from = ({ token }: { token: string }) => ({ token, address: "10.1.0.1" });
  const viewer = await admin.makeToken({ role: "viewer" });
  const robot = await admin.makeToken({ role: "robot", robots: "robot_*" });
  const open: (Socket | WebSocket)[] = [
    (await openNamespace(url, "/dashboard", from(viewer))).socket,
    (await openNamespace(url, "/robots", from(robot))).socket,
    (await openPlain(url, from(robot))).socket,
  ];
  const isOpen = (one: Socket | WebSocket) =>
    one instanceof WebSocket ? one.readyState === WebSocket.OPEN : one.connected;
  if (!open.every(isOpen)) throw new Error("Not every socket is open before its token is revoked");
  const startedAt = performance.now();
  await Promise.all([admin.revoke(viewer.keyId), admin.revoke(robot.keyId)]);
  await until(() => !open.some(isOpen), 15_000);
  return open.some(isOpen) ? Number.POSITIVE_INFINITY : performance.now() - startedAt;
}
