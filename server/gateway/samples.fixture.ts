import type { SampleSource } from "./samples.ts";

/** Robots that never report. */
export const noSamples: SampleSource = {
  latest: () => new Map(),
  points: () => [],
  trends: () => ({ from: 0, robots: [] }),
  onSample: () => {},
};
