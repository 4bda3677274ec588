import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { curlOfEvent, curlOfFilter, redisCliOf } from "./copies.ts";

const ORIGIN = "http://127.0.0.1:3000";
/** The arguments that a real shell makes of a command. */
const wordsOf = (command: string): string[] =>
  execFileSync("sh", ["-c", `printf '%s\\n' ${command}`], { encoding: "utf8" })
    .trimEnd()
    .split("\n");

test("an event is one request", () => {
  expect(wordsOf(curlOfEvent(ORIGIN, "5-1"))).toEqual(["curl", "http://127.0.0.1:3000/api/events/5-1"]);
});

test("a shell takes a filter as it is, quotes and all", () => {
  const query = `reason:"it's $HOME; \`rm\` \\"x\\"" & | duration_ms>5`;
  const [curl, url = "", ...more] = wordsOf(
    curlOfFilter(ORIGIN, { query, from: 1_767_225_600, to: null, order: "oldest" }),
  );
  expect([curl, more]).toEqual(["curl", []]);
  expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
    format: "ndjson",
    query,
    order: "oldest",
    after: "2026-01-01T00:00:00.000Z",
  });
});

test("the entry in Redis is named by its stream id", () => {
  expect(redisCliOf("5-1")).toBe("redis-cli XRANGE brain:events:stream 5-1 5-1");
});
