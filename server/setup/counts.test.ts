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
    failed: [{ name: "b breaks", why: "" }],
    skipped: ["c waits", "d is planned"],
  });
});

test("a file that could not be loaded counts as a failure", () => {
  const broken = { ...file("broken.test.ts", "failed", []), message: "Cannot find x" };
  expect(countVitest({ testResults: [broken] }).failed).toEqual([
    { name: "broken.test.ts", why: "Cannot find x" },
  ]);
});

test("a failure says why, without colours and at no great length", () => {
  const why = ["\u001b[31mexpected\u001b[39m 1", ...Array.from({ length: 50 }, (_, n) => `line ${n}`)].join(
    "\n",
  );
  const test = { status: "failed", fullName: "a breaks", failureMessages: [why] };
  const [told] = countVitest({
    testResults: [{ name: "a", status: "failed", assertionResults: [test] }],
  }).failed;
  expect(told?.why).toMatch(/^expected 1\nline 0\n/);
  expect(told?.why.split("\n")).toHaveLength(20);
  const tests = [
    { status: "unexpected", projectName: "desktop", results: [{ errors: [{ message: "not visible" }] }] },
  ];
  const suites = [{ title: "a.spec.ts", specs: [{ title: "opens", tests }] }];
  expect(countPlaywright({ suites }).failed[0]?.why).toBe("not visible");
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
    failed: [{ name: "[phone] a.spec.ts › opens", why: "" }],
    skipped: ["[desktop] a.spec.ts › inner › rests"],
  });
});

test("a test that passed only at a second try has failed", () => {
  const flaky = { title: "blinks", tests: [{ status: "flaky", projectName: "desktop" }] };
  expect(countPlaywright({ suites: [{ title: "a.spec.ts", specs: [flaky] }] }).failed).toHaveLength(1);
});

test("counts of several stages add up", () => {
  const failed = [{ name: "x", why: "because" }];
  const one = { passed: 2, failed, skipped: [] };
  expect(sum([one, { passed: 1, failed: [], skipped: ["y"] }])).toEqual({
    passed: 3,
    failed,
    skipped: ["y"],
  });
});
