import { expect, test } from "vitest";
import { claimAt, roleOf } from "./roles.ts";

const VALUES = { viewer: ["look"], operator: ["work", "night shift"], admin: ["decide"] };

test.each([
  [["look"], "viewer"],
  [["look", "decide", "work"], "admin"],
  ["night shift", "operator"],
  [["else", 7, null], null],
  [[], null],
  [undefined, null],
  [{ decide: true }, null],
  ["decide ", null],
  ["viewer", null],
  ["DECIDE", null],
  [[["decide"]], null],
])("%j makes %j", (claim, role) => expect(roleOf(claim, VALUES)).toBe(role));

test("nothing makes an admin while nothing stands for one", () => {
  const none = { ...VALUES, admin: [] };
  expect(roleOf(["decide", "admin", "", undefined], none)).toBeNull();
});

test("a claim is found by its name, with dots in it or along them", () => {
  expect(claimAt({ "https://x.example/roles": ["a"] }, "https://x.example/roles")).toEqual(["a"]);
  expect(claimAt({ realm_access: { roles: ["a"] } }, "realm_access.roles")).toEqual(["a"]);
  for (const name of [
    "roles",
    "realm_access.none",
    "realm_access.roles.0.x",
    "__proto__",
    "constructor.name",
    "",
  ])
    expect(claimAt({ realm_access: { roles: ["a"] } }, name), name).toBeUndefined();
});
