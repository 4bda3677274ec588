/**
 * @typedef {{ passed: number, failed: string[], skipped: string[] }} Counts failed and skipped by name
 * @typedef {{ status: string, fullName: string }} VitestTest
 * @typedef {{ name: string, status: string, message?: string, assertionResults: VitestTest[] }} VitestFile
 * @typedef {{ title: string, suites?: PlaywrightSuite[], specs?: PlaywrightSpec[] }} PlaywrightSuite
 * @typedef {{ title: string, tests: { status: string, projectName: string }[] }} PlaywrightSpec
 */

/** @returns {Counts} */
export const noTests = () => ({ passed: 0, failed: [], skipped: [] });

/** Of vitest's JSON report. @param {{ testResults: VitestFile[] }} report @returns {Counts} */
export function countVitest({ testResults }) {
  const counts = noTests();
  for (const file of testResults) {
    for (const test of file.assertionResults) {
      if (test.status === "passed") counts.passed += 1;
      else (test.status === "failed" ? counts.failed : counts.skipped).push(test.fullName);
    }
    // A file that can't be loaded has no tests to report, and must not pass for an empty one.
    const blamed = file.assertionResults.some((test) => test.status === "failed");
    if (file.status === "failed" && !blamed) counts.failed.push(file.name);
  }
  return counts;
}

/** Of Playwright's JSON report. @param {{ suites: PlaywrightSuite[] }} report @returns {Counts} */
export function countPlaywright({ suites }) {
  const counts = noTests();
  for (const { name, status } of suites.flatMap((suite) => testsOf(suite, []))) {
    if (status === "expected") counts.passed += 1;
    else (status === "skipped" ? counts.skipped : counts.failed).push(name);
  }
  return counts;
}

/**
 * @param {PlaywrightSuite} suite @param {string[]} above
 * @returns {{ name: string, status: string }[]}
 */
function testsOf(suite, above) {
  const path = [...above, suite.title];
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map(({ status, projectName }) => ({
      name: `[${projectName}] ${[...path, spec.title].join(" › ")}`,
      status,
    })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => testsOf(inner, path))];
}

/** @param {Counts[]} all @returns {Counts} */
export const sum = (all) => ({
  passed: all.reduce((total, { passed }) => total + passed, 0),
  failed: all.flatMap(({ failed }) => failed),
  skipped: all.flatMap(({ skipped }) => skipped),
});
