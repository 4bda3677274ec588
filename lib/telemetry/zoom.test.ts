import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseZoom, pointsWithin, SHORTEST_ZOOM_SECONDS, stepZoom, zoomBetween, zoomText } from "./zoom.ts";

describe("zoom", () => {
  it("is read back from an address as it was written", () => {
    const zoom = { from: 1_700_000_000.5, to: 1_700_000_060 };
    expect(parseZoom(zoomText(zoom))).toEqual(zoom);
  });

  it.each([null, "", "5", "5~4", "a~b", "1~2~3", "-5~9", "NaN~1", "0~1.9"])("takes %j for none", (text) => {
    expect(parseZoom(text)).toBeNull();
  });

  it("steps within what there is, and never to nothing", () => {
    const limits = { from: 1000, to: 1900 };
    const steps = fc.array(fc.constantFrom("in", "out", "earlier", "later"), { maxLength: 30 });
    fc.assert(
      fc.property(steps, (taken) => {
        const zoom = taken.reduce((at, step) => stepZoom(at, step, limits), { from: 1400, to: 1500 });
        expect(zoom.from).toBeGreaterThanOrEqual(limits.from - 1e-6);
        expect(zoom.to).toBeLessThanOrEqual(limits.to + 1e-6);
        expect(zoom.to - zoom.from).toBeGreaterThanOrEqual(SHORTEST_ZOOM_SECONDS - 1e-6);
      }),
    );
  });

  it("makes a stretch that is too short as wide as it must be", () => {
    const limits = { from: 1000, to: 1900 };
    expect(zoomBetween(1100, 1101, limits)).toEqual({ from: 1099.5, to: 1101.5 });
    expect(zoomBetween(1899.5, 1900, limits)).toEqual({ from: 1898, to: 1900 });
    expect(zoomBetween(1100, 1200, limits)).toEqual({ from: 1100, to: 1200 });
  });

  it("keeps a neighbour on each side, so that lines reach the edges", () => {
    const points = [1, 2, 3, 4, 5, 6].map((at) => ({ at }));
    const ats = (from: number, to: number) => pointsWithin(points, { from, to }).map(({ at }) => at);
    expect(ats(2.5, 4)).toEqual([2, 3, 4, 5]);
    expect(ats(0, 1)).toEqual([1, 2]);
    expect(ats(7, 9)).toEqual([6]);
  });
});
