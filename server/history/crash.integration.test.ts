import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Acknowledged } from "./crash.fixture.ts";

const PROGRAM = fileURLToPath(new URL("./crash.fixture.ts", import.meta.url));
const KILLS = 20;

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "brainwave-crash-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** Appends events through a log, a tail and a history of its own process, until it is ended. */
async function write(end: { afterLines: number; signal: "SIGKILL" | "SIGTERM" }): Promise<string[]> {
  const child = spawn(process.execPath, [PROGRAM, dataDir], { stdio: ["ignore", "pipe", "inherit"] });
  const exit = once(child, "exit");
  const acknowledged: string[] = [];
  let lines = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    // The last line may be cut off with the process.
    if (line.endsWith("]")) acknowledged.push(...(JSON.parse(line) as Acknowledged));
    if (++lines === end.afterLines) child.kill(end.signal);
  }
  await exit;
  return acknowledged;
}

function idsInHistory(): string[] {
  const db = new DatabaseSync(join(dataDir, "history.sqlite"), { readOnly: true });
  try {
    expect(db.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
    return db
      .prepare("SELECT event_id FROM event ORDER BY id")
      .all()
      .map(({ event_id }) => String(event_id));
  } finally {
    db.close();
  }
}

test(`killed in mid-write ${KILLS} times: the file is whole, nothing acknowledged is lost, nothing is there twice`, async () => {
  const acknowledged: string[] = [];
  for (let turn = 0; turn < KILLS; turn++)
    acknowledged.push(...(await write({ afterLines: 3 + ((turn * 7) % 20), signal: "SIGKILL" })));
  // Once more to the end: what was acknowledged before the last kill is read from the log.
  acknowledged.push(...(await write({ afterLines: 1, signal: "SIGTERM" })));
  const ids = idsInHistory();
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(ids)).toEqual(new Set([...acknowledged, ...ids]));
  expect(ids.length).toBeGreaterThanOrEqual(acknowledged.length);
}, 120_000);

test.each([
  [
    "that is no database",
    (file: string) => writeFileSync(file, "this is a letter to my aunt, not a database"),
  ],
  ["that was cut off", (file: string) => truncateSync(file, 40_000)],
])("a file %s is set aside and built anew from the log", async (_what, damage) => {
  const before = await write({ afterLines: 20, signal: "SIGTERM" });
  expect(idsInHistory()).toEqual(before);
  damage(join(dataDir, "history.sqlite"));
  for (const side of ["-wal", "-shm"]) rmSync(join(dataDir, `history.sqlite${side}`), { force: true });
  const after = await write({ afterLines: 3, signal: "SIGTERM" });
  expect(idsInHistory()).toEqual([...before, ...after]);
});
