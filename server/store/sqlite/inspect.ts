import { statSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { FileReport, StreamReport, StreamsReport } from "#lib/streams/api";
import { toSeconds } from "#lib/time";
import type { EventLog, StreamName } from "../port.ts";
import { DATABASE_FILE } from "./database.ts";
import { reading } from "./errors.ts";

/** The newest entries tell how large one is: measuring all of them would read the whole file. */
const MEASURED = 100;

export interface InspectParts {
  db: DatabaseSync;
  dataDir: string;
  log: EventLog;
  /** About how many events stay in it. */
  keeps: number | null;
}

/** What is in the file, in the words that fit a Redis too. Only reads. */
export function createInspect({ db, dataDir, log, keeps }: InspectParts): () => Promise<StreamsReport> {
  const pragma = (name: string) => db.prepare(`PRAGMA ${name}`);
  const [pageCount, freeCount, pageSize] = ["page_count", "freelist_count", "page_size"].map(pragma);
  const numberOf = (statement = pageSize) => Number(Object.values(statement?.get() ?? {})[0] ?? 0);

  async function inspectStream(name: StreamName): Promise<StreamReport> {
    const { length, firstId, lastId, removed } = await log.info(name);
    const newest = await log.range(name, { limit: MEASURED, order: "desc" });
    const measured = newest.reduce((sum, { fields }) => sum + Buffer.byteLength(JSON.stringify(fields)), 0);
    return {
      name,
      holds: name,
      length,
      keeps: name === "events" ? keeps : null,
      first_id: firstId,
      newest_id: newest[0]?.id ?? null,
      last_id: lastId,
      removed,
      bytes: newest.length > 0 ? Math.round((measured / newest.length) * length) : 0,
      groups: [],
      problem: null,
    };
  }

  function inspectFile(): FileReport {
    return reading(() => ({
      bytes: numberOf(pageCount) * numberOf(pageSize),
      wal_bytes: statSync(join(dataDir, `${DATABASE_FILE}-wal`), { throwIfNoEntry: false })?.size ?? 0,
      free_bytes: numberOf(freeCount) * numberOf(pageSize),
    }));
  }

  return async () => ({
    store: "sqlite",
    at: toSeconds(Date.now()),
    streams: [await inspectStream("events"), await inspectStream("missions")],
    file: inspectFile(),
  });
}
