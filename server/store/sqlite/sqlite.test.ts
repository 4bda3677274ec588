import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeStore, type StoreHarness } from "../contract.ts";
import { openStore } from "../open.ts";
import { backUpEvents, wipe } from "./behind.fixture.ts";

describeStore("SQLite", async (): Promise<StoreHarness> => {
  let dataDir = "";
  const remove = () => dataDir && rmSync(dataDir, { recursive: true, force: true });

  return {
    open: () => openStore({ dataDir }),
    async reset() {
      remove();
      dataDir = mkdtempSync(join(tmpdir(), "brainwave-store-"));
    },
    wipe: async () => wipe(dataDir),
    backUpEvents: async () => {
      const restore = backUpEvents(dataDir);
      return async () => restore();
    },
    async close() {
      remove();
    },
  };
});
