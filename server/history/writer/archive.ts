import type { DatabaseSync } from "node:sqlite";
import { createDoctor } from "#lib/doctor/observe";
import { type DecodeOptions, decode } from "#lib/events/decode";
import type { StoredEvent } from "#lib/events/envelope";
import { toWire, type WireState } from "#lib/fold";
import type { Outage } from "#lib/history/outage";
import { streamIdSeconds } from "#lib/stream-id";
import { createSeen } from "#server/events/seen";
import { createEventRows } from "./events.ts";
import { figuresOf } from "./figures.ts";
import { createFolded } from "./folded.ts";
import { createNames } from "./names.ts";
import { createNotes } from "./notes.ts";
import { createOutages } from "./outages.ts";
import { createQuarantine } from "./quarantine.ts";
import { type Limits, trimStep } from "./retention.ts";
import { retry } from "./retry.ts";
import { createTallies } from "./tallies.ts";
import type { Batch, Figures, Found, Place, Standing } from "./writer.ts";

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
  const folded = createFolded(db);
  const quarantine = createQuarantine(db, notes);
  const outages = createOutages(db);
  const doctorRows = db.prepare("SELECT name, report FROM doctor");
  const writeDoctor = db.prepare("INSERT OR REPLACE INTO doctor (name, report) VALUES (?, ?)");
  // Nobody is left who would end them.
  const leftOpen = outages.endOpen(notes.get<number>("alive_at"));
  let doctor = restoredDoctor();
  let seen = createSeen(recentIds());
  let place = notes.get<Place>("place");

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

  function transaction<T>(work: () => T): T {
    const before = folded.mark();
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
      folded.backTo(before);
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
    let lastKey = folded.lastKey();
    for (const entry of entries) {
      const event = take(entry, epoch);
      const key = event && rows.add(event, lastKey);
      if (!event || key === null) continue;
      events.push(event);
      lastKey = key;
    }
    folded.add(events, lastKey);
  }

  function writeDoctorRows(): void {
    for (const { name, report } of doctor.takeChanged()) writeDoctor.run(name, JSON.stringify(report));
  }

  return {
    find(): Omit<Found, "setAside"> {
      return {
        start: place && { place, state: toWire(folded.state()) },
        recentIds: recentIds(),
        aliveAt: notes.get<number>("alive_at"),
        leftOpen,
        quarantined: quarantine.count(),
      };
    },
    begin(start: { place: Place; state: WireState }): void {
      transaction(() => {
        folded.begin(start.place.cursor, start.state);
        notes.set("place", start.place);
      });
      place = start.place;
    },
    add(batch: Batch): Standing {
      transaction(() => {
        folded.putBeginBefore(batch.entries[0]?.id);
        // In small pieces: what lives for a moment only is cheap to be rid of.
        for (let from = 0; from < batch.entries.length; from += PIECE)
          takePiece(batch.entries.slice(from, from + PIECE), batch.place.cursor.epoch);
        rows.write();
        tallies.write();
        quarantine.write();
        writeDoctorRows();
        folded.saveWhenDue(batch.place.cursor);
        notes.set("place", batch.place);
      });
      place = batch.place;
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
      if (cursor && !folded.isSaved()) transaction(() => folded.save(cursor));
      db.close();
    },
    /** Lets go of a file that can't be written any more. */
    abandon: (): void => db.close(),
  };
}
