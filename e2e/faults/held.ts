import { setTimeout as sleep } from "node:timers/promises";
import type { ServerProcess } from "../server-process.ts";
import { needs } from "./until.ts";
import { residentMbOf } from "./vitals.ts";

/** Settings of a gateway that `heldMbOf` and `keptMbOf` can ask. */
export const TELLS_WHAT_IT_HOLDS = {
  env: {
    NODE_OPTIONS: `--expose-gc --import ${new URL("./collect-on-signal.mjs", import.meta.url)}`,
  },
};

const HELD = /^held (\d+) bytes$/gm;

/**
 * What a gateway's main thread holds, in MB, after a garbage collection. Its resident memory can't tell: it steps up with the
 * heap by tens of MB at moments of the collector's choosing, and doesn't step down.
 */
export async function heldMbOf(gateway: ServerProcess): Promise<number> {
  const answers = () => [...gateway.log().matchAll(HELD)].map(([, bytes]) => Number(bytes) / 2 ** 20);
  const before = answers().length;
  process.kill(gateway.pid() ?? Number.NaN, "SIGUSR2");
  await needs("it says what it holds", () => answers().length > before);
  return answers().at(-1) ?? Number.NaN;
}

/** Long enough for every thread to collect. */
const COLLECTED_WITHIN_MS = 3_000;

/**
 * Resident memory in MB once all threads have collected their garbage. Between two collections of V8's own choice it goes
 * up and down by a hundred megabytes, which hides what is kept.
 */
export async function keptMbOf(gateway: ServerProcess): Promise<number> {
  await heldMbOf(gateway);
  await sleep(COLLECTED_WITHIN_MS);
  return residentMbOf(gateway.pid());
}
