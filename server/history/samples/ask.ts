import type { DatabaseSync } from "node:sqlite";
import type { FleetHistory, MetricHistory } from "#lib/telemetry/api-history";
import { createFleetFold } from "#lib/telemetry/fleet-history";
import { sevenDigits } from "#lib/telemetry/float32";
import type { SampleWindow } from "#lib/telemetry/history-window";
import { inSteps, type Rollup } from "#lib/telemetry/rollup";
import { createColumnReading } from "./columns.ts";
import { visitFrame } from "./frame.ts";
import type { Names } from "./names.ts";
import { visitPage } from "./page.ts";
import { KEY, PAGES } from "./tables.ts";

/** `open` is what the bucket that is being filled holds of the metric, by robot. */
export interface Question {
  metric: string;
  window: SampleWindow;
  open: [robotId: string, Rollup][];
}

/** What is kept of one metric, of one robot or of all. */
export function createAsking(db: DatabaseSync, robots: Names, metrics: Names) {
  const frames = db.prepare("SELECT at, data FROM frame WHERE at >= ? AND at < ? ORDER BY id");
  const levels = PAGES.map(({ table, ...level }) => ({
    ...level,
    one: db.prepare(
      `SELECT data FROM ${table} WHERE key = (?1 << ${KEY.metricShift}) | (?2 << ${KEY.chunkShift}) | ?3`,
    ),
    all: db.prepare(
      `SELECT key & ${2 ** KEY.chunkShift - 1} AS robot, (key >> ${KEY.chunkShift}) & ${2 ** (KEY.metricShift - KEY.chunkShift) - 1} AS chunk, data FROM ${table}
       WHERE key >= (?1 << ${KEY.metricShift}) | (?2 << ${KEY.chunkShift}) AND key < (?1 << ${KEY.metricShift}) | (?3 << ${KEY.chunkShift})`,
    ),
  }));
  const columns = createColumnReading(db);
  type Row = { robot: number; chunk: number; data: Uint8Array };

  /** Calls `visit` for what the pages have in the window, the older first. */
  function visitPages(
    { from, to, level }: SampleWindow,
    metric: number,
    only: number | null,
    visit: (robot: number, rollup: Rollup) => void,
  ): void {
    const { seconds, pageSeconds, one, all } = levels[level] ?? levels[0]!;
    const [first, end] = [Math.floor(from / pageSeconds), Math.floor(to / pageSeconds) + 1];
    if (only === null)
      for (const { robot, chunk, data } of all.iterate(metric, first, end) as Iterable<Row>)
        visitPage(data, chunk * pageSeconds, seconds, (rollup) => visit(robot, rollup));
    else
      for (let chunk = first; chunk < end; chunk++) {
        const row = one.get(metric, chunk, only) as { data: Uint8Array } | undefined;
        if (row) visitPage(row.data, chunk * pageSeconds, seconds, (rollup) => visit(only, rollup));
      }
  }

  /** The same of the journal, which is newer than every page. */
  function visitJournal(
    { from, to }: SampleWindow,
    metric: number,
    visit: (robot: number, rollup: Rollup) => void,
  ): void {
    for (const { at, data } of frames.iterate(from, to) as Iterable<{ at: number; data: Uint8Array }>)
      visitFrame(data, at, (robot, _, rollup) => visit(robot, rollup), metric);
  }

  return {
    robot({ robotId, metric, window, open }: Question & { robotId: string }): MetricHistory["points"] {
      const [robot, name] = [robots.find(robotId), metrics.find(metric)];
      const found: Rollup[] = [];
      if (robot !== null && name !== null) {
        visitPages(window, name, robot, (_, rollup) => void found.push({ ...rollup }));
        visitJournal(window, name, (one, rollup) => one === robot && void found.push(rollup));
      }
      for (const [robotOpen, rollup] of open) if (robotOpen === robotId) found.push(rollup);
      return inSteps(
        found.filter(({ at }) => isWithin(at, window)),
        window.step,
      ).map(rounded);
    },
    fleet({ metric, window, open }: Question): Pick<FleetHistory, "robots" | "points" | "outliers"> {
      const { from, to, step } = window;
      const fold = createFleetFold<number | string>({ from, step, steps: Math.ceil((to - from) / step) });
      const name = metrics.find(metric);
      const add = (robot: number, rollup: Rollup) => isWithin(rollup.at, window) && fold.add(robot, rollup);
      if (name !== null) {
        columns.visit(window, name, fold.addColumn) || visitPages(window, name, null, add);
        visitJournal(window, name, add);
      }
      for (const [robotId, rollup] of open)
        if (isWithin(rollup.at, window)) fold.add(robots.find(robotId) ?? robotId, rollup);
      const { outliers, points, ...result } = fold.result();
      return {
        ...result,
        points: points.map(rounded),
        outliers: outliers.map(({ robot, distance, points: own }) => ({
          robot_id: typeof robot === "number" ? robots.nameOf(robot) : robot,
          distance: sevenDigits(distance),
          points: own.map(rounded),
        })),
      };
    },
  };
}

const isWithin = (at: number, { from, to }: SampleWindow): boolean => at >= from && at < to;

const EXACT = new Set(["at", "count", "robots"]);

const rounded = <T extends object>(point: T): T =>
  Object.fromEntries(
    Object.entries(point).map(([name, value]) => [name, EXACT.has(name) ? value : sevenDigits(value)]),
  ) as T;
