import { expect, test } from "vitest";
import { onHeard, onLeft, onTyped, typedText } from "./typed-text.ts";

const type = (...texts: string[]) => texts.reduce(onTyped, typedText(""));

test("what comes back late doesn't take letters away that were typed meanwhile", () => {
  const typed = type("a", "am", "amr");
  expect(onHeard(typed, "a").text).toBe("amr");
  expect(onHeard(onHeard(typed, "a"), "amr")).toEqual({ text: "amr", told: [], heard: "amr" });
});

test("what was passed over on the way back is not waited for", () => {
  const all = onHeard(type("a", "am", "amr"), "amr");
  expect(onHeard(all, "a").text).toBe("a");
});

test("another value than its own stands in the field at once", () => {
  expect(onHeard(type("a"), "robot_7").text).toBe("robot_7");
  expect(onHeard(onHeard(type("a"), "a"), "").text).toBe("");
});

test("once the field is left nothing is on its way any more", () => {
  const typed = onLeft(type("a", ""));
  expect(onHeard(typed, "a").text).toBe("a");
});
