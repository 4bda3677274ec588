import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { accessTable, everyDoor } from "./access-table.ts";

test("SECURITY.md has the table of every door as the code has it: npx node server/docs/write-access-table.ts", () => {
  expect(readFileSync("SECURITY.md", "utf8")).toContain(`<!-- table -->\n${accessTable()}\n<!-- /table -->`);
});

test("only what must be is open to everybody", () => {
  const open = everyDoor().filter(({ action }) => action.needs === "public");
  expect(open.map(({ name }) => name)).toEqual([
    "POST /api/access/login",
    "GET /api/access/oidc",
    "GET /api/access/oidc/callback",
    "POST /api/access/setup",
    "GET /api/health",
    "GET /openapi.json",
    "/login",
    "/setup",
  ]);
});

test("what changes something asks for more than looking, but for one's own account", () => {
  const writes = everyDoor().filter(
    ({ name, action }) => /^(POST|PUT|PATCH|DELETE) /.test(name) && action.needs === "viewer",
  );
  expect(writes.map(({ name }) => name)).toEqual(["POST /api/access/logout", "POST /api/access/password"]);
});
