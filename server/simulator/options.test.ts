import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

test("only the address is needed", () => {
  expect(readOptions(["--url", "http://127.0.0.1:3000/"])).toMatchObject({
    url: "http://127.0.0.1:3000",
    robots: 8,
    agents: 6,
    faultRate: 0.05,
    speed: 1,
    truth: null,
  });
});

test("everything can be set", () => {
  const args =
    "--url http://[::1]:80 --robots 0 --agents 2 --fault-rate 1 --seed a --speed 0.5 --truth 40".split(" ");
  expect(readOptions(args)).toEqual({
    url: "http://[::1]",
    robots: 0,
    agents: 2,
    faultRate: 1,
    seed: "a",
    speed: 0.5,
    truth: 40,
  });
});

test.each([
  [[], "--url must be"],
  [["--url", "3000"], "--url must be"],
  [["--url", "http://a", "--robots", "1.5"], "--robots must be a whole number from 0 to 500"],
  [["--url", "http://a", "--fault-rate", "2"], "--fault-rate must be a number from 0 to 1"],
  [["--url", "http://a", "--speed", ""], "--speed must be"],
  [["--url", "http://a", "--robot", "1"], "--robot"],
])("%j is refused: %s", (args, sentence) => {
  expect(() => readOptions(args)).toThrow(
    expect.objectContaining({ code: "invalid", message: expect.stringContaining(sentence) }),
  );
});
