import { expect, test } from "vitest";
import { keptOf, withKept } from "./kept-params.ts";

const AT = new URLSearchParams("at=2026-01-01T00:00:10.250Z&agent=a&span=1h");

test.each([
  ["/robots", "/robots?at=2026-01-01T00%3A00%3A10.250Z&span=1h"],
  ["/robots?robot=a%20b", "/robots?robot=a+b&at=2026-01-01T00%3A00%3A10.250Z&span=1h"],
  ["/events?event=1-0#top", "/events?event=1-0&at=2026-01-01T00%3A00%3A10.250Z&span=1h#top"],
  ["/events?at=1-0", "/events?at=1-0&span=1h"],
  ["#content", "#content"],
  ["https://example.org/", "https://example.org/"],
  ["/api/events", "/api/events"],
])("a link to %s leads to the same moment", (href, kept) => {
  expect(withKept(href, keptOf(AT))).toBe(kept);
});

test("in the present links stay as they are", () => {
  expect(withKept("/robots?robot=a%20b", keptOf(new URLSearchParams("agent=a")))).toBe("/robots?robot=a%20b");
});
