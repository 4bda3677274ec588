import { expect, test } from "vitest";
import { oncePer } from "./once-per.ts";

test("what follows from an object is made once for it, also where it is nothing", () => {
  const asked: object[] = [];
  const nameOf = oncePer((of: { name: string | undefined }) => {
    asked.push(of);
    return of.name;
  });
  const [first, nameless] = [{ name: "a" }, { name: undefined }];
  expect([nameOf(first), nameOf(first), nameOf(nameless), nameOf(nameless)]).toEqual([
    "a",
    "a",
    undefined,
    undefined,
  ]);
  expect(asked).toEqual([first, nameless]);
  expect(nameOf({ name: "a" })).toBe("a");
  expect(asked).toHaveLength(3);
});
