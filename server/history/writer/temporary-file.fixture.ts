import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach } from "vitest";
import { emptyState, toWire } from "#lib/fold";
import { createWriter, type WriterMethods } from "./writer.ts";

export const placeOf = (streamId: string) => ({
  cursor: { epoch: "e", streamId, eventId: null },
  ordinal: null,
});

/** For each test of a file a history's file of its own, whose writers are closed and which is removed afterwards. */
export function temporaryFile() {
  let dir: string;
  let writers: WriterMethods[];
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "brainwave-history-"));
    writers = [];
  });
  afterEach(() => {
    for (const writer of writers) writer.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const file = () => join(dir, "history.sqlite");

  function opened(): WriterMethods {
    const writer = createWriter({ file: file(), decodeOptions: {} });
    writers.push(writer);
    writer.find();
    return writer;
  }

  return {
    file,
    opened,
    begun(): WriterMethods {
      const writer = opened();
      writer.begin({ place: placeOf("0-0"), state: toWire(emptyState) });
      return writer;
    },
    /** Past the writers. */
    inFile<T>(work: (db: DatabaseSync) => T): T {
      const db = new DatabaseSync(file());
      try {
        return work(db);
      } finally {
        db.close();
      }
    },
  };
}
