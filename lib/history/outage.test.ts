import { expect, test } from "vitest";
import { outageWords } from "./outage.ts";

const outage = {
  id: "o",
  cause: "server_down",
  from: 1,
  to: 2,
  filled: false,
  recovered: 0,
  missing: 0,
} as const;

test("what became of an outage is told with its number", () => {
  expect(outageWords({ ...outage, missing: 20_000 })).toBe(
    "Brainwave was not running; 20,000 events are missing",
  );
  expect(outageWords({ ...outage, missing: 1 })).toBe("Brainwave was not running; 1 event is missing");
  expect(outageWords({ ...outage, filled: true, recovered: 20_000 })).toBe(
    "Brainwave was not running; 20,000 events came from the daily log",
  );
  expect(outageWords({ ...outage, filled: true, recovered: 1 })).toBe(
    "Brainwave was not running; 1 event came from the daily log",
  );
});
