import { expect, test } from "vitest";
import { ownView, panned, showing, wholeView, windowOf, zoomed } from "./view-box.ts";

const window = { width: 800, height: 200 };

test("what is under the pointer stays under it while zooming, within limits", () => {
  const before = { x: 100, y: 50, zoom: 1 };
  const after = zoomed(before, 1.5, { x: 400, y: 100 });
  expect(after.x + 400 / after.zoom).toBeCloseTo(500);
  expect(after.y + 100 / after.zoom).toBeCloseTo(150);
  expect(zoomed(before, 1000, { x: 0, y: 0 }).zoom).toBeLessThan(2);
  expect(zoomed(before, 0.001, { x: 0, y: 0 }).zoom).toBeGreaterThan(0.1);
});

test("dragging moves by as much as the pointer did, at any zoom", () => {
  expect(panned({ x: 10, y: 10, zoom: 0.5 }, 20, -10)).toEqual({ x: -30, y: 30, zoom: 0.5 });
});

test("a long tree begins at its newest, a short one at its left", () => {
  const long = ownView({ width: 5000, height: 100 }, window, null);
  expect(long.x + window.width / long.zoom).toBeGreaterThan(5000);
  expect(ownView({ width: 300, height: 100 }, window, null).x).toBeLessThan(0);
});

test("a high tree begins where its focus is seen", () => {
  const view = ownView({ width: 5000, height: 3000 }, window, { x: 4000, y: 2900, width: 100, height: 40 });
  expect(view.y).toBeLessThan(2900);
  expect(view.y + window.height / view.zoom).toBeGreaterThan(2940);
});

test("what is in sight moves nothing", () => {
  const view = { x: 0, y: 0, zoom: 1 };
  expect(showing(view, window, { x: 100, y: 50, width: 50, height: 50 })).toEqual(view);
});

test("all of it fits, as far as the zoom goes", () => {
  const view = wholeView({ width: 1500, height: 300 }, window);
  expect(window.width / view.zoom).toBeGreaterThan(1500);
});

test("a small move asks for no new drawing", () => {
  const view = { x: 500, y: 500, zoom: 1 };
  expect(windowOf(panned(view, 5, 5), window)).toEqual(windowOf(view, window));
});
