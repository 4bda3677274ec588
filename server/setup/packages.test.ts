import { expect, test } from "vitest";
import { planFor } from "./packages.mjs";

const machine = (manager: string, isUbuntu = false) => ({
  isOnPath: (command: string) => command === manager,
  isUbuntu,
});

test("Debian installs what is missing and nothing else", () => {
  expect(planFor(["redis-server"], machine("apt-get"))).toEqual([
    { command: "apt-get update", asRoot: true },
    { command: "apt-get install -y --no-install-recommends redis-server", asRoot: true },
  ]);
});

test("Python's packages come from the system where it has them, else into a place of their own", () => {
  const commands = (manager: string, isUbuntu = false) =>
    planFor(["python"], machine(manager, isUbuntu))?.map(({ command }) => command);
  const debian =
    "apt-get install -y --no-install-recommends python3-socketio python3-requests python3-websocket python3-websockets";
  expect(commands("apt-get")).toEqual(["apt-get update", debian]);
  expect(commands("apt-get", true)).toEqual(["apt-get update", debian]);
  expect(commands("brew")).toEqual([
    "python3 -m venv node_modules/.cache/python",
    "node_modules/.cache/python/bin/python3 -m pip install --quiet python-socketio[client] websockets",
  ]);
});

test("Ubuntu doesn't get the chromium package, which is a snap", () => {
  const commands = planFor(["redis-server", "chromium"], machine("apt-get", true))?.map(
    ({ command }) => command,
  );
  expect(commands?.join("\n")).not.toMatch(/apt-get install.*chromium/);
  expect(commands).toContain("npx playwright install chromium");
});

test("other systems call Redis by its other name", () => {
  expect(planFor(["redis-server", "chromium"], machine("dnf"))?.[0]?.command).toBe(
    "dnf install -y redis chromium",
  );
  expect(planFor(["redis-server"], machine("brew"))).toEqual([
    { command: "brew install redis", asRoot: false },
  ]);
});

test("a machine without a known package manager gets no plan", () => {
  expect(planFor(["chromium"], machine("none"))).toBeNull();
});
