import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeBackup } from "#server/backup/make";

const TOKEN = ["security/token-command.ts", "--role", "viewer"];
const USER = ["security/user-command.ts", "--name", "ada", "--role", "admin", "--password-stdin"];
const RESTORE = ["backup/restore-command.ts", "--replace"];

let folder = "";
let running: ChildProcessWithoutNullStreams[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "brainwave-commands-"));
});
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
  running = [];
  rmSync(folder, { recursive: true });
});

const at = (...names: string[]) => join(folder, ...names);

/** A program of ours on the test's data folder, as `npm run` starts it. */
function start([program, ...args]: string[]) {
  const child = spawn(process.execPath, [`server/${program}`, ...args], {
    env: { NODE_ENV: "production", DATA_DIR: at("data"), REDIS_URL: "" },
  });
  running.push(child);
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { child, ended: ended.then(([said, complained, [code]]) => ({ said, complained, code })) };
}

const visitors = () =>
  (existsSync(at("data")) ? readdirSync(at("data")) : []).filter((name) => /visitor/.test(name));

async function backUp(): Promise<void> {
  expect(await start(TOKEN).ended).toMatchObject({ code: 0 });
  await makeBackup({ dataDir: at("data"), store: "sqlite", to: at("backup"), now: new Date() });
}

// A restore stands still in the middle of copying a pipe that nobody writes to.
test("while a restore replaces the data, no token is made that would be gone, and it is told why", async () => {
  await backUp();
  rmSync(at("backup", "brainwave.sqlite"));
  execFileSync("mkfifo", [at("backup", "brainwave.sqlite")]);
  const restore = start([...RESTORE, at("backup")]);
  await vi.waitUntil(() => existsSync(at("data", "restore-part")), { timeout: 30_000 });
  const token = await start(TOKEN).ended;
  expect(token).toMatchObject({ code: 1, said: "" });
  expect(token.complained).toMatch(/^A backup is being restored into .* try again when that has ended\n$/);
  restore.child.kill("SIGKILL");
  await restore.ended;
  // It is gone, and was not decided: all is as before.
  expect(await start(TOKEN).ended).toMatchObject({ code: 0 });
  expect(visitors()).toEqual([]);
});

test("a restore doesn't begin while a user is being made", async () => {
  await backUp();
  const user = start(USER);
  await vi.waitUntil(() => visitors().length > 0, { timeout: 30_000 });
  const refused = await start([...RESTORE, at("backup")]).ended;
  expect(refused.code).toBe(1);
  expect(refused.complained).toContain('"npm run user" or "npm run token" is at work');
  user.child.stdin.end("a long enough password");
  expect(await user.ended).toMatchObject({ code: 0, said: "User ada is there.\n" });
  expect(await start([...RESTORE, at("backup")]).ended).toMatchObject({ code: 0 });
});

test("after a restore that was cut off no user is made until it has come to its end", async () => {
  await backUp();
  cpSync(at("backup"), at("data", "restore-decided"), { recursive: true });
  const token = await start(TOKEN).ended;
  expect(token).toMatchObject({ code: 1, said: "" });
  expect(token.complained).toContain("was cut off: start the server");
});

test("what a killed command left behind keeps no restore waiting", async () => {
  await backUp();
  const user = start(USER);
  await vi.waitUntil(() => visitors().length > 0, { timeout: 30_000 });
  user.child.kill("SIGKILL");
  await user.ended;
  expect(await start([...RESTORE, at("backup")]).ended).toMatchObject({ code: 0 });
});
