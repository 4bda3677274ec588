// Loaded before a server (`--import`): while its data folder holds a file named "defective", its reader can't read
// karma. As far as a test can make one, that is an older Brainwave.
import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";

const SOUND = "function read(streamId: StreamId,";
const DEFECT = "refuseKarma(fields);";

const REFUSAL = `
function refuseKarma(fields: Record<string, string>): void {
  if (fields.type === "dna.karma_updated") throw new Poison("payload.karma_score", "is more than this reader knows");
}`;

if (existsSync(join(process.env.DATA_DIR ?? ".", "defective")))
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (!url.endsWith("/lib/events/decode.ts")) return loaded;
      const source = String(loaded.source);
      const at = source.indexOf("{", source.indexOf(SOUND)) + 1;
      if (at === 0 || !source.includes(SOUND)) throw new Error("The reader has changed: mend the defect");
      return { ...loaded, source: `${source.slice(0, at)}${DEFECT}${source.slice(at)}${REFUSAL}` };
    },
  });
