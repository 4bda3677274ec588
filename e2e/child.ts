import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

/** A program under test: what it has printed, and its end, which can be awaited at any time. */
export interface Child {
  output(): string;
  readonly pid: number | undefined;
  isRunning(): boolean;
  /** Sends the signal and waits for the end; after `patienceMs` it is killed and this throws. */
  end(signal: NodeJS.Signals, patienceMs?: number): Promise<Ending>;
}

export type Ending = { code: number | null; signal: NodeJS.Signals | null };

/** Starts a program that ends with this process at the latest. */
export function startChild(command: string, args: string[], options: SpawnOptions): Child {
  const child = spawn(command, args, options);
  const killWithUs = () => child.kill("SIGKILL");
  process.on("exit", killWithUs);
  const ended = new Promise<Ending>((resolve) => {
    child.on("error", () => resolve({ code: 127, signal: null }));
    child.on("exit", (code, signal) => resolve({ code, signal }));
  });
  void ended.then(() => process.off("exit", killWithUs));

  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
  }
  child.on("error", (error) => chunks.push(error.message));

  return {
    output: () => chunks.join(""),
    pid: child.pid,
    isRunning: () => child.pid !== undefined && child.exitCode === null && child.signalCode === null,
    end: (signal, patienceMs = 15_000) => end(child, ended, signal, patienceMs),
  };
}

async function end(child: ChildProcess, ended: Promise<Ending>, signal: NodeJS.Signals, patienceMs: number) {
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill("SIGKILL");
  }, patienceMs);
  child.kill(signal);
  const ending = await ended;
  clearTimeout(timer);
  if (late) throw new Error(`${child.spawnfile} was still running ${patienceMs} ms after ${signal}`);
  return ending;
}
