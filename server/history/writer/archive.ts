import type { DatabaseSync } from "node:sqlite";
import { createDoctor } from "#lib/doctor/observe";
import { AppError } from "#lib/errors";
import { type DecodeOptions, decode } from "#lib/events/decode";
import type { StoredEvent } from "#lib/events/envelope";
import { toWire, type WireState } from "#lib/fold";
import type { Outage } from "#lib/history/outage";
import { streamIdSeconds } from "#lib/stream-id";
import type { Entry } from "#server/store/port";
import type { Packed } from "../states/along.ts";
import type { ReceivedBatch } from "./batch.ts";
import { createEventRows } from "./events.ts";
import { figuresOf } from "./figures.ts";
import { createLate } from "./late.ts";
import { createMentions } from "./mentions.ts";
import { createNames } from "./names.ts";
import { createNotes } from "./notes.ts";
import { createOutages } from "./outages.ts";
import { createPosition } from "./position.ts";
import { createQuarantine } from "./quarantine.ts";
import { createRecent } from "./recent.ts";
import { type Limits, trimStep } from "./retention.ts";
import { retry } from "./retry.ts";
import { createTallies } from "./tallies.ts";
import type { Figures, Found, Place, Standing } from "./writer.ts";

/** The open file: what comes in is decoded, put into rows, and looked at by the doctor, all in one transaction. */
export function createArchive(db: DatabaseSync, decodeOptions: DecodeOptions) {
  const names = createNames(db);
  const tallies = createTallies(db);
  const notes = createNotes(db);
  const mentions = createMentions(db);
  const rows = createEventRows(db, names, tallies, mentions);
  const late = createLate(db);
  const position = createPosition(db);
  const quarantine = createQuarantine(db, notes);
  const outages = createOutages(db);
  const recent = createRecent(db);
  const doctorRows = db.prepare("SELECT name, report FROM doctor");
  const writeDoctor = db.prepare("INSERT OR REPLACE INTO doctor (name, report) VALUES (?, ?)");
  // Nobody is left who would end them.
  const leftOpen = outages.endOpen(notes.get<number>("alive_at"));
  let doctor = restoredDoctor();
  let place = notes.get<Place>("place");

  function restoredDoctor() {
    return createDoctor(
      doctorRows
        .all()
        .map(({ name, report }) => ({ name: String(name), report: JSON.parse(String(report)) })),
    );
  }

  function transaction<T>(work: () => T): T {
    const before = position.mark();
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
      mentions.reset();
      tallies.forget();
      late.reset();
      quarantine.reset();
      position.backTo(before);
      doctor = restoredDoctor();
      recent.reset();
      throw error;
    }
  }

  function take(entry: Entry, epoch: string): StoredEvent | null {
    const receivedAt = streamIdSeconds(entry.id);
    const decoded = decode(entry, decodeOptions);
    if (decoded.kind === "event" && !recent.isNew(decoded.event.id)) {
      doctor.duplicate(decoded.event);
      return null;
    }
    doctor.observe(entry, decoded, receivedAt);
    if (decoded.kind === "event") {
      takeFromLate(decoded.event);
      return decoded.event;
    }
    quarantine.add(epoch, decoded.entry, receivedAt);
    return null;
  }

  /**
   * Its producer sent it again, well, after the damaged one was read after all. The one that comes now is what every
   * dashboard sees and every state is folded from: the other gives way.
   */
  function takeFromLate(event: StoredEvent): void {
    const key = late.find(event.id);
    if (key === null) return;
    rows.remove(key);
    late.remove(event.id);
    doctor.duplicate(event);
  }

  function takeAll({ entries, place: { cursor } }: ReceivedBatch): void {
    let lastKey = position.lastKey();
    const again: StoredEvent[] = [];
    for (const entry of entries) {
      const event = take(entry, cursor.epoch);
      if (!event) continue;
      const key = rows.add(event, lastKey);
      if (key !== null && key > lastKey) lastKey = key;
      else again.push(event);
    }
    position.reached(lastKey);
    position.beganWith(again);
  }

  /** The one before it may have failed while this one was on its way. */
  function refuseGap({ after }: ReceivedBatch): void {
    if (after === undefined) return;
    const at = place?.cursor;
    if (after?.epoch !== at?.epoch || after?.streamId !== at?.streamId)
      throw new AppError("history_unavailable", "What comes before these entries is not in the file");
  }

  function writeDoctorRows(): void {
    for (const { name, report } of doctor.takeChanged()) writeDoctor.run(name, JSON.stringify(report));
  }

  return {
    find(): Omit<Found, "setAside"> {
      return {
        start: place && { place, state: toWire(position.state()) },
        recentIds: recent.ids(),
        aliveAt: notes.get<number>("alive_at"),
        leftOpen,
        quarantined: quarantine.count(),
      };
    },
    begin(start: { place: Place; state: WireState }): void {
      transaction(() => {
        position.begin(start.place.cursor, start.state);
        notes.set("place", start.place);
      });
      const { epoch } = start.place.cursor;
      if (position.isPutBack() || place?.cursor.epoch !== epoch) recent.clear();
      place = start.place;
    },
    add(batch: ReceivedBatch): Standing {
      refuseGap(batch);
      transaction(() => {
        position.putBeginBefore(batch.first);
        takeAll(batch);
        rows.write();
        if (mentions.isDue()) mentions.step();
        tallies.write();
        quarantine.write();
        writeDoctorRows();
        notes.set("place", batch.place);
      });
      place = batch.place;
      return { quarantined: quarantine.count() };
    },
    putState: (packed: Packed): void => position.putState(packed),
    putOutage: (outage: Outage): void => outages.put(outage),
    alive: (at: number): void => notes.set("alive_at", at),
    settle(): void {
      // A commit with FULL syncs the write-ahead log, and so all that was committed before.
      db.exec("PRAGMA synchronous = FULL");
      try {
        notes.set("settled", place);
      } finally {
        db.exec("PRAGMA synchronous = NORMAL");
      }
    },
    trim(limits: Limits): { removed: number; more: boolean } {
      // A file that has both for a while is larger than it is going to be: nothing leaves for that.
      const bytes = mentions.hasOldIndexes() ? null : limits.bytes;
      const step = transaction(() => trimStep(db, { ...limits, bytes }));
      late.reset();
      if (!step.more && step.removed > 0) db.exec("PRAGMA incremental_vacuum(2000)");
      return step;
    },
    /** Makes one step's events found by what they mention; whether there are more. */
    fillMentions: (): { more: boolean } => transaction(mentions.step),
    figures: (): Figures => figuresOf(db),
    doctor: () => doctor.report(),
    quarantined: quarantine.count,
    newestQuarantined: quarantine.newest,
    retryQuarantined: (streamIds: string[] | null) =>
      transaction(() => {
        const outcome = retry(streamIds, {
          quarantine,
          rows,
          late,
          doctor,
          isThere: recent.lookup(),
          decodeOptions,
        });
        rows.write();
        tallies.write();
        quarantine.write();
        writeDoctorRows();
        return outcome;
      }),
    dropQuarantined: (streamIds: string[] | null): number =>
      transaction(() => {
        const dropped = streamIds
          ? streamIds.reduce((sum, id) => sum + quarantine.removeNamed(id), 0)
          : quarantine.removeAll();
        quarantine.write();
        return dropped;
      }),
    close(): void {
      db.close();
    },
    /** Lets go of a file that can't be written any more. */
    abandon: (): void => db.close(),
  };
}
