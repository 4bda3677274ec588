import { expect, test } from "vitest";
import { parseView, type View, viewParams, withShow, withSpan } from "./view.ts";

const address = (view: View): string => {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(viewParams(view))) if (value !== null) params.set(name, value);
  return params.toString();
};
const view = (part: Partial<View> = {}): View => ({ ...parseView(new URLSearchParams()), ...part });

test("a plain address is the live view of the last hour", () => {
  expect(view()).toEqual({
    query: "",
    show: { kind: "live" },
    span: { kind: "last", seconds: 3600 },
    columns: [],
  });
  expect(address(view())).toBe("");
});

test.each<Partial<View>>([
  { query: 'robot:robot_00* -source:"a b" duration_seconds<60' },
  { span: { kind: "last", seconds: 900 } },
  { show: { kind: "oldest" }, span: { kind: "last", seconds: 7 * 86_400 } },
  { show: { kind: "newest" }, span: { kind: "between", from: 1_767_225_600.25, to: 1_767_225_700 } },
  { show: { kind: "time", seconds: 1_767_225_600.5 }, span: { kind: "all" } },
  { show: { kind: "id", streamId: "1767225600000-3" }, span: { kind: "all" } },
  { columns: ["duration_seconds", "metrics.cpu_usage", '"odd key".x'] },
])("a link reproduces the view it was made of: %j", (part) => {
  expect(parseView(new URLSearchParams(address(view(part))))).toEqual(view(part));
});

test.each([
  ["show=nowhere", {}],
  ["window=yesterday", {}],
  [
    "show=newest&window=2026-01-02T00:00:00Z..2026-01-01T00:00:00Z",
    { show: { kind: "newest" }, span: { kind: "all" } },
  ],
  ["window=all", {}],
  ["columns=a,,a,b", { columns: ["a", "b"] }],
])("what an address says wrongly is left out: %s", (text, part) => {
  expect(parseView(new URLSearchParams(text))).toEqual(view(part as Partial<View>));
});

test("an old link's type is a filter", () => {
  expect(parseView(new URLSearchParams("type=dna.*")).query).toBe("type:dna.*");
});

test("a stretch of the past ends the live view, and the live view ends a stretch of the past", () => {
  const past = withSpan(view(), { kind: "between", from: 1, to: 2 });
  expect(past).toMatchObject({ show: { kind: "newest" }, span: { kind: "between" } });
  expect(withShow(past, { kind: "live" })).toEqual(view());
});

test("a stretch that was chosen stays when the order changes, one that wasn't doesn't", () => {
  const chosen = withSpan(view(), { kind: "last", seconds: 900 });
  expect(chosen.show.kind).toBe("live");
  expect(withShow(chosen, { kind: "oldest" }).span).toEqual({ kind: "last", seconds: 900 });
  expect(withShow(view(), { kind: "oldest" }).span).toEqual({ kind: "all" });
});

test("around a moment there is no stretch; choosing one begins at its newest", () => {
  const around = withShow(withSpan(view(), { kind: "last", seconds: 900 }), { kind: "time", seconds: 5 });
  expect(around.span).toEqual({ kind: "all" });
  expect(withSpan(around, { kind: "last", seconds: 900 }).show).toEqual({ kind: "newest" });
});
