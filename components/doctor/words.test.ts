import { describe, expect, test } from "vitest";
import type { Skew } from "#lib/doctor/report";
import { retryWords } from "./use-actions.ts";
import { overall, skewSentence, skewWords } from "./words.ts";

const skew = (change: Partial<Skew>): Skew => ({
  count: 100,
  median: -0.01,
  min: -0.02,
  max: 0.5,
  ahead: 0,
  behind: 0,
  ...change,
});

describe("clocks", () => {
  test.each<[Partial<Skew>, string]>([
    [{}, "in step"],
    [{ median: 0.999 }, "in step"],
    [{ median: -125 }, "2 m 05 s behind"],
    [{ median: 3600 }, "1 h 00 m ahead"],
    [{ ahead: 3, behind: 1 }, "4 % far off"],
    [{ count: 1000, behind: 5 }, "in step"],
  ])("%j is %s", (change, words) => {
    expect(skewWords(skew(change))).toBe(words);
  });

  test("the whole of it is told in sentences", () => {
    expect(skewSentence(skew({}))).toBe(
      "Event times and the stream's own are in step, between −20 ms and +500 ms.",
    );
    expect(skewSentence(skew({ median: -125, min: -300, behind: 60 }))).toBe(
      "Half of the event times are 2 m 05 s or more behind the stream's own, all between −5 m 00 s and +500 ms. Of 100 events, 60 more than 60 s behind.",
    );
  });
});

describe("what came of a retry", () => {
  const problem = { stream_id: "1-0", field: "payload", reason: "is not JSON" };
  test.each([
    [{ retried: 0, readable: 0, still_unreadable: 0, problems: [] }, "There was nothing left to try again."],
    [
      { retried: 1, readable: 1, still_unreadable: 0, problems: [] },
      "It could be read now, and took its place in the history.",
    ],
    [
      { retried: 1, readable: 0, still_unreadable: 1, problems: [problem] },
      "It still can't be read: payload is not JSON.",
    ],
    [
      { retried: 3, readable: 3, still_unreadable: 0, problems: [] },
      "3 of 3 entries could be read now, and took their place in the history.",
    ],
    [
      { retried: 3, readable: 1, still_unreadable: 2, problems: [problem, problem] },
      "1 of 3 entries could be read now. 2 still can't be; the first: payload is not JSON.",
    ],
  ])("%j", (result, words) => {
    expect(retryWords(result)).toBe(words);
  });
});

test("a stream in which nothing deviates is told so, and nothing more", () => {
  expect(overall([], 1204, 0)).toBe("None of 1,204 entries deviates from the contract.");
});
