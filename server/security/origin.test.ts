import { expect, test } from "vitest";
import { createOriginCheck, crossSiteProblem } from "./origin.ts";

const check = createOriginCheck(["dash.example"]);

test.each([
  [{ host: "localhost:3000" }],
  [{ host: "127.0.0.1:3000", origin: "http://127.0.0.1:3000" }],
  [{ host: "[::1]:3000", origin: "http://[::1]:3000" }],
  [{ host: "DASH.example", origin: "https://dash.example" }],
])("%j passes", (headers) => {
  expect(check(headers)).toBeNull();
});

test.each([
  [{}],
  [{ host: "evil.example" }],
  [{ host: "localhost.evil.example:3000" }],
  [{ host: "localhost:3000", origin: "http://evil.example" }],
  [{ host: "localhost:3000", origin: "http://localhost:3001" }],
  [{ host: "localhost:3000", origin: "http://localhost:3000.evil.example" }],
  [{ host: "localhost:3000", origin: "null" }],
])("%j is refused", (headers) => {
  expect(check(headers)).toEqual(expect.any(String));
});

test("a browser's write from another site is refused, a program's and our own page's are not", () => {
  expect(crossSiteProblem("POST", { "sec-fetch-site": "cross-site" })).toEqual(expect.any(String));
  expect(crossSiteProblem("POST", { "sec-fetch-site": "same-site" })).toEqual(expect.any(String));
  expect(crossSiteProblem("POST", { "sec-fetch-site": "same-origin" })).toBeNull();
  expect(crossSiteProblem("POST", {})).toBeNull();
  expect(crossSiteProblem("GET", { "sec-fetch-site": "cross-site" })).toBeNull();
});
