import type { SamplePoint } from "#lib/live/protocol";
// biome-ignore lint/style/noRestrictedImports: what a robot's live series takes is what is measured.
import { createSeries } from "#server/telemetry/series";
import { answerParent, endWithParent } from "./answer-parent.ts";
import { heldBytes } from "./held.ts";

/** What robots' last 15 minutes take in memory: ours, or what came, as it came, in an array. */

const SECONDS = 15 * 60;

interface Kept {
  add(at: number, metrics: Record<string, number>): void;
}

function asItCame(): Kept & { points: SamplePoint[] } {
  const points: SamplePoint[] = [];
  return {
    points,
    add(at, metrics) {
      points.push({ at, metrics });
      if (points.length > SECONDS) points.shift();
    },
  };
}

let all: Kept[] = [];

answerParent({
  /** Bytes of one robot once its series is full, and those that half an hour more adds. */
  measure({ ours, robots }: { ours: boolean; robots: number }): { full: number; later: number } {
    all = [];
    const before = heldBytes();
    all = Array.from({ length: robots }, () => (ours ? createSeries() : asItCame()));
    const report = (from: number, to: number) => {
      for (let at = from; at < to; at += 0.5)
        for (const [number, one] of all.entries())
          one.add(at, {
            cpu_usage: (at * 7 + number) % 100,
            memory_usage: 41.25 + (at % 9),
            network_latency_ms: 23.75 + (at % 7),
            battery_percentage: 87.5 - (at % 5),
          });
    };
    report(0, SECONDS);
    const full = heldBytes() - before;
    report(SECONDS, 3 * SECONDS);
    return { full: full / robots, later: (heldBytes() - before - full) / robots };
  },
});
endWithParent();
