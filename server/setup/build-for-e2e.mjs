import { ensureBuilt, TEST_DIST } from "./build.mjs";
import { Stop } from "./say.mjs";

/** Playwright's global setup: also a test run by hand is a test of the sources as they are now. */
export default async function buildForE2e() {
  try {
    await ensureBuilt(process.execPath, TEST_DIST);
  } catch (error) {
    // Playwright prints a message only, and the message alone doesn't say what is wrong.
    throw error instanceof Stop ? new Error(`${error.message}\n\n${error.output}`) : error;
  }
}
