import { AppError } from "#lib/errors";
import { emptyState, fromWire, toWire } from "#lib/fold";
import type { CapsuleQuery } from "#lib/history/api";
import {
  CAPSULE_FORMAT,
  CAPSULE_VERSION,
  type Capsule,
  capsuleText,
  redactState,
} from "#lib/history/capsule";
import { needsAttention } from "#lib/overview/attention";
import { placeAt } from "#lib/stream-id";
import { pastProof } from "#lib/telemetry/proof";
import { firstMs } from "#lib/time";
import type { Filter, HistoryReader } from "./port.ts";
import { download, fileOf, stamp, streamOf } from "./walk.ts";

/** What one file may hold: about 100 MB, which a browser can still open. */
export const CAPSULE_EVENTS = 200_000;

/** Whoever looks back from the window's begin is to see why nothing ran then. */
const OUTAGES_BEFORE_SECONDS = 86_400;

export interface CapsuleParts {
  reader: HistoryReader;
  /** How often this server's own job is due, in seconds. */
  intervalSeconds: number;
  /** Unix milliseconds. */
  now(): number;
}

/** The window as one file. "invalid" for a window that ends before it begins, "too_large" for one with too many events. */
export async function makeCapsule(parts: CapsuleParts, query: CapsuleQuery): Promise<Response> {
  const { reader, now } = parts;
  if (query.from >= query.to) throw endsEarly();
  const filter = filterOf(query);
  await refuseTooMany(reader, filter);
  const madeAtMs = now();
  const begin = await beginningOf(parts, query, madeAtMs);
  const asked = {
    ...filter,
    order: "oldest",
    format: "json",
    columns: null,
    redact: begin.redacted,
  } as const;
  return download(streamOf(fileOf(reader, asked, capsuleText(begin))), {
    name: `brainwave-incident-${stamp(query.from * 1000)}.json`,
    type: "application/json; charset=utf-8",
  });
}

async function beginningOf(
  { reader, intervalSeconds }: CapsuleParts,
  { from, to, query = "", redact = [], notes = "" }: CapsuleQuery,
  madeAtMs: number,
): Promise<Omit<Capsule, "events">> {
  const keys = new Set(redact);
  const before = await reader.stateAt({ seconds: lastBefore(from) }, { orFirst: true });
  const end = await reader.stateAt({ seconds: lastBefore(to) }, { orFirst: true });
  const outages = await reader.outages({ from: from - OUTAGES_BEFORE_SECONDS, to });
  // From what is left of the state: a sentence must not tell what was taken out.
  const endState = redactState(end?.state ?? toWire(emptyState), keys);
  return {
    format: CAPSULE_FORMAT,
    version: CAPSULE_VERSION,
    made_at: madeAtMs / 1000,
    from,
    to,
    notes,
    query,
    redacted: redact,
    epoch: (before ?? end)?.cursor.epoch ?? "",
    base: redactState(before?.state ?? toWire(emptyState), keys),
    outages,
    alerts: needsAttention({
      state: fromWire(endState),
      // Samples aren't kept: nothing is said about what was measured then.
      samples: new Map(),
      proof: pastProof(outages, to),
      now: to,
      intervalSeconds,
    }).items,
  };
}

async function refuseTooMany(reader: HistoryReader, filter: Filter): Promise<void> {
  const count = await reader.count(filter);
  if (count !== null && count <= CAPSULE_EVENTS) return;
  const many = count === null ? "too many events to count" : `${count} events`;
  throw new AppError(
    "too_large",
    `The window has ${many}; a capsule holds ${CAPSULE_EVENTS}: choose a shorter one, or filter it`,
  );
}

const filterOf = ({ from, to, query }: CapsuleQuery): Filter => ({
  query,
  after: placeAt(from),
  before: `${firstMs(to)}-0`,
});

/** The last millisecond before a moment, in seconds. */
const lastBefore = (seconds: number): number => Math.max(0, firstMs(seconds) - 1) / 1000;

function endsEarly(): AppError {
  const msg = "The window ends before it begins";
  return new AppError("invalid", msg, { problems: [{ loc: ["query", "to"], msg, type: "value_error" }] });
}
