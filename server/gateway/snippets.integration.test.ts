import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SNIPPETS, type SnippetName } from "#lib/telemetry/snippets";
import { inProject } from "../setup/project.mjs";
import { findPython } from "../setup/tools.mjs";
import { startTestGateway, type TestGateway } from "./test-gateway.fixture.ts";

/** The program that runs each language, and the file's name as people are told to call it. */
const RUNS = {
  js: { program: () => process.execPath, file: "robot.mjs" },
  python: { program: () => findPython() ?? "python3", file: "robot.py" },
};
const names = Object.keys(SNIPPETS) as SnippetName[];
/** As unpleasant as an id may be, so that quoting shows. */
const idOf = (name: string) => `ro"b'o\\t \${x}/ä 🤖 ${name}`;
/** A program waits up to five seconds before it tries again, and Python takes its time to start. */
const patience = { timeout: 30_000, interval: 100 };

let gateway: TestGateway;
let folder: string;
let programs: ChildProcess[];
let said: Record<string, string>;

beforeEach(async () => {
  gateway = await startTestGateway();
  folder = mkdtempSync(join(tmpdir(), "brainwave-snippets-"));
  // Where each program's `import "socket.io-client"` is found.
  symlinkSync(inProject("node_modules"), join(folder, "node_modules"), "dir");
  said = {};
  programs = names.map(run);
});
afterEach(async () => {
  for (const program of programs) program.kill("SIGKILL");
  await gateway.close();
  rmSync(folder, { recursive: true });
});

function run(name: SnippetName): ChildProcess {
  const { language, code } = SNIPPETS[name];
  const { program, file } = RUNS[language];
  const path = join(folder, name, file);
  mkdirSync(join(folder, name));
  writeFileSync(path, code(gateway.url, idOf(name)));
  const child = spawn(program(), [path], { stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text) => {
      said[name] = `${said[name] ?? ""}${text}`.slice(-2000);
    });
  return child;
}

const sampleFrom = (robotId: string) => gateway.samples.find((sample) => sample.robotId === robotId)?.metrics;
const everyRobotReports = () =>
  vi.waitFor(() => {
    for (const name of names)
      expect(sampleFrom(idOf(name)), `${name} said: ${said[name]}`).toEqual({
        cpu_usage: 41.5,
        memory_usage: 63,
        network_latency_ms: 12,
        battery_percentage: 87,
      });
  }, patience);

test("every program, pasted and run, brings its robot online with a sample, and back after the server's restart", async () => {
  await everyRobotReports();
  expect(gateway.telemetry().activeConnections()).toBe(names.length);
  // Each is told that its sample was accepted.
  await vi.waitFor(() => {
    for (const name of names) expect(said[name]).toMatch(/^\{ ?['"]?accepted['"]?: ?1 ?\}$/m);
  }, patience);

  await gateway.stop();
  gateway.samples.length = 0;
  await gateway.start();
  await everyRobotReports();
});

test("every program that is turned away comes back when it is let in", async () => {
  await everyRobotReports();
  gateway.mayConnect = false;
  for (const name of names) gateway.telemetry().closeRobot(idOf(name));
  await vi.waitFor(() => expect(gateway.telemetry().activeConnections()).toBe(0), patience);
  await vi.waitFor(() => expect(gateway.refusals).toBeGreaterThanOrEqual(names.length), patience);
  gateway.samples.length = 0;
  gateway.mayConnect = true;
  await everyRobotReports();
});
