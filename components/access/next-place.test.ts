import { expect, test } from "vitest";
import { nextPlace } from "./next-place.ts";

const of = (next: string) => nextPlace(`?next=${encodeURIComponent(next)}`);

test("leads back to where one wanted to go", () => {
  expect(of("/events?query=a:b#x")).toBe("/events?query=a:b#x");
  expect(nextPlace("")).toBe("/");
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
  const place = of(next);
  expect(new URL(place, "http://localhost:3000").origin).toBe("http://localhost:3000");
  expect(place).toMatch(/^\/(?!\/)/);
});
