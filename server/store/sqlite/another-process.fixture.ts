import { spawn } from "node:child_process";
import { expect } from "vitest";

/** Runs a program with `openSqliteStore` and `dataDir` in a process of its own; the lines it wrote. */
export async function inAnotherProcess(
  dataDir: string,
  program: string,
  { killAfterLine }: { killAfterLine?: string } = {},
) {
  const source = `import { openSqliteStore } from "#server/store/sqlite/index";
    const dataDir = ${JSON.stringify(dataDir)};
    ${program}`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", source], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    if (killAfterLine && output.split("\n").includes(killAfterLine)) child.kill("SIGKILL");
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (!killAfterLine) expect(code).toBe(0);
  // A line that was cut off was not acknowledged.
  return output.split("\n").slice(0, -1);
}
