import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { openDashboard } from "./faults/dashboard.ts";
import { expect, test } from "./fixtures.ts";
import { type ServerProcess, startServer } from "./server-process.ts";

// Servers and folders of its own: it stops them and puts older data under them.
let server: ServerProcess;
let folder: string;
test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "brainwave-backup-"));
  server = await startServer({ aggregationIntervalSeconds: 3600 });
});
test.afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function command(name: "backup" | "restore" | "token", dataDir: string, ...args: string[]) {
  const program = name === "token" ? "security/token-command.ts" : `backup/${name}-command.ts`;
  const env = { ...process.env, DATA_DIR: dataDir, REDIS_URL: "" };
  const child = spawn(process.execPath, [join("server", program), ...args], { env });
  const [out, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { code, out: out.trim(), errors };
}

const post = (path: string, body: object) =>
  fetch(server.url + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
const snapshot = (n: number) => post("/api/dna/snapshot", { agent_id: "a", dna: { n }, traits: { t: n } });

async function read(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(server.url + path, { headers });
  expect(response.status, path).toBe(200);
  return response.json();
}

const streamIds = async (): Promise<string[]> =>
  (await read("/api/events?query=type:dna.*&limit=1000")).events.map(
    (event: { stream_id: string }) => event.stream_id,
  );

test("a server that is writing is backed up as it was at one moment", async () => {
  for (let n = 0; n < 20; n++) await snapshot(n);
  const before = await streamIds();
  let writing = true;
  const writer = (async () => {
    let n = 20;
    while (writing) expect((await snapshot(n++)).status).toBe(201);
    return n;
  })();
  const backup = join(folder, "backup");
  expect(await command("backup", server.dataDir, backup)).toMatchObject({ code: 0, out: backup });
  writing = false;
  const written = await writer;
  const after = await streamIds();
  expect(after).toHaveLength(written);

  await server.stop();
  expect(await command("restore", server.dataDir, backup, "--replace")).toMatchObject({ code: 0 });
  await server.start();
  const restored = await streamIds();
  // Newest first: what was acknowledged before is there, and nothing but a beginning of what was written.
  expect(restored.slice(-before.length)).toEqual(before);
  expect(after.slice(-restored.length)).toEqual(restored);
  const { snapshots } = await read("/api/dna/agents/a/history");
  // State and event are of the same moment.
  expect(snapshots).toHaveLength(restored.length);
});

test("a restored server answers as the one that was backed up, knows its tokens, and tells dashboards of the gap", async () => {
  for (let n = 0; n < 5; n++) await snapshot(n);
  await post("/api/karma/agents/a/score", {
    success_rate: 0.9,
    avg_latency_ms: 100,
    policy_violations: 0,
    user_rating_avg: 4,
    credit_consumption_per_task: 1,
  });
  await post("/api/metrics/missions", [{ status: "done" }]);
  const dashboard = openDashboard(server.url);
  await expect
    .poll(() => dashboard.cursor()?.streamId)
    .toBe((await read("/api/live")).snapshot.cursor.streamId);

  const paths = [
    "/api/dna/agents/a/history",
    "/api/dna/agents",
    "/api/karma/agents/a/evaluations",
    "/api/events?query=type:dna.*&limit=1000",
    "/api/alerts/rules",
    "/api/history/state?at=4102444800",
  ];
  const answers = async (headers = {}) =>
    Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await read(path, headers)])));
  const expected = await answers();
  const backup = join(folder, "backup");
  expect((await command("backup", server.dataDir, backup)).code).toBe(0);

  expect(await command("restore", server.dataDir, backup, "--replace")).toMatchObject({
    code: 1,
    errors: expect.stringContaining("is used by another Brainwave"),
  });
  await snapshot(99);
  await expect.poll(() => dashboard.view().connection.kind).toBe("connected");
  const lost = (await streamIds())[0];
  await expect.poll(() => dashboard.cursor()?.streamId).toBe(lost);

  await server.stop();
  expect(await command("restore", server.dataDir, backup)).toMatchObject({
    code: 1,
    errors: expect.stringContaining("--replace"),
  });
  expect((await command("restore", server.dataDir, backup, "--replace")).code).toBe(0);
  await server.start();
  expect(await answers()).toEqual(expected);
  await expect
    .poll(() => dashboard.told.filter(({ kind }) => kind === "gap"))
    .toEqual([expect.objectContaining({ reason: "epoch", from: lost })]);
  await expect
    .poll(() => dashboard.cursor()?.streamId)
    .toBe((await read("/api/live")).snapshot.cursor.streamId);
  dashboard.close();
});

test("who could come in before the backup can come in after it", async () => {
  const { out: token } = await command("token", server.dataDir, "--role", "viewer");
  const backup = join(folder, "backup");
  expect((await command("backup", server.dataDir, backup)).code).toBe(0);
  const elsewhere = join(folder, "elsewhere");
  expect((await command("restore", elsewhere, backup)).code).toBe(0);
  await server.stop();
  expect((await command("restore", server.dataDir, backup, "--replace")).code).toBe(0);
  await server.start();
  expect((await fetch(`${server.url}/api/dna/agents`)).status).toBe(401);
  await read("/api/dna/agents", { authorization: `Bearer ${token}` });
});
