import type { DatabaseSync } from "node:sqlite";
import { AppError, messageOf } from "#lib/errors";
import { isDamage, isFull, openForWriting, putAside, type SetAside } from "../writer/open.ts";
import { usedBytes } from "../writer/retention.ts";
import { createAsking, type Question } from "./ask.ts";
import { createFilling } from "./filling.ts";
import { encodeFrame, type FrameEntry } from "./frame.ts";
import { migrate } from "./migrations.ts";
import { createNames } from "./names.ts";
import type { Bucket, SeriesName } from "./open-bucket.ts";
import { createSettling } from "./settle.ts";
import { MOST_METRICS, MOST_ROBOTS, PAGES, SAMPLES_TABLES, SAMPLES_VERSION } from "./tables.ts";
import { createTrimming, type SampleLimits } from "./trim.ts";

/** As much as the finest level's pages span: until then its rollups wait in the journal. */
const JOURNAL_SECONDS = PAGES[0]?.pageSeconds ?? 600;

const KIND = {
  tables: SAMPLES_TABLES,
  version: SAMPLES_VERSION,
  probe: "SELECT count(*) FROM metric",
  migrate,
};

/** `names` are those of the series from number `first` on that weren't told yet. */
export interface Written {
  first: number;
  names: SeriesName[];
  bucket: Bucket;
}

export type SampleFileMethods = ReturnType<typeof createSampleFile>;

/** What robots measured, in one file: the body of its thread. One that finds its file damaged puts it out of the way. */
export function createSampleFile({ file }: { file: string }) {
  let open: ReturnType<typeof parts> | null = null;
  let setAside: SetAside | null = null;
  const names: SeriesName[] = [];

  function guarded<A, R>(work: (file: NonNullable<typeof open>, argument: A) => R): (argument: A) => R {
    return (argument) => {
      try {
        open ??= openFile();
        return work(open, argument);
      } catch (error) {
        close();
        if (!isDamage(error) && !(error instanceof RangeError)) throw told(error);
        setAside = { file: putAside(file), reason: messageOf(error) };
        throw new AppError("history_unavailable", `The samples' file is damaged: ${messageOf(error)}`);
      }
    };
  }

  const measured = guarded((from, _: null) => usedBytes(from.db));

  function openFile() {
    const opened = openForWriting(file, KIND);
    setAside = opened.setAside ?? setAside;
    return parts(opened.db);
  }

  function close(): void {
    open?.db.close();
    open = null;
  }

  return {
    /** Tells of a damaged file that was put out of the way, once. */
    write: guarded((to, { first, names: fresh, bucket }: Written): SetAside | null => {
      names.splice(first, Number.POSITIVE_INFINITY, ...fresh);
      inTransaction(to.db, () => {
        to.append.run(bucket.at, encodeFrame(entriesOf(to, names, bucket)));
        const settled = Math.floor(bucket.at / JOURNAL_SECONDS) * JOURNAL_SECONDS;
        if (to.settling.isDue(settled)) to.settling.settle(settled);
      });
      const found = setAside;
      setAside = null;
      return found;
    }),
    robot: guarded((from, question: Question & { robotId: string }) => from.asking.robot(question)),
    fleet: guarded((from, question: Question) => from.asking.fleet(question)),
    /** Removes one step of what is older than each level is kept, or more than may be kept. */
    trim: guarded((from, limits: SampleLimits): { more: boolean } => {
      let more = false;
      inTransaction(from.db, () => {
        more = from.trimming.step(limits);
      });
      if (!more) from.db.exec("PRAGMA incremental_vacuum(2000)");
      return { more };
    }),
    /** Makes a part of the columns that a file from before them lacks; whether there was any to make. */
    fill: guarded((from, _: null): { more: boolean } => {
      const more = from.filling.isDue();
      if (more) inTransaction(from.db, from.filling.step);
      return { more };
    }),
    /** What the file's content takes. */
    bytes: (): number => measured(null),
    close,
  };
}

function parts(db: DatabaseSync) {
  const robots = createNames(db, "robot", MOST_ROBOTS);
  const metrics = createNames(db, "metric", MOST_METRICS);
  return {
    db,
    robots,
    metrics,
    append: db.prepare("INSERT INTO frame (at, data) VALUES (?, ?)"),
    settling: createSettling(db),
    asking: createAsking(db, robots, metrics),
    trimming: createTrimming(db, metrics),
    filling: createFilling(db, metrics),
  };
}

function entriesOf(
  { robots, metrics }: Pick<ReturnType<typeof parts>, "robots" | "metrics">,
  names: readonly SeriesName[],
  { series, counts, values }: Bucket,
): FrameEntry[] {
  const entries: FrameEntry[] = [];
  series.forEach((number, index) => {
    const [robotId = "", metricName = ""] = names[number] ?? [];
    const [robot, metric] = [robots.keep(robotId), metrics.keep(metricName)];
    if (robot === null || metric === null) return;
    const [min = 0, mean = 0, max = 0, last = 0] = values.subarray(index * 4, index * 4 + 4);
    entries.push({ robot, metric, rollup: { count: counts[index] ?? 0, min, mean, max, last } });
  });
  return entries;
}

function inTransaction(db: DatabaseSync, work: () => void): void {
  db.exec("BEGIN IMMEDIATE");
  try {
    work();
    db.exec("COMMIT");
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

function told(error: unknown): AppError {
  const what = isFull(error) ? "the disk is full" : messageOf(error);
  return new AppError("history_unavailable", `What robots measured can't be read or written: ${what}`, {
    cause: error,
  });
}
