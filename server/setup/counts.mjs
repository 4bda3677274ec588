import { stripVTControlCharacters } from "node:util";

/**
 * @typedef {{ name: string, why: string }} Failure
 * @typedef {{ passed: number, failed: Failure[], skipped: string[] }} Counts skipped by name
 * @typedef {{ status: string, fullName: string, failureMessages?: string[] }} VitestTest
 * @typedef {{ name: string, status: string, message?: string, assertionResults: VitestTest[] }} VitestFile
 * @typedef {{ title: string, suites?: PlaywrightSuite[], specs?: PlaywrightSpec[] }} PlaywrightSuite
 * @typedef {{ title: string, tests: PlaywrightTest[] }} PlaywrightSpec
 * @typedef {{ status: string, projectName: string, results?: { errors?: { message?: string }[] }[] }} PlaywrightTest
 */

/** Lines of a failure that are told again at the end. */
const TOLD_LINES = 20;

/** @returns {Counts} */
export const noTests = () => ({ passed: 0, failed: [], skipped: [] });

/** Of vitest's JSON report. @param {{ testResults: VitestFile[] }} report @returns {Counts} */
export function countVitest({ testResults }) {
  const counts = noTests();
  for (const file of testResults) {
    for (const test of file.assertionResults) {
      if (test.status === "passed") counts.passed += 1;
      else if (test.status === "failed") counts.failed.push(failure(test.fullName, test.failureMessages));
      else counts.skipped.push(test.fullName);
    }
    // A file that can't be loaded has no tests to report, and must not pass for an empty one.
    const blamed = file.assertionResults.some((test) => test.status === "failed");
    if (file.status === "failed" && !blamed) counts.failed.push(failure(file.name, [file.message]));
  }
  return counts;
}

/** Of Playwright's JSON report. @param {{ suites: PlaywrightSuite[] }} report @returns {Counts} */
export function countPlaywright({ suites }) {
  const counts = noTests();
  for (const { name, status, results = [] } of suites.flatMap((suite) => testsOf(suite, []))) {
    if (status === "expected") counts.passed += 1;
    else if (status === "skipped") counts.skipped.push(name);
    else
      counts.failed.push(
        failure(
          name,
          results.flatMap(({ errors = [] }) => errors.map(({ message }) => message)),
        ),
      );
  }
  return counts;
}

/**
 * @param {PlaywrightSuite} suite @param {string[]} above
 * @returns {(PlaywrightTest & { name: string })[]}
 */
function testsOf(suite, above) {
  const path = [...above, suite.title];
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map((test) => ({
      ...test,
      name: `[${test.projectName}] ${[...path, spec.title].join(" › ")}`,
    })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => testsOf(inner, path))];
}

/** @param {string} name @param {(string | undefined)[]} messages @returns {Failure} */
const failure = (name, messages = []) => ({
  name,
  why: stripVTControlCharacters(messages.filter(Boolean).join("\n"))
    .split("\n")
    .slice(0, TOLD_LINES)
    .join("\n"),
});

/** @param {Counts[]} all @returns {Counts} */
export const sum = (all) => ({
  passed: all.reduce((total, { passed }) => total + passed, 0),
  failed: all.flatMap(({ failed }) => failed),
  skipped: all.flatMap(({ skipped }) => skipped),
});
