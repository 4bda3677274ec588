import { expect, test } from "vitest";
import type { Outage } from "#lib/history/outage";
import { createAbsences } from "./absences.ts";

const leftOpen: Outage = {
  id: "left",
  cause: "store_down",
  from: 100,
  to: 160,
  filled: false,
  recovered: 0,
  missing: null,
};
const ownOutage: Outage = { ...leftOpen, id: "own", cause: "server_down", from: 160, to: 200 };

function absences(own: Outage | null) {
  const told: Outage[] = [];
  const tell = (outage: Outage) => void told.push(outage);
  return { told, ...createAbsences({ ownOutage: own, leftOpen: [leftOpen], tell, now: () => 200_000 }) };
}

test("an outage that a crash left open is filled when the log goes on without a gap", () => {
  const { told, wasRead } = absences(null);
  wasRead();
  wasRead();
  expect(told).toEqual([{ ...leftOpen, filled: true, missing: 0 }]);
});

test("where something is missing, the server's own absence counts it, and the other claims nothing", () => {
  const { told, lost } = absences(ownOutage);
  const cursor = (streamId: string) => ({ epoch: "e", streamId, eventId: null });
  lost(cursor("100000-0"), cursor("190000-0"), "trimmed", { filled: false, recovered: 2, missing: 7 });
  expect(told).toEqual([{ ...ownOutage, recovered: 2, missing: 7 }]);
});
