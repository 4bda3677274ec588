import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { emptyState, toWire } from "../../../lib/fold.ts";
import type { ExportFormat } from "../../../lib/history/api.ts";
import { mulberry32 } from "../../../lib/random.ts";
// biome-ignore lint/style/noRestrictedImports: as above.
import { exportEvents } from "../../../server/history/export.ts";
// biome-ignore lint/style/noRestrictedImports: as above.
import { createFlight } from "../../../server/history/flight.ts";
// biome-ignore lint/style/noRestrictedImports: as above.
import { keepFound } from "../../../server/history/keep-found.ts";
// biome-ignore lint/style/noRestrictedImports: as above.
import type { HistoryReader } from "../../../server/history/port.ts";
// biome-ignore lint/style/noRestrictedImports: what is measured is the history itself, without the server around it.
import { createReader } from "../../../server/history/reader/index.ts";
// biome-ignore lint/style/noRestrictedImports: as above.
import { keepStates, type States } from "../../../server/history/states/index.ts";
// biome-ignore lint/style/noRestrictedImports: as above.
import { createThread, type Thread } from "../../../server/history/thread.ts";
// biome-ignore lint/style/noRestrictedImports: as above.
import { type Batch, sent } from "../../../server/history/writer/batch.ts";
// biome-ignore lint/style/noRestrictedImports: as above.
import type { WriterMethods } from "../../../server/history/writer/writer.ts";
import { type BenchOptions, type Figure, median, type Row, rowOf } from "../figure.ts";
import { type MixEntry, mix } from "../mix.ts";
import { jsonOf, openBareHistory } from "../twins/history.ts";

const DAY_MS = 86_400_000;
const DAYS = 90;
const BATCH = 5_000;
/** A jump to a moment may take so long, whichever it is: so many are tried. */
const JUMP_MS = 500;
const JUMPS = 50;
/** So much more memory an export may take. */
const EXPORT_MIB = 64;
/** So much is written by both before either's time counts as one round. */
const ROUND_EVENTS = 50_000;
const ARRIVING_PER_SECOND = 200;

type BareHistory = ReturnType<typeof openBareHistory>;

const EVENTS = { quick: 100_000, plain: 1_000_000, full: 10_000_000 };

/** The history beside the same events as JSON in a bare SQLite table: taking in, finding, counting, going back. */
export async function measureHistory(options: BenchOptions): Promise<Figure> {
  const events = options.full ? EVENTS.full : options.quick ? EVENTS.quick : EVENTS.plain;
  const folder = mkdtempSync(join(tmpdir(), "brainwave-history-"));
  const files = { ours: join(folder, "history.sqlite"), bare: join(folder, "bare.sqlite") };
  const bare = openBareHistory(files.bare);
  const writer = createThread<WriterMethods>(
    new URL("../../../server/history/writer/worker.ts", import.meta.url),
    { file: files.ours, decodeOptions: {} },
  );
  const states = keepStates({
    file: files.ours,
    writer,
    onTrouble(reason) {
      throw new Error(`the states can't be kept: ${reason}`);
    },
  });
  const finding = keepFound(writer);
  const reader = createReader({ file: files.ours });
  try {
    await writer.call("find");
    await writer.call("begin", { place: placeOf(null), state: toWire(emptyState) });
    const rows: Row[] = [];
    const { rounds, jsonBytes, last } = await takeIn(events, { writer, states }, bare);
    rows.push(
      rowOf(rounds, {
        what: `history: take in, of ${events.toLocaleString("en")}`,
        unit: "µs/event",
        ours: "ours",
        twin: "bare",
        called: "bare SQLite, JSON",
        ratio: "speed",
        goal: null,
      }),
    );
    const { bytes } = await writer.call("figures");
    options.say(`  ${(bytes / jsonBytes).toFixed(2)} × the size of the JSON (${Math.round(bytes / 1e6)} MB)`);
    for (const format of ["csv", "ndjson"] as const)
      options.say(
        `  an export as ${format} holds ${await exportHolds(reader, format)} MiB meanwhile (≤ ${EXPORT_MIB})`,
      );
    rows.push(...(await ask({ reader, writer, states, bare, last }, options)));
    return { name: "history", rows };
  } finally {
    finding.close();
    await reader.close();
    await states.close();
    await writer.close();
    bare.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface TakenIn {
  rounds: Record<"ours" | "bare", number>[];
  jsonBytes: number;
  last: MixEntry;
}

interface Ours {
  writer: Thread<WriterMethods>;
  states: States;
}

/** Writes the same events into both, in turns; microseconds per event of each turn, until the states are saved too. */
async function takeIn(events: number, ours: Ours, bare: BareHistory): Promise<TakenIn> {
  const startMs = Date.now() - DAYS * DAY_MS;
  const rounds: TakenIn["rounds"] = [];
  let jsonBytes = 0;
  let turn: MixEntry[] = [];
  let last: MixEntry = { id: "0-0", fields: {} };
  for (const entry of mix({ events, startMs, spanMs: DAYS * DAY_MS, agents: 100, robots: 200, seed: 1 })) {
    turn.push(entry);
    last = entry;
    if (turn.length < ROUND_EVENTS) continue;
    jsonBytes += turn.reduce((sum, { id, fields }) => sum + jsonOf(id, fields).length, 0);
    const batches = Array.from({ length: ROUND_EVENTS / BATCH }, (_, n) =>
      turn.slice(n * BATCH, (n + 1) * BATCH),
    );
    rounds.push({
      ours: await perEvent(async () => {
        // As the feed does it.
        const flight = createFlight();
        for (const entries of batches) await flight.add(add(ours, entries));
        await flight.landed();
        await ours.states.caughtUp();
      }),
      bare: await perEvent(async () => {
        for (const entries of batches) bare.add(entries);
      }),
    });
    turn = [];
  }
  return { rounds, jsonBytes, last };
}

async function add({ writer, states }: Ours, entries: readonly MixEntry[]): Promise<void> {
  await writer.call("add", sent(batchOf(entries)));
  states.wrote(entries.length);
}

async function perEvent(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return ((performance.now() - startedAt) * 1000) / ROUND_EVENTS;
}

/** What the process takes at most while everything is exported, beyond what it took before; MiB. */
async function exportHolds(reader: HistoryReader, format: ExportFormat): Promise<string> {
  const taken = () => process.memoryUsage.rss() / 2 ** 20;
  const before = taken();
  let most = before;
  const watching = setInterval(() => {
    most = Math.max(most, taken());
  }, 50);
  const { body } = await exportEvents(reader, { format, order: "oldest" });
  for await (const piece of body ?? []) if (piece.length === 0) throw new Error("an empty piece");
  clearInterval(watching);
  return (most - before).toFixed(0);
}

interface Both extends Ours {
  reader: HistoryReader;
  bare: BareHistory;
  last: MixEntry;
}

/** A person's questions: ours while events come in, the twin's in peace. */
async function ask({ reader, bare, last, ...writing }: Both, options: BenchOptions): Promise<Row[]> {
  const end = Number(last.id.split("-")[0]) / 1000;
  const agent = (round: number) => `agent_${String(round * 7).padStart(4, "0")}`;
  const questions: [
    what: string,
    ours: (round: number) => Promise<unknown>,
    bare: (round: number) => unknown,
  ][] = [
    [
      "one agent's karma, first page",
      (n) => reader.page({ query: `type:dna.karma_updated agent:${agent(n)}`, limit: 200, order: "newest" }),
      (n) => bare.agentPage("dna.karma_updated", agent(n)),
    ],
    [
      "a comparison, few fit",
      (n) => reader.page({ query: `duration_ms>${6970 + n}`, limit: 200, order: "newest" }),
      (n) => bare.above(6970 + n),
    ],
    ["histogram by type, 90 days", () => reader.histogram({ buckets: 120 }), () => bare.perHour()],
    [
      "histogram of one agent",
      (n) => reader.histogram({ query: `agent:${agent(n)}`, buckets: 120 }),
      () => bare.perHour(),
    ],
  ];
  const arriving = arrive(writing, last);
  const lag = monitorEventLoopDelay({ resolution: 10 });
  lag.enable();
  const ours = await inTurns(
    questions.map(([, ask]) => ask),
    options.rounds,
  );
  const moments = mulberry32(3);
  const [jumps = []] = await inTurns(
    [() => jumpTo(reader, end - moments() * DAYS * (DAY_MS / 1000))],
    Math.max(JUMPS, options.rounds),
  );
  lag.disable();
  arriving.stop();
  const p99 = (lag.percentile(99) / 1e6 - 10).toFixed(1);
  options.say(`  event-loop lag p99 ${p99} ms meanwhile, with ${ARRIVING_PER_SECOND} events/s coming in`);
  const slowest = Math.max(...jumps).toFixed(0);
  options.say(
    `  ${jumps.length} jumps to random moments: median ${median(jumps).toFixed(0)} ms, slowest ${slowest} ms (≤ ${JUMP_MS})`,
  );
  const theirs = await inTurns(
    questions.map(
      ([, , ask]) =>
        async (n) =>
          ask(n),
    ),
    options.rounds,
  );
  return questions.map(([what], index) =>
    rowOf(
      (ours[index] ?? []).map((ms, round) => ({ ours: ms, bare: theirs[index]?.[round] ?? Number.NaN })),
      {
        what: `history: ${what}`,
        unit: "ms",
        ours: "ours",
        twin: "bare",
        called: "bare SQLite, scan",
        ratio: "speed",
        goal: null,
      },
    ),
  );
}

/** As the route of a past state does it. */
async function jumpTo(reader: HistoryReader, seconds: number): Promise<void> {
  if ((await reader.stateText({ seconds })) === null) throw new Error(`no state is known at ${seconds}`);
}

/** Each question once a round, after one that isn't counted; milliseconds by question and round. */
async function inTurns(
  questions: ((round: number) => Promise<unknown>)[],
  rounds: number,
): Promise<number[][]> {
  const times: number[][] = questions.map(() => []);
  for (let round = 0; round <= rounds; round++)
    for (const [index, question] of questions.entries()) {
      const startedAt = performance.now();
      await question(round);
      if (round > 0) times[index]?.push(performance.now() - startedAt);
    }
  return times;
}

/** Events that come in while it is asked. */
function arrive(ours: Ours, last: MixEntry) {
  const startMs = Number(last.id.split("-")[0]) + 1;
  const events = mix({ events: 1_000_000, startMs, spanMs: DAY_MS, agents: 100, robots: 200, seed: 2 });
  const timer = setInterval(() => {
    const entries = Array.from({ length: ARRIVING_PER_SECOND / 10 }, () => events.next().value as MixEntry);
    // A bench that ends meanwhile closes the thread.
    void add(ours, entries).catch(() => undefined);
  }, 100);
  return { stop: () => clearInterval(timer) };
}

function batchOf(entries: readonly MixEntry[]): Batch {
  return { entries, place: placeOf(entries.at(-1) ?? null) };
}

const placeOf = (entry: MixEntry | null): Batch["place"] => ({
  cursor: { epoch: "bench", streamId: entry?.id ?? "0-0", eventId: entry?.fields.id ?? null },
  ordinal: null,
});
