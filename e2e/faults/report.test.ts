import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Report, reliabilityTable, withTable } from "./report.ts";
import { SCENARIOS } from "./scenarios/index.ts";

const report: Report = JSON.parse(readFileSync(new URL("report.json", import.meta.url), "utf8"));
const ids = SCENARIOS.map(({ id }) => id);

test("every scenario's file is in the list, in order", () => {
  const files = readdirSync(new URL("./scenarios/", import.meta.url)).filter((name) =>
    /^s\d\d(\.\d)?-/.test(name),
  );
  expect(ids).toEqual(files.map((name) => name.split("-")[0]?.toUpperCase()));
});

test("the published report tells of scenarios that there are, and the README has its table", () => {
  expect(ids).toEqual(expect.arrayContaining(report.results.map(({ id }) => id)));
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  expect(readme).toBe(withTable(readme, reliabilityTable(SCENARIOS, report)));
});
