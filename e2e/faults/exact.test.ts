import { expect, test } from "vitest";
import { compare, type Told } from "./exact.ts";

const STREAM = ["1-0", "2-0", "3-0", "4-0", "5-0"];
const exact = { missing: 0, twice: 0, outOfOrder: 0, untold: 0 };
const picture = (at: string): Told => ({ kind: "snapshot", at });
const events = (...ids: string[]): Told => ({ kind: "events", ids });
const gap: Told = { kind: "gap", from: "2-0", to: "4-0", reason: "trimmed" };
const anew: Told = { kind: "gap", from: "9-0", to: "0-0", reason: "epoch" };

test.each<[string, Told[], object]>([
  ["all of it after a picture", [picture("1-0"), events("2-0", "3-0"), events("4-0", "5-0")], {}],
  ["a gap and a picture instead of events", [picture("1-0"), events("2-0"), gap, picture("5-0")], {}],
  [
    "the same place pictured again",
    [picture("1-0"), events("2-0"), picture("2-0"), events("3-0", "4-0", "5-0")],
    {},
  ],
  [
    "another stream that begins as the old one did",
    [picture("1-0"), events("2-0", "3-0", "9-0"), anew, picture("0-0"), events(...STREAM)],
    {},
  ],
  ["one left out", [picture("1-0"), events("2-0", "4-0", "5-0")], { missing: 1 }],
  ["the end left out", [picture("1-0"), events("2-0")], { missing: 3 }],
  ["nothing at all", [], { missing: 5 }],
  ["one twice", [picture("1-0"), events("2-0", "2-0", "3-0", "4-0", "5-0")], { twice: 1, outOfOrder: 1 }],
  [
    "one twice over a gap in the same stream",
    [picture("1-0"), events("2-0", "3-0"), gap, picture("2-0"), events("3-0", "4-0", "5-0")],
    { twice: 1 },
  ],
  ["two exchanged", [picture("1-0"), events("3-0", "2-0", "4-0", "5-0")], { missing: 1, outOfOrder: 1 }],
  ["a picture that jumps in silence", [picture("1-0"), events("2-0"), picture("5-0")], { untold: 1 }],
])("%s", (_what, told, wrong) => {
  expect(compare(told, STREAM)).toEqual({ ...exact, ...wrong });
});
