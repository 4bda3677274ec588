import fc from "fast-check";
import { expect, test } from "vitest";
import { BODY_BYTES, readJson } from "./body.ts";

/** A body of so many bytes, of characters of one to four bytes, in chunks of any size. */
const bodies = fc
  .record({
    over: fc.oneof(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -BODY_BYTES + 10, max: BODY_BYTES })),
    filler: fc.constantFrom("x", "ä", "€", "🤖"),
    chunk: fc.integer({ min: 1000, max: 70_001 }),
    announced: fc.boolean(),
  })
  .map(({ over, filler, ...how }) => {
    const room = BODY_BYTES + over - 2;
    const width = Buffer.byteLength(filler);
    const value = filler.repeat(Math.floor(room / width)) + "x".repeat(room % width);
    return { value, bytes: Buffer.from(JSON.stringify(value)), ...how };
  });

function requestOf({
  bytes,
  chunk,
  announced,
}: {
  bytes: Buffer;
  chunk: number;
  announced: boolean;
}): Request {
  const body = new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += chunk) controller.enqueue(bytes.subarray(at, at + chunk));
      controller.close();
    },
  });
  const headers = {
    "content-type": "application/json",
    ...(announced && { "content-length": `${bytes.length}` }),
  };
  const init = { method: "POST", headers, body, duplex: "half" };
  return new Request("http://localhost/", init as RequestInit);
}

test("a body is read as it is up to 256 KiB of bytes and refused above, however it comes", async () => {
  const seen = { read: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      const isTooLarge = body.bytes.length > BODY_BYTES;
      seen[isTooLarge ? "refused" : "read"]++;
      const outcome = await readJson(requestOf(body)).catch(({ code }: { code: string }) => ({ code }));
      // Not toEqual: a difference in a quarter of a megabyte is nothing to be printed.
      expect(isTooLarge ? JSON.stringify(outcome) === '{"code":"too_large"}' : outcome === body.value).toBe(
        true,
      );
    }),
    { numRuns: 100 },
  );
  expect(Math.min(seen.read, seen.refused)).toBeGreaterThan(10);
});
