import { expect, test } from "vitest";
import { allOutages, OUTAGES_TOLD, outageWords } from "./outage.ts";

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

test("all outages of a window are told, however many there are, each once", async () => {
  const count = 2 * OUTAGES_TOLD + 100;
  const kept = Array.from({ length: count }, (_, place) => ({
    id: `o${place}`,
    from: Math.floor(place / 2),
  }));
  const tell = async (to: number | null) =>
    kept.filter(({ from }) => to === null || from <= to).slice(-OUTAGES_TOLD);
  expect(await allOutages(null, tell)).toEqual(kept);
});

test("more outages of one moment than one answer holds end the question", async () => {
  const kept = Array.from({ length: OUTAGES_TOLD + 1 }, (_, place) => ({ id: `o${place}`, from: 7 }));
  expect(await allOutages(null, async () => kept.slice(-OUTAGES_TOLD))).toHaveLength(OUTAGES_TOLD);
});
