import type { DatabaseSync } from "node:sqlite";
import { createDoctor } from "#lib/doctor/observe";
import { type DecodeOptions, decode } from "#lib/events/decode";
import type { StoredEvent } from "#lib/events/envelope";
import { emptyState, fold, fromWire, type State, toWire, type WireState } from "#lib/fold";
import type { Outage } from "#lib/history/outage";
import { STREAM_START, streamIdSeconds } from "#lib/stream-id";
import { toSeconds } from "#lib/time";
import { createSeen } from "#server/events/seen";
import { createFoldRows } from "../fold-rows.ts";
import { keyAfter, keyAt, keyOf, MAX_KEY } from "../key.ts";
import { createToEvent } from "../stored.ts";
import { createCheckpoints } from "./checkpoints.ts";
import { createEventRows } from "./events.ts";
import { figuresOf } from "./figures.ts";
import { createNames } from "./names.ts";
import { createNotes } from "./notes.ts";
import { createOutages } from "./outages.ts";
import { createQuarantine } from "./quarantine.ts";
import { type Limits, trimStep } from "./retention.ts";
import { retry } from "./retry.ts";
import { createTallies } from "./tallies.ts";
import type { Batch, Figures, Found, Place, Standing } from "./writer.ts";

/** From one saved state to the next at most so many events: what a jump in time has to fold again. */
const CHECKPOINT_EVENTS = 20_000;
/**
 * And not much further apart in time: what is too old goes from one saved state to the next. Where few events come
 * and the state is large, the second, lest the file holds more states than events.
 */
const CHECKPOINT_MS = 6 * 3_600_000;
const CHECKPOINT_MOST_MS = 24 * 3_600_000;
/** Less than an event takes in the file. */
const EVENT_BYTES = 100;
/** So many entries are decoded, put into rows and folded at a time. */
const PIECE = 250;
/** So many event ids are remembered over a restart, to know a duplicate. */
const REMEMBERED_IDS = 20_000;

/** The open file: what comes in is decoded, put into rows, folded, and looked at by the doctor, all in one transaction. */
export function createArchive(db: DatabaseSync, decodeOptions: DecodeOptions) {
  const names = createNames(db);
  const tallies = createTallies(db);
  const notes = createNotes(db);
  const rows = createEventRows(db, names, tallies);
  const checkpoints = createCheckpoints(db);
  const quarantine = createQuarantine(db, notes);
  const outages = createOutages(db);
  const doctorRows = db.prepare("SELECT name, report FROM doctor");
  const writeDoctor = db.prepare("INSERT OR REPLACE INTO doctor (name, report) VALUES (?, ?)");
  // Nobody is left who would end them.
  const leftOpen = outages.endOpen(notes.get<number>("alive_at"));
  let doctor = restoredDoctor();
  let seen = createSeen(recentIds());
  let place = notes.get<Place>("place");
  let state: State = emptyState;
  let lastKey = 0n;
  let checkpointKey = 0n;
  let sinceCheckpoint = 0;
  /** The saved state that nothing has followed yet stands at our own clock's moment. */
  let beganEmpty = false;
  restoreState();

  function restoredDoctor() {
    return createDoctor(
      doctorRows
        .all()
        .map(({ name, report }) => ({ name: String(name), report: JSON.parse(String(report)) })),
    );
  }

  function recentIds(): string[] {
    const newest = db.prepare("SELECT event_id FROM event WHERE late IS NULL ORDER BY id DESC LIMIT ?");
    return newest
      .all(REMEMBERED_IDS)
      .map(({ event_id }) => String(event_id))
      .reverse();
  }

  function restoreState(): void {
    const saved = checkpoints.newest();
    if (!saved) return;
    checkpointKey = saved.key;
    const replayed = createFoldRows(db)(saved, MAX_KEY, createToEvent(db));
    state = replayed.state;
    lastKey = replayed.key;
    sinceCheckpoint = replayed.events;
  }

  function transaction<T>(work: () => T): T {
    db.exec("BEGIN IMMEDIATE");
    try {
      const value = work();
      db.exec("COMMIT");
      return value;
    } catch (error) {
      if (db.isTransaction) db.exec("ROLLBACK");
      // What was remembered of the batch isn't in the file.
      names.forget();
      rows.forget();
      tallies.forget();
      quarantine.reset();
      checkpoints.forget();
      doctor = restoredDoctor();
      seen = createSeen(recentIds());
      throw error;
    }
  }

  function take(entry: Batch["entries"][number], epoch: string): StoredEvent | null {
    const receivedAt = streamIdSeconds(entry.id);
    const decoded = decode(entry, decodeOptions);
    if (decoded.kind === "event" && !seen.isNew(decoded.event.id)) {
      doctor.duplicate(decoded.event);
      return null;
    }
    doctor.observe(entry, decoded, receivedAt);
    if (decoded.kind === "event") return decoded.event;
    quarantine.add(epoch, decoded.entry, receivedAt);
    return null;
  }

  function takePiece(entries: Batch["entries"], epoch: string): void {
    const events: StoredEvent[] = [];
    for (const entry of entries) {
      const event = take(entry, epoch);
      const key = event && rows.add(event, lastKey);
      if (!event || key === null) continue;
      events.push(event);
      lastKey = key;
    }
    state = fold(state, events);
    sinceCheckpoint += events.length;
  }

  /** A stream that is still empty names no moment: another one before it ended at this one, as far as anybody saw. */
  function keyOfBegin(streamId: string): bigint {
    if (streamId !== STREAM_START || lastKey === 0n) return keyAfter(streamId);
    const present = keyAt(toSeconds(Date.now()));
    return present > lastKey ? present : lastKey + 1n;
  }

  /** By the store's clock the first event of a stream may have come before the moment at which it was found empty. */
  function putBeginBefore(entry: Batch["entries"][number] | undefined): void {
    const key = entry ? keyOf(entry.id) : null;
    if (!beganEmpty || key === null || key > lastKey) return;
    checkpoints.move(checkpointKey, key - 1n);
    checkpointKey = key - 1n;
    lastKey = checkpointKey;
  }

  function writeDoctorRows(): void {
    for (const { name, report } of doctor.takeChanged()) writeDoctor.run(name, JSON.stringify(report));
  }

  function isDue(): boolean {
    if (sinceCheckpoint === 0) return false;
    if (sinceCheckpoint >= CHECKPOINT_EVENTS) return true;
    const ms = Number((lastKey - checkpointKey) >> 20n);
    const isSmall = checkpoints.lastBytes() < sinceCheckpoint * EVENT_BYTES;
    return ms >= (isSmall ? CHECKPOINT_MS : CHECKPOINT_MOST_MS);
  }

  function saved(): void {
    checkpointKey = lastKey;
    sinceCheckpoint = 0;
  }

  return {
    find(): Omit<Found, "setAside"> {
      return {
        start: place && { place, state: toWire(state) },
        recentIds: recentIds(),
        aliveAt: notes.get<number>("alive_at"),
        leftOpen,
        quarantined: quarantine.count(),
      };
    },
    begin(start: { place: Place; state: WireState }): void {
      const next = fromWire(start.state);
      const key = keyOfBegin(start.place.cursor.streamId);
      checkpoints.forget();
      transaction(() => {
        checkpoints.save(key, { state: next, cursor: start.place.cursor });
        notes.set("place", start.place);
      });
      state = next;
      place = start.place;
      lastKey = key;
      beganEmpty = start.place.cursor.streamId === STREAM_START;
      saved();
    },
    add(batch: Batch): Standing {
      const before = { state, lastKey, checkpointKey, sinceCheckpoint };
      try {
        transaction(() => {
          putBeginBefore(batch.entries[0]);
          // In small pieces: what lives for a moment only is cheap to be rid of.
          for (let from = 0; from < batch.entries.length; from += PIECE)
            takePiece(batch.entries.slice(from, from + PIECE), batch.place.cursor.epoch);
          rows.write();
          tallies.write();
          quarantine.write();
          writeDoctorRows();
          checkpoints.writeReady();
          if (isDue()) {
            checkpoints.saveSoon(lastKey, { state, cursor: batch.place.cursor });
            saved();
          }
          notes.set("place", batch.place);
        });
      } catch (error) {
        ({ state, lastKey, checkpointKey, sinceCheckpoint } = before);
        throw error;
      }
      place = batch.place;
      beganEmpty &&= batch.entries.length === 0;
      return { quarantined: quarantine.count() };
    },
    putOutage: (outage: Outage): void => outages.put(outage),
    alive: (at: number): void => notes.set("alive_at", at),
    settle(): void {
      // A commit with FULL syncs the write-ahead log, and so all that was committed before.
      db.exec("PRAGMA synchronous = FULL");
      notes.set("settled", place);
      db.exec("PRAGMA synchronous = NORMAL");
    },
    trim(limits: Limits): { removed: number; more: boolean } {
      const step = transaction(() => trimStep(db, limits));
      if (!step.more && step.removed > 0) db.exec("PRAGMA incremental_vacuum(2000)");
      return step;
    },
    figures: (): Figures => figuresOf(db),
    doctor: () => doctor.report(),
    quarantined: quarantine.count,
    newestQuarantined: quarantine.newest,
    retryQuarantined: (streamIds: string[] | null) =>
      transaction(() => {
        const outcome = retry(streamIds, { quarantine, rows, doctor, decodeOptions });
        rows.write();
        tallies.write();
        quarantine.write();
        writeDoctorRows();
        return outcome;
      }),
    dropQuarantined: (streamIds: string[] | null): number =>
      transaction(() => {
        const dropped = streamIds
          ? streamIds.reduce((sum, id) => sum + quarantine.remove(id), 0)
          : quarantine.removeAll();
        quarantine.write();
        return dropped;
      }),
    close(): void {
      const cursor = place?.cursor;
      if (cursor && (sinceCheckpoint > 0 || checkpoints.isOnTheWay()))
        transaction(() => checkpoints.save(lastKey, { state, cursor }));
      db.close();
    },
    /** Lets go of a file that can't be written any more. */
    abandon: (): void => db.close(),
  };
}
