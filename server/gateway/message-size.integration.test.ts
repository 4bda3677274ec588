import { once } from "node:events";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { MESSAGE_BYTES } from "#server/security/limits";
import { startDoors, type TestDoors } from "#server/security/test-doors.fixture";

let doors: TestDoors;
beforeAll(async () => {
  doors = await startDoors({ required: false });
});
afterAll(() => doors.close());

/** What becomes of one message on a connection of its own: answered, or the code with which that is closed. */
async function outcomeOf(message: string): Promise<string> {
  const socket = new WebSocket(`${doors.url.replace("http", "ws")}/api/telemetry/ws/robot_a`);
  await once(socket, "open");
  socket.send(message);
  const answered = once(socket, "message").then(() => "answered");
  const outcome = await Promise.race([answered, once(socket, "close").then(([code]) => String(code))]);
  socket.terminate();
  return outcome;
}

test("a robot's message is answered up to 64 KiB of bytes, and ends the connection with 1009 above", async () => {
  const sizes = fc.oneof(
    fc.integer({ min: -4, max: 4 }),
    fc.integer({ min: -MESSAGE_BYTES + 10, max: 4 * MESSAGE_BYTES }),
  );
  await fc.assert(
    fc.asyncProperty(sizes, fc.constantFrom("x", "ä", "€", "🤖"), async (over, filler) => {
      const bytes = MESSAGE_BYTES + over;
      const width = Buffer.byteLength(filler);
      const message = filler.repeat(Math.floor(bytes / width)) + "x".repeat(bytes % width);
      expect(await outcomeOf(message)).toBe(over > 0 ? "1009" : "answered");
    }),
    { numRuns: 60 },
  );
});
