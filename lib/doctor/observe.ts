import type { Decoded, Quarantined } from "../events/decode.ts";
import type { StoredEvent } from "../events/envelope.ts";
import { type StreamId, streamIdSeconds } from "../stream-id.ts";
import { examine } from "./examine.ts";
import type { BadSample, DoctorReport, FindingCode } from "./report.ts";
import { addSkew, CLOCK_LIMIT_SECONDS } from "./skew.ts";
import { reportOf } from "./summary.ts";
import { clip, createTally, noteVersion, savedTally, type TypeTally } from "./tally.ts";

/** Types told apart: a producer that makes names up can't grow this without bound. */
const TYPES = 500;

/** One saved row: a type's counts under `type:<type>`, or one of the special names. */
export interface DoctorRow {
  name: string;
  report: unknown;
}

export type Doctor = ReturnType<typeof createDoctor>;

interface RawEntry {
  id: StreamId;
  fields: Record<string, string>;
}

/**
 * Watches every entry of the stream and counts how well it keeps to the contract: exactly, in bounded memory.
 * `rows` are those of an earlier run.
 */
export function createDoctor(rows: readonly DoctorRow[] = []) {
  const tallies = new Map<string, TypeTally>();
  const changed = new Set<TypeTally>();
  let others = 0;
  let othersChanged = false;
  for (const { name, report } of rows) {
    const saved = name.startsWith("type:") ? savedTally(report) : null;
    if (saved) tallies.set(name.slice(5), createTally(name.slice(5), saved));
    else if (name === "others" && typeof report === "number") others = report;
  }

  function tallyOf(type: string, at: number): TypeTally | null {
    let tally = tallies.get(type);
    if (!tally) {
      if (tallies.size >= TYPES) {
        others++;
        othersChanged = true;
        return null;
      }
      tally = createTally(type, null, at);
      tallies.set(type, tally);
    }
    changed.add(tally);
    return tally;
  }

  return {
    /** `receivedAt` is the stream's own time of the entry, Unix seconds. */
    observe(entry: RawEntry, decoded: Decoded, receivedAt: number): void {
      const type = decoded.kind === "event" ? decoded.event.type : clip(entry.fields.type ?? "");
      const tally = tallyOf(type, receivedAt);
      if (!tally) return;
      const { counted } = tally;
      counted.seen++;
      if (receivedAt > counted.last_seen) counted.last_seen = receivedAt;
      if (decoded.kind === "quarantined") observeBad(tally, decoded.entry, receivedAt);
      else observeEvent(tally, entry, decoded, receivedAt);
    },
    /** An event that came again under its own id: not one more. */
    duplicate({ type, stream_id }: StoredEvent): void {
      // Under an id that another type's event had, it may be the first of its type.
      const tally = tallyOf(type, streamIdSeconds(stream_id));
      if (!tally) return;
      tally.counted.duplicates++;
      changed.add(tally);
    },
    /** An entry that was put aside for this reason could be read after all: a breach less. */
    readAfterAll(entry: RawEntry, problem: { field: string; reason: string }): void {
      const tally = tallies.get(clip(entry.fields.type ?? ""));
      if (!tally || tally.counted.quarantined === 0) return;
      tally.counted.quarantined--;
      tally.counted.valid++;
      const source = clip(entry.fields.source ?? "");
      const producer = tally.counted.producers.find((each) => each.source === source);
      if (producer && producer.quarantined > 0) producer.quarantined--;
      tally.forgive({ code: "unreadable", ...problem, source });
      if (tally.counted.quarantined === 0) Object.assign(tally.counted, { sample: null, last_bad: null });
      changed.add(tally);
    },
    /** What changed since the last call, to be saved. */
    takeChanged(): DoctorRow[] {
      const taken: DoctorRow[] = [...changed].map(({ type, counted }) => ({
        name: `type:${type}`,
        report: counted,
      }));
      changed.clear();
      if (othersChanged) taken.push({ name: "others", report: others });
      othersChanged = false;
      return taken;
    },
    report: (): DoctorReport => reportOf([...tallies.values()], others),
  };
}

function observeBad(tally: TypeTally, bad: Quarantined, at: number): void {
  const { counted } = tally;
  const { field, reason, stream_id } = bad;
  const source = clip(bad.fields.source ?? "");
  counted.quarantined++;
  counted.last_bad = Math.max(at, counted.last_bad ?? at);
  const producer = tally.producer(source, at);
  if (producer) producer.counted.quarantined++;
  counted.sample ??= sampleOf(bad, at);
  tally.find({ code: "unreadable", field, reason, source }, stream_id, at, null);
}

function observeEvent(
  tally: TypeTally,
  { id, fields }: RawEntry,
  { event, notes, fits }: Extract<Decoded, { kind: "event" }>,
  at: number,
): void {
  const { counted } = tally;
  const { source } = event;
  counted.valid++;
  const producer = tally.producer(source, at);
  if (producer) noteVersion(producer, event.meta);
  const hit = (code: FindingCode, field: string, example: unknown): void =>
    tally.find({ code, field, reason: "", source }, id, at, example);
  examine(event, notes, fields, hit);
  if (!tally.isWellNamed) hit("type_form", "type", event.type);
  for (const type of fits) tally.fit(type);
  if (notes.includes("unwrapped")) counted.unwrapped++;
  if (notes.includes("timestamp_missing")) return;
  const skew = event.timestamp - at;
  if (skew < -CLOCK_LIMIT_SECONDS && isFoundOutLate(event.type)) return;
  addSkew(counted.skew, skew);
  if (skew > CLOCK_LIMIT_SECONDS) hit("clock_ahead", "timestamp", fields.timestamp);
  else if (skew < -CLOCK_LIMIT_SECONDS) hit("clock_behind", "timestamp", fields.timestamp);
}

/** An alert carries the time at which it came about, also where nobody was there to see it until much later. */
const isFoundOutLate = (type: string): boolean => type.startsWith("alert.");

const SAMPLE_FIELDS = 20;
const SAMPLE_CHARS = 500;

function sampleOf({ stream_id, field, reason, fields }: Quarantined, at: number): BadSample {
  const shown = Object.entries(fields)
    .slice(0, SAMPLE_FIELDS)
    .map(([name, value]) => [clip(name), clip(value, SAMPLE_CHARS)]);
  return { stream_id, seen_at: at, field: clip(field), reason, fields: Object.fromEntries(shown) };
}
