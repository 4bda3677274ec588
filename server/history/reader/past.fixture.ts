import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode } from "#lib/events/decode";
import { type BrainEvent, charterMeta, type StoredEvent } from "#lib/events/envelope";
import { toFields } from "#lib/events/fields";
import { emptyState, fold, type State, toWire } from "#lib/fold";
import type { Outage } from "#lib/history/outage";
import type { StreamId } from "#lib/stream-id";
import type { Entry } from "#server/store/port";
import { sent } from "../writer/batch.ts";
import { createWriter } from "../writer/writer.ts";

export const START_MS = Date.UTC(2026, 0, 1);

export interface PastOptions {
  events: number;
  /** Milliseconds between two events; every seventh comes in the same millisecond as the one before it. */
  everyMs?: number;
  /** Saves the state after every so many events. */
  stateEvery?: number;
  outages?: Outage[];
  /** Where the first state is saved: before everything unless told. */
  beginsAt?: StreamId;
  /** What is done to the closed file once so many events are in it: all, or a multiple of 200. */
  midway?: { at: number; work(file: string): void };
  /** In place of the usual ids. */
  idOf?: (index: number) => StreamId;
}

export interface Past {
  file: string;
  /** As the decoder gave them, oldest first. */
  events: StoredEvent[];
  /** Adds events behind the others. */
  add(entries: readonly Entry[]): void;
  remove(): void;
}

/** A history file as the writer writes it, of made-up events of many types; the same options make the same file. */
export function writePast({
  events: count,
  everyMs = 1000,
  stateEvery,
  outages = [],
  beginsAt = "0-0",
  midway,
  idOf,
}: PastOptions): Past {
  const dir = mkdtempSync(join(tmpdir(), "brainwave-past-"));
  const file = join(dir, "history.sqlite");
  const writer = createWriter({ file, decodeOptions: {} });
  const events: StoredEvent[] = [];
  let state: State = emptyState;
  let written = 0;
  writer.find();
  begin(beginsAt, null);
  for (const outage of outages) writer.putOutage(outage);

  function begin(streamId: StreamId, eventId: string | null): void {
    writer.begin({ place: placeOf(streamId, eventId), state: toWire(state) });
  }

  function reopenAfter(work: (file: string) => void): void {
    writer.close();
    work(file);
    writer.find();
  }

  function add(entries: readonly Entry[]): void {
    const decoded = entries
      .map((entry) => decode(entry))
      .flatMap((one) => (one.kind === "event" ? [one.event] : []));
    const last = entries.at(-1);
    if (!last) return;
    writer.add(sent({ place: placeOf(last.id, last.fields.id ?? null), entries }));
    state = fold(state, decoded);
    events.push(...decoded);
    written += entries.length;
    if (stateEvery && written % stateEvery === 0) begin(last.id, last.fields.id ?? null);
  }

  const batch = Math.min(200, stateEvery ?? 200);
  for (let from = 0; from < count; from += batch) {
    if (midway?.at === from) reopenAfter(midway.work);
    const indexes = Array.from({ length: Math.min(batch, count - from) }, (_, index) => from + index);
    add(
      indexes.map((index) => ({
        id: idOf?.(index) ?? usualId(index, everyMs),
        fields: toFields(someEvent(index, everyMs)),
      })),
    );
  }
  writer.close();
  if (midway?.at === count) midway.work(file);

  return {
    file,
    events,
    add(entries) {
      writer.find();
      add(entries);
      writer.close();
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

const placeOf = (streamId: StreamId, eventId: string | null) => ({
  cursor: { epoch: "epoch-1", streamId, eventId },
  ordinal: null,
});

function usualId(index: number, everyMs: number): StreamId {
  const together = index % 7 === 6;
  return `${START_MS + (together ? index - 1 : index) * everyMs}-${together ? 1 : 0}`;
}

/** The event at a place in the made-up past. */
export function someEvent(index: number, everyMs = 1000): BrainEvent {
  const at = (START_MS + index * everyMs - 5) / 1000;
  const random = randomOf(index);
  const robot_id = `robot_${String(random(12)).padStart(3, "0")}`;
  const agent_id = `agent_${random(5)}`;
  const job_id = "aggregate_mission_metrics";
  const connection_id = `c${random(4)}`;
  const base = { id: `event-${index}`, target: null, timestamp: at };
  const own = (source: string, type: string, payload: Record<string, unknown>): BrainEvent => ({
    ...base,
    source,
    type,
    payload,
    meta: charterMeta(source, type.split(".")[0] ?? type, random(3) === 0 ? `request-${random(9)}` : null),
  });
  switch (random(9)) {
    case 0:
      return own("dna_service", "dna.karma_updated", {
        snapshot_id: index,
        agent_id,
        version: random(20) + 1,
        karma_score: random(1000) / 1000,
        updated_at: at,
      });
    case 1:
      return own("dna_service", "dna.mutation_applied", {
        snapshot_id: index,
        agent_id,
        version: random(20) + 1,
        parent_snapshot_id: random(20),
        mutation_keys: ["speed"],
        traits_delta: { speed: random(9) - 4 },
        created_at: at,
      });
    case 2:
      return own("metrics_service", "metrics.aggregation_started", { job_id, started_at: at });
    case 3:
      return own("metrics_service", "metrics.aggregation_completed", {
        job_id,
        entries_processed: random(500),
        duration_ms: random(60_000) / 10,
        completed_at: at,
      });
    case 4:
      return own("metrics_service", "metrics.aggregation_failed", {
        job_id,
        error_message: 'said "100%_no"',
        error_type: "IOError",
        failed_at: at,
      });
    case 5:
      return own("telemetry_service", "telemetry.connection_established", {
        robot_id,
        connection_id,
        connected_at: at,
      });
    case 6:
      return own("telemetry_service", "telemetry.connection_closed", {
        robot_id,
        connection_id,
        duration_seconds: random(900) / 10,
        reason: "kicked",
        disconnected_at: at,
      });
    case 7:
      return own("telemetry_service", "telemetry.metrics_published", {
        robot_id,
        metrics: { cpu_usage: random(100), battery_percentage: random(100) },
        published_at: at,
      });
    default:
      return {
        ...own(`module_${random(3)}`, `course.step_${random(4)}`, {
          title: "Ünïcode = \u0001",
          step: random(10),
          score: random(5) === 0 ? null : String(random(10)),
          ok: random(2) === 0,
          tags: ["a", random(3)],
          deep: { er: { value: -random(7) } },
        }),
        target: random(2) === 0 ? "somebody" : null,
        ...(random(2) === 0
          ? { severity: "WARNING", mission_id: `m${random(3)}`, correlation_id: `Corr-${random(3)}` }
          : {}),
      };
  }
}

function randomOf(seed: number): (below: number) => number {
  let state = (seed + 1) * 2_654_435_761;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0;
    return (state >>> 8) % below;
  };
}
