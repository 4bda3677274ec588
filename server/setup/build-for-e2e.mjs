import { ensureBuilt, TEST_DIST } from "./build.mjs";

/** Playwright's global setup: also a test run by hand is a test of the sources as they are now. */
export default async function buildForE2e() {
  await ensureBuilt(process.execPath, TEST_DIST);
}
