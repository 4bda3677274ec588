import { expect, test } from "vitest";
import { nextPlace } from "./next-place.ts";

test("leads back to where one wanted to go", () => {
  expect(nextPlace("/events?query=a:b#x")).toBe("/events?query=a:b#x");
  expect(nextPlace(null)).toBe("/");
});

test.each([
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "https://evil.example/",
  "javascript:alert(1)",
  "/\t/evil.example",
  "evil.example",
  "",
  "/..//evil.example",
  "/.//evil.example",
])("%j leads nowhere else", (next) => {
  const place = nextPlace(next);
  expect(new URL(place, "http://localhost:3000").origin).toBe("http://localhost:3000");
  expect(place).toMatch(/^\/(?!\/)/);
});
