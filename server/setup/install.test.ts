import { expect, test } from "vitest";
import { matches } from "./install.mjs";

const locked = {
  "": {},
  "node_modules/next": { version: "16.4.5", integrity: "sha512-a" },
  "node_modules/swc-linux": { version: "1.0.0", integrity: "sha512-b", optional: true, os: ["linux"] },
  "node_modules/swc-mac": { version: "1.0.0", integrity: "sha512-c", optional: true, os: ["darwin"] },
};
const { "node_modules/next": next, "node_modules/swc-linux": swcLinux } = locked;
const installed = { "node_modules/next": next, "node_modules/swc-linux": swcLinux };

test("an install without the optional packages of other systems is complete", () => {
  expect(matches(locked, installed, "linux")).toBe(true);
});

test("a package that is missing, of another version or of another content asks for an install", () => {
  expect(matches(locked, { "node_modules/swc-linux": swcLinux }, "linux")).toBe(false);
  const older = { ...installed, "node_modules/next": { ...next, version: "16.4.4" } };
  expect(matches(locked, older, "linux")).toBe(false);
  const other = { ...installed, "node_modules/next": { ...next, integrity: "sha512-z" } };
  expect(matches(locked, other, "linux")).toBe(false);
});

test("a package that was removed from the lock asks for an install", () => {
  expect(matches(locked, { ...installed, "node_modules/left": { version: "1.0.0" } }, "linux")).toBe(false);
});

test("a folder that was installed on another system asks for an install", () => {
  expect(matches(locked, installed, "darwin")).toBe(false);
});

test("a package that excludes some systems is no reason to install on the others", () => {
  const picky = { "node_modules/picky": { version: "1.0.0", os: ["!win32"] } };
  expect(matches(picky, picky, "linux")).toBe(true);
  expect(matches(picky, picky, "win32")).toBe(false);
});
