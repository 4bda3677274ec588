import { expect, test } from "vitest";
import { alertState as alert } from "./alert.fixture.ts";
import { groupAlerts, worstFirst } from "./groups.ts";
import { alertsByNow, followBelow, holdOrder } from "./held-order.ts";
import type { AlertState } from "./state.ts";

const of = (id: string, robot: string, part: Partial<AlertState> = {}) =>
  alert({ id, subject: { kind: "robot", id: robot }, ...part });
const active = (...alerts: AlertState[]) => new Map(alerts.map((one) => [one.id, one]));
const ids = (alerts: readonly AlertState[]) => alerts.map(({ id }) => id);

function hold(before: AlertState[], now: AlertState[], ended: AlertState[] = [], most = 0) {
  return holdOrder(before, {
    newest: [...now].sort(worstFirst),
    asNow: alertsByNow({ active: active(...now), ended }),
    follows: followBelow(before, most),
  });
}

test("what is read keeps its places, whatever became of it", () => {
  const [a, b, c] = [of("a", "r1"), of("b", "r2"), of("c", "r3")];
  const over = { ...b, cleared_at: 9 };
  const worse = { ...c, severity: "critical" as const };
  const { shown, waiting } = hold([b, a, c], [a, worse], [over]);
  expect(shown).toEqual([over, a, worse]);
  expect(waiting).toEqual([]);
});

test("what is new waits, the worst first", () => {
  const a = of("a", "r1");
  const { shown, waiting } = hold([a], [a, of("b", "r2"), of("c", "r3", { severity: "critical" })]);
  expect(ids(shown)).toEqual(["a"]);
  expect(ids(waiting)).toEqual(["c", "b"]);
});

test("what fires again has the place it had", () => {
  const a = of("a", "r1", { cleared_at: 5 });
  const again = { ...a, cleared_at: null };
  expect(hold([a], [again]).shown).toEqual([again]);
});

test("what ended and isn't kept any more is over, from then on the same", () => {
  const a = of("a", "r1", { fired_at: 3 });
  const [over] = hold([a], [], [of("z", "r9", { cleared_at: 7 })]).shown;
  expect(over).toEqual({ ...a, cleared_at: 7 });
  expect(hold([over as AlertState], [], [of("y", "r9", { cleared_at: 8 })]).shown[0]).toBe(over);
});

test("below a short list new entities follow, and more of the last one, which move nothing", () => {
  const [a, b] = [of("a", "r1"), of("b", "r2")];
  const news = [of("a2", "r1"), of("b2", "r2"), of("c", "r3"), of("c2", "r3"), of("d", "r4")];
  const { shown, waiting } = hold([a, b], [a, b, ...news], [], 3);
  expect(ids(shown)).toEqual(["a", "b", "b2", "c", "c2"]);
  expect(ids(waiting)).toEqual(["a2", "d"]);
  const groups = groupAlerts(shown);
  expect(groups.map(({ key }) => key)).toEqual(["robot r1", "robot r2", "robot r3"]);
});
