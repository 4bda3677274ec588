import fc from "fast-check";
import { expect, test } from "vitest";
import { momentText, parseMoment } from "./moment.ts";

test("a moment comes back from its address exactly", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), (ms) => {
      const moment = { seconds: ms / 1000 };
      expect(parseMoment(momentText(moment))).toEqual(moment);
    }),
  );
  const place = { streamId: "1767225600000-12" };
  expect(parseMoment(momentText(place))).toEqual(place);
});

test("an address is read as a person writes it", () => {
  expect(parseMoment("2026-01-01T00:00:10Z")).toEqual({ seconds: 1_767_225_610 });
  expect(parseMoment("1767225610")).toEqual({ seconds: 1_767_225_610 });
  expect(momentText({ seconds: 1_767_225_610.25 })).toBe("2026-01-01T00:00:10.250Z");
});

test.each([null, "", "yesterday", "12-"])("%j is no moment", (text) => {
  expect(parseMoment(text)).toBeNull();
});
