import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EventsRequest } from "#lib/events/api";
import { openStore } from "#server/store/open";
import { createEventsService } from "./service.ts";

const forged = { type: "access.login", source: "x", payload: { user: "ada", at: 1 } };

test.each([
  ["plainly", forged],
  ["under a name of its own", { ...forged, type: "access.made_up", payload: {} }],
  ["wrapped in another event", { type: "system.alert", source: "x", payload: { id: "i", ...forged } }],
  [
    "wrapped flat",
    {
      type: "system.alert",
      source: "x",
      payload: { ...forged.payload, type: "access.login", id: "i", source: "x" },
    },
  ],
  ["among others", [{ type: "a.b", source: "x", payload: {} }, forged]],
])("the audit trail can't be written over HTTP %s", async (_how, body) => {
  const dataDir = mkdtempSync(join(tmpdir(), "brainwave-audit-"));
  const store = await openStore({ dataDir });
  try {
    const events = createEventsService({
      log: store.log,
      decodeOptions: {},
      listFromHistory: async () => ({ events: [], next: null }),
    });
    await expect(events.append(EventsRequest.parse(body))).rejects.toMatchObject({ code: "invalid" });
    expect(await store.log.range("events", { limit: 10 })).toEqual([]);
  } finally {
    await store.close();
    rmSync(dataDir, { recursive: true });
  }
});
