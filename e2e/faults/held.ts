import type { ServerProcess } from "../server-process.ts";
import { needs } from "./until.ts";

/** Settings of a gateway that `heldMbOf` can ask. */
export const TELLS_WHAT_IT_HOLDS = {
  env: {
    NODE_OPTIONS: `--expose-gc --import ${new URL("./held-on-signal.mjs", import.meta.url)}`,
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
