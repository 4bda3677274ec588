import { expect, test } from "vitest";
import { countPlaywright, countVitest, sum } from "./counts.mjs";

const file = (name: string, status: string, tests: [status: string, fullName: string][]) => ({
  name,
  status,
  assertionResults: tests.map(([status, fullName]) => ({ status, fullName })),
});

test("vitest's tests are counted by what became of them", () => {
  const report = {
    testResults: [
      file("a.test.ts", "failed", [
        ["passed", "a holds"],
        ["failed", "b breaks"],
        ["pending", "c waits"],
        ["todo", "d is planned"],
      ]),
    ],
  };
  expect(countVitest(report)).toEqual({
    passed: 1,
    failed: ["b breaks"],
    skipped: ["c waits", "d is planned"],
  });
});

test("a file that could not be loaded counts as a failure", () => {
  expect(countVitest({ testResults: [file("broken.test.ts", "failed", [])] }).failed).toEqual([
    "broken.test.ts",
  ]);
});

test("Playwright's tests are counted in nested suites, once per project", () => {
  const spec = (title: string, ...tests: [status: string, projectName: string][]) => ({
    title,
    tests: tests.map(([status, projectName]) => ({ status, projectName })),
  });
  const report = {
    suites: [
      {
        title: "a.spec.ts",
        specs: [spec("opens", ["expected", "desktop"], ["unexpected", "phone"])],
        suites: [{ title: "inner", specs: [spec("rests", ["skipped", "desktop"])] }],
      },
    ],
  };
  expect(countPlaywright(report)).toEqual({
    passed: 1,
    failed: ["[phone] a.spec.ts › opens"],
    skipped: ["[desktop] a.spec.ts › inner › rests"],
  });
});

test("a test that passed only at a second try has failed", () => {
  const flaky = { title: "blinks", tests: [{ status: "flaky", projectName: "desktop" }] };
  expect(countPlaywright({ suites: [{ title: "a.spec.ts", specs: [flaky] }] }).failed).toHaveLength(1);
});

test("counts of several stages add up", () => {
  const one = { passed: 2, failed: ["x"], skipped: [] };
  expect(sum([one, { passed: 1, failed: [], skipped: ["y"] }])).toEqual({
    passed: 3,
    failed: ["x"],
    skipped: ["y"],
  });
});
