import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEvent } from "#lib/events/create";
import { toFields } from "#lib/events/fields";
import { fold, fromWire, toWire } from "#lib/fold";
import { CapsuleQuery } from "#lib/history/api";
import { type Capsule, readCapsule } from "#lib/history/capsule";
import { streamIdSeconds } from "#lib/stream-id";
import { CAPSULE_EVENTS, makeCapsule } from "./capsule.ts";
import type { HistoryReader } from "./port.ts";
import { createReader } from "./reader/index.ts";
import { type Past, START_MS, writePast } from "./reader/past.fixture.ts";

const outage = {
  id: "o1",
  cause: "store_down",
  from: START_MS / 1000 + 300,
  to: START_MS / 1000 + 310,
  filled: true,
  recovered: 0,
  missing: null,
} as const;
const window = { from: String(START_MS / 1000 + 200), to: String(START_MS / 1000 + 900) };

let past: Past;
let reader: HistoryReader;
beforeAll(() => {
  past = writePast({ events: 2000, stateEvery: 150, outages: [outage] });
  reader = createReader({ file: past.file });
});
afterAll(async () => {
  await reader.close();
  past.remove();
});

describe("a capsule", () => {
  test("has the window's events and the state just before them", async () => {
    const capsule = await made({ ...window, notes: "Two robots dropped." });
    const inside = past.events.filter(({ stream_id }) => {
      const at = streamIdSeconds(stream_id);
      return at >= Number(window.from) && at < Number(window.to);
    });
    expect(capsule.events).toEqual(inside);
    expect(capsule.outages).toEqual([outage]);
    expect(capsule).toMatchObject({
      epoch: "epoch-1",
      notes: "Two robots dropped.",
      made_at: 2000,
      redacted: [],
    });
    const end = await reader.stateAt({ streamId: inside.at(-1)?.stream_id ?? "" });
    expect(toWire(fold(fromWire(capsule.base), capsule.events))).toEqual(end?.state);
  });

  test("tells what fired at its end", async () => {
    const own = writePast({ events: 20 });
    const firedAt = START_MS / 1000 + 60;
    const fired = createEvent(
      "alert.fired",
      {
        alert_id: "low",
        rule_id: "battery_low",
        kind: "battery_low",
        severity: "warning",
        subject: { kind: "robot", id: "robot_low" },
        since: firedAt,
        fired_at: firedAt,
        value: 5,
        threshold: 20,
        worst: 5,
        flaps: 0,
        shown_by: null,
      },
      firedAt,
    );
    own.add([{ id: `${firedAt * 1000}-0`, fields: toFields(fired) }]);
    const ofOwn = createReader({ file: own.file });
    const { alerts } = await made({ from: window.from, to: window.to }, ofOwn);
    expect(alerts).toMatchObject([
      { subject: "robot_low", words: "Battery 5 %, below 20 %", since: firedAt },
    ]);
    await ofOwn.close();
    own.remove();
  });

  test("has nothing left of what was to be taken out", async () => {
    const told = JSON.stringify(await made({ ...window, redact: "error_message, robot_id,title" }));
    for (const secret of ["100%_no", "robot_0", "Ünïcode"]) expect(told).not.toContain(secret);
    expect(JSON.stringify(await made(window))).toContain("100%_no");
  });

  test("of a time before everything begins with the first state that is known", async () => {
    const capsule = await made({ from: "1", to: window.from });
    expect(toWire(fold(fromWire(capsule.base), capsule.events))).toEqual(
      (await reader.stateAt({ seconds: Number(window.from) - 0.001 }))?.state,
    );
  });

  test.each([CAPSULE_EVENTS + 1, null])(
    "of %s events is refused: a shorter window is wanted",
    async (count) => {
      const crowded: HistoryReader = { ...reader, count: async () => count };
      await expect(made(window, crowded)).rejects.toMatchObject({
        code: "too_large",
        message: expect.stringContaining("shorter"),
      });
    },
  );

  test("of a window that ends before it begins is refused", async () => {
    await expect(made({ from: window.to, to: window.from })).rejects.toMatchObject({ code: "invalid" });
  });
});

async function made(query: Record<string, string>, from = reader): Promise<Capsule> {
  const parts = { reader: from, intervalSeconds: 30, now: () => 2_000_000 };
  const read = readCapsule(await (await makeCapsule(parts, CapsuleQuery.parse(query))).text());
  if (read.kind === "problem") throw new Error(read.message);
  return read.capsule;
}
