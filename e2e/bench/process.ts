import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Question, Reply } from "./answer-parent.ts";

/** A process that the bench started and can ask things. */
export interface BenchProcess {
  ask<T>(op: string, argument?: unknown): Promise<T>;
  /** CPU microseconds per `work`, of this process alone. */
  cpuOf<T>(work: () => Promise<T>): Promise<{ cpuMicroseconds: number; result: T }>;
  end(): Promise<void>;
}

export interface ProcessOptions {
  args?: string[];
  env?: Record<string, string>;
  imports?: string[];
  /** Left free where what counts is time, not CPU. */
  pinned?: boolean;
  /** The core it is put on, where there is such a one; 0 unless said otherwise. */
  core?: number;
}

/** The bench can put processes on one core: a wake-up across two costs more than what is measured. */
export const canPin = spawnSync("taskset", ["-c", "0", "true"]).status === 0;

const ANSWER_WITHIN_MS = 120_000;
const END_WITHIN_MS = 12_000;

const inBench = (script: string): string => fileURLToPath(new URL(script, import.meta.url));

/** Starts a script: of this folder when it begins with `./`, else of the project. */
export function startProcess(script: string, options: ProcessOptions = {}): BenchProcess {
  const { args = [], env = {}, imports = [], pinned = true, core = 0 } = options;
  const nodeArgs = [...imports.flatMap((path) => ["--import", inBench(path)]), local(script), ...args];
  const pin = pinned && canPin ? ["taskset", "-c", String(core < availableParallelism() ? core : 0)] : [];
  const [command = "", ...words] = [...pin, process.execPath, ...nodeArgs];
  const child = spawn(command, words, {
    env: { ...process.env, NODE_ENV: "production", ...env },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let complaints = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    complaints = (complaints + text).slice(-4000);
  });
  const ask = asker(child, () => complaints);
  return {
    ask,
    async cpuOf(work) {
      const before = await ask<number>("cpu");
      const result = await work();
      return { cpuMicroseconds: (await ask<number>("cpu")) - before, result };
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), END_WITHIN_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

const local = (script: string): string => (script.startsWith("./") ? inBench(script) : script);

function asker(child: ChildProcess, complaints: () => string): BenchProcess["ask"] {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  child.on("message", (reply: Reply) => {
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ("error" in reply) asked?.reject(new Error(reply.error));
    else asked?.resolve(reply.value);
  });
  child.on("exit", (code, signal) => {
    const error = new Error(`${child.spawnargs.join(" ")} ended with ${code ?? signal}:\n${complaints()}`);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  return <T>(op: string, argument?: unknown): Promise<T> => {
    const id = ++lastId;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    waiting.set(id, { resolve, reject });
    const question: Question = { id, op, argument: argument ?? null };
    child.send(question, (error) => error && reject(error));
    const late = sleep(ANSWER_WITHIN_MS, undefined, { ref: false }).then(() => {
      throw new Error(`No answer to "${op}" within ${ANSWER_WITHIN_MS / 1000} s`);
    });
    late.catch(() => undefined);
    return Promise.race([promise, late]) as Promise<T>;
  };
}
