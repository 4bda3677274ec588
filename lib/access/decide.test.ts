import { describe, expect, test } from "vitest";
import { type Decision, decide, type Need, type Principal, ROLES, type Role } from "./decide.ts";

const token = (role: Role, robots: string | null = null): Principal => ({
  kind: "token",
  id: "k",
  role,
  robots,
});
const NEEDS: Need[] = ["public", "viewer", "operator", "admin", "robot"];

test.each<[who: string, Principal, allowed: Need[], otherwise: Decision]>([
  ["everyone", { kind: "everyone" }, NEEDS, "allowed"],
  ["nobody", { kind: "nobody", invalid: null }, ["public"], "unauthorized"],
  ["a revoked one", { kind: "nobody", invalid: "revoked" }, ["public"], "unauthorized"],
  ["a viewer", token("viewer"), ["public", "viewer"], "forbidden"],
  ["an operator", token("operator"), ["public", "viewer", "operator", "robot"], "forbidden"],
  ["an admin", token("admin"), NEEDS, "forbidden"],
  ["a robot", token("robot", "r1"), ["public", "robot"], "forbidden"],
  [
    "a logged-in viewer",
    { kind: "user", name: "v", role: "viewer", sessionId: "s" },
    ["public", "viewer"],
    "forbidden",
  ],
])("%s is let in where it may, and nowhere else", (_who, who, allowed, otherwise) => {
  for (const needs of NEEDS)
    expect(decide(who, { needs, robotId: "r1" }), needs).toBe(
      allowed.includes(needs) ? "allowed" : otherwise,
    );
});

describe("a robot's token", () => {
  const speaks = (robots: string | null, robotId?: string) =>
    decide(token("robot", robots), { needs: "robot", ...(robotId !== undefined && { robotId }) });

  test.each([
    ["r1", "r1"],
    ["robot_*", "robot_001"],
    ["*", "anything at all"],
    ["a*c", "abc"],
  ])("for %s speaks for %s", (robots, id) => expect(speaks(robots, id)).toBe("allowed"));

  test.each([
    ["r1", "r2"],
    ["r1", "R1"],
    ["r1", "r11"],
    ["r1", "xr1"],
    ["robot_*", "arobot_1"],
    ["a*c", "abcd"],
    ["r.", "rx"],
    ["r1", undefined],
    [null, "r1"],
    [null, "null"],
    ["", "r1"],
  ])("for %s doesn't speak for %s", (robots, id) => expect(speaks(robots ?? null, id)).toBe("forbidden"));
});

test("an unknown role is let in nowhere but where everybody is", () => {
  for (const needs of ROLES)
    expect(decide(token("root" as Role), { needs, robotId: "r" }), needs).toBe("forbidden");
});
